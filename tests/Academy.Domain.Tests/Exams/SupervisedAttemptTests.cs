using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

/// <summary>What an invigilator may change about an attempt: take-over, extension, pause, handing in.</summary>
public sealed class SupervisedAttemptTests
{
    private static readonly DateTimeOffset Deadline = Scene.Now + Scene.ExamTime;
    private static readonly DateTimeOffset Later = Scene.Now.AddMinutes(20);

    [Fact]
    public void A_take_over_is_released_by_the_invigilator_for_once_and_for_five_minutes()
    {
        var attempt = Supervised();
        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "phone"));
        Assert.Equal(LeaseOutcome.NeedsRelease, Take(attempt, "tablet"));
        Assert.Equal("phone", attempt.LeaseClient);

        Assert.Equal(RoomOutcome.Done, attempt.ReleaseTakeOver(Scene.Manager, Later));
        Assert.Equal(LeaseOutcome.NeedsRelease, attempt.TakeLease("tablet", takeOver: true, Later + ExamAttempt.ReleaseLasts + TimeSpan.FromSeconds(1), Scene.Grace));
        Assert.Equal(LeaseOutcome.Granted, Take(attempt, "tablet"));

        Assert.Equal(LeaseOutcome.NeedsRelease, Take(attempt, "phone"));
    }

    [Fact]
    public void Nobody_releases_their_own_take_over() => Assert.Equal(RoomOutcome.Self, Supervised().ReleaseTakeOver(Scene.Employee, Later));

    [Fact]
    public void An_extension_moves_the_deadline_and_is_a_fact_with_author_and_reason()
    {
        var attempt = Supervised();

        var fact = attempt.Extend(Guid.NewGuid(), 10, Scene.Manager, "停电", Later);

        Assert.Equal((attempt.Id, 10, Scene.Manager, "停电", Later), (fact!.AttemptId, fact.Minutes, fact.By, fact.Reason, fact.At));
        Assert.Equal(Deadline.AddMinutes(10), attempt.Deadline);
        Assert.Equal(TimeSpan.FromMinutes(50), attempt.Left(Later));
    }

    [Fact]
    public void Nobody_extends_their_own_exam_nor_one_that_is_over()
    {
        var attempt = Supervised();

        Assert.Null(attempt.Extend(Guid.NewGuid(), 10, Scene.Employee, "自己", Later));
        Assert.Null(attempt.Extend(Guid.NewGuid(), 10, Scene.Manager, "太晚", Deadline.AddSeconds(1)));
        attempt.Submit(SubmittedBy.Candidate, Later);
        Assert.Null(attempt.Extend(Guid.NewGuid(), 10, Scene.Manager, "交了", Later));

        Assert.Equal(Deadline, attempt.Deadline);
        Assert.Throws<ArgumentOutOfRangeException>(() => Supervised().Extend(Guid.NewGuid(), 61, Scene.Manager, "太长", Later));
    }

    [Fact]
    public void A_pause_stops_the_clock_and_the_deadline_moves_by_its_length()
    {
        var attempt = Supervised();
        Assert.True(attempt.Pause(Later));
        Assert.False(attempt.Pause(Later.AddMinutes(1)));
        Assert.Equal(TimeSpan.FromMinutes(40), attempt.Left(Later.AddHours(1)));

        Assert.True(attempt.Resume(Later.AddHours(1)));

        Assert.Equal((Deadline.AddHours(1), (DateTimeOffset?)null), (attempt.Deadline, attempt.PausedAt));
        Assert.False(attempt.Resume(Later.AddHours(2)));
    }

    [Fact]
    public void While_it_is_paused_it_is_never_over_and_neither_candidate_nor_deadline_hands_in()
    {
        var attempt = Supervised();
        attempt.Pause(Later);

        Assert.False(attempt.IsOver(Deadline.AddDays(1), Scene.Grace));
        Assert.False(attempt.Submit(SubmittedBy.Deadline, Deadline.AddDays(1)));
        Assert.False(attempt.Submit(SubmittedBy.Candidate, Later.AddMinutes(1)));
        Assert.Equal(LeaseOutcome.Granted, attempt.TakeLease("phone", takeOver: false, Deadline.AddHours(1), Scene.Grace));
        Assert.True(attempt.IsOpen);
    }

    [Fact]
    public void The_invigilator_may_hand_in_a_paused_attempt_and_it_ended_when_the_clock_stood()
    {
        var attempt = Supervised();
        attempt.Pause(Later);

        Assert.True(attempt.Submit(SubmittedBy.Invigilator, Later.AddHours(3)));
        Assert.Equal((Later, SubmittedBy.Invigilator), (attempt.SubmittedAt, attempt.SubmittedBy));
    }

    [Fact]
    public void What_is_over_is_not_paused()
    {
        Assert.False(Supervised().Pause(Deadline.AddSeconds(1)));
        Assert.False(Scene.Submitted().Pause(Later));
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(10, true)]
    [InlineData(10.001, false)]
    public void An_answer_on_its_way_when_the_alarm_came_has_the_same_grace(double seconds, bool accepted)
    {
        var attempt = Supervised();
        Take(attempt, "phone");
        attempt.Pause(Later);

        Assert.Equal(accepted, attempt.Accepts(attempt.PersonId, attempt.Lease, Later.AddSeconds(seconds), Scene.Grace));

        attempt.Resume(Later.AddHours(1));
        Assert.True(attempt.Accepts(attempt.PersonId, attempt.Lease, Deadline.AddHours(1), Scene.Grace));
    }

    private static ExamAttempt Supervised() => Scene.InProgress(mode: ExamMode.Supervised);

    private static LeaseOutcome Take(ExamAttempt attempt, string client) => attempt.TakeLease(client, takeOver: true, Later, Scene.Grace);
}
