using System.Globalization;
using System.Security.Cryptography;

namespace Academy.Domain.Exams;

/// <summary>What came of something an invigilator wanted.</summary>
public enum RoomOutcome
{
    /// <summary>Done; or it had been done before.</summary>
    Done,

    /// <summary>Nobody invigilates an exam of their own (rule 13).</summary>
    Self,

    /// <summary>The room is closed.</summary>
    Closed,

    /// <summary>Room, seat or attempt is not at the point for it: begun already, not begun, handed in, paused.</summary>
    NotNow,
}

/// <summary>How far somebody has come into a supervised exam.</summary>
public enum Admission
{
    /// <summary>In no open room.</summary>
    None,

    /// <summary>In the room, not looked at yet.</summary>
    Waiting,

    /// <summary>Checked in; the invigilator has not said 开始, or an alarm stopped the room.</summary>
    Held,

    /// <summary>The paper may be opened.</summary>
    Admitted,
}

/// <summary>考场: where supervised exams of an Organization are sat at one time, under one invigilator. Rule 14: whoever sits has been seen.</summary>
public sealed class ExamRoom
{
    /// <summary>Digits of the room's code.</summary>
    public const int CodeLength = 6;

    /// <summary>How long a code is shown; the one before is accepted for as long again.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromSeconds(60);

    /// <summary>A room that nobody closes is closed after that.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const int SecretBytes = 32;

    private ExamRoom() { }

    /// <summary>Opens a room, with a secret of its own.</summary>
    /// <param name="startsTogether">Nobody begins before the invigilator says so.</param>
    public ExamRoom(Guid id, Guid organizationId, string name, Guid invigilatorId, bool startsTogether, DateTimeOffset now)
    {
        (Id, OrganizationId, Name, InvigilatorId, StartsTogether, OpenedAt) = (id, organizationId, name, invigilatorId, startsTogether, now);
        Secret = RandomNumberGenerator.GetBytes(SecretBytes);
    }

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }

    /// <summary>The place, as people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>监考人: who opened it, and never sits in it.</summary>
    public Guid InvigilatorId { get; private set; }

    /// <summary>What the codes are made from.</summary>
    public byte[] Secret { get; private set; } = [];

    public bool StartsTogether { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>全体开始.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Since when an alarm stops it.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether anything happens in it still.</summary>
    public bool IsOpen(DateTimeOffset now) => ClosedAt is null && now < OpenedAt + Longest;

    /// <summary>The code on the wall now.</summary>
    public string Code(DateTimeOffset now) => CodeOf(StepOf(now));

    /// <summary>When the next code comes.</summary>
    public static DateTimeOffset CodeUntil(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds((StepOf(now) + 1) * (long)CodeLasts.TotalSeconds);

    /// <summary>Whether somebody who types this sees the code: the present one, or the one before.</summary>
    public bool Accepts(string code, DateTimeOffset now) => IsOpen(now) && (code == CodeOf(StepOf(now)) || code == CodeOf(StepOf(now) - 1));

    /// <summary>全体开始.</summary>
    public RoomOutcome Start(DateTimeOffset now)
    {
        if (!IsOpen(now)) return RoomOutcome.Closed;
        if (!StartsTogether || PausedAt is not null) return RoomOutcome.NotNow;
        StartedAt ??= now;
        return RoomOutcome.Done;
    }

    /// <summary>An alarm: nobody begins, and who sits is to be paused with it.</summary>
    public RoomOutcome Pause(DateTimeOffset now)
    {
        if (!IsOpen(now)) return RoomOutcome.Closed;
        PausedAt ??= now;
        return RoomOutcome.Done;
    }

    /// <summary>The alarm is over. A room that has run out of its hours meanwhile may still be resumed, or its candidates would be paused for ever.</summary>
    public RoomOutcome Resume()
    {
        if (PausedAt is null) return RoomOutcome.NotNow;
        PausedAt = null;
        return RoomOutcome.Done;
    }

    /// <summary>Closes it.</summary>
    /// <param name="sitting">How many are still writing; then it stays open.</param>
    public RoomOutcome Close(int sitting, DateTimeOffset now)
    {
        if (sitting > 0) return RoomOutcome.NotNow;
        ClosedAt ??= now;
        return RoomOutcome.Done;
    }

    private static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)CodeLasts.TotalSeconds;

    /// <summary>HMAC over the time step, cut to six digits as in RFC 4226 §5.3.</summary>
    private string CodeOf(long step)
    {
        Span<byte> moment = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(moment, step);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Secret, moment, hash);
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}

/// <summary>座位: one person's place in a room for one sitting. A new sitting is a new seat.</summary>
public sealed class ExamSeat
{
    /// <summary>Minutes that can be granted before the start, at most.</summary>
    public const int MostExtraMinutes = 60;

