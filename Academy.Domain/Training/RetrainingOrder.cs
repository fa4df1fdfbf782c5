using Academy.Domain.Exams;

namespace Academy.Domain.Training;

/// <summary>Which step of rule 2 an order is.</summary>
public enum RetrainingStep
{
    /// <summary>红线补训: only the critical points missed; not a fail.</summary>
    Critical,

    /// <summary>First fail: the paragraphs behind what was missed, and their practice.</summary>
    First,

    /// <summary>Second fail: all required lessons, confirmed by the manager.</summary>
    Second,

    /// <summary>Third fail and every later one: 暂停上岗（待补训）, signed by somebody else.</summary>
    Third,
}

/// <summary>What a task asks.</summary>
public enum RetrainingTaskKind
{
    /// <summary>Read the paragraph again.</summary>
    Read,

    /// <summary>Answer a practice question of the knowledge point right.</summary>
    Practice,
}

/// <summary>One line of a 补训单.</summary>
/// <param name="Number">From 1, the order in which tasks open.</param>
public sealed record RetrainingTask(int Number, RetrainingTaskKind Kind, string KnowledgePoint, DateTimeOffset? DoneAt = null);

/// <summary>How long the wait after a fail is, per step.</summary>
public sealed record RetrainingWaits(TimeSpan FrontLineFirst, TimeSpan HighRiskFirst, TimeSpan FrontLineSecond, TimeSpan HighRiskSecond)
{
    /// <summary>The wait that a step asks. The third step waits for a signature instead, the critical one for nothing.</summary>
    public TimeSpan Of(RetrainingStep step, WaitTier tier) => (step, tier) switch
    {
        (RetrainingStep.First, WaitTier.FrontLine) => FrontLineFirst,
        (RetrainingStep.First, _) => HighRiskFirst,
        (RetrainingStep.Second, WaitTier.FrontLine) => FrontLineSecond,
        (RetrainingStep.Second, _) => HighRiskSecond,
        _ => TimeSpan.Zero,
    };
}

/// <summary>补训单: what must be done after a fail before the next attempt. Born in the failing transaction.</summary>
public sealed class RetrainingOrder
{
    private RetrainingOrder() { }

