namespace Academy.Domain.Inspections;

/// <summary>迎检: a SafetyManager lets a named guest in, who then inspects this one Organization without an account.</summary>
public sealed class GuestAccess
{
    /// <summary>From the moment it was given.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    /// <summary>After the end, for what was recorded before it: where there was no signal nobody could send it.</summary>
    public static readonly TimeSpan HandsInFor = TimeSpan.FromHours(24);

    private GuestAccess() { }

    /// <param name="personId">The guest, as whom everything is recorded.</param>
    /// <param name="unit">Where the guest comes from.</param>
    /// <param name="badge">执法证号.</param>
    /// <param name="codeHash">SHA-256 of the code on the slip, 64 hexadecimal digits.</param>
    public GuestAccess(Guid id, Guid organizationId, Guid personId, string name, string unit, string badge, string codeHash, Guid givenBy, DateTimeOffset now) =>
        (Id, OrganizationId, PersonId, Name, Unit, Badge, CodeHash, GivenBy, GivenAt, ExpiresAt) = (id, organizationId, personId, name, unit, badge, codeHash, givenBy, now, now + Lasts);

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public Guid PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public string Unit { get; private set; } = "";

    /// <summary>执法证号.</summary>
    public string Badge { get; private set; } = "";

    public string CodeHash { get; private set; } = "";
    public Guid GivenBy { get; private set; }
    public DateTimeOffset GivenAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When the code was used; it works once.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }
    public Guid? RevokedBy { get; private set; }

    /// <summary>How the guest is named on a record.</summary>
    public string Signed => $"{Name}（执法证号 {Badge}）";

    /// <summary>Whether the guest may be in at that instant.</summary>
    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Until when what was recorded in time is taken.</summary>
    public DateTimeOffset HandsInUntil => ExpiresAt + HandsInFor;

    /// <summary>Whether the guest is out, and may still hand in what was recorded in time. Who was sent away is not heard any more.</summary>
    public bool MayHandIn(DateTimeOffset now) => UsedAt is not null && RevokedAt is null && now >= ExpiresAt && now < HandsInUntil;

    /// <summary>Whether there is anything left to take back.</summary>
    public bool MayBeRevoked(DateTimeOffset now) => IsOpen(now) || MayHandIn(now);

    /// <summary>Whether the guest was in at that instant, and was not sent away since, by a clock that may be wrong by <see cref="Inspection.ClockError"/>.</summary>
    public bool WasIn(DateTimeOffset at) => RevokedAt is null && at >= UsedAt - Inspection.ClockError && at < ExpiresAt + Inspection.ClockError;

    /// <summary>Uses the code.</summary>
    /// <returns>False when it was used before, taken back, or is over.</returns>
    public bool Use(DateTimeOffset now)
    {
        if (UsedAt is not null || !IsOpen(now)) return false;
        UsedAt = now;
        return true;
    }

    /// <summary>Takes it back; from this instant on the guest is out, and what they recorded is not taken any more.</summary>
    /// <returns>False when it is over already.</returns>
    public bool Revoke(Guid by, DateTimeOffset now)
    {
        if (!MayBeRevoked(now)) return false;
        (RevokedAt, RevokedBy) = (now, by);
        return true;
    }
}