    private ExamSeat() { }

    /// <summary>Takes a place: the candidate typed the code, or the invigilator added the name. Whether that may be is asked of <see cref="WhyNot"/>.</summary>
    public ExamSeat(Guid id, ExamRoom room, ExamAssignment assignment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(assignment);
        (Id, RoomId, AssignmentId, PersonId, JoinedAt) = (id, room.Id, assignment.Id, assignment.PersonId, now);
    }

    public Guid Id { get; private set; }
    public Guid RoomId { get; private set; }
    public Guid AssignmentId { get; private set; }
    public Guid PersonId { get; private set; }
    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>核对本人.</summary>
    public DateTimeOffset? CheckedInAt { get; private set; }

    public Guid? CheckedInBy { get; private set; }

    /// <summary>Minutes more than the paper gives, granted before the start.</summary>
    public int ExtraMinutes { get; private set; }

    /// <summary>朗读, granted before the start.</summary>
    public bool ReadAloud { get; private set; }

    /// <summary>Called to the room's exam station.</summary>
    public DateTimeOffset? CalledAt { get; private set; }

    /// <summary>What is sat here, once begun.</summary>
    public Guid? AttemptId { get; private set; }

    /// <summary>How often the exam page was left while it was sat. Advice to the invigilator's eyes, never part of a grade.</summary>
    public int Away { get; private set; }

    /// <summary>Sent away, moved to another room, or the room was closed.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether an assignment may take a place in a room.</summary>
    public static RoomOutcome WhyNot(ExamRoom room, ExamAssignment assignment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(assignment);
        if (assignment.PersonId == room.InvigilatorId) return RoomOutcome.Self;
        if (!room.IsOpen(now)) return RoomOutcome.Closed;
        return assignment.Mode is ExamMode.Supervised && assignment.ClosedAt is null && assignment.OrganizationId == room.OrganizationId ? RoomOutcome.Done : RoomOutcome.NotNow;
    }

    /// <summary>How far the person has come.</summary>
    public Admission AdmissionTo(ExamRoom room, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(room);
        if (EndedAt is not null || AttemptId is not null || !room.IsOpen(now)) return Admission.None;
        if (CheckedInAt is null) return Admission.Waiting;
        return room.PausedAt is null && (!room.StartsTogether || room.StartedAt is not null) ? Admission.Admitted : Admission.Held;
    }

    /// <summary>核对本人: somebody else has looked at face and card.</summary>
    public RoomOutcome CheckIn(Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return RoomOutcome.Self;
        if (EndedAt is not null || AttemptId is not null) return RoomOutcome.NotNow;
        if (CheckedInAt is null) (CheckedInAt, CheckedInBy) = (now, by);
        return RoomOutcome.Done;
    }

    /// <summary>Grants what the person needs, before the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Minutes below 0 or above <see cref="MostExtraMinutes"/>.</exception>
    public RoomOutcome Grant(int extraMinutes, bool readAloud, Guid by)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extraMinutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extraMinutes, MostExtraMinutes);
        if (by == PersonId) return RoomOutcome.Self;
        if (EndedAt is not null || AttemptId is not null) return RoomOutcome.NotNow;
        (ExtraMinutes, ReadAloud) = (extraMinutes, readAloud);
        return RoomOutcome.Done;
    }

    /// <summary>Calls the person to the exam station, or back to it.</summary>
    public RoomOutcome Call(Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return RoomOutcome.Self;
        if (EndedAt is not null || CheckedInAt is null) return RoomOutcome.NotNow;
        CalledAt = now;
        return RoomOutcome.Done;
    }

    /// <summary>Takes the call back: the session at the station ends.</summary>
    public RoomOutcome Recall()
    {
        if (CalledAt is null) return RoomOutcome.NotNow;
        CalledAt = null;
        return RoomOutcome.Done;
    }

    /// <summary>The paper was opened here.</summary>
    public void Begin(Guid attemptId) => AttemptId ??= attemptId;

    /// <summary>Frees the place. Once the paper is open it stays with it.</summary>
    public RoomOutcome End(DateTimeOffset now)
    {
        if (AttemptId is not null) return RoomOutcome.NotNow;
        EndedAt ??= now;
        return RoomOutcome.Done;
    }

    /// <summary>Frees the place after the sitting.</summary>
    public void Leave(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>延时: a fact with author and reason. The deadline itself moved with it.</summary>
public sealed class ExamExtension
{
    private ExamExtension() { }

    internal ExamExtension(Guid id, Guid attemptId, int minutes, Guid by, string reason, DateTimeOffset at) =>
        (Id, AttemptId, Minutes, By, Reason, At) = (id, attemptId, minutes, by, reason, at);

    public Guid Id { get; private set; }
    public Guid AttemptId { get; private set; }
    public int Minutes { get; private set; }
    public Guid By { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}
