using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;

namespace Academy.Domain.Tests;

/// <summary>One employee, one organization, one morning: what most rules are tried on.</summary>
internal static class Scene
{
    public const int Position = 12;
    public const string Point = "C03/01-a#gauge";

    /// <summary>9:00 in Beijing.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, BeijingTime.Offset);

    public static readonly DateOnly Today = new(2026, 11, 21);
    public static readonly Guid Employee = Guid.NewGuid();
    public static readonly Guid Manager = Guid.NewGuid();
    public static readonly Guid House = Guid.NewGuid();
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan ExamTime = TimeSpan.FromMinutes(60);

    public static readonly RetrainingWaits Waits = new(
        FrontLineFirst: TimeSpan.FromHours(2), HighRiskFirst: TimeSpan.FromHours(24), FrontLineSecond: TimeSpan.FromHours(25), HighRiskSecond: TimeSpan.FromHours(72));

    /// <summary>Everything done but the exam.</summary>
    public static CycleFacts Learned { get; } = new(
        HasBegun: true, LessonsLeft: 0, HoursComplete: true, LicencesMissing: [], PracticalPassed: true, HasPassed: false, OpenOrder: null);

    /// <summary>Everything done.</summary>
    public static CycleFacts Passed { get; } = Learned with { HasPassed = true };

    public static TrainingCycle Cycle(Guid? person = null, DateOnly? dueOn = null) =>
        new(Guid.NewGuid(), person ?? Employee, House, Position, 1, TrainingRound.First, null, 1, "v1", Now, dueOn);

    public static ExamAssignment Assignment(ExamMode mode = ExamMode.Self, Guid cycle = default) => new(Guid.NewGuid(), Employee, House, "B12", "F12", 1, mode, cycle, Now);

    public static ExamAttempt Ready(Guid cycle = default, ExamMode mode = ExamMode.Self) => new(Guid.NewGuid(), Assignment(mode, cycle), 1, PaperKind.Full, new Paper(1, []), (int)ExamTime.TotalMinutes, Now);

    public static ExamAttempt InProgress(Guid cycle = default, ExamMode mode = ExamMode.Self)
    {
        var attempt = Ready(cycle, mode);
        attempt.Start(Now);
        return attempt;
    }

    public static ExamAttempt Submitted(Guid cycle = default, DateTimeOffset? at = null)
    {
        var attempt = InProgress(cycle);
        attempt.Submit(SubmittedBy.Candidate, at ?? Now.AddMinutes(30));
        return attempt;
    }

    public static ExamAttempt Graded(Guid cycle, params Outcome[] outcomes)
    {
        var attempt = Submitted(cycle);
        attempt.Conclude(outcomes.Select(o => GradeOf(o, cycle)));
        return attempt;
    }

    public static Grade GradeOf(Outcome outcome, Guid cycle = default, IReadOnlyList<string>? missed = null, IReadOnlyList<string>? missedCritical = null) =>
        new(cycle, outcome, 70, 100, 80, [], missed ?? [Point], missedCritical ?? [], Now.AddMinutes(31));

    public static RetrainingOrder Order(int earlierFails, WaitTier tier = WaitTier.FrontLine, Outcome outcome = Outcome.Failed) => RetrainingOrder.For(
        Guid.NewGuid(), Submitted(), "F12", [GradeOf(outcome, missedCritical: [Point])], earlierFails, [Point], tier, Waits, Now.AddMinutes(31));

    /// <summary>An order all of whose tasks are done.</summary>
    public static RetrainingOrder WorkedOff(int earlierFails)
    {
        var order = Order(earlierFails);
        foreach (var task in order.Tasks) order.Finish(task.Number, Now.AddHours(1));
        return order;
    }
}
