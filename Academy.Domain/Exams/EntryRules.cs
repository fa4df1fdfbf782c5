namespace Academy.Domain.Exams;

/// <summary>Why an exam cannot be begun.</summary>
public enum EntryRefusalReason
{
    /// <summary>Passed already, or no longer needed.</summary>
    AssignmentClosed,

    /// <summary>The cycle is closed: the person left or moved.</summary>
    CycleClosed,

    /// <summary>Lessons or hours are missing.</summary>
    LearningIncomplete,

    /// <summary>A 法定证件 is missing or lapsed.</summary>
    LicenceMissing,

    /// <summary>补训 is not done.</summary>
    RetrainingIncomplete,

    /// <summary>补训 is done but the manager has not confirmed it.</summary>
    AwaitingConfirmation,

    /// <summary>暂停上岗: face-to-face session and practical wait for somebody's signature.</summary>
    AwaitingSignature,

    /// <summary>The wait after a fail is not over.</summary>
    WaitNotOver,

    /// <summary>The invigilator has not checked the person in.</summary>
    NotCheckedIn,

    /// <summary>Checked in; the room begins together, or an alarm stops it.</summary>
    RoomHeld,

    /// <summary>It is sat on paper only, and none is printed.</summary>
    OnPaper,

    /// <summary>A paper of the family is printed for the person.</summary>
    PaperOut,

    /// <summary>A paper of the family was sat and is not graded yet.</summary>
    PaperCollected,

    /// <summary>One of the family is being sat on a screen: none is printed beside it.</summary>
    BeingSat,
}

/// <summary>One reason, with what a person needs to know about it.</summary>
/// <param name="Until">For <see cref="EntryRefusalReason.WaitNotOver"/>: when it is over.</param>
/// <param name="Left">How many lessons or tasks are left.</param>
/// <param name="Detail">For <see cref="EntryRefusalReason.LicenceMissing"/>: which.</param>
public sealed record EntryRefusal(EntryRefusalReason Reason, DateTimeOffset? Until = null, int Left = 0, string? Detail = null);

/// <summary>What the entry rules look at.</summary>
/// <param name="Order">The newest retraining order of the family, or null. Orders outlive cycles and engagements (rule 2).</param>
/// <param name="Admission">How far the person is into the room; asked of supervised exams only.</param>
/// <param name="Underway">The attempt of the family that is begun or printed and not graded, or null.</param>
public sealed record EntryFacts(
    bool AssignmentClosed,
    bool CycleClosed,
    int LessonsLeft,
    IReadOnlyList<string> LicencesMissing,
    Training.RetrainingOrder? Order,
    ExamMode Mode,
    Admission Admission,
    ExamAttempt? Underway = null);

/// <summary>Who may begin an exam now. Every rule that says no says why; all of them, not the first.</summary>
public static class EntryRules
{
    /// <summary>All reasons against; empty means the exam may begin.</summary>
    public static IReadOnlyList<EntryRefusal> Check(EntryFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var refusals = new List<EntryRefusal>();
        if (facts.AssignmentClosed) refusals.Add(new(EntryRefusalReason.AssignmentClosed));
        if (facts.CycleClosed) refusals.Add(new(EntryRefusalReason.CycleClosed));
        if (facts.LessonsLeft > 0) refusals.Add(new(EntryRefusalReason.LearningIncomplete, Left: facts.LessonsLeft));
        refusals.AddRange(facts.LicencesMissing.Select(l => new EntryRefusal(EntryRefusalReason.LicenceMissing, Detail: l)));
        if (facts.Order is { CompletedAt: null } order)
        {
            var left = order.Tasks.Count(t => t.DoneAt is null);
            if (left > 0) refusals.Add(new(EntryRefusalReason.RetrainingIncomplete, Left: left));
            if (order.NeedsConfirmation && order.ConfirmedAt is null) refusals.Add(new(EntryRefusalReason.AwaitingConfirmation));
            if (order.NeedsSignature && order.SignedAt is null) refusals.Add(new(EntryRefusalReason.AwaitingSignature));
        }

        if (facts.Order is { } last && now < last.WaitUntil) refusals.Add(new(EntryRefusalReason.WaitNotOver, Until: last.WaitUntil));
        if (facts.Mode is ExamMode.Supervised && facts.Admission is not Admission.Admitted)
        {
            refusals.Add(new(facts.Admission is Admission.Held ? EntryRefusalReason.RoomHeld : EntryRefusalReason.NotCheckedIn));
        }

        if (facts.Underway is { IsPrinted: true } paper) refusals.Add(new(paper.State is AttemptState.Submitted ? EntryRefusalReason.PaperCollected : EntryRefusalReason.PaperOut));
        else if (facts.Mode is ExamMode.Paper) refusals.Add(new(EntryRefusalReason.OnPaper));

        return refusals;
    }

    /// <summary>All reasons against sitting it on paper, where who hands it out sees the person: no room is asked for.</summary>
    public static IReadOnlyList<EntryRefusal> CheckOnPaper(EntryFacts facts, DateTimeOffset now)
    {
        var refusals = Check(facts, now).Where(r => r.Reason is not (EntryRefusalReason.NotCheckedIn or EntryRefusalReason.RoomHeld or EntryRefusalReason.OnPaper)).ToList();
        if (facts.Underway is { IsPrinted: false }) refusals.Add(new(EntryRefusalReason.BeingSat));
        return refusals;
    }

    /// <summary>Whether an exam may be sat as one with others: nothing but the check-in at the door is against it, and the person has neither a place in a room nor another of the family underway.</summary>
    public static bool MayBeCombined(EntryFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts is { Underway: null, Admission: Admission.None } && Check(facts, now).All(r => r.Reason is EntryRefusalReason.NotCheckedIn);
    }

    /// <summary>Whether only the hour or the check-in at the door is against it: then the paper may lie ready.</summary>
    public static bool MayBePrepared(IReadOnlyList<EntryRefusal> refusals) =>
        refusals.All(r => r.Reason is EntryRefusalReason.WaitNotOver or EntryRefusalReason.NotCheckedIn or EntryRefusalReason.RoomHeld);
}
