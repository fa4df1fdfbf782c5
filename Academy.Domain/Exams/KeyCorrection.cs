namespace Academy.Domain.Exams;

/// <summary>States of a correction. Rejected and Applied are final.</summary>
public enum CorrectionState
{
    /// <summary>待确认: waits for a second person.</summary>
    Proposed,

    /// <summary>已退回.</summary>
    Rejected,

    /// <summary>Confirmed: the new key is in force, grades are being made anew.</summary>
    Applying,

    /// <summary>已完成: every grade it changes is made.</summary>
    Applied,
}

/// <summary>What came of a second person's word.</summary>
public enum CorrectionOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Who proposed it does not decide about it (rule 13).</summary>
    Self,

    /// <summary>A grade of whoever would confirm it changes (rule 13).</summary>
    OwnGrade,

    /// <summary>It was decided before, or another correction of the question came first.</summary>
    NotNow,
}

/// <summary>题目更正: papers that asked one version of a question are marked by the key of a newer one. Proposed by one Administrator, confirmed by another.</summary>
public sealed class KeyCorrection
{
    private KeyCorrection() { }

    /// <param name="fromVersion">The version by whose key the papers were marked.</param>
    /// <param name="fromReleaseId">A release that holds it.</param>
    /// <param name="toVersion">The version with the right key.</param>
    /// <param name="releaseId">The release that holds it.</param>
    /// <param name="reason">In words that the people concerned read.</param>
    public KeyCorrection(Guid id, string questionId, string fromVersion, int fromReleaseId, string toVersion, int releaseId, string reason, Guid proposedBy, DateTimeOffset proposedAt) =>
        (Id, QuestionId, FromVersion, FromReleaseId, ToVersion, ReleaseId, Reason, ProposedBy, ProposedAt) =
        (id, questionId, fromVersion, fromReleaseId, toVersion, releaseId, reason, proposedBy, proposedAt);

    public Guid Id { get; private set; }
    public string QuestionId { get; private set; } = "";
    public string FromVersion { get; private set; } = "";
    public int FromReleaseId { get; private set; }
    public string ToVersion { get; private set; } = "";
    public int ReleaseId { get; private set; }
    public string Reason { get; private set; } = "";
    public Guid ProposedBy { get; private set; }
    public DateTimeOffset ProposedAt { get; private set; }
    public CorrectionState State { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was rejected.</summary>
    public string? Rejection { get; private set; }

    /// <summary>Its place among the confirmed ones, from 1: a key is as of the newest correction it takes into account.</summary>
    public int? Number { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>The second person confirms: from now on everything is marked by the new key.</summary>
    /// <param name="affected">The people whose grades change.</param>
    /// <param name="number">One more than the newest confirmed.</param>
    public CorrectionOutcome Confirm(Guid by, IReadOnlyCollection<Guid> affected, int number, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(affected);
        if (State is not CorrectionState.Proposed) return CorrectionOutcome.NotNow;
        if (by == ProposedBy) return CorrectionOutcome.Self;
        if (affected.Contains(by)) return CorrectionOutcome.OwnGrade;
        (State, DecidedBy, DecidedAt, Number) = (CorrectionState.Applying, by, now, number);
        return CorrectionOutcome.Done;
    }

    /// <summary>A proposal as it would be confirmed, to see what follows; never kept.</summary>
    /// <param name="number">One more than the newest confirmed.</param>
    public KeyCorrection AsIfConfirmed(int number) =>
        new(Id, QuestionId, FromVersion, FromReleaseId, ToVersion, ReleaseId, Reason, ProposedBy, ProposedAt) { State = CorrectionState.Applying, Number = number };

    /// <summary>The second person sends it back.</summary>
    public CorrectionOutcome Reject(Guid by, string why, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        if (State is not CorrectionState.Proposed) return CorrectionOutcome.NotNow;
        if (by == ProposedBy) return CorrectionOutcome.Self;
        (State, DecidedBy, DecidedAt, Rejection) = (CorrectionState.Rejected, by, now, why);
        return CorrectionOutcome.Done;
    }

    /// <summary>Every grade it changes is made.</summary>
    /// <returns>False when it was not being applied.</returns>
    public bool Finish(DateTimeOffset now)
    {
        if (State is not CorrectionState.Applying) return false;
        (State, AppliedAt) = (CorrectionState.Applied, now);
        return true;
    }
}
