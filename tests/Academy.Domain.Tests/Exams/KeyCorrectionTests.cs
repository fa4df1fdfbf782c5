using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Training;

namespace Academy.Domain.Tests.Exams;

public sealed class KeyCorrectionTests
{
    private static readonly Guid Second = Guid.NewGuid();

    [Fact]
    public void Another_person_confirms_and_it_is_done_once_everything_is_applied()
    {
        var correction = Proposed();

        Assert.Equal(CorrectionOutcome.Done, correction.Confirm(Second, [Scene.Employee], 3, Scene.Now));
        Assert.Equal((CorrectionState.Applying, 3, Second, Scene.Now), (correction.State, correction.Number, correction.DecidedBy, correction.DecidedAt));
        Assert.Equal(CorrectionOutcome.NotNow, correction.Confirm(Second, [], 4, Scene.Now));
        Assert.True(correction.Finish(Scene.Now.AddMinutes(1)));
        Assert.False(correction.Finish(Scene.Now.AddMinutes(2)));
        Assert.Equal((CorrectionState.Applied, 3, Scene.Now.AddMinutes(1)), (correction.State, correction.Number, correction.AppliedAt));
    }

    [Fact]
    public void Who_proposed_it_decides_nothing_about_it()
    {
        var correction = Proposed();

        Assert.Equal(CorrectionOutcome.Self, correction.Confirm(Scene.Manager, [], 1, Scene.Now));
        Assert.Equal(CorrectionOutcome.Self, correction.Reject(Scene.Manager, "不对", Scene.Now));
        Assert.Equal((CorrectionState.Proposed, null), (correction.State, correction.Number));
    }

    [Fact]
    public void Whose_own_grade_changes_may_not_confirm() => Assert.Equal(CorrectionOutcome.OwnGrade, Proposed().Confirm(Second, [Scene.Employee, Second], 1, Scene.Now));

    [Fact]
    public void Rejected_it_has_its_reason_and_is_never_confirmed()
    {
        var correction = Proposed();

        Assert.Equal(CorrectionOutcome.Done, correction.Reject(Second, "原来的答案对", Scene.Now));
        Assert.Equal((CorrectionState.Rejected, "原来的答案对"), (correction.State, correction.Rejection));
        Assert.Equal(CorrectionOutcome.NotNow, correction.Confirm(Second, [], 1, Scene.Now));
        Assert.Equal(CorrectionOutcome.NotNow, correction.Reject(Second, "再退", Scene.Now));
        Assert.False(correction.Finish(Scene.Now));
    }

    [Fact]
    public void As_if_it_were_confirmed_a_proposal_makes_grades_and_stays_a_proposal()
    {
        var (proposed, attempt) = (Proposed(), Scene.Graded(default, Outcome.Failed));

        attempt.Regrade(Scene.GradeOf(Outcome.Passed), proposed.AsIfConfirmed(4));

        Assert.Equal((4, proposed.Id), (attempt.Grades[0].Key, attempt.Grades[0].CorrectionId));
        Assert.Equal((CorrectionState.Proposed, null), (proposed.State, proposed.Number));
    }

    [Fact]
    public void A_grade_made_anew_counts_and_the_first_one_stays()
    {
        var cycle = Guid.NewGuid();
        var attempt = Scene.Graded(cycle, Outcome.Failed);
        var correction = Confirmed(2);

        attempt.Regrade(Scene.GradeOf(Outcome.Passed, cycle, missed: []), correction);

        var inForce = Assert.Single(attempt.Grades);
        Assert.Equal((Outcome.Passed, 1, 2, correction.Id), (inForce.Outcome, inForce.Number, inForce.Key, inForce.CorrectionId));
        Assert.Equal([Outcome.Failed, Outcome.Passed], attempt.AllGrades.Select(g => g.Outcome));
        Assert.Equal((AttemptState.Graded, 0, null), (attempt.State, attempt.AllGrades[0].Key, attempt.AllGrades[0].CorrectionId));
    }

    [Fact]
    public void A_grade_is_made_anew_once_for_a_correction_and_by_no_older_one()
    {
        var cycle = Guid.NewGuid();
        var attempt = Scene.Graded(cycle, Outcome.Failed);
        attempt.Regrade(Scene.GradeOf(Outcome.Passed, cycle), Confirmed(2));

        Assert.Throws<InvalidOperationException>(() => attempt.Regrade(Scene.GradeOf(Outcome.Passed, cycle), Confirmed(2)));
        Assert.Throws<InvalidOperationException>(() => attempt.Regrade(Scene.GradeOf(Outcome.Passed, cycle), Confirmed(1)));
        Assert.Throws<InvalidOperationException>(() => attempt.Regrade(Scene.GradeOf(Outcome.Passed, Guid.NewGuid()), Confirmed(3)));
        Assert.Throws<InvalidOperationException>(() => attempt.Regrade(Scene.GradeOf(Outcome.Passed, cycle), Proposed()));
        attempt.Regrade(Scene.GradeOf(Outcome.Failed, cycle), Confirmed(3));
        Assert.Equal((Outcome.Failed, 2), (attempt.Grades[0].Outcome, attempt.Grades[0].Number));
    }

