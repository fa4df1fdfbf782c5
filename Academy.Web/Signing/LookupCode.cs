using System.Security.Cryptography;
using System.Text;

namespace Academy.Web.Signing;

/// <summary>查验码: 8 characters beside the number on the card, without which the number opens nothing.</summary>
public sealed class LookupCode(AcademySecret secret)
{
    private const int Bytes = 5;

    private readonly byte[] _key = secret.Derive("wlaq.lookup.v1");

    /// <summary>40 bits of HMAC-SHA-256 over list and index, in base32.</summary>
    public string For(CertificateNumber number) =>
        Base32.Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(number.Body)).AsSpan(0, Bytes));

    /// <summary>Whether a person typed the code of this number; takes the same time wherever it differs.</summary>
    public bool Matches(CertificateNumber number, string typed)
    {
        // Base32 has neither 0 nor 1: they can only be meant as O and I.
        var code = TypedText.Clean(typed).Replace('0', 'O').Replace('1', 'I');
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.ASCII.GetBytes(For(number)));
    }
}
