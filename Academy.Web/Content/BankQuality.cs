using System.Text.RegularExpressions;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>How far questions give their answers away by form: what somebody gets right who knows nothing but how tests are made.</summary>
/// <param name="Items">Answerable parts.</param>
/// <param name="Singles">Single-choice items with four options; the next two are theirs.</param>
/// <param name="LongestKeys">Of them with a key longer than every other option.</param>
/// <param name="KeyPositions">Of them with the key first, second, third, fourth, as written.</param>
/// <param name="Judges">Judge items.</param>
/// <param name="JudgesTrue">Of them 正确.</param>
/// <param name="NegativeStems">Items that ask for what is wrong.</param>
public sealed partial record BankQuality(int Items, int Singles, int LongestKeys, IReadOnlyList<int> KeyPositions, int Judges, int JudgesTrue, int NegativeStems)
{
    /// <summary>Measures.</summary>
    public static BankQuality Of(IReadOnlyCollection<Item> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        // Items without a key are the reader's to report.
        var singles = items.Where(i => i.Kind == QuestionKind.Single && i.Options.Count == 4 && i.Options.Count(o => o.IsKey) == 1).ToList();
        var judges = items.Where(i => i.Kind == QuestionKind.Judge).ToList();
        return new BankQuality(
            items.Count,
            singles.Count,
            singles.Count(i => i.Options.Single(o => o.IsKey).Wording.PlainText.Length > i.Options.Where(o => !o.IsKey).Max(o => o.Wording.PlainText.Length)),
            [.. Enumerable.Range(0, 4).Select(p => singles.Count(i => i.Options[p].IsKey))],
            judges.Count,
            judges.Count(i => i.Options[0].IsKey),
            items.Count(IsNegative));
    }

    /// <summary>Whether an item asks for what is wrong.</summary>
    internal static bool IsNegative(Item item) => item.Kind != QuestionKind.Judge && NegativeStem().IsMatch(item.Stem.PlainText);

    [GeneratedRegex("(不正确|不对|不属于|不包括|不应该?|不应当|不可以|不能|不该|不宜|错误|不当|不妥)的(是|做法|说法|行为|一项|一句|有)|哪.{0,8}(不正确|不对|不能|不该|不应|不属于|不包括|是错)")]
    private static partial Regex NegativeStem();
}