    [Fact]
    public void What_was_graded_by_the_new_key_from_the_first_is_not_graded_anew()
    {
        var attempt = Scene.Submitted();
        attempt.Conclude([Scene.GradeOf(Outcome.Failed)], key: 2);

        Assert.Throws<InvalidOperationException>(() => attempt.Regrade(Scene.GradeOf(Outcome.Passed), Confirmed(2)));
    }

    [Theory]
    [InlineData(Outcome.Failed, Outcome.Failed, true, true, OrderEffect.None)]
    [InlineData(Outcome.Passed, Outcome.Failed, true, false, OrderEffect.Ordered)]
    [InlineData(Outcome.Passed, Outcome.FailedCritical, true, false, OrderEffect.Ordered)]
    [InlineData(Outcome.Passed, Outcome.Failed, false, false, OrderEffect.None)]
    [InlineData(Outcome.Failed, Outcome.FailedCritical, true, true, OrderEffect.Replaced)]
    [InlineData(Outcome.FailedCritical, Outcome.Failed, true, true, OrderEffect.Replaced)]
    [InlineData(Outcome.FailedCritical, Outcome.Failed, true, false, OrderEffect.None)]
    [InlineData(Outcome.FailedCritical, Outcome.Failed, false, true, OrderEffect.None)]
    public void A_fail_orders_retraining_where_nothing_came_after_it(Outcome before, Outcome after, bool isLast, bool hasOpenOrder, OrderEffect effect) =>
        Assert.Equal(effect, Regrade.EffectOfFail(hasOpenOrder ? Scene.Order(0) : null, before, after, isLast));

    [Fact]
    public void Only_what_says_something_else_is_a_changed_grade()
    {
        Assert.False(Regrade.Differs(Scene.GradeOf(Outcome.Failed), Scene.GradeOf(Outcome.Failed)));
        Assert.True(Regrade.Differs(Scene.GradeOf(Outcome.Failed), Scene.GradeOf(Outcome.Passed)));
        Assert.True(Regrade.Differs(Scene.GradeOf(Outcome.Failed), Scene.GradeOf(Outcome.Failed, missed: [])));
        Assert.True(Regrade.Differs(Scene.GradeOf(Outcome.Failed), Scene.GradeOf(Outcome.Failed, missedCritical: [Scene.Point])));
    }

    [Fact]
    public void A_lifted_order_locks_nothing_and_is_not_worked_off()
    {
        var (order, correction) = (Scene.Order(2), Guid.NewGuid());
        Assert.True(order.IsOpen);

        Assert.True(order.Lift(correction, Scene.Now));

        Assert.Equal((false, correction, Scene.Now), (order.IsOpen, order.LiftedBy, order.LiftedAt));
        Assert.False(order.Lift(Guid.NewGuid(), Scene.Now));
        Assert.False(order.Finish(1, Scene.Now));
        Assert.False(order.Sign(Scene.Manager, "面授、实操都做了", Scene.Now));
        Assert.Null(order.CompletedAt);
    }

    [Fact]
    public void What_was_worked_off_is_not_lifted() => Assert.False(Scene.WorkedOff(0).Lift(Guid.NewGuid(), Scene.Now));

    [Fact]
    public void A_cycle_that_stands_in_repeats_the_round_of_the_other()
    {
        var former = Scene.Cycle();

        var again = TrainingCycle.Again(Guid.NewGuid(), former, 2, Scene.Now.AddDays(1));

        Assert.Equal((former.Id, 2, former.Round, former.ReleaseId, former.RequirementVersion, CycleState.Assigned), (again.StandsInFor, again.Number, again.Round, again.ReleaseId, again.RequirementVersion, again.State));
        Assert.Null(former.StandsInFor);
    }

    [Fact]
    public void Who_holds_a_certificate_that_a_correction_suspended_may_not_work()
    {
        var facts = new EligibilityFacts(true, new CertificateFacts(CertificateState.Suspended, SuspensionGrounds.Regraded, Scene.Today, Scene.Today.AddMonths(12)), false, false, []);

        var eligibility = Eligibility.Of(facts, Scene.Today);

        Assert.Equal([EligibilityReason.SuspendedByRegrade], eligibility.Grounds.Select(g => g.Reason));
        Assert.False(eligibility.SuspendsCertificate);
    }

    private static KeyCorrection Proposed() => CorrectedKeysTests.Proposed("Q", "v1", "v2");

    private static KeyCorrection Confirmed(int number) => CorrectedKeysTests.Confirmed(number, "Q", "v1", "v2");
}
