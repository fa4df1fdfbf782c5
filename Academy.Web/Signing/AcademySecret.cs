using System.Security.Cryptography;
using System.Text;

namespace Academy.Web.Signing;

/// <summary>The setting <c>Academy:Secret</c>: the root of every symmetric key, each derived for one purpose.</summary>
public sealed class AcademySecret
{
    /// <summary>A shorter one could be guessed: derivation does not slow guessing down.</summary>
    public const int ShortestLength = 32;

    private readonly byte[] _secret;

    /// <exception cref="ArgumentException">Under 32 characters.</exception>
    public AcademySecret(string secret)
    {
        if (secret.Length < ShortestLength)
        {
            throw new ArgumentException("Academy:Secret has under 32 characters.", nameof(secret));
        }

        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>32 bytes by HKDF-SHA-256 (RFC 5869), others for every purpose.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, outputLength: 32, info: Encoding.UTF8.GetBytes(purpose));
}
