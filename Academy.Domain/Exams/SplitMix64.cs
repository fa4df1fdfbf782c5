namespace Academy.Domain.Exams;

/// <summary>
/// Steele, Lea and Flood's generator. A paper must be reproducible from its seed years later;
/// <see cref="Random"/> promises no stable sequence across versions, this one cannot change.
/// </summary>
internal sealed class SplitMix64(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform from 0 to below <paramref name="bound"/>; rejects the incomplete last run, so no value is favoured.</summary>
    public int Below(int bound)
    {
        var range = (ulong)bound;
        var limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong value;
        do
        {
            value = Next();
        }
        while (value >= limit);
        return (int)(value % range);
    }

    /// <summary>Fisher–Yates.</summary>
    public List<T> Shuffled<T>(IEnumerable<T> source)
    {
        var list = source.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}
