using System.Security.Cryptography;

namespace Academy.Domain.Exams;

/// <summary>States of an attempt. Terminal states never go back.</summary>
public enum AttemptState
{
    /// <summary>Paper drawn, not begun.</summary>
    Ready,

    /// <summary>作答中.</summary>
    InProgress,

    /// <summary>Closed to answers.</summary>
    Submitted,

    /// <summary>已评分. Final.</summary>
    Graded,

    /// <summary>作废, only before it was graded.</summary>
    Voided,
}

/// <summary>What is sat.</summary>
public enum PaperKind
{
    /// <summary>The blueprint's whole paper.</summary>
    Full,

    /// <summary>红线补考: fresh critical items on the points missed, all to be right.</summary>
    Critical,
}

/// <summary>Who handed in.</summary>
public enum SubmittedBy
{
    /// <summary>考生.</summary>
    Candidate,

    /// <summary>到时自动交卷.</summary>
    Deadline,

    /// <summary>监考人.</summary>
    Invigilator,
}

/// <summary>What came of a request for the writing lease.</summary>
public enum LeaseOutcome
{
    /// <summary>This client writes now.</summary>
    Granted,

    /// <summary>Another client writes; taking over must be asked for.</summary>
    HeldElsewhere,

    /// <summary>Supervised: another client writes, and the invigilator has not released the take-over.</summary>
    NeedsRelease,

    /// <summary>Nothing can be written any more.</summary>
    Closed,
}

/// <summary>答卷: one candidate's sitting of one paper. Answers arrive until the deadline and its grace, then it is graded once.</summary>
public sealed class ExamAttempt
{
    /// <summary>Minutes of one extension, at most.</summary>
    public const int MostExtension = 60;

    /// <summary>How long a released take-over waits for the other device.</summary>
    public static readonly TimeSpan ReleaseLasts = TimeSpan.FromMinutes(5);

    private readonly List<Grade> _grades = [];

    private ExamAttempt() { }

    /// <summary>A drawn paper, ready to be begun.</summary>
    /// <param name="number">第 n 次考试, from 1 within the assignment.</param>
    /// <param name="minutes">From start to deadline.</param>
    public ExamAttempt(Guid id, ExamAssignment assignment, int number, PaperKind kind, Paper paper, int minutes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        (Id, AssignmentId, PersonId, OrganizationId) = (id, assignment.Id, assignment.PersonId, assignment.OrganizationId);
        (ReleaseId, Blueprint, Family, Mode) = (assignment.ReleaseId, assignment.Blueprint, assignment.Family, assignment.Mode);
        (Number, Kind, Paper, Minutes, DrawnAt) = (number, kind, paper, minutes, now);
    }

