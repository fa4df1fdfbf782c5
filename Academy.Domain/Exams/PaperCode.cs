using System.Security.Cryptography;
using System.Text;

namespace Academy.Domain.Exams;

/// <summary>试卷编号: what stands on every sheet of a printed paper, to be typed by who keys it in. Nine signs, the last of which checks the others.</summary>
public static class PaperCode
{
    /// <summary>Neither 0 and O nor 1, I and L. Thirty-one, a prime: so one check sign sees every wrong and every swapped sign.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private const int Drawn = 8;
    private const int Length = Drawn + 1;

    /// <summary>A code drawn at random. That no other paper has it the database says.</summary>
    public static string New()
    {
        var drawn = RandomNumberGenerator.GetString(Alphabet, Drawn);
        return drawn + Check(drawn);
    }

    /// <summary>As it is printed, in threes: <c>K7M-2QX-9BD</c>.</summary>
    public static string Printed(string code) => string.Join('-', code.Chunk(3).Select(three => new string(three)));

    /// <summary>Reads what a person typed: any case, spaces, dashes, full-width signs.</summary>
    /// <param name="code">The code as it is kept; empty where it is none.</param>
    public static bool TryRead(string? typed, out string code)
    {
        var signs = string.Concat((typed ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
        code = signs.Length == Length && signs.All(s => Alphabet.Contains(s, StringComparison.Ordinal)) && signs[Drawn] == Check(signs[..Drawn]) ? signs : "";
        return code.Length > 0;
    }

    /// <summary>Weights 2 to 9: no two alike and none zero, so a swap changes the sum as a slip does.</summary>
    private static char Check(string drawn) => Alphabet[drawn.Select((sign, place) => (place + 2) * Alphabet.IndexOf(sign, StringComparison.Ordinal)).Sum() % Alphabet.Length];
}
