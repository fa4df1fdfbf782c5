using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>What a bank lacks.</summary>
public enum ShortfallKind
{
    /// <summary>Questions for the cells of one kind, ability and difficulty.</summary>
    Cell,

    /// <summary>Questions for all cells of one kind and ability together: cells of any difficulty share the others' supply.</summary>
    Overlap,

    /// <summary>Questions that are not critical: the paper holds no more critical ones than the blueprint says.</summary>
    Ordinary,

    /// <summary>Critical questions that any cell takes.</summary>
    Critical,

    /// <summary>Plain critical questions for the paper after FailedCritical.</summary>
    CriticalPaper,

    /// <summary>Room: the critical questions crowd in too few cells.</summary>
    CriticalRoom,
}

/// <summary>One thing a blueprint needs and the bank does not give.</summary>
/// <param name="Cell">The first cell concerned; null for critical questions.</param>
/// <param name="Supply">Questions there are.</param>
/// <param name="Need">Questions one paper takes.</param>
/// <param name="Margin">Times the need that the bank must hold.</param>
public sealed record Shortfall(ShortfallKind Kind, BlueprintCell? Cell, int Supply, int Need, int Margin);

/// <summary>Whether a bank can fill a blueprint, over and over, without showing everyone the same paper.</summary>
public static class Feasibility
{
    /// <summary>Bank items above which the larger margin is due.</summary>
    public const int LargeBankItems = 500;

    /// <summary>Supply over need that the bank must hold per cell: 3, or 6 in an exam bank of over 500 items.</summary>
    public static int Margin(IReadOnlyCollection<Question> examBank) =>
        examBank.Sum(q => q.Items.Count) > LargeBankItems ? 6 : 3;

    /// <summary>Every shortfall; none means that papers and critical papers can always be drawn.</summary>
    /// <param name="examBank">Questions of the exam bank only.</param>
    public static IReadOnlyList<Shortfall> Shortfalls(Blueprint blueprint, IReadOnlyCollection<Question> examBank)
    {
        var margin = Margin(examBank);
        var shortfalls = new List<Shortfall>();
        foreach (var group in blueprint.Cells.GroupBy(c => (c.Kind, c.Ability, c.Parts)))
        {
            // Difficulties are disjoint and null covers them all, so by Hall's theorem these sets of cells suffice.
            foreach (var level in group.GroupBy(c => c.Difficulty))
            {
                var cells = level.Key is null ? group : (IEnumerable<BlueprintCell>)level;
                var need = cells.Sum(c => c.Count);
                var fitting = examBank.Where(level.First().Fits).ToList();
                if (fitting.Count < need * margin)
                {
                    var kind = cells.Any(c => c.Difficulty != level.Key) ? ShortfallKind.Overlap : ShortfallKind.Cell;
                    shortfalls.Add(new Shortfall(kind, level.First(), fitting.Count, need, margin));
                }
                else if (fitting.Count(q => !q.IsCritical) is var ordinary && ordinary < need)
                {
                    shortfalls.Add(new Shortfall(ShortfallKind.Ordinary, level.First(), ordinary, need, 1));
                }
            }
        }

        var critical = examBank.Where(q => q.IsCritical && blueprint.Cells.Any(c => c.Fits(q))).ToList();
        var filling = new CellFilling(blueprint.Cells);
        if (critical.Count < blueprint.CriticalCount * 3)
        {
            shortfalls.Add(new Shortfall(ShortfallKind.Critical, null, critical.Count, blueprint.CriticalCount, 3));
        }
        else if (critical.Count(filling.TryPlace) is var room && room < blueprint.CriticalCount)
        {
            shortfalls.Add(new Shortfall(ShortfallKind.CriticalRoom, null, room, blueprint.CriticalCount, 1));
        }

        var plain = examBank.Count(q => q.IsCritical && q.Kind != QuestionKind.Scenario);
        var asked = PaperDrawing.CriticalItems(blueprint.CriticalCount);
        if (blueprint.CriticalCount > 0 && plain < asked)
        {
            shortfalls.Add(new Shortfall(ShortfallKind.CriticalPaper, null, plain, asked, 1));
        }

        return shortfalls;
    }
}
