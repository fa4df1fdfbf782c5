using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>试卷: one drawn, frozen, shuffled instance; reproducible from seed and release.</summary>
/// <param name="Items">In shown order, numbered from 1 on; scenario parts stand together.</param>
/// <param name="Cycles">The cycles that a combined paper examines, in the order of their parts; null for every other paper.</param>
public sealed record Paper(long Seed, IReadOnlyList<PaperItem> Items, IReadOnlyList<Guid>? Cycles = null)
{
    /// <summary>Σ points.</summary>
    public int TotalPoints => Items.Sum(i => i.Points);

    /// <summary>The item shown under a number; null where there is none.</summary>
    public PaperItem? ItemAt(int q) => q >= 1 && q <= Items.Count ? Items[q - 1] : null;

    /// <summary>The items that count for a cycle: the common ones and its own.</summary>
    public IEnumerable<PaperItem> ItemsOf(Guid cycle) => Items.Where(i => i.Cycle is null || i.Cycle == cycle);
}

/// <summary>One item as this candidate sees it. Holds no key: the key stays in the release.</summary>
/// <param name="Q">Number in shown order, from 1.</param>
/// <param name="Group">Joins a scenario's parts; null for a plain question.</param>
/// <param name="OptionOrder">Author's option indices (from 0) in shown order; of steps never the author's.</param>
/// <param name="Blanks">Blanks of a fill question.</param>
/// <param name="CounterpartOrder">Indices of a match question's right column in shown order, apart from the left one's; null for every other kind.</param>
/// <param name="Cycle">The cycle whose part of a combined paper it is; null where it counts for every one.</param>
public sealed record PaperItem(
    int Q,
    string QuestionId,
    string QuestionVersion,
    string ItemId,
    int? Group,
    QuestionKind Kind,
    string Ability,
    bool IsCritical,
    int Points,
    IReadOnlyList<int> OptionOrder,
    int Blanks = 0,
    IReadOnlyList<int>? CounterpartOrder = null,
    Guid? Cycle = null);
