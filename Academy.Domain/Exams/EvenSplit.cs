namespace Academy.Domain.Exams;

/// <summary>Splits points over equal claims by largest remainder: whole points, none lost, the first get the rest.</summary>
internal static class EvenSplit
{
    public static IReadOnlyList<int> Of(int points, int parts) =>
        [.. Enumerable.Range(0, parts).Select(i => (points / parts) + (i < points % parts ? 1 : 0))];
}
