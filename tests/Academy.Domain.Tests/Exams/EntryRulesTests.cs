using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class EntryRulesTests
{
    private static readonly DateTimeOffset LongAfter = Scene.Now.AddDays(30);

    private static readonly EntryFacts Clear = new(
        AssignmentClosed: false, CycleClosed: false, LessonsLeft: 0, LicencesMissing: [], Order: null, ExamMode.Self, Admission.None);

    [Fact]
    public void With_nothing_against_it_the_exam_may_begin() => Assert.Empty(EntryRules.Check(Clear, Scene.Now));

    [Fact]
    public void A_closed_assignment_is_not_sat() => Refuses(Clear with { AssignmentClosed = true }, EntryRefusalReason.AssignmentClosed);

    [Fact]
    public void A_closed_cycle_is_not_examined() => Refuses(Clear with { CycleClosed = true }, EntryRefusalReason.CycleClosed);

    [Fact]
    public void Lessons_come_first_and_how_many_is_said() =>
        Assert.Equal([new EntryRefusal(EntryRefusalReason.LearningIncomplete, Left: 3)], EntryRules.Check(Clear with { LessonsLeft = 3 }, Scene.Now));

    [Fact]
    public void Each_missing_licence_is_named() => Assert.Equal(
        [new EntryRefusal(EntryRefusalReason.LicenceMissing, Detail: "导游证"), new EntryRefusal(EntryRefusalReason.LicenceMissing, Detail: "健康证")],
        EntryRules.Check(Clear with { LicencesMissing = ["导游证", "健康证"] }, Scene.Now));

    [Fact]
    public void Retraining_locks_the_exam_and_the_tasks_left_are_counted()
    {
        var order = Scene.Order(earlierFails: 0);
        order.Finish(1, Scene.Now.AddHours(1));

        Assert.Equal([new EntryRefusal(EntryRefusalReason.RetrainingIncomplete, Left: 1)], EntryRules.Check(Clear with { Order = order }, LongAfter));
    }

    [Fact]
    public void A_second_retraining_waits_for_the_managers_confirmation()
    {
        var order = Scene.WorkedOff(earlierFails: 1);
        Refuses(Clear with { Order = order }, EntryRefusalReason.AwaitingConfirmation);

        order.Confirm(Scene.Manager, Scene.Now.AddHours(2));
        Assert.Empty(EntryRules.Check(Clear with { Order = order }, LongAfter));
    }

    [Fact]
    public void A_third_retraining_waits_for_a_signature()
    {
        var order = Scene.WorkedOff(earlierFails: 2);
        Refuses(Clear with { Order = order }, EntryRefusalReason.AwaitingSignature);

        order.Sign(Scene.Manager, "在停车场重做灭火器实操", Scene.Now.AddHours(2));
        Assert.Empty(EntryRules.Check(Clear with { Order = order }, LongAfter));
    }

    [Fact]
    public void After_the_retraining_the_wait_still_stands_to_its_last_instant()
    {
        var order = Scene.WorkedOff(earlierFails: 0);
        var facts = Clear with { Order = order };

        Assert.NotNull(order.CompletedAt);
        Assert.Equal([new EntryRefusal(EntryRefusalReason.WaitNotOver, Until: order.WaitUntil)], EntryRules.Check(facts, order.WaitUntil.AddTicks(-1)));
        Assert.Empty(EntryRules.Check(facts, order.WaitUntil));
    }

    [Theory]
    [InlineData(ExamMode.Supervised, Admission.None, EntryRefusalReason.NotCheckedIn)]
    [InlineData(ExamMode.Supervised, Admission.Waiting, EntryRefusalReason.NotCheckedIn)]
    [InlineData(ExamMode.Supervised, Admission.Held, EntryRefusalReason.RoomHeld)]
    [InlineData(ExamMode.Supervised, Admission.Admitted, null)]
    [InlineData(ExamMode.Self, Admission.None, null)]
    public void A_supervised_exam_waits_for_the_invigilator(ExamMode mode, Admission admission, EntryRefusalReason? refused) =>
        Assert.Equal(refused, EntryRules.Check(Clear with { Mode = mode, Admission = admission }, Scene.Now).SingleOrDefault()?.Reason);

    [Fact]
    public void Every_reason_is_said_not_only_the_first()
    {
        var second = new EntryFacts(AssignmentClosed: true, CycleClosed: true, LessonsLeft: 2, LicencesMissing: ["导游证"], Scene.Order(earlierFails: 1), ExamMode.Supervised, Admission.None);

        Assert.Equal(
            [
                EntryRefusalReason.AssignmentClosed, EntryRefusalReason.CycleClosed, EntryRefusalReason.LearningIncomplete, EntryRefusalReason.LicenceMissing,
                EntryRefusalReason.RetrainingIncomplete, EntryRefusalReason.AwaitingConfirmation, EntryRefusalReason.WaitNotOver, EntryRefusalReason.NotCheckedIn,
            ],
            EntryRules.Check(second, Scene.Now.AddHours(1)).Select(r => r.Reason));
        Assert.Contains(EntryRefusalReason.AwaitingSignature, EntryRules.Check(second with { Order = Scene.Order(earlierFails: 2) }, LongAfter).Select(r => r.Reason));
    }

    [Fact]
    public void A_printed_paper_keeps_the_family_from_every_screen_until_it_is_graded()
    {
        var attempt = Scene.Ready();
        attempt.Print(Scene.Now);
        Refuses(Clear with { Underway = attempt }, EntryRefusalReason.PaperOut);
        Assert.False(EntryRules.MayBePrepared(EntryRules.CheckOnPaper(Clear with { Underway = attempt }, Scene.Now)));

        attempt.Start(Scene.Now);
        attempt.Submit(SubmittedBy.Invigilator, Scene.Now.AddMinutes(30));
        Refuses(Clear with { Underway = attempt }, EntryRefusalReason.PaperCollected);
    }

    [Fact]
    public void Exams_are_combined_while_nothing_but_the_door_is_before_them_and_nobody_is_at_it_yet()
    {
        Assert.True(EntryRules.MayBeCombined(Clear with { Mode = ExamMode.Self, Admission = Admission.None }, Scene.Now));
        Assert.True(EntryRules.MayBeCombined(Clear with { Mode = ExamMode.Supervised, Admission = Admission.None }, Scene.Now));
        Assert.False(EntryRules.MayBeCombined(Clear with { Mode = ExamMode.Supervised, Admission = Admission.Waiting }, Scene.Now));
        Assert.False(EntryRules.MayBeCombined(Clear with { Admission = Admission.None, LessonsLeft = 1 }, Scene.Now));
        Assert.False(EntryRules.MayBeCombined(Clear with { Admission = Admission.None, Order = Scene.WorkedOff(0) }, Scene.Now.AddHours(2)));
        Assert.False(EntryRules.MayBeCombined(Clear with { Admission = Admission.None, Underway = Scene.InProgress() }, Scene.Now));
    }

    [Fact]
    public void What_is_sat_on_paper_only_begins_on_no_screen() => Refuses(Clear with { Mode = ExamMode.Paper }, EntryRefusalReason.OnPaper);

    [Fact]
    public void On_paper_no_room_is_asked_for_and_nothing_is_printed_beside_what_is_being_sat()
    {
        Assert.Empty(EntryRules.CheckOnPaper(Clear with { Mode = ExamMode.Supervised }, Scene.Now));
        Assert.Empty(EntryRules.CheckOnPaper(Clear with { Mode = ExamMode.Paper }, Scene.Now));
        Assert.Equal([EntryRefusalReason.LearningIncomplete], EntryRules.CheckOnPaper(Clear with { LessonsLeft = 1 }, Scene.Now).Select(r => r.Reason));
        Assert.Equal([EntryRefusalReason.BeingSat], EntryRules.CheckOnPaper(Clear with { Underway = Scene.InProgress() }, Scene.Now).Select(r => r.Reason));
    }

    private static void Refuses(EntryFacts facts, EntryRefusalReason reason) =>
        Assert.Equal([reason], EntryRules.Check(facts, LongAfter).Select(r => r.Reason));
}
