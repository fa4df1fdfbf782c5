using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What a holder's phone shows at an instant.</summary>
/// <param name="Standing">What a scan of the card says now.</param>
/// <param name="Token">Signed just now; null where the card is not good, so that no lively code ever stands for it.</param>
public sealed record LiveCode(Certificate Certificate, Verified? Standing, string? Token, DateTimeOffset At);

/// <summary>动态码: signs what the holder shows for the next 60 seconds, as long as a scan of the card would say 有效.</summary>
public sealed class SignLiveCode(AcademyDbContext db, VerifyCertificate verify, IKeyStore keys, AcademySettings settings, TimeProvider clock)
{
    /// <returns>Null when it is not the holder's; without a <see cref="LiveCode.Standing"/> where its code is not here (<see cref="Certificate.Card"/>).</returns>
    public async Task<LiveCode?> RunAsync(Guid certificateId, Guid holder, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == certificateId && c.HolderId == holder, cancel) is not { } certificate) return null;
        if (certificate.CurrentCode is not { } code) return new LiveCode(certificate, null, null, now);
        var standing = await verify.ByTokenAsync(code.Token, cancel);
        if (standing.Result is not VerificationResult.ValidStatic || CertificatePayload.Decode(code.Payload, CodeKind.Static) is not var (fields, _)) return new LiveCode(certificate, standing, null, now);
        return new LiveCode(certificate, standing, CertificateToken.SignLive(fields, now, now.Day(), settings.PublicHost, await keys.ReadAsync(cancel)).Text, now);
    }
}
