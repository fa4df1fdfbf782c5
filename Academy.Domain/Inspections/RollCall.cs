namespace Academy.Domain.Inspections;

/// <summary>One person on the roll of an inspection: on shift, as the inspector ticked it.</summary>
public sealed class RollCallEntry
{
    private RollCallEntry() { }

    /// <param name="positions">Names of the positions held, for the record.</param>
    /// <param name="needsCertificate">Holds a position.</param>
    /// <param name="isCertified">May work in every position held, on that day.</param>
    public RollCallEntry(Guid personId, string name, string positions, bool needsCertificate, bool isCertified) =>
        (PersonId, Name, Positions, NeedsCertificate, IsCertified) = (personId, name, positions, needsCertificate, isCertified);

    public Guid PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public string Positions { get; private set; } = "";
    public bool NeedsCertificate { get; private set; }
    public bool IsCertified { get; private set; }

    /// <summary>Ticked by name, without a code, after the inspector had looked at an identity document.</summary>
    public DateTimeOffset? IdentifiedAt { get; private set; }

    internal bool Identify(DateTimeOffset now)
    {
        if (IdentifiedAt is not null) return false;
        IdentifiedAt = now;
        return true;
    }
}

/// <summary>A person whose code was scanned during an inspection, and who was not said to be somebody else.</summary>
public sealed record SeenPerson(Guid PersonId, string Name, DateTimeOffset At);

/// <summary>点名: who should be there against who is.</summary>
/// <param name="Present">On shift and seen: scanned, or identified by name.</param>
/// <param name="Missing">On shift and not seen.</param>
/// <param name="NotOnRoll">Scanned here and not on shift.</param>
public sealed record RollCall(IReadOnlyList<RollCallEntry> Present, IReadOnlyList<RollCallEntry> Missing, IReadOnlyList<SeenPerson> NotOnRoll)
{
    private IEnumerable<RollCallEntry> OnShift => Present.Concat(Missing);

    /// <summary>Who on shift needs a certificate.</summary>
    public int Needing => OnShift.Count(e => e.NeedsCertificate);

    /// <summary>Who on shift holds what is needed, in force.</summary>
    public int Holding => OnShift.Count(e => e is { NeedsCertificate: true, IsCertified: true });

    /// <summary>持证率 in per cent, rounded down; null where nobody needs a certificate.</summary>
    public int? Rate => Needing == 0 ? null : Holding * 100 / Needing;

    /// <summary>Holds the two against each other.</summary>
    public static RollCall Of(IEnumerable<RollCallEntry> onShift, IEnumerable<SeenPerson> seen)
    {
        var roll = onShift.ToList();
        var scanned = seen.GroupBy(s => s.PersonId).Select(g => g.MinBy(s => s.At)!).OrderBy(s => s.At).ToList();
        var there = roll.ToLookup(e => e.IdentifiedAt is not null || scanned.Exists(s => s.PersonId == e.PersonId));
        return new RollCall([.. there[true]], [.. there[false]], [.. scanned.Where(s => !roll.Exists(e => e.PersonId == s.PersonId))]);
    }
}
