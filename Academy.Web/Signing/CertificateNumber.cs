using System.Globalization;

namespace Academy.Web.Signing;

/// <summary>The printed number, <c>27Q3-0734512-X</c>: list, index and a check character.</summary>
/// <param name="List">For example <c>27Q3</c>.</param>
/// <param name="Index">Entry in that list, to 9,999,999.</param>
public readonly record struct CertificateNumber(string List, int Index)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int BodyLength = 11;

    /// <summary>List and index without separators, <c>27Q30734512</c>: what check character and 查验码 are made of.</summary>
    internal string Body => string.Create(CultureInfo.InvariantCulture, $"{List}{Index:0000000}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{List}-{Index:0000000}-{CheckCharacter(Body)}");

    /// <summary>Reads what a person typed: any case, spaces, dashes, full-width characters.</summary>
    public static bool TryParse(string text, out CertificateNumber number)
    {
        var typed = TypedText.Clean(text);
        number = default;
        if (typed.Length != BodyLength + 1
            || !char.IsAsciiDigit(typed[0]) || !char.IsAsciiDigit(typed[1]) || typed[2] != 'Q' || typed[3] is < '1' or > '4'
            || !int.TryParse(typed.AsSpan(4, 7), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || CheckCharacter(typed.AsSpan(0, BodyLength)) != typed[BodyLength])
        {
            return false;
        }

        number = new CertificateNumber(typed[..4], index);
        return true;
    }

    /// <summary>ISO 7064 MOD 37,36: finds every single wrong character and nearly every swapped pair.</summary>
    internal static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var product = 36;
        foreach (var character in body)
        {
            var sum = (product + Alphabet.IndexOf(character, StringComparison.Ordinal)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }
}

/// <summary>What people type from a card.</summary>
internal static class TypedText
{
    /// <summary>Upper case without spaces and dashes; full-width characters, as an input method gives them, made plain.</summary>
    public static string Clean(string text) => string.Concat(text
        .Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.DashPunctuation)
        .Select(c => char.ToUpperInvariant(c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c)));
}
