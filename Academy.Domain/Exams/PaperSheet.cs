namespace Academy.Domain.Exams;

/// <summary>How far a printed paper is.</summary>
public enum PaperSheetState
{
    /// <summary>Printed, not sat.</summary>
    Out,

    /// <summary>Never sat: the person was absent, or the session was cancelled. Final.</summary>
    TakenBack,

    /// <summary>Sat and collected, to be keyed in.</summary>
    Collected,

    /// <summary>Keyed in, to be checked by somebody else.</summary>
    Keyed,

    /// <summary>Checked, and therefore graded. Final.</summary>
    Confirmed,
}

/// <summary>What stands on the paper beside an item.</summary>
public enum KeyedAs
{
    /// <summary>A response.</summary>
    Answered,

    /// <summary>没答.</summary>
    Blank,

    /// <summary>Illegible, or no possible response: two options of a single choice, one place given to two steps.</summary>
    Unclear,
}

/// <summary>One item as it was keyed in.</summary>
/// <param name="Response">As <see cref="Questions.Response.Stored"/> writes it; empty unless answered.</param>
public sealed record KeyedAnswer(int Q, KeyedAs As, string Response);

/// <summary>纸卷: one person's printed paper in a session, from the printer to the grade. Keyed in by one person, and anew by a second; only what both say counts.</summary>
public sealed class PaperSheet
{
    private PaperSheet() { }

    /// <summary>A paper is printed.</summary>
    public PaperSheet(Guid id, PaperSession session, ExamAttempt attempt, string code)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(attempt);
        (Id, SessionId, AssignmentId, AttemptId, PersonId, Code) = (id, session.Id, attempt.AssignmentId, attempt.Id, attempt.PersonId, code);
    }

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public Guid AssignmentId { get; private set; }

    /// <summary>What is sat on it; null once it was taken back.</summary>
    public Guid? AttemptId { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>See <see cref="PaperCode"/>.</summary>
    public string Code { get; private set; } = "";

    public PaperSheetState State { get; private set; }

    /// <summary>How often a lost or spoilt one was printed again.</summary>
    public int Reprints { get; private set; }

    /// <summary>Who keys it in.</summary>
    public Guid? KeyedBy { get; private set; }

    /// <summary>When they declared it done.</summary>
    public DateTimeOffset? KeyedAt { get; private set; }

    /// <summary>What was keyed in so far, by number; items of which nothing is said are missing.</summary>
    public IReadOnlyList<KeyedAnswer> Answers { get; private set; } = [];

    /// <summary>How often something was kept; a page that has seen fewer is stale.</summary>
    public int Revision { get; private set; }

    /// <summary>Why it was sent back.</summary>
    public string? Remark { get; private set; }

    public Guid? CheckedBy { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>Whether this person may be shown it to key it in.</summary>
    public bool MayKey(Guid by) => State is PaperSheetState.Collected && by != PersonId && (KeyedBy is null || KeyedBy == by);

    /// <summary>Whether this person may be shown it to check it.</summary>
    public bool MayCheck(Guid by) => State is PaperSheetState.Keyed && by != PersonId && by != KeyedBy;

    /// <summary>A print was lost or spoilt: the same paper again.</summary>
    public PaperOutcome Reprint()
    {
        if (State is not PaperSheetState.Out) return PaperOutcome.NotNow;
        Reprints++;
        return PaperOutcome.Done;
    }

    /// <summary>Nobody sat it.</summary>
    public void TakeBack()
    {
        if (State is PaperSheetState.Out) (State, AttemptId) = (PaperSheetState.TakenBack, null);
    }

    /// <summary>It was sat and handed in.</summary>
    public void Collect()
    {
        if (State is PaperSheetState.Out) State = PaperSheetState.Collected;
    }

    /// <summary>Keeps what was keyed in so far, and declares it done where that is said and of every item something is.</summary>
    /// <param name="revision">The <see cref="Revision"/> that the page had seen.</param>
    /// <returns><see cref="PaperOutcome.Incomplete"/> where it was kept and cannot be declared done.</returns>
    public PaperOutcome Key(IReadOnlyList<KeyedAnswer> answers, int revision, bool isDone, Paper paper, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return PaperOutcome.Self;
        if (State is PaperSheetState.Keyed && KeyedBy == by && isDone && answers.SequenceEqual(Answers)) return PaperOutcome.Done;
        if (State is not PaperSheetState.Collected) return PaperOutcome.NotNow;
        if (KeyedBy is { } other && other != by) return PaperOutcome.KeyedByOther;
        if (!answers.SequenceEqual(Answers))
        {
            if (revision != Revision) return PaperOutcome.Stale;
            (Answers, Revision) = ([.. answers], Revision + 1);
        }

        KeyedBy = by;
        if (!isDone) return PaperOutcome.Done;
        if (!IsComplete(answers, paper)) return PaperOutcome.Incomplete;
        (State, KeyedAt, Remark) = (PaperSheetState.Keyed, now, null);
        return PaperOutcome.Done;
    }

    /// <summary>Somebody else keys it in, from the beginning: what one hand has keyed in the other does not go on with.</summary>
    public PaperOutcome TakeOver(Guid by)
    {
        if (by == PersonId) return PaperOutcome.Self;
        if (State is not PaperSheetState.Collected) return PaperOutcome.NotNow;
        if (KeyedBy != by) (KeyedBy, Answers, Revision) = (by, [], Revision + 1);
        return PaperOutcome.Done;
    }

    /// <summary>A second person has keyed it in anew, without seeing what the first did. Where both say the same it is confirmed.</summary>
    /// <param name="hasScan">Whether a scan is attached.</param>
    public PaperOutcome Check(IReadOnlyList<KeyedAnswer> answers, bool hasScan, Paper paper, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return PaperOutcome.Self;
        if (State is PaperSheetState.Confirmed && CheckedBy == by) return PaperOutcome.Done;
        if (State is not PaperSheetState.Keyed) return PaperOutcome.NotNow;
        if (by == KeyedBy) return PaperOutcome.SameHand;
        if (!hasScan) return PaperOutcome.NoScan;
        if (!IsComplete(answers, paper)) return PaperOutcome.Incomplete;
        if (Differences(answers).Count > 0) return PaperOutcome.Differs;
        (State, CheckedBy, CheckedAt) = (PaperSheetState.Confirmed, by, now);
        return PaperOutcome.Done;
    }

    /// <summary>What was keyed in first, of the items of which the second says something else. Blank and unclear earn the same: they differ in nothing.</summary>
    public IReadOnlyList<KeyedAnswer> Differences(IReadOnlyList<KeyedAnswer> second) =>
        [.. Answers.Where(first => second.FirstOrDefault(s => s.Q == first.Q) is { } other && other.Response != first.Response)];

    /// <summary>Back to who keyed it in, with what is wrong.</summary>
    public PaperOutcome SendBack(string remark, Guid by)
    {
        if (by == PersonId) return PaperOutcome.Self;
        if (State is not PaperSheetState.Keyed) return PaperOutcome.NotNow;
        (State, KeyedAt, Remark) = (PaperSheetState.Collected, null, remark);
        return PaperOutcome.Done;
    }

    private static bool IsComplete(IReadOnlyList<KeyedAnswer> answers, Paper paper) => paper.Items.All(item => answers.Any(a => a.Q == item.Q));
}
