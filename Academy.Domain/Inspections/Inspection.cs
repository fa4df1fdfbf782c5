using System.Globalization;

namespace Academy.Domain.Inspections;

/// <summary>Why it is made.</summary>
public enum InspectionKind
{
    /// <summary>日常检查.</summary>
    Routine,

    /// <summary>双随机抽查.</summary>
    Random,

    /// <summary>回头看.</summary>
    LookBack,

    /// <summary>上级检查补录: an authority's, entered by the SafetyManager afterwards.</summary>
    Entered,
}

/// <summary>Who inspects.</summary>
/// <param name="PersonId">Who leads it and records; of an entered one the SafetyManager who enters it.</param>
/// <param name="First">Name of the first inspector.</param>
/// <param name="Second">Name of the second inspector.</param>
/// <param name="Authority">Where they come from, if not the platform's own inspectors.</param>
public sealed record InspectionTeam(Guid PersonId, string First, string? Second, string? Authority);

/// <summary>文书编号: per Organization and year, never used again.</summary>
/// <param name="Sequence">From 1.</param>
public sealed record RecordNumber(string OrganizationCode, int Year, int Sequence)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{OrganizationCode.ToUpperInvariant()}-{Year}-{Sequence:0000}");
}

/// <summary>检查: one visit to one Venue, from its start to the signature of who accompanied it.</summary>
public sealed class Inspection
{
    /// <summary>How far a phone's clock may be off.</summary>
    public static readonly TimeSpan ClockError = TimeSpan.FromMinutes(5);

    private readonly List<RollCallEntry> _roll = [];
    private readonly List<RandomDraw> _draws = [];

    private Inspection() { }

    /// <summary>Begins on site.</summary>
    public Inspection(Guid id, Guid organizationId, Guid venueId, InspectionKind kind, RecordNumber number, InspectionTeam team, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(team);
        (Id, OrganizationId, VenueId, Kind, StartedAt) = (id, organizationId, venueId, kind, now);
        (Number, Year, Sequence) = (number.ToString(), number.Year, number.Sequence);
        (InspectorId, First, Second, Authority) = (team.PersonId, team.First, team.Second, team.Authority);
    }

    /// <summary>补录: what an authority inspected before; it is over.</summary>
    /// <param name="authorityNumber">The authority's own number.</param>
    /// <param name="accompaniedBy">Who was with them for the Organization.</param>
    /// <exception cref="ArgumentException">It lies in the future.</exception>
    public static Inspection Enter(Guid id, Guid organizationId, Guid venueId, RecordNumber number, InspectionTeam team, string authorityNumber, string accompaniedBy, DateTimeOffset heldAt, DateTimeOffset now)
    {
        if (heldAt > now) throw new ArgumentException("What is entered has been held.", nameof(heldAt));
        return new Inspection(id, organizationId, venueId, InspectionKind.Entered, number, team, heldAt) { AuthorityNumber = authorityNumber, AccompaniedBy = accompaniedBy, EndedAt = now };
    }

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public Guid VenueId { get; private set; }
    public InspectionKind Kind { get; private set; }

    /// <summary>文书编号 as it is printed, for example <c>YL-2026-0007</c>.</summary>
    public string Number { get; private set; } = "";

    public int Year { get; private set; }
    public int Sequence { get; private set; }

    /// <summary>Who leads and records.</summary>
    public Guid InspectorId { get; private set; }

