using System.Security.Cryptography;
using System.Text;
using Academy.Web.Signing;

namespace Academy.Web.Identity;

/// <summary>Phone and ID numbers: sealed in the database, recognised by a keyed hash.</summary>
public sealed class PersonalData(SecretBox box, AcademySecret secret)
{
    private const string Phone = "phone";
    private const string IdNumber = "id-number";

    private readonly byte[] _phoneKey = secret.Derive("wlaq.hash.v1|" + Phone);
    private readonly byte[] _idNumberKey = secret.Derive("wlaq.hash.v1|" + IdNumber);

    public byte[] EncryptPhone(string phone) => Encrypt(Phone, NormalizePhone(phone));

    /// <exception cref="CryptographicException">Not sealed by <see cref="EncryptPhone"/> under this secret.</exception>
    public string DecryptPhone(byte[] sealedPhone) => Decrypt(Phone, sealedPhone);

    /// <summary>HMAC-SHA-256 in hex: one for all spellings of a number.</summary>
    public string HashPhone(string phone) => Hash(_phoneKey, NormalizePhone(phone));

    public byte[] EncryptIdNumber(string idNumber) => Encrypt(IdNumber, NormalizeIdNumber(idNumber));

    /// <exception cref="CryptographicException">Not sealed by <see cref="EncryptIdNumber"/> under this secret.</exception>
    public string DecryptIdNumber(byte[] sealedIdNumber) => Decrypt(IdNumber, sealedIdNumber);

    /// <summary>HMAC-SHA-256 in hex: one for all spellings of a number.</summary>
    public string HashIdNumber(string idNumber) => Hash(_idNumberKey, NormalizeIdNumber(idNumber));

    /// <summary>Digits only, without the country's +86 or 0086.</summary>
    internal static string NormalizePhone(string phone)
    {
        var digits = string.Concat(phone.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        if (digits.Length == 15 && digits.StartsWith("0086", StringComparison.Ordinal)) return digits[4..];
        return digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static string NormalizeIdNumber(string idNumber) =>
        string.Concat(idNumber.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private byte[] Encrypt(string label, string text) => box.Wrap(label, Encoding.UTF8.GetBytes(text));

    private string Decrypt(string label, byte[] sealedText) => Encoding.UTF8.GetString(box.Unwrap(label, sealedText));

    private static string Hash(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
