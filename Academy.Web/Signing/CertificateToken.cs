using Academy.Domain.Certificates;

namespace Academy.Web.Signing;

/// <summary>Kind of code, which is also its letter in the path.</summary>
public enum CodeKind
{
    /// <summary><c>/C/</c>: card, PDF, screenshot.</summary>
    Static,

    /// <summary><c>/L/</c>: shown on the holder's phone and signed anew every 30 seconds.</summary>
    Live,
}

/// <summary>A code as it was signed.</summary>
/// <param name="Text">Base32, the last part of the URL.</param>
/// <param name="Payload">The signed bytes; kept with the issuance.</param>
public sealed record SignedCode(string Text, byte[] Payload, byte Kid);

/// <summary>
/// The token: COSE_Sign1 (RFC 9052), untagged, with a fixed head. The host is signed as external data, so that a code
/// of one deployment is none of another's.
/// </summary>
/// <remarks>
/// The head is compared byte by byte, because the signature does not cover all of it: a general COSE parser
/// accepts other heads for the same signature.
/// </remarks>
public sealed class CertificateToken
{
    /// <summary>Characters from which a text is refused unread.</summary>
    public const int LongestText = 600;

    /// <summary>Bytes from which the payload's length takes the one byte that the fixed head has for it.</summary>
    internal const int ShortestPayload = 24;

    private const int KidAt = 7;
    private const int LongestPayload = 110;
    private static readonly byte[] Head = [0x84, 0x46, 0xA2, 0x01, 0x26, 0x04, 0x41, 0x00, 0xA0, 0x58];
    private static readonly byte[] SignatureHead = [0x58, Es256.SignatureLength];

    private CertificateToken(byte kid, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> signature)
    {
        Kid = kid;
        Payload = payload;
        Signature = signature;
    }

    public byte Kid { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>r‖s, 64 bytes.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Signs a certificate with the issuer key that is in use on its day of issue.</summary>
    /// <param name="host">Host and port of PublicUrl in lower case.</param>
    /// <exception cref="ArgumentException">A field is out of its range, or all of them take under 24 bytes.</exception>
    /// <exception cref="InvalidOperationException">No issuer key is in use on the day of issue.</exception>
    public static SignedCode Sign(CodeFields fields, string host, KeyRing keys) =>
        Sign(CodeKind.Static, CertificatePayload.Encode(fields), host, keys, keys.InUse(KeyPurpose.Issuer, fields.IssuedOn));

    /// <summary>Signs what a holder's phone shows for the next 60 seconds.</summary>
    /// <param name="now">The instant of signing.</param>
    /// <param name="today">Its day in Asia/Shanghai.</param>
    /// <exception cref="InvalidOperationException">No key for live codes is in use today.</exception>
    public static SignedCode SignLive(CodeFields fields, DateTimeOffset now, DateOnly today, string host, KeyRing keys) =>
        Sign(CodeKind.Live, CertificatePayload.Encode(fields, now + Verification.LiveFor), host, keys, keys.InUse(KeyPurpose.Live, today));

    /// <summary>Null unless the text has the one exact form.</summary>
    public static CertificateToken? Parse(string text)
    {
        if (text.Length > LongestText || !Base32.TryDecode(text, out var bytes) || bytes.Length <= Head.Length)
        {
            return null;
        }

        var kid = bytes[KidAt];
        int length = bytes[Head.Length];
        bytes[KidAt] = 0;
        var payloadAt = Head.Length + 1;
        var signatureAt = payloadAt + length + SignatureHead.Length;
        return bytes.AsSpan().StartsWith(Head)
            && length is >= ShortestPayload and <= LongestPayload
            && bytes.Length == signatureAt + Es256.SignatureLength
            && bytes.AsSpan(payloadAt + length).StartsWith(SignatureHead)
            ? new CertificateToken(kid, bytes.AsMemory(payloadAt, length), bytes.AsMemory(signatureAt))
            : null;
    }

    /// <summary>Sig_structure of RFC 9052, 4.4: what is signed.</summary>
    public static byte[] ToBeSigned(CodeKind kind, string host, byte kid, ReadOnlySpan<byte> payload) =>
        CoseSign1.ToBeSigned([0xA2, 0x01, 0x26, 0x04, 0x41, kid], (kind == CodeKind.Live ? "WLAQ-LIVE-1|" : "WLAQ-CERT-1|") + host, payload);

    private static SignedCode Sign(CodeKind kind, byte[] payload, string host, KeyRing keys, SigningKey key)
    {
        if (payload.Length is < ShortestPayload or > LongestPayload)
        {
            throw new ArgumentException($"The payload takes {payload.Length} bytes; the head has room for 24 to 110.", nameof(payload));
        }

        var signature = keys.Sign(key, ToBeSigned(kind, host, key.Kid, payload));
        byte[] token = [.. Head, (byte)payload.Length, .. payload, .. SignatureHead, .. signature];
        token[KidAt] = key.Kid;
        return new SignedCode(Base32.Encode(token), payload, key.Kid);
    }
}
