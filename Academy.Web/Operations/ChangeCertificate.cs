using Academy.Domain.Certificates;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Suspends, resumes or revokes a certificate by decision, with its reason.</summary>
public sealed class ChangeCertificate(AcademyDbContext db, TimeProvider clock)
{
    /// <returns>False when it is not the organization's, the holder decides about themselves, or the act does not apply.</returns>
    public Task<bool> RunAsync(Guid certificateId, Guid organizationId, CertificateAct act, string reason, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var certificate = await db.Certificates.SingleOrDefaultAsync(c => c.Id == certificateId && c.OrganizationId == organizationId, cancel);
            if (certificate is null || certificate.HolderId == by) return false;
            var changed = act switch
            {
                CertificateAct.Suspended => certificate.Suspend(SuspensionGrounds.Decision, reason, by, now),
                CertificateAct.Resumed => certificate.Resume(SuspensionGrounds.Decision, reason, by, now),
                CertificateAct.Revoked => certificate.Revoke(reason, by, now),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Only a manager's acts."),
            };
            if (!changed) return false;
            db.Audit(organizationId, by, $"certificate.{act.ToString().ToLowerInvariant()}", certificate.Id, reason, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);
}
