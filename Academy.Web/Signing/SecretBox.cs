using System.Security.Cryptography;

namespace Academy.Web.Signing;

/// <summary>Seals what must lie in the database without being readable there, by AES-256-GCM under <c>Academy:Secret</c>.</summary>
/// <remarks>Sealed: nonce (12 bytes), tag (16), ciphertext.</remarks>
public sealed class SecretBox(AcademySecret secret)
{
    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <param name="label">What it is, for example <c>data-protection</c>; it opens under no other label.</param>
    public byte[] Wrap(string label, ReadOnlySpan<byte> content)
    {
        var box = new byte[NonceLength + TagLength + content.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(label);
        cipher.Encrypt(nonce, content, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return box;
    }

    /// <exception cref="CryptographicException">Changed, sealed under another secret or label, or nothing of ours.</exception>
    public byte[] Unwrap(string label, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to have been sealed here.");
        }

        var content = new byte[box.Length - NonceLength - TagLength];
        using var cipher = Cipher(label);
        cipher.Decrypt(box[..NonceLength], box[(NonceLength + TagLength)..], box.Slice(NonceLength, TagLength), content);
        return content;
    }

    private AesGcm Cipher(string label) => new(secret.Derive("wlaq.wrap.v1|" + label), TagLength);
}
