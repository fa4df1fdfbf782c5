namespace Academy.Domain.Training;

/// <summary>线下培训: planned before it is held. Completes its lessons for those who signed in and out and passed the checkpoint in the room.</summary>
public sealed class ClassroomSession
{
    /// <summary>学时 a person can be credited in one day (rule 13), in hours.</summary>
    public const int MostHoursADay = 8;

    private readonly List<ClassroomAttendance> _attendances = [];

    private ClassroomSession() { }

    /// <exception cref="ArgumentException">It ends before it begins, or was not planned before it begins.</exception>
    public ClassroomSession(Guid id, Guid organizationId, string title, string place, string trainer, DateTimeOffset startsAt, DateTimeOffset endsAt, IEnumerable<string> lessons, Guid plannedBy, DateTimeOffset plannedAt)
    {
        if (endsAt <= startsAt) throw new ArgumentException("A session ends after it begins.", nameof(endsAt));
        if (startsAt < plannedAt) throw new ArgumentException("A session is planned before it is held.", nameof(startsAt));
        if (endsAt - startsAt > TimeSpan.FromHours(MostHoursADay)) throw new ArgumentException("A session has at most eight hours.", nameof(endsAt));
        (Id, OrganizationId, Title, Place, Trainer, StartsAt, EndsAt, PlannedBy, PlannedAt) = (id, organizationId, title, place, trainer, startsAt, endsAt, plannedBy, plannedAt);
        Lessons = [.. lessons];
    }

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Title { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string Trainer { get; private set; } = "";
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public Guid PlannedBy { get; private set; }
    public DateTimeOffset PlannedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Ids of the lessons it covers.</summary>
    public IReadOnlyList<string> Lessons { get; private set; } = [];

    public IReadOnlyList<ClassroomAttendance> Attendances => _attendances;

    /// <summary>Signs a person in; twice is once.</summary>
    /// <returns>False before the session begins, after it ends and once it was closed.</returns>
    public bool SignIn(Guid personId, DateTimeOffset now)
    {
        if (ClosedAt is not null || now < StartsAt || now > EndsAt) return false;
        if (!_attendances.Exists(a => a.PersonId == personId)) _attendances.Add(new ClassroomAttendance(personId, now));
        return true;
    }

    /// <summary>Closes it: who was there till the end, and who passed the checkpoint in the room.</summary>
    /// <returns>Those whose lessons are thereby completed; empty when it was closed before or has not ended.</returns>
    public IReadOnlyList<Guid> Close(IReadOnlySet<Guid> passed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(passed);
        if (ClosedAt is not null || now < EndsAt) return [];
        ClosedAt = now;
        foreach (var attendance in _attendances) attendance.SignOut(passed.Contains(attendance.PersonId), EndsAt);
        return [.. _attendances.Where(a => a.PassedCheckpoint).Select(a => a.PersonId)];
    }
}

/// <summary>One person in the room.</summary>
public sealed class ClassroomAttendance
{
    private ClassroomAttendance() { }

    public ClassroomAttendance(Guid personId, DateTimeOffset signedInAt) => (PersonId, SignedInAt) = (personId, signedInAt);

    public Guid PersonId { get; private set; }
    public DateTimeOffset SignedInAt { get; private set; }
    public DateTimeOffset? SignedOutAt { get; private set; }
    public bool PassedCheckpoint { get; private set; }

    /// <summary>Minutes in the room.</summary>
    public int Minutes => SignedOutAt is { } end ? (int)(end - SignedInAt).TotalMinutes : 0;

    internal void SignOut(bool passed, DateTimeOffset at) => (SignedOutAt, PassedCheckpoint) = (at, passed);
}
