using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class ExamAttemptTests
{
    private static readonly DateTimeOffset Deadline = Scene.Now + Scene.ExamTime;

    [Fact]
    public void It_takes_over_who_sits_what_from_its_assignment()
    {
        var assignment = new ExamAssignment(Guid.NewGuid(), Scene.Employee, Scene.House, "B12", "F12", 3, ExamMode.Supervised, Guid.NewGuid(), Scene.Now);
        var attempt = new ExamAttempt(Guid.NewGuid(), assignment, 2, PaperKind.Critical, new Paper(1, []), 20, Scene.Now);

        Assert.Equal(
            (assignment.Id, Scene.Employee, Scene.House, "B12", "F12", 3, ExamMode.Supervised),
            (attempt.AssignmentId, attempt.PersonId, attempt.OrganizationId, attempt.Blueprint, attempt.Family, attempt.ReleaseId, attempt.Mode));
    }

    [Fact]
    public void The_deadline_is_an_instant_made_at_the_start()
    {
        var attempt = Scene.Ready();
        Assert.True(attempt.Start(Scene.Now));

        Assert.Equal((AttemptState.InProgress, Scene.Now, Deadline), (attempt.State, attempt.StartedAt, attempt.Deadline));
    }

    [Fact]
    public void A_drawn_paper_may_be_begun_from_when_it_opens_until_what_allows_it_lapses()
    {
        var attempt = Scene.Ready();
        Assert.False(attempt.MayBegin(Scene.Now));

        attempt.Admit(Scene.Now, Scene.Today.AddDays(1));
        Assert.False(attempt.MayBegin(Scene.Now.AddTicks(-1)));
        Assert.True(attempt.MayBegin(Scene.Now));
        Assert.True(attempt.MayBegin(Scene.Today.AddDays(2).Start().AddTicks(-1)));
        Assert.False(attempt.MayBegin(Scene.Today.AddDays(2).Start()));

        attempt.Withhold();
        Assert.False(attempt.MayBegin(Scene.Now));
    }

    [Fact]
    public void What_has_begun_cannot_be_begun_again()
    {
        var attempt = Scene.Ready();
        attempt.Admit(Scene.Now, Scene.Today);
        attempt.Start(Scene.Now);

        Assert.False(attempt.MayBegin(Scene.Now));
    }

    [Fact]
    public void A_second_start_changes_nothing()
    {
        var attempt = Scene.InProgress();

        Assert.False(attempt.Start(Scene.Now.AddMinutes(1)));
        Assert.Equal((Scene.Now, Deadline), (attempt.StartedAt, attempt.Deadline));
    }

    [Theory]
    [InlineData(-30, -30)]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(600, 0)]
    public void It_ends_at_the_finish_or_the_deadline_whichever_is_first(double seconds, double end)
    {
        var attempt = Scene.InProgress();

        Assert.True(attempt.Submit(SubmittedBy.Deadline, Deadline.AddSeconds(seconds)));
        Assert.Equal((AttemptState.Submitted, Deadline.AddSeconds(end), SubmittedBy.Deadline), (attempt.State, attempt.SubmittedAt, attempt.SubmittedBy));
    }

    [Fact]
    public void A_second_submit_changes_nothing()
    {
        var attempt = Scene.Submitted();

        Assert.False(attempt.Submit(SubmittedBy.Deadline, Deadline));
        Assert.Equal((Scene.Now.AddMinutes(30), SubmittedBy.Candidate), (attempt.SubmittedAt, attempt.SubmittedBy));
    }

    [Fact]
    public void It_is_graded_once()
    {
        var attempt = Scene.Graded(default, Outcome.Failed);

        Assert.Throws<InvalidOperationException>(() => attempt.Conclude([Scene.GradeOf(Outcome.Passed)]));
        Assert.Equal([Outcome.Failed], attempt.Grades.Select(g => g.Outcome));
    }

    [Fact]
    public void Only_what_was_handed_in_is_graded()
    {
        foreach (var attempt in new[] { Scene.Ready(), Scene.InProgress(), Voided() })
        {
            Assert.Throws<InvalidOperationException>(() => attempt.Conclude([Scene.GradeOf(Outcome.Passed)]));
            Assert.Empty(attempt.Grades);
        }
    }

    [Fact]
    public void It_can_be_voided_until_it_is_graded()
    {
        foreach (var attempt in new[] { Scene.Ready(), Scene.InProgress(), Scene.Submitted() })
        {
            attempt.Void();
            Assert.Equal(AttemptState.Voided, attempt.State);
        }
    }

    [Fact]
    public void What_was_graded_is_never_voided()
    {
        var attempt = Scene.Graded(default, Outcome.Failed);

        Assert.Throws<InvalidOperationException>(attempt.Void);
        Assert.Equal(AttemptState.Graded, attempt.State);
    }

    [Fact]
    public void What_has_ended_never_begins_again()
    {
        foreach (var attempt in new[] { Scene.Submitted(), Scene.Graded(default, Outcome.Failed), Voided() })
        {
            var (state, submittedAt) = (attempt.State, attempt.SubmittedAt);

            Assert.False(attempt.IsOpen);
            Assert.False(attempt.Start(Deadline));
            Assert.False(attempt.Submit(SubmittedBy.Invigilator, Deadline));
            Assert.Equal(LeaseOutcome.Closed, attempt.TakeLease("phone", takeOver: true, Scene.Now, Scene.Grace));
            Assert.Equal((state, submittedAt), (attempt.State, attempt.SubmittedAt));
        }
    }

    [Fact]
    public void A_paper_not_begun_takes_neither_answers_nor_a_submit()
    {
        var attempt = Scene.Ready();

        Assert.Equal(LeaseOutcome.Closed, attempt.TakeLease("phone", takeOver: false, Scene.Now, Scene.Grace));
        Assert.False(attempt.Submit(SubmittedBy.Candidate, Scene.Now));
        Assert.Equal(AttemptState.Ready, attempt.State);
    }

    [Fact]
    public void The_first_client_gets_the_pen_and_keeps_it_when_it_asks_again()
    {
        var attempt = Scene.InProgress();
        Assert.False(Holds(attempt, null));

        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "phone"));
        var lease = attempt.Lease;
        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "phone"));
        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "phone", takeOver: true));

        Assert.Equal(lease, attempt.Lease);
        Assert.True(Holds(attempt, lease));
    }

    [Fact]
    public void Another_client_gets_the_pen_only_by_taking_over()
    {
        var attempt = Scene.InProgress();
        Take(attempt, "phone");
        var first = attempt.Lease;

        Assert.Equal(LeaseOutcome.HeldElsewhere, Take(attempt, "desk"));
        Assert.True(Holds(attempt, first));

        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "desk", takeOver: true));
        Assert.False(Holds(attempt, first));
        Assert.True(Holds(attempt, attempt.Lease));
        Assert.Equal(LeaseOutcome.HeldElsewhere, Take(attempt, "phone"));
    }

    [Fact]
    public void Taking_the_pen_back_makes_a_third_token()
    {
        var attempt = Scene.InProgress();
        var leases = new HashSet<string>();
        foreach (var client in new[] { "phone", "desk", "phone" })
        {
            Take(attempt, client, takeOver: true);
            leases.Add(attempt.Lease!);
        }

        Assert.Equal(3, leases.Count);
        Assert.All(leases, lease => Assert.Equal(32, lease.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData(null)]
    public void A_write_without_the_lease_in_force_holds_nothing(string? lease)
    {
        var attempt = Scene.InProgress();
        Take(attempt, "phone");

        Assert.False(Holds(attempt, lease));
    }

    [Theory]
    [InlineData(0, LeaseOutcome.Granted)]
    [InlineData(10, LeaseOutcome.Granted)]
    [InlineData(10.001, LeaseOutcome.Closed)]
    public void The_pen_is_given_until_the_deadline_and_its_grace(double seconds, LeaseOutcome outcome) =>
        Assert.Equal(outcome, Scene.InProgress().TakeLease("phone", takeOver: false, Deadline.AddSeconds(seconds), Scene.Grace));

    [Fact]
    public void An_answer_is_the_owners_alone_and_only_while_the_attempt_is_open()
    {
        var attempt = Scene.InProgress();
        Take(attempt, "phone");
        Assert.False(attempt.Accepts(Guid.NewGuid(), attempt.Lease, Deadline, Scene.Grace));

        attempt.Submit(SubmittedBy.Candidate, Deadline.AddMinutes(-1));

        Assert.False(Holds(attempt, attempt.Lease));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(10.001, false)]
    public void An_answer_is_taken_until_the_deadline_and_its_grace(double seconds, bool accepted)
    {
        var attempt = Scene.InProgress();
        Take(attempt, "phone");

        Assert.Equal(accepted, attempt.Accepts(attempt.PersonId, attempt.Lease, Deadline.AddSeconds(seconds), Scene.Grace));
    }

    private static bool Holds(ExamAttempt attempt, string? lease) => attempt.Accepts(attempt.PersonId, lease, Deadline, Scene.Grace);

    private static LeaseOutcome Take(ExamAttempt attempt, string client, bool takeOver = false) =>
        attempt.TakeLease(client, takeOver, Scene.Now.AddMinutes(1), Scene.Grace);

    private static ExamAttempt Voided()
    {
        var attempt = Scene.InProgress();
        attempt.Void();
        return attempt;
    }
}
