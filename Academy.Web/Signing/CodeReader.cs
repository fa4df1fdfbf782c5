using Academy.Domain;
using Academy.Domain.Certificates;

namespace Academy.Web.Signing;

/// <summary>Reads codes: what the bytes alone decide. No text makes it throw.</summary>
public static class CodeReader
{
    /// <summary>Reads the text of a QR code, whoever made it.</summary>
    /// <param name="hosts">Host and port of PublicUrl, then of FormerHosts, in lower case; never the request's.</param>
    public static CodeReading ReadUrl(string text, IReadOnlyList<string> hosts, KeyRing keys) =>
        CodeUrl.Split(text, hosts) is var (kind, token)
            ? Read(kind, token, hosts, keys)
            : new CodeReading.Refused(VerificationResult.NotOurs);

    /// <summary>Reads the last part of the URL, exactly as it stands.</summary>
    /// <param name="hosts">As for <see cref="ReadUrl"/>.</param>
    public static CodeReading Read(CodeKind kind, string token, IReadOnlyList<string> hosts, KeyRing keys)
    {
        if (CertificateToken.Parse(token) is not { } parsed
            || CertificatePayload.Decode(parsed.Payload, kind) is not var (fields, liveUntil))
        {
            return new CodeReading.Refused(VerificationResult.Malformed);
        }

        if (keys.Find(kind == CodeKind.Live ? KeyPurpose.Live : KeyPurpose.Issuer, parsed.Kid) is not { } key)
        {
            return new CodeReading.Refused(VerificationResult.KeyUnknown);
        }

        var host = hosts.FirstOrDefault(host => keys.Verify(
            key, CertificateToken.ToBeSigned(kind, host, parsed.Kid, parsed.Payload.Span), parsed.Signature.Span));
        if (host is null || !key.SignsOn(SignedOn(fields, liveUntil)))
        {
            return new CodeReading.Refused(VerificationResult.Forged);
        }

        return new CodeReading.Genuine(
            fields, CertificatePayload.Encode(fields), host, parsed.Kid, key.State == KeyState.Compromised, liveUntil);
    }

    // A live code is signed long after its certificate, and by a key of its own.
    private static DateOnly SignedOn(CodeFields fields, DateTimeOffset? liveUntil) => liveUntil is { } until
        ? (until - Verification.LiveFor).Day()
        : fields.IssuedOn;
}
