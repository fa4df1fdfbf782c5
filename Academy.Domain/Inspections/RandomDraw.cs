using Academy.Domain.Exams;

namespace Academy.Domain.Inspections;

/// <summary>双随机: who and which Venues are looked at, by chance. Anybody draws the same again from the seed and the candidates.</summary>
public sealed class RandomDraw
{
    private RandomDraw() { }

    /// <param name="number">From 1 in its inspection.</param>
    /// <param name="people">Candidates, in the order that is drawn from.</param>
    /// <param name="venues">As <paramref name="people"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or both are 0.</exception>
    public RandomDraw(int number, long seed, IReadOnlyList<Guid> people, int peopleCount, IReadOnlyList<Guid> venues, int venueCount, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(peopleCount);
        ArgumentOutOfRangeException.ThrowIfNegative(venueCount);
        if (peopleCount == 0 && venueCount == 0) throw new ArgumentOutOfRangeException(nameof(peopleCount));
        (Number, Seed, PeopleFrom, PeopleCount, VenuesFrom, VenueCount, At) = (number, seed, people, peopleCount, venues, venueCount, at);
    }

    public int Number { get; private set; }
    public long Seed { get; private set; }
    public IReadOnlyList<Guid> PeopleFrom { get; private set; } = [];
    public int PeopleCount { get; private set; }
    public IReadOnlyList<Guid> VenuesFrom { get; private set; } = [];
    public int VenueCount { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Who was drawn, in drawn order; all where there are fewer candidates than asked for.</summary>
    public IReadOnlyList<Guid> People => [.. new SplitMix64(Seed).Shuffled(PeopleFrom).Take(PeopleCount)];

    /// <summary>Which Venues were drawn.</summary>
    public IReadOnlyList<Guid> Venues => [.. new SplitMix64(Seed).Shuffled(VenuesFrom).Take(VenueCount)];
}
