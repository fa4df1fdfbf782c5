using System.Globalization;
using System.Text;

namespace Academy.Domain.Questions;

/// <summary>
/// What two typed texts are compared by: one width (１１９ is 119), one case, no white space, one form of each punctuation
/// mark. A thumb on a Chinese keyboard is not examined on these.
/// </summary>
public static class Folding
{
    private const string Variants = "。、“”„「」『』‘’—–―−‐‑〈〉《》【】〔〕・•‧∙〜×";
    private const string Levelled = ".,\"\"\"\"\"\"\"''------<><>[][]····~x";

    /// <summary>The folded text; empty where nothing was typed but white space.</summary>
    /// <param name="text">Whole characters, no half of a surrogate pair.</param>
    /// <exception cref="ArgumentException">Half of a surrogate pair.</exception>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            // Format characters are what an input method or a paste leaves behind unseen.
            if (Rune.IsWhiteSpace(letter) || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control) continue;
            var lower = Rune.ToLowerInvariant(letter);
            var variant = lower.IsBmp ? Variants.IndexOf((char)lower.Value, StringComparison.Ordinal) : -1;
            folded.Append(variant < 0 ? lower.ToString() : Levelled[variant].ToString());
        }

        return folded.ToString();
    }
}
