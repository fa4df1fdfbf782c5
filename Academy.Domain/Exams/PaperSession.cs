namespace Academy.Domain.Exams;

/// <summary>What came of something that was wanted with a printed exam.</summary>
public enum PaperOutcome
{
    /// <summary>Done; or it had been done before.</summary>
    Done,

    /// <summary>Nobody handles an exam of their own (rule 13).</summary>
    Self,

    /// <summary>Session or sheet is not at the point for it.</summary>
    NotNow,

    /// <summary>The sitting would end in the future.</summary>
    Future,

    /// <summary>The sitting would end before it began.</summary>
    EndsBeforeItBegins,

    /// <summary>The sitting would have begun before its papers were drawn.</summary>
    BeforeThePapers,

    /// <summary>The sitting would be longer than <see cref="PaperSession.Longest"/>.</summary>
    TooLong,

    /// <summary>Ended more than <see cref="PaperSession.LateEntry"/> ago: an Administrator enters it (rule 13).</summary>
    NeedsAdministrator,

    /// <summary>Somebody may not have sat then.</summary>
    NotAdmitted,

    /// <summary>Somebody else keys this sheet in.</summary>
    KeyedByOther,

    /// <summary>Another page has keyed in more meanwhile.</summary>
    Stale,

    /// <summary>Of some items nothing is said.</summary>
    Incomplete,

    /// <summary>Who keyed it in does not check it.</summary>
    SameHand,

    /// <summary>There is no scan to be checked against.</summary>
    NoScan,

    /// <summary>The two have keyed in different answers.</summary>
    Differs,
}

/// <summary>纸质考场: printed papers of one Organization, sat at one place and time under one invigilator (rule 14). When it was held is noted afterwards.</summary>
public sealed class PaperSession
{
    /// <summary>Papers of one session, at most.</summary>
    public const int MostSheets = 50;

    /// <summary>No sitting is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>So long after its end a manager enters it; later only an Administrator.</summary>
    public static readonly TimeSpan LateEntry = TimeSpan.FromDays(1);

    private PaperSession() { }

    /// <summary>Prepares a session.</summary>
    public PaperSession(Guid id, Guid organizationId, string place, Guid invigilatorId, Guid preparedBy, DateTimeOffset now) =>
        (Id, OrganizationId, Place, InvigilatorId, PreparedBy, PreparedAt) = (id, organizationId, place, invigilatorId, preparedBy, now);

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Place { get; private set; } = "";

    /// <summary>监考人, who sits no paper of it.</summary>
    public Guid InvigilatorId { get; private set; }

    public Guid PreparedBy { get; private set; }
    public DateTimeOffset PreparedAt { get; private set; }

    /// <summary>When all began, as it was noted.</summary>
    public DateTimeOffset? BeganAt { get; private set; }

    /// <summary>When the papers were collected, as it was noted.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? RecordedBy { get; private set; }
    public DateTimeOffset? RecordedAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Prepared, neither held nor cancelled.</summary>
    public bool IsWaiting => EndedAt is null && CancelledAt is null;

    /// <summary>Whether a person may sit in it: neither its invigilator nor who prepares it.</summary>
    public PaperOutcome WhyNot(Guid personId) => personId == InvigilatorId || personId == PreparedBy ? PaperOutcome.Self : PaperOutcome.Done;

    /// <summary>Notes when it was held. Whoever notes it sits no paper of it: the caller asks that of the sheets.</summary>
    public PaperOutcome Record(DateTimeOffset beganAt, DateTimeOffset endedAt, Guid by, bool isAdministrator, DateTimeOffset now)
    {
        if (!IsWaiting) return beganAt == BeganAt && endedAt == EndedAt ? PaperOutcome.Done : PaperOutcome.NotNow;
        if (endedAt <= beganAt) return PaperOutcome.EndsBeforeItBegins;
        if (endedAt > now) return PaperOutcome.Future;
        // What is noted is noted in minutes.
        if (beganAt <= PreparedAt.AddMinutes(-1)) return PaperOutcome.BeforeThePapers;
        if (endedAt - beganAt > Longest) return PaperOutcome.TooLong;
        if (endedAt < now - LateEntry && !isAdministrator) return PaperOutcome.NeedsAdministrator;
        (BeganAt, EndedAt, RecordedBy, RecordedAt) = (beganAt, endedAt, by, now);
        return PaperOutcome.Done;
    }

    /// <summary>It is not held: its papers are taken back.</summary>
    public PaperOutcome Cancel(DateTimeOffset now)
    {
        if (EndedAt is not null) return PaperOutcome.NotNow;
        CancelledAt ??= now;
        return PaperOutcome.Done;
    }
}
