using System.Security.Cryptography;
using System.Text;

namespace Academy.Web.Identity;

/// <summary>A code that is printed once, typed or scanned once, and kept only as its hash.</summary>
internal static class SlipCode
{
    // Crockford: no I, L, O, U. Eleven of 32 are 55 bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 11;

    public static string Draw() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is printed, for example 7K3M-9PQR-X2T.</summary>
    public static string Shown(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>What was meant: any case, with or without hyphens, O for 0, I or L for 1.</summary>
    public static string Clean(string typed) => string.Concat(
        typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).Where(char.IsAsciiLetterOrDigit));

    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
