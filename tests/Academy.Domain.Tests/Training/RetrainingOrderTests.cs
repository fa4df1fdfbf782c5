using Academy.Domain.Exams;
using Academy.Domain.Training;
using static Academy.Domain.Training.RetrainingTaskKind;

namespace Academy.Domain.Tests.Training;

public sealed class RetrainingOrderTests
{
    private const string Evidence = "在停车场重做灭火器实操";
    private static readonly DateTimeOffset Finish = Scene.Now.AddMinutes(30);
    private static readonly string[] Missed = ["C03/01-a#gauge", "C03/01-a#pull"];
    private static readonly string[] Required = ["C01/01-a#law", "C03/01-a#gauge", "C03/01-a#pull"];

    [Theory]
    [InlineData(0, RetrainingStep.First)]
    [InlineData(1, RetrainingStep.Second)]
    [InlineData(2, RetrainingStep.Third)]
    [InlineData(3, RetrainingStep.Third)]
    [InlineData(9, RetrainingStep.Third)]
    public void The_step_follows_from_the_fails_before_and_the_third_repeats(int earlierFails, RetrainingStep step) =>
        Assert.Equal(step, Scene.Order(earlierFails).Step);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_missed_red_line_is_a_step_of_its_own_however_many_fails_came_before(int earlierFails) =>
        Assert.Equal(RetrainingStep.Critical, Scene.Order(earlierFails, outcome: Outcome.FailedCritical).Step);

    [Fact]
    public void A_pass_needs_no_retraining() => Assert.Throws<ArgumentException>(() => Scene.Order(0, outcome: Outcome.Passed));

    [Fact]
    public void An_attempt_that_was_not_handed_in_orders_nothing() =>
        Assert.Throws<ArgumentException>(() => RetrainingOrder.For(Guid.NewGuid(), Scene.InProgress(), "F12", [Scene.GradeOf(Outcome.Failed)], 0, [], WaitTier.FrontLine, Scene.Waits, Scene.Now));

    [Fact]
    public void Parts_of_one_family_that_failed_together_make_one_order_about_all_they_missed()
    {
        var order = Both(Outcome.Failed, Outcome.FailedCritical);

        Assert.Equal(RetrainingStep.First, order.Step);
        Assert.Equal(["C03/01-a#one", "C03/01-a#two"], order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Read).Select(t => t.KnowledgePoint));
        Assert.Equal(RetrainingStep.Critical, Both(Outcome.FailedCritical, Outcome.FailedCritical).Step);
        Assert.Throws<ArgumentException>(() => Both(Outcome.Failed, Outcome.Passed));

