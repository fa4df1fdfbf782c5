namespace Academy.Domain.Organizations;

/// <summary>人员: one human being, once, however many employers there are.</summary>
public sealed class Person
{
    private Person() { }

    public Person(Guid id, string name) => (Id, Name) = (id, name);

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Encrypted phone number.</summary>
    public byte[]? Phone { get; private set; }

    /// <summary>Keyed hash, used only to recognise who signs in or returns.</summary>
    public string? PhoneHash { get; private set; }

    /// <summary>Encrypted ID number.</summary>
    public byte[]? IdNumber { get; private set; }

    /// <summary>Keyed hash, used only to recognise a returning person.</summary>
    public string? IdNumberHash { get; private set; }

    /// <summary>大字: large type, kept per person.</summary>
    public bool LargeType { get; private set; }

    /// <summary>Keeps a phone number, encrypted, with its keyed hash.</summary>
    public void KeepPhone(byte[] encrypted, string hash) => (Phone, PhoneHash) = (encrypted, hash);

    /// <summary>Forgets the phone number.</summary>
    public void ForgetPhone() => (Phone, PhoneHash) = (null, null);

    /// <summary>Corrects the name. Certificates keep the one they were issued with.</summary>
    public void Rename(string name) => Name = name;

    /// <summary>Keeps an ID number, encrypted, with its keyed hash.</summary>
    public void KeepIdNumber(byte[] encrypted, string hash) => (IdNumber, IdNumberHash) = (encrypted, hash);

    /// <summary>Switches large type.</summary>
    public void PreferLargeType(bool large) => LargeType = large;
}

/// <summary>用工 kinds.</summary>
public enum EngagementKind
{
    /// <summary>正式.</summary>
    Permanent,

    /// <summary>派遣.</summary>
    Dispatched,

    /// <summary>外包.</summary>
    Outsourced,

    /// <summary>季节.</summary>
    Seasonal,

    /// <summary>兼职.</summary>
    PartTime,

    /// <summary>退休返聘.</summary>
    Rehired,

    /// <summary>实习.</summary>
    Intern,

    /// <summary>商户.</summary>
    Tenant,

    /// <summary>志愿.</summary>
    Volunteer,
}

/// <summary>用工: a Person's work in an Organization, at one Venue, from–to. 员工 in the interface.</summary>
public sealed class Engagement
{
    private readonly List<EngagementPosition> _positions = [];

    private Engagement() { }

    public Engagement(Guid id, Guid personId, Guid organizationId, string staffNumber, string employer, EngagementKind kind, Guid venueId, Guid departmentId, DateOnly startsOn) =>
        (Id, PersonId, OrganizationId, StaffNumber, Employer, Kind, VenueId, DepartmentId, StartsOn) =
        (id, personId, organizationId, staffNumber, employer, kind, venueId, departmentId, startsOn);

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }

    /// <summary>工号, unique in the Organization.</summary>
    public string StaffNumber { get; private set; } = "";

    /// <summary>Who pays: the Organization itself, an agency, a contractor.</summary>
    public string Employer { get; private set; } = "";

    public EngagementKind Kind { get; private set; }
    public Guid VenueId { get; private set; }
    public Guid DepartmentId { get; private set; }
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day, or null while it runs.</summary>
    public DateOnly? EndsOn { get; private set; }

    public IReadOnlyList<EngagementPosition> Positions => _positions;

    /// <summary>Whether it runs on that day.</summary>
    public bool IsCurrent(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>Whether the person holds the position in it on that day.</summary>
    public bool Holds(int position, DateOnly day) => IsCurrent(day) && _positions.Exists(p => p.Position == position && p.StartsOn <= day && (p.EndsOn is null || day <= p.EndsOn));

    /// <summary>Puts the person on a position; twice is once, and again on the day it was taken is as if it had never ended.</summary>
    public void TakePosition(int position, DateOnly from)
    {
        if (_positions.Exists(p => p.Position == position && p.EndsOn is null)) return;
        if (_positions.Find(p => p.Position == position && p.StartsOn == from) is { } sameDay) sameDay.End(null);
        else _positions.Add(new EngagementPosition(position, from));
    }

    /// <summary>Takes the person off a position: that day is the last.</summary>
    /// <returns>False when it is not held.</returns>
    public bool EndPosition(int position, DateOnly lastDay)
    {
        if (_positions.Find(p => p.Position == position && p.EndsOn is null) is not { } held) return false;
        held.End(lastDay);
        return true;
    }

    /// <summary>Ends it: that day is the last.</summary>
    public void Leave(DateOnly lastDay) => EndsOn = lastDay;

    /// <summary>Moves the person to another Venue or department.</summary>
    public void Move(Guid venueId, Guid departmentId) => (VenueId, DepartmentId) = (venueId, departmentId);

    /// <summary>Corrects who pays and how.</summary>
    public void Describe(string employer, EngagementKind kind) => (Employer, Kind) = (employer, kind);
}

/// <summary>A position held in an Engagement, from–to.</summary>
public sealed class EngagementPosition
{
    private EngagementPosition() { }

    public EngagementPosition(int position, DateOnly startsOn) => (Position, StartsOn) = (position, startsOn);

    public int Position { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }

    internal void End(DateOnly? lastDay) => EndsOn = lastDay;
}

/// <summary>法定证件: registered and checked here, issued by the state. A condition, never a product.</summary>
public sealed class StatutoryLicence
{
    private StatutoryLicence() { }

    public StatutoryLicence(Guid id, Guid personId, string kind, string number, string issuer, DateOnly expiresOn) =>
        (Id, PersonId, Kind, Number, Issuer, ExpiresOn) = (id, personId, kind, number, issuer, expiresOn);

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>证种, as the requirement names it, for example 导游证.</summary>
    public string Kind { get; private set; } = "";

    public string Number { get; private set; } = "";
    public string Issuer { get; private set; } = "";
    public DateOnly ExpiresOn { get; private set; }

    /// <summary>The manager who held the original in hand.</summary>
    public Guid? CheckedBy { get; private set; }

    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>The manager who withdrew the registration.</summary>
    public Guid? WithdrawnBy { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawalReason { get; private set; }

    /// <summary>In force: checked against the original, not withdrawn, and not expired on that day.</summary>
    public bool IsInForce(DateOnly day) => CheckedAt is not null && WithdrawnAt is null && day <= ExpiresOn;

    /// <summary>Confirms the original.</summary>
    /// <exception cref="InvalidOperationException">Nobody signs for themselves (rule 13).</exception>
    public void Confirm(Guid by, DateTimeOffset at)
    {
        if (by == PersonId) throw new InvalidOperationException("Nobody checks their own licence.");
        (CheckedBy, CheckedAt) = (by, at);
    }

    /// <summary>Withdraws a registration that was wrong, or whose licence was taken away. The row stays.</summary>
    /// <returns>False when it was withdrawn before.</returns>
    /// <exception cref="InvalidOperationException">Nobody decides about themselves (rule 13).</exception>
    public bool Withdraw(Guid by, string reason, DateTimeOffset at)
    {
        if (by == PersonId) throw new InvalidOperationException("Nobody withdraws their own licence.");
        if (WithdrawnAt is not null) return false;
        (WithdrawnBy, WithdrawnAt, WithdrawalReason) = (by, at, reason);
        return true;
    }
}
