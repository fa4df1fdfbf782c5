using Academy.Domain.Organizations;

namespace Academy.Domain.Training;

/// <summary>States of a cycle. Overdue is derived.</summary>
public enum CycleState
{
    /// <summary>已派发.</summary>
    Assigned,

    /// <summary>学习中.</summary>
    Learning,

    /// <summary>待考试.</summary>
    ReadyForExam,

    /// <summary>补训中.</summary>
    Retraining,

    /// <summary>受阻: third fail or a missing licence.</summary>
    Blocked,

    /// <summary>已取证.</summary>
    Certified,

    /// <summary>已关闭: superseded, or the person left.</summary>
    Closed,
}

/// <summary>What a cycle's state follows from.</summary>
/// <param name="HasBegun">Any study at all.</param>
/// <param name="LessonsLeft">Required lessons not completed in time to count.</param>
/// <param name="HoursComplete">Online and classroom hours reach the requirement.</param>
/// <param name="LicencesMissing">法定证件 not in force.</param>
/// <param name="PracticalPassed">实操 passed or not required.</param>
/// <param name="HasPassed">A passed part of an attempt of this cycle exists.</param>
/// <param name="OpenOrder">The family's retraining order that is not complete, or null.</param>
public sealed record CycleFacts(
    bool HasBegun,
    int LessonsLeft,
    bool HoursComplete,
    IReadOnlyList<string> LicencesMissing,
    bool PracticalPassed,
    bool HasPassed,
    RetrainingOrder? OpenOrder)
{
    /// <summary>Rule 1 without the pass: everything else a certificate needs.</summary>
    public bool ConditionsMet => LessonsLeft == 0 && HoursComplete && LicencesMissing.Count == 0 && PracticalPassed;
}

/// <summary>培训周期: a person's training for a position, one round. Pins its content release and requirement version; never reset.</summary>
public sealed class TrainingCycle
{
    private TrainingCycle() { }

    /// <param name="number">From 1, for this person, position and organization.</param>
    public TrainingCycle(Guid id, Guid personId, Guid organizationId, int position, int number, TrainingRound round, Guid? cohortId, int releaseId, string requirementVersion, DateTimeOffset assignedAt, DateOnly? dueOn) =>
        (Id, PersonId, OrganizationId, Position, Number, Round, CohortId, ReleaseId, RequirementVersion, AssignedAt, DueOn) =
        (id, personId, organizationId, position, number, round, cohortId, releaseId, requirementVersion, assignedAt, dueOn);

    /// <summary>Another cycle in the place of one whose pass was corrected away: the same round of the same release, and what was learned for that one counts.</summary>
    /// <param name="number">One more than the newest.</param>
    public static TrainingCycle Again(Guid id, TrainingCycle former, int number, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(former);
        return new(id, former.PersonId, former.OrganizationId, former.Position, number, former.Round, former.CohortId, former.ReleaseId, former.RequirementVersion, now, null) { StandsInFor = former.Id };
    }

    /// <summary>The round that somebody is given next for a position: at the start of a season the short course, but only who is new to it (rule 12).</summary>
    /// <param name="holdsCertificate">One of the position that is not final.</param>
    /// <param name="wasCertified">For the position, ever.</param>
    /// <param name="trainedLately">Was given a cycle of the position within the months for which lessons count.</param>
    public static TrainingRound RoundFor(EngagementKind kind, bool holdsCertificate, bool wasCertified, bool trainedLately) =>
        holdsCertificate ? TrainingRound.Renewal
        : kind is EngagementKind.Seasonal && !wasCertified && !trainedLately ? TrainingRound.Season
        : TrainingRound.First;

    public Guid Id { get; private set; }

    /// <summary>The cycle whose pass was corrected away and which this one repeats; null for most.</summary>
    public Guid? StandsInFor { get; private set; }

    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int Position { get; private set; }
    public int Number { get; private set; }
    public TrainingRound Round { get; private set; }
    public Guid? CohortId { get; private set; }
    public int ReleaseId { get; private set; }
    public string RequirementVersion { get; private set; } = "";
    public CycleState State { get; private set; }
    public DateTimeOffset AssignedAt { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Certified and Closed are final.</summary>
    public bool IsOpen => State is not (CycleState.Certified or CycleState.Closed);

    /// <summary>Whether it should have been done.</summary>
    public bool IsOverdue(DateOnly day) => IsOpen && DueOn < day;

    /// <summary>Moves to where the facts put it. The caller issues the certificate when it becomes Certified, in the same transaction.</summary>
    /// <returns>The state it was in before.</returns>
    public CycleState Settle(CycleFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var before = State;
        if (!IsOpen) return before;
        State = StateOf(facts);
        if (State is CycleState.Certified) ClosedAt = now;
        return before;
    }

    /// <summary>Ends it without a certificate: the person left, moved, or a newer cycle took its place.</summary>
    public void Close(DateTimeOffset now)
    {
        if (IsOpen) (State, ClosedAt) = (CycleState.Closed, now);
    }

    private static CycleState StateOf(CycleFacts facts)
    {
        if (facts.HasPassed && facts.ConditionsMet) return CycleState.Certified;
        if (facts.OpenOrder is { } order) return order.NeedsSignature && order.SignedAt is null ? CycleState.Blocked : CycleState.Retraining;
        if (facts.LessonsLeft > 0 || !facts.HoursComplete) return facts.HasBegun ? CycleState.Learning : CycleState.Assigned;
        return facts.LicencesMissing.Count > 0 ? CycleState.Blocked : CycleState.ReadyForExam;
    }
}

/// <summary>培训班（第 n 期）: people given a position's training with a due date.</summary>
public sealed class Cohort
{
    private Cohort() { }

    public Cohort(Guid id, Guid organizationId, string name, int position, DateOnly dueOn, Guid createdBy, DateTimeOffset createdAt) =>
        (Id, OrganizationId, Name, Position, DueOn, CreatedBy, CreatedAt) = (id, organizationId, name, position, dueOn, createdBy, createdAt);

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Name { get; private set; } = "";
    public int Position { get; private set; }
    public DateOnly DueOn { get; private set; }
    public Guid CreatedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
}