    public string First { get; private set; } = "";
    public string? Second { get; private set; }
    public string? Authority { get; private set; }
    public string? AuthorityNumber { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who accompanied it for the Organization, and signed.</summary>
    public string? AccompaniedBy { get; private set; }

    public string? AccompaniedTitle { get; private set; }

    /// <summary>Path data of the finger's lines in a box of 600 × 200; null where the name was typed (代签方式：键入).</summary>
    public string? Signature { get; private set; }

    /// <summary>回头看 is due then: some time after the last finding was struck off.</summary>
    public DateOnly? LookBackOn { get; private set; }

    /// <summary>The inspection that looked back.</summary>
    public Guid? LookedBackBy { get; private set; }

    /// <summary>Who is on shift, as ticked on site.</summary>
    public IReadOnlyList<RollCallEntry> Roll => _roll;

    public IReadOnlyList<RandomDraw> Draws => _draws;

    public bool IsOpen => EndedAt is null;

    /// <summary>Whether a look back is planned and has not begun.</summary>
    public bool AwaitsLookBack => LookBackOn is not null && LookedBackBy is null;

    /// <summary>When within it something happened, by a device whose clock may be off a little; what was recorded without a signal may arrive after the end.</summary>
    /// <returns>Null where it had not begun then, or was over.</returns>
    public DateTimeOffset? Within(DateTimeOffset at, DateTimeOffset now)
    {
        var end = EndedAt < now ? EndedAt.Value : now;
        if (at < StartedAt - ClockError || at > end + ClockError) return null;
        return at < StartedAt ? StartedAt : at > end ? end : at;
    }

    /// <summary>Puts down who is on shift. Who was identified already stays.</summary>
    /// <returns>False once it has ended.</returns>
    public bool CallRoll(IReadOnlyCollection<RollCallEntry> onShift)
    {
        ArgumentNullException.ThrowIfNull(onShift);
        if (!IsOpen) return false;
        var ticked = onShift.Select(e => e.PersonId).ToHashSet();
        _roll.RemoveAll(e => e.IdentifiedAt is null && !ticked.Contains(e.PersonId));
        _roll.AddRange(onShift.Where(e => !_roll.Exists(r => r.PersonId == e.PersonId)));
        return true;
    }

    /// <summary>Ticks somebody without a phone by name, after a look at an identity document.</summary>
    /// <returns>False once it has ended, or where the person is not on shift or was ticked before.</returns>
    public bool Identify(Guid personId, DateTimeOffset now) => IsOpen && _roll.Find(e => e.PersonId == personId)?.Identify(now) is true;

    /// <summary>双随机, of the people on shift and of Venues; nothing is drawn twice under one seed.</summary>
    /// <returns>Null once it has ended.</returns>
    public RandomDraw? Draw(long seed, int people, IReadOnlyList<Guid> venues, int venueCount, DateTimeOffset now)
    {
        if (!IsOpen) return null;
        var draw = new RandomDraw(_draws.Count + 1, seed, [.. _roll.Select(e => e.PersonId).Order()], people, venues, venueCount, now);
        _draws.Add(draw);
        return draw;
    }

    /// <summary>Whether a text is path data of lines, and nothing else: it is drawn again on every record.</summary>
    public static bool IsSignature(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('M') && text.All(c => c is 'M' or 'L' or ' ' or '.' || char.IsAsciiDigit(c));
    }

    /// <summary>Ends it with the signature of who accompanied it.</summary>
    /// <param name="signature">Null where the name was typed.</param>
    /// <returns>False when it has ended before.</returns>
    public bool End(string accompaniedBy, string title, string? signature, DateTimeOffset now)
    {
        if (!IsOpen) return false;
        (AccompaniedBy, AccompaniedTitle, Signature, EndedAt) = (accompaniedBy, title, signature, now);
        return true;
    }

    /// <summary>Plans the look back when the last of its findings is struck off; once.</summary>
    /// <param name="findings">Of this inspection.</param>
    /// <param name="days">Academy:Defaults:LookBackDays.</param>
    /// <returns>Whether it was planned now.</returns>
    public bool PlanLookBack(IReadOnlyCollection<FindingState> findings, int days, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (IsOpen || LookBackOn is not null || findings.Count == 0 || findings.Any(s => s is not FindingState.Closed)) return false;
        LookBackOn = today.AddDays(days);
        return true;
    }

    /// <summary>Another inspection looks back on this one.</summary>
    /// <returns>False where no look back is planned, it has begun already, or the other is elsewhere.</returns>
    public bool LookBack(Inspection other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!AwaitsLookBack || other.VenueId != VenueId || other.Kind is not InspectionKind.LookBack) return false;
        LookedBackBy = other.Id;
        return true;
    }
}
