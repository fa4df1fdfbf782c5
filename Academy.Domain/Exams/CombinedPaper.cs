using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>What a combined paper asks for one of its positions.</summary>
/// <param name="Cycle">The cycle that is examined.</param>
/// <param name="Bank">The exam questions of the courses that its position is taught.</param>
public sealed record PaperPart(Guid Cycle, Blueprint Blueprint, IReadOnlyCollection<Question> Bank);

/// <summary>
/// 合并试卷 (rule 11): what several positions have in common is asked once and counts for each, then follows each position's own
/// part with its critical items. Of every part the items and points are those of its blueprint, as if it were sat alone.
/// </summary>
public static class CombinedPaper
{
    /// <summary>Draws one: reproducible like any paper, no question twice, what the person saw least first.</summary>
    /// <param name="parts">In the order of their positions on the paper.</param>
    /// <param name="seen">How often the person saw a question lately, by question id.</param>
    /// <exception cref="InvalidOperationException">The bank cannot fill a part beside the others.</exception>
    public static Paper Draw(IReadOnlyList<PaperPart> parts, long seed, IReadOnlyDictionary<string, int> seen)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var random = new SplitMix64(seed);
        var candidates = PaperDrawing.Shuffled(parts.SelectMany(p => p.Bank).DistinctBy(q => q.Id), random).OrderBy(q => seen.GetValueOrDefault(q.Id)).ToList();
        var banks = parts.Select(p => p.Bank.Select(q => q.Id).ToHashSet(StringComparer.Ordinal)).ToList();
        var cells = parts.Select(p => CellsOf(p.Blueprint)).ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);

        // Critical items first, of each part its own: what room they leave is what the common part can have.
        var critical = new List<List<Question>>();
        var rooms = new List<IReadOnlyList<BlueprintCell>>();
        for (var p = 0; p < parts.Count; p++)
        {
            var filling = new CellFilling(cells[p]);
            critical.Add(Place(filling, candidates.Where(q => q.IsCritical && banks[p].Contains(q.Id)), parts[p].Blueprint.CriticalCount, used));
            if (critical[p].Count < parts[p].Blueprint.CriticalCount) throw new InvalidOperationException($"{parts[p].Blueprint.Id}: not enough critical questions beside the other parts.");
            rooms.Add(filling.Room);
        }

        var common = new CellFilling([.. rooms[0].Select(cell => cell with { Count = rooms.Min(room => room.FirstOrDefault(r => IsSame(r, cell))?.Count ?? 0) })]);
        Place(common, candidates.Where(q => !q.IsCritical && banks.TrueForAll(b => b.Contains(q.Id))), int.MaxValue, used);
        var drawn = Shuffled(common, null, random).ToList();
        for (var p = 0; p < parts.Count; p++)
        {
            var own = new CellFilling([.. cells[p].Select(cell => cell with { Count = cell.Count - common.Placed.Count(c => IsSame(c.Cell, cell)) })]);
            foreach (var question in critical[p]) own.TryPlace(question);
            Place(own, candidates.Where(q => !q.IsCritical && banks[p].Contains(q.Id)), int.MaxValue, used);
            if (!own.IsFull) throw new InvalidOperationException($"{parts[p].Blueprint.Id}: the bank cannot fill every cell beside the other parts.");
            drawn.AddRange(Shuffled(own, parts[p].Cycle, random));
        }

        return PaperDrawing.Compose(seed, drawn, random) with { Cycles = [.. parts.Select(p => p.Cycle)] };
    }

    /// <summary>Minutes of a combined paper: each blueprint's pace for its own items, the slowest one's for the common items.</summary>
    public static int Minutes(IReadOnlyList<PaperPart> parts, Paper paper)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(paper);
        int Needed(PaperPart part, int items) => ((part.Blueprint.Minutes * items) + part.Blueprint.ItemCount - 1) / part.Blueprint.ItemCount;
        return parts.Max(p => Needed(p, paper.Items.Count(i => i.Cycle is null))) + parts.Sum(p => Needed(p, paper.Items.Count(i => i.Cycle == p.Cycle)));
    }

    private static List<Question> Place(CellFilling filling, IEnumerable<Question> candidates, int most, HashSet<string> used)
    {
        var placed = new List<Question>();
        foreach (var question in candidates)
        {
            if (placed.Count == most || filling.IsFull) break;
            if (used.Contains(question.Id) || !filling.TryPlace(question)) continue;
            used.Add(question.Id);
            placed.Add(question);
        }

        return placed;
    }

    /// <summary>A blueprint's cells, each once.</summary>
    private static List<BlueprintCell> CellsOf(Blueprint blueprint) => [.. blueprint.Cells.GroupBy(c => c with { Count = 0 }).Select(g => g.Key with { Count = g.Sum(c => c.Count) })];

    /// <summary>Whether two cells ask for the same, at the same points.</summary>
    private static bool IsSame(BlueprintCell one, BlueprintCell other) => one with { Count = 0 } == other with { Count = 0 };

    private static IEnumerable<(Question Question, int Points, Guid? Cycle)> Shuffled(CellFilling filling, Guid? cycle, SplitMix64 random) =>
        random.Shuffled(filling.Placed.OrderBy(p => p.Question.Id, StringComparer.Ordinal)).Select(p => (p.Question, p.Cell.Points, cycle));
}