    /// <summary>Makes the order of a failed attempt, one for each family that it failed.</summary>
    /// <param name="attempt">Submitted; its end is min(finish, deadline), from where waits count.</param>
    /// <param name="grades">The grades of that family that are no pass: of a combined exam perhaps several. A fail weighs more than critical items alone.</param>
    /// <param name="earlierFails">Fails of the family since its last pass, this one not counted.</param>
    /// <param name="requiredPoints">The knowledge points of all required lessons, in reading order: what a second fail reads again.</param>
    /// <exception cref="ArgumentException">A grade is a pass or there is none, or the attempt was not handed in.</exception>
    public static RetrainingOrder For(Guid id, ExamAttempt attempt, string family, IReadOnlyCollection<Grade> grades, int earlierFails, IReadOnlyList<string> requiredPoints, WaitTier tier, RetrainingWaits waits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(grades);
        ArgumentNullException.ThrowIfNull(waits);
        if (grades.Count == 0 || grades.Any(g => g.Outcome is Outcome.Passed)) throw new ArgumentException("A pass needs no retraining.", nameof(grades));
        var step = grades.All(g => g.Outcome is Outcome.FailedCritical) ? RetrainingStep.Critical
            : earlierFails switch { 0 => RetrainingStep.First, 1 => RetrainingStep.Second, _ => RetrainingStep.Third };
        var missed = grades.SelectMany(g => step is RetrainingStep.Critical ? g.MissedCritical : g.Missed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var tasks = (step is RetrainingStep.Second ? requiredPoints : missed).Select(point => (Kind: RetrainingTaskKind.Read, Point: point)).Concat(missed.Select(point => (Kind: RetrainingTaskKind.Practice, Point: point)));
        return new RetrainingOrder
        {
            Id = id,
            AttemptId = attempt.Id,
            PersonId = attempt.PersonId,
            OrganizationId = attempt.OrganizationId,
            Family = family,
            ReleaseId = attempt.ReleaseId,
            Step = step,
            CreatedAt = now,
            WaitUntil = (attempt.SubmittedAt ?? throw new ArgumentException("The attempt was not handed in.", nameof(attempt))) + waits.Of(step, tier),
            Tasks = [.. tasks.Select((task, before) => new RetrainingTask(before + 1, task.Kind, task.Point))],
        };
    }

    public Guid Id { get; private set; }

    /// <summary>The attempt that failed; unique with the family but for those lifted, so that one fail makes one order.</summary>
    public Guid AttemptId { get; private set; }

    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Family { get; private set; } = "";
    public int ReleaseId { get; private set; }
    public RetrainingStep Step { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Nobody shortens it.</summary>
    public DateTimeOffset WaitUntil { get; private set; }

    /// <summary>In the order in which they open.</summary>
    public IReadOnlyList<RetrainingTask> Tasks { get; private set; } = [];

    public Guid? ConfirmedBy { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public Guid? SignedBy { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>What was done face to face and how the practical went, in the signer's words.</summary>
    public string? Evidence { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>The correction by which there was nothing left to retrain for; it then locks nothing.</summary>
    public Guid? LiftedBy { get; private set; }

    public DateTimeOffset? LiftedAt { get; private set; }

    /// <summary>Whether it locks the exam.</summary>
    public bool IsOpen => CompletedAt is null && LiftedAt is null;

    public bool NeedsConfirmation => Step is RetrainingStep.Second;
    public bool NeedsSignature => Step is RetrainingStep.Third;
    public bool TasksDone => Tasks.All(t => t.DoneAt is not null);

    /// <summary>The one task that is open now: tasks open one by one.</summary>
    public RetrainingTask? Current => Tasks.FirstOrDefault(t => t.DoneAt is null);

    /// <summary>Finishes the task that is open.</summary>
    /// <returns>False for a task that is done already or not open yet.</returns>
    public bool Finish(int number, DateTimeOffset now)
    {
        if (!IsOpen || Current is not { } task || task.Number != number) return false;
        Tasks = [.. Tasks.Select(t => t == task ? t with { DoneAt = now } : t)];
        Close(now);
        return true;
    }

    /// <summary>The manager confirms a second retraining.</summary>
    /// <returns>False when tasks are left or it is not asked for.</returns>
    /// <exception cref="InvalidOperationException">Nobody signs for themselves (rule 13).</exception>
    public bool Confirm(Guid by, DateTimeOffset now)
    {
        Refuse(by);
        if (!IsOpen || !NeedsConfirmation || !TasksDone || ConfirmedAt is not null) return false;
        (ConfirmedBy, ConfirmedAt) = (by, now);
        Close(now);
        return true;
    }

    /// <summary>Signs face-to-face session and practical after a third fail.</summary>
    /// <returns>False when it is not asked for or was signed before.</returns>
    /// <exception cref="InvalidOperationException">Nobody signs for themselves (rule 13).</exception>
    /// <exception cref="ArgumentException">A signature has its evidence.</exception>
    public bool Sign(Guid by, string evidence, DateTimeOffset now)
    {
        Refuse(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(evidence);
        if (!IsOpen || !NeedsSignature || SignedAt is not null) return false;
        (SignedBy, Evidence, SignedAt) = (by, evidence, now);
        Close(now);
        return true;
    }

    /// <summary>取消: by a correction of a key the fail is none, or another one.</summary>
    /// <returns>False when it is complete or was lifted before.</returns>
    public bool Lift(Guid correctionId, DateTimeOffset now)
    {
        if (!IsOpen) return false;
        (LiftedBy, LiftedAt) = (correctionId, now);
        return true;
    }

    private void Refuse(Guid by)
    {
        if (by == PersonId) throw new InvalidOperationException("Nobody signs for themselves.");
    }

    private void Close(DateTimeOffset now)
    {
        if (TasksDone && (!NeedsConfirmation || ConfirmedAt is not null) && (!NeedsSignature || SignedAt is not null)) CompletedAt ??= now;
    }
}