    public Guid Id { get; private set; }
    public Guid AssignmentId { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int ReleaseId { get; private set; }
    public string Blueprint { get; private set; } = "";
    public string Family { get; private set; } = "";
    public ExamMode Mode { get; private set; }
    public int Number { get; private set; }
    public PaperKind Kind { get; private set; }
    public Paper Paper { get; private set; } = new(0, []);
    public AttemptState State { get; private set; }
    public DateTimeOffset DrawnAt { get; private set; }

    /// <summary>From start to deadline.</summary>
    public int Minutes { get; private set; }

    /// <summary>While Ready: from when it may be begun; null while something is against it.</summary>
    public DateTimeOffset? OpensAt { get; private set; }

    /// <summary>While Ready: the last day on which what allows it still holds, for example until a licence lapses.</summary>
    public DateOnly? LastDay { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>An instant made at the start, on the server's clock. Extensions and pauses move it.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>Since when an alarm stops the clock.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }
    public SubmittedBy? SubmittedBy { get; private set; }

    /// <summary>When it was printed; null where it is sat on a screen.</summary>
    public DateTimeOffset? PrintedAt { get; private set; }

    /// <summary>When what stands on the printed paper was confirmed by a second person.</summary>
    public DateTimeOffset? EnteredAt { get; private set; }

    /// <summary>The client that holds the pen.</summary>
    public string? LeaseClient { get; private set; }

    /// <summary>The token its writes must carry; a take-over makes a new one.</summary>
    public string? Lease { get; private set; }

    /// <summary>Until when the invigilator lets another client take over.</summary>
    public DateTimeOffset? TakeOverUntil { get; private set; }

    /// <summary>The end of the journal's chain (<see cref="AnswerJournal.Head"/>); null until it was handed in.</summary>
    public string? JournalHead { get; private set; }

    /// <summary>交卷回执号: whoever has it can have the journal held against it. Null until it was handed in.</summary>
    public string? Receipt => JournalHead is null ? null : AnswerJournal.Receipt(JournalHead);

    /// <summary>Every grade it was ever given; empty until graded.</summary>
    public IReadOnlyList<Grade> AllGrades => _grades;

    /// <summary>The grades in force, one per cycle examined.</summary>
    public IReadOnlyList<Grade> Grades => [.. _grades.GroupBy(g => g.CycleId).Select(c => c.MaxBy(g => g.Number)!)];

    /// <summary>Whether it is sat on paper, where no answer arrives by itself.</summary>
    public bool IsPrinted => PrintedAt is not null;

    /// <summary>Whether answers may still change it.</summary>
    public bool IsOpen => State is AttemptState.InProgress && !IsPrinted;

    /// <summary>Begun or printed, and not graded: of a family no other is begun beside it.</summary>
    public bool IsUnderway => State is AttemptState.InProgress or AttemptState.Submitted || (State is AttemptState.Ready && IsPrinted);

    /// <summary>Whether all that is to be graded is there: handed in, and of a printed paper entered.</summary>
    /// <remarks>The database asks the same; a test holds the two against each other.</remarks>
    public bool MayBeGraded => State is AttemptState.Submitted && (!IsPrinted || EnteredAt is not null);

    /// <summary>Whether deadline and grace are over. While it is paused they never are.</summary>
    public bool IsOver(DateTimeOffset now, TimeSpan grace) => PausedAt is null && now > Deadline + grace;

    /// <summary>Time left to write; below zero within the grace.</summary>
    public TimeSpan Left(DateTimeOffset now) => Deadline!.Value - (PausedAt ?? now);

    /// <summary>Opens a drawn paper to its candidate.</summary>
    /// <param name="from">When a wait is over.</param>
    /// <param name="lastDay">Until something that allows it lapses.</param>
    public void Admit(DateTimeOffset from, DateOnly lastDay) => (OpensAt, LastDay) = (from, lastDay);

    /// <summary>Keeps a drawn paper closed: something is against it.</summary>
    public void Withhold() => (OpensAt, LastDay) = (null, null);

    /// <summary>纸质: the drawn paper is printed; on a screen it is not begun any more.</summary>
    /// <exception cref="InvalidOperationException">It was begun.</exception>
    public void Print(DateTimeOffset now)
    {
        if (State is not AttemptState.Ready) throw new InvalidOperationException($"A paper that is {State} is not printed.");
        Withhold();
        (Mode, PrintedAt) = (ExamMode.Paper, now);
    }

    /// <summary>Two people have said the same about the written paper: it may be graded.</summary>
    /// <exception cref="InvalidOperationException">It is not printed, or not handed in.</exception>
    public void Enter(DateTimeOffset now)
    {
        if (!IsPrinted || State is not AttemptState.Submitted) throw new InvalidOperationException($"Into an attempt that is {State} nothing is entered.");
        EnteredAt ??= now;
    }

    /// <summary>Whether a drawn paper may be begun without asking again.</summary>
    /// <remarks>The database asks the same; a test holds the two against each other.</remarks>
    public bool MayBegin(DateTimeOffset now) => State is AttemptState.Ready && OpensAt <= now && now.Day() <= LastDay;

    /// <summary>Begins the sitting.</summary>
    /// <param name="extraMinutes">Granted to this person before the start.</param>
    /// <returns>False when it had begun before; then nothing changes.</returns>
    public bool Start(DateTimeOffset now, int extraMinutes = 0)
    {
        if (State is not AttemptState.Ready) return false;
        (State, StartedAt, Deadline) = (AttemptState.InProgress, now, now.AddMinutes(Minutes + extraMinutes));
        return true;
    }

    /// <summary>Gives the pen to a client: the one that has it, a first one, or one that takes over explicitly, in a supervised exam released by the invigilator.</summary>
    public LeaseOutcome TakeLease(string client, bool takeOver, DateTimeOffset now, TimeSpan grace)
    {
        if (!IsOpen || IsOver(now, grace)) return LeaseOutcome.Closed;
        if (LeaseClient == client) return LeaseOutcome.Granted;
        if (LeaseClient is not null && !takeOver) return LeaseOutcome.HeldElsewhere;
        if (LeaseClient is not null && Mode is ExamMode.Supervised && !(now <= TakeOverUntil)) return LeaseOutcome.NeedsRelease;
        TakeOverUntil = null;
        (LeaseClient, Lease) = (client, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        return LeaseOutcome.Granted;
    }

    /// <summary>Rules 4 to 6, of one arriving answer: the candidate's own, by the client that holds the pen, while the attempt is open, not later than deadline and grace. What was on its way when an alarm stopped the clock has the same grace.</summary>
    /// <param name="arrivedAt">When the last byte was in.</param>
    /// <remarks>In the database each row of a batch carries the same guard; a test holds the two against each other.</remarks>
    public bool Accepts(Guid personId, string? lease, DateTimeOffset arrivedAt, TimeSpan grace) =>
        personId == PersonId && IsOpen && lease is not null && lease == Lease && arrivedAt <= Deadline + grace && !(arrivedAt > PausedAt + grace);

    /// <summary>放行换设备: for a while another client may take the pen.</summary>
    public RoomOutcome ReleaseTakeOver(Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return RoomOutcome.Self;
        if (!IsOpen) return RoomOutcome.NotNow;
        TakeOverUntil = now + ReleaseLasts;
        return RoomOutcome.Done;
    }

    /// <summary>延时: the deadline is so much later, at once.</summary>
    /// <returns>The fact to be kept; null for who would extend their own exam, and when there is nothing left to extend.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Minutes below 1 or above <see cref="MostExtension"/>.</exception>
    public ExamExtension? Extend(Guid id, int minutes, Guid by, string reason, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostExtension);
        if (by == PersonId || !IsOpen || IsOver(now, TimeSpan.Zero)) return null;
        Deadline += TimeSpan.FromMinutes(minutes);
        return new ExamExtension(id, Id, minutes, by, reason, now);
    }

    /// <summary>An alarm stops the clock. What is over is not stopped.</summary>
    /// <returns>False when it changes nothing.</returns>
    public bool Pause(DateTimeOffset now)
    {
        if (!IsOpen || PausedAt is not null || IsOver(now, TimeSpan.Zero)) return false;
        PausedAt = now;
        return true;
    }

    /// <summary>The clock goes on: the deadline moves by the length of the pause.</summary>
    /// <returns>False when it changes nothing.</returns>
    public bool Resume(DateTimeOffset now)
    {
        if (!IsOpen || PausedAt is not { } since) return false;
        (Deadline, PausedAt) = (Deadline + (now - since), null);
        return true;
    }

    /// <summary>Closes it to answers; never later than its deadline. While an alarm stops the clock, and on paper, only the invigilator hands in.</summary>
    /// <returns>False when it was closed before, or is the invigilator's to close.</returns>
    public bool Submit(SubmittedBy by, DateTimeOffset now)
    {
        if (State is not AttemptState.InProgress || ((PausedAt is not null || IsPrinted) && by is not Exams.SubmittedBy.Invigilator)) return false;
        var last = PausedAt ?? now;
        (State, SubmittedAt, SubmittedBy, PausedAt) = (AttemptState.Submitted, Deadline < last ? Deadline.Value : last, by, null);
        return true;
    }

    /// <summary>Seals the journal of what was acknowledged, once, after nothing more can be added.</summary>
    /// <exception cref="InvalidOperationException">Answers may still arrive.</exception>
    public void Seal(string head)
    {
        if (!MayBeGraded && State is not AttemptState.Graded) throw new InvalidOperationException($"The journal of an attempt that is {State} is not complete.");
        JournalHead ??= head;
    }

    /// <summary>Records the grades. Final.</summary>
    /// <param name="key">The number of the newest correction that the key takes into account.</param>
    /// <exception cref="InvalidOperationException">It was not submitted, or of a printed paper not entered, or was graded before.</exception>
    public void Conclude(IEnumerable<Grade> grades, int key = 0)
    {
        if (!MayBeGraded) throw new InvalidOperationException($"An attempt that is {State} cannot be graded.");
        _grades.AddRange(grades);
        _grades.ForEach(g => g.Stamp(0, key, null));
        State = AttemptState.Graded;
    }

    /// <summary>Adds a grade made anew by a correction; the earlier ones stay.</summary>
    /// <exception cref="InvalidOperationException">There is none to correct, or it takes the correction into account already.</exception>
    public void Regrade(Grade grade, KeyCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(grade);
        ArgumentNullException.ThrowIfNull(correction);
        if (Grades.FirstOrDefault(g => g.CycleId == grade.CycleId) is not { } inForce) throw new InvalidOperationException("What was not graded is not graded anew.");
        if (correction.Number is not { } number || inForce.Key >= number) throw new InvalidOperationException("A grade is made anew once for each confirmed correction.");
        grade.Stamp(inForce.Number + 1, number, correction.Id);
        _grades.Add(grade);
    }

    /// <summary>作废.</summary>
    /// <exception cref="InvalidOperationException">It is graded: what happened is not changed (rule 9).</exception>
    public void Void()
    {
        if (State is AttemptState.Graded) throw new InvalidOperationException("A graded attempt cannot be voided.");
        State = AttemptState.Voided;
    }
}