        static RetrainingOrder Both(Outcome one, Outcome other) => RetrainingOrder.For(
            Guid.NewGuid(), Scene.Submitted(), "F12", [Scene.GradeOf(one, missed: ["C03/01-a#two"]), Scene.GradeOf(other, missed: ["C03/01-a#one", "C03/01-a#two"])], 0, [], WaitTier.FrontLine, Scene.Waits, Scene.Now);
    }

    [Fact]
    public void It_belongs_to_the_person_and_the_family_of_the_attempt()
    {
        var attempt = Scene.Submitted();
        var order = OrderOf(0, attempt: attempt);

        Assert.Equal(
            (attempt.Id, Scene.Employee, Scene.House, "F12", 1),
            (order.AttemptId, order.PersonId, order.OrganizationId, order.Family, order.ReleaseId));
    }

    [Fact]
    public void A_first_fail_reads_and_practises_what_was_missed() =>
        Tasks([(Read, Missed[0]), (Read, Missed[1]), (Practice, Missed[0]), (Practice, Missed[1])], OrderOf(0));

    [Fact]
    public void A_second_fail_reads_every_required_point_and_practises_what_was_missed() =>
        Tasks([(Read, Required[0]), (Read, Required[1]), (Read, Required[2]), (Practice, Missed[0]), (Practice, Missed[1])], OrderOf(1));

    [Fact]
    public void A_third_fail_reads_and_practises_what_was_missed() =>
        Tasks([(Read, Missed[0]), (Read, Missed[1]), (Practice, Missed[0]), (Practice, Missed[1])], OrderOf(2));

    [Fact]
    public void A_missed_red_line_is_about_the_critical_points_only() =>
        Tasks([(Read, Missed[1]), (Practice, Missed[1])], OrderOf(0, Outcome.FailedCritical));

    [Theory]
    [InlineData(0, WaitTier.FrontLine, 2)]
    [InlineData(0, WaitTier.HighRisk, 24)]
    [InlineData(1, WaitTier.FrontLine, 25)]
    [InlineData(1, WaitTier.HighRisk, 72)]
    [InlineData(2, WaitTier.FrontLine, 0)]
    [InlineData(2, WaitTier.HighRisk, 0)]
    public void The_wait_follows_from_step_and_tier_and_counts_from_the_finish(int earlierFails, WaitTier tier, int hours) =>
        Assert.Equal(Finish.AddHours(hours), Scene.Order(earlierFails, tier).WaitUntil);

    [Theory]
    [InlineData(WaitTier.FrontLine)]
    [InlineData(WaitTier.HighRisk)]
    public void After_a_missed_red_line_nobody_waits(WaitTier tier) =>
        Assert.Equal(Finish, Scene.Order(0, tier, Outcome.FailedCritical).WaitUntil);

    [Fact]
    public void The_wait_counts_from_the_deadline_when_the_sweep_came_later()
    {
        var late = Scene.Submitted(at: Scene.Now + Scene.ExamTime + TimeSpan.FromHours(5));

        Assert.Equal(Scene.Now + Scene.ExamTime + TimeSpan.FromHours(2), OrderOf(0, attempt: late).WaitUntil);
    }

    [Fact]
    public void Tasks_open_one_by_one_and_each_is_done_once()
    {
        var order = Scene.Order(earlierFails: 0);
        Assert.Equal(1, order.Current?.Number);

        Assert.False(order.Finish(2, Finish));
        Assert.True(order.Finish(1, Finish.AddMinutes(1)));
        Assert.False(order.Finish(1, Finish.AddMinutes(2)));
        Assert.Equal((Finish.AddMinutes(1), 2), (order.Tasks[0].DoneAt, order.Current?.Number));
        Assert.Null(order.CompletedAt);

        Assert.True(order.Finish(2, Finish.AddMinutes(3)));
        Assert.Null(order.Current);
        Assert.False(order.Finish(3, Finish.AddMinutes(4)));
        Assert.Equal(Finish.AddMinutes(3), order.CompletedAt);
    }

    [Fact]
    public void A_missed_red_line_is_complete_with_its_tasks()
    {
        var order = Scene.Order(0, outcome: Outcome.FailedCritical);
        foreach (var task in order.Tasks) order.Finish(task.Number, Finish);

        Assert.Equal(Finish, order.CompletedAt);
    }

    [Fact]
    public void A_second_retraining_is_complete_when_the_manager_confirms_it()
    {
        var order = Scene.WorkedOff(earlierFails: 1);
        Assert.Null(order.CompletedAt);

        Assert.True(order.Confirm(Scene.Manager, Finish.AddHours(3)));
        Assert.False(order.Confirm(Guid.NewGuid(), Finish.AddHours(4)));
        Assert.Equal((Scene.Manager, Finish.AddHours(3), Finish.AddHours(3)), (order.ConfirmedBy, order.ConfirmedAt, order.CompletedAt));
    }

    [Fact]
    public void There_is_nothing_to_confirm_while_tasks_are_left()
    {
        var order = Scene.Order(earlierFails: 1);

        Assert.False(order.Confirm(Scene.Manager, Finish));
        Assert.Null(order.ConfirmedAt);
    }

    [Fact]
    public void A_third_retraining_is_complete_when_tasks_are_done_and_somebody_signed()
    {
        var worked = Scene.WorkedOff(earlierFails: 2);
        Assert.Null(worked.CompletedAt);
        Assert.True(worked.Sign(Scene.Manager, Evidence, Finish.AddHours(3)));
        Assert.Equal((Scene.Manager, Evidence, Finish.AddHours(3)), (worked.SignedBy, worked.Evidence, worked.CompletedAt));

        var signed = Scene.Order(earlierFails: 2);
        Assert.True(signed.Sign(Scene.Manager, Evidence, Finish));
        Assert.Null(signed.CompletedAt);
        foreach (var task in signed.Tasks) signed.Finish(task.Number, Finish.AddHours(1));
        Assert.Equal(Finish.AddHours(1), signed.CompletedAt);
    }

    [Fact]
    public void A_signature_is_given_once_and_stays()
    {
        var order = Scene.Order(earlierFails: 2);
        order.Sign(Scene.Manager, Evidence, Finish);

        Assert.False(order.Sign(Guid.NewGuid(), "别的", Finish.AddHours(1)));
        Assert.Equal((Scene.Manager, Evidence, Finish), (order.SignedBy, order.Evidence, order.SignedAt));
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    public void Each_step_asks_for_its_own_kind_of_word(int earlierFails, bool confirmation, bool signature)
    {
        Assert.Equal((confirmation, signature), (Scene.Order(earlierFails).NeedsConfirmation, Scene.Order(earlierFails).NeedsSignature));
        Assert.Equal(confirmation, Scene.WorkedOff(earlierFails).Confirm(Scene.Manager, Finish));
        Assert.Equal(signature, Scene.WorkedOff(earlierFails).Sign(Scene.Manager, Evidence, Finish));
    }

    [Fact]
    public void Nobody_confirms_or_signs_for_themselves()
    {
        var (second, third) = (Scene.WorkedOff(1), Scene.WorkedOff(2));

        Assert.Throws<InvalidOperationException>(() => second.Confirm(Scene.Employee, Finish));
        Assert.Throws<InvalidOperationException>(() => third.Sign(Scene.Employee, Evidence, Finish));
        Assert.Null(second.CompletedAt);
        Assert.Null(third.CompletedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_signature_without_evidence_is_refused(string evidence)
    {
        var order = Scene.WorkedOff(earlierFails: 2);

        Assert.Throws<ArgumentException>(() => order.Sign(Scene.Manager, evidence, Finish));
        Assert.Null(order.SignedAt);
    }

    private static RetrainingOrder OrderOf(int earlierFails, Outcome outcome = Outcome.Failed, ExamAttempt? attempt = null) => RetrainingOrder.For(
        Guid.NewGuid(), attempt ?? Scene.Submitted(), "F12", [Scene.GradeOf(outcome, missed: Missed, missedCritical: [Missed[1]])], earlierFails, Required, WaitTier.FrontLine, Scene.Waits, Scene.Now.AddHours(9));

    private static void Tasks((RetrainingTaskKind Kind, string Point)[] expected, RetrainingOrder order)
    {
        Assert.Equal(expected, order.Tasks.Select(t => (t.Kind, t.KnowledgePoint)));
        Assert.Equal(Enumerable.Range(1, expected.Length), order.Tasks.Select(t => t.Number));
    }
}
