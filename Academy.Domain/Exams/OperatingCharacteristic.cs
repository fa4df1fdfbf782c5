using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>
/// How a blueprint tells those who know from those who do not, computed exactly: the distributions of points are
/// convolved ability by ability, cut at each floor, and joined.
/// </summary>
/// <param name="HalfKnowers">Share that passes (mark, floors and critical items) of those who know half and guess cleverly.</param>
/// <param name="NineTenthsKnowers">Share that reaches mark and floors of those who know nine tenths and guess blindly.</param>
public sealed record OperatingCharacteristic(double HalfKnowers, double NineTenthsKnowers)
{
    /// <summary>Least share of nine-tenths-knowers that must reach mark and floors.</summary>
    public const double LeastNineTenths = 0.93;

    /// <summary>Items below which a paper is short: more luck is tolerated, and no high-risk position is certified by it.</summary>
    public const int ShortPaperItems = 30;

    /// <summary>Computes a blueprint's characteristic.</summary>
    public static OperatingCharacteristic Of(Blueprint blueprint) => new(
        Reach(blueprint, 0.5, CleverGuess, blueprint.CriticalCount),
        Reach(blueprint, 0.9, BlindGuess, criticalCount: 0));

    /// <summary>Most half-knowers that may pass.</summary>
    public static double MostHalfKnowers(Blueprint blueprint) =>
        blueprint.IsHighRisk ? 0.01 : blueprint.ItemCount < ShortPaperItems ? 0.10 : 0.03;

    /// <summary>Who knows the trade but not the answer still excludes the absurd options.</summary>
    private static double CleverGuess(QuestionKind kind) => kind switch
    {
        QuestionKind.Multiple => 0.20,
        QuestionKind.Judge => 0.60,
        QuestionKind.Order or QuestionKind.Match => 0.15,
        QuestionKind.Fill => 0.05,
        _ => 0.40,
    };

    /// <summary>One of four options; one of the 26 choices of two or more out of five; a coin; one of the orders of four; no word at all.</summary>
    private static double BlindGuess(QuestionKind kind) => kind switch
    {
        QuestionKind.Multiple => 1.0 / 26,
        QuestionKind.Judge => 0.50,
        QuestionKind.Order or QuestionKind.Match => 1.0 / 24,
        QuestionKind.Fill => 0,
        _ => 0.25,
    };

    private static double Reach(Blueprint blueprint, double knows, Func<QuestionKind, double> guess, int criticalCount)
    {
        double[] all = [1];
        var items = Items(blueprint, knows, guess, criticalCount);
        foreach (var ability in items.GroupBy(i => i.Ability))
        {
            double[] points = [1];
            foreach (var item in ability)
            {
                points = Convolve(points, item.Outcomes);
            }

            Array.Clear(points, 0, blueprint.FloorPoints(ability.Sum(i => i.Points), ability.Count()));
            all = Convolve(all, points);
        }

        return all.Skip(blueprint.PassMark).Sum();
    }

    /// <summary>
    /// The items with their chances, indexed by points. Critical ones are taken to be those easiest to guess, which errs
    /// towards caution; of them only the right answer goes on.
    /// </summary>
    private static List<(string Ability, int Points, double[] Outcomes)> Items(
        Blueprint blueprint, double knows, Func<QuestionKind, double> guess, int criticalCount)
    {
        var items = new List<(string, int, double[])>();
        foreach (var cell in blueprint.Cells.OrderByDescending(c => guess(c.Kind)))
        {
            for (var question = 0; question < cell.Count; question++)
            {
                var critical = criticalCount-- > 0;
                foreach (var (points, part) in EvenSplit.Of(cell.Points, cell.Parts).Select((p, i) => (p, i)))
                {
                    var right = knows + ((1 - knows) * guess(cell.Kind));
                    var outcomes = new double[points + 1];
                    outcomes[points] = right;
                    if (!critical || part > 0)
                    {
                        // 少选得部分分: who does not know but is sure of one option in five, of a pair or of a blank, takes half the points with the odds of a single choice.
                        var half = cell.Kind is QuestionKind.Multiple or QuestionKind.Fill or QuestionKind.Order or QuestionKind.Match && blueprint.MultiplePolicy == MultiplePolicy.Partial && points > 1
                            ? Math.Min(1 - right, (1 - knows) * guess(QuestionKind.Single))
                            : 0;
                        outcomes[points / 2] += half;
                        outcomes[0] += 1 - right - half;
                    }

                    items.Add((cell.Ability, points, outcomes));
                }
            }
        }

        return items;
    }

    private static double[] Convolve(double[] left, double[] right)
    {
        var result = new double[left.Length + right.Length - 1];
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                result[i + j] += left[i] * right[j];
            }
        }

        return result;
    }
}
