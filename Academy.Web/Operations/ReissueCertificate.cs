using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>换发 and 挂失: a certificate goes on under a new code, and the old card says so.</summary>
public sealed class ReissueCertificate(AcademyDbContext db, IssueCertificate issue, TimeProvider clock)
{
    /// <summary>Issues a new code with the name and photo on file.</summary>
    /// <param name="replaces">The index of the code that the manager looked at; null where there was none. Pressed twice it is done once.</param>
    /// <returns>False when it is not the organization's, final, expired, the manager's own, or has another code by now.</returns>
    public Task<bool> RunAsync(Guid certificateId, Guid organizationId, ReissueReason why, int? replaces, string? remark, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var certificate = await db.Certificates.SingleOrDefaultAsync(c => c.Id == certificateId && c.OrganizationId == organizationId, cancel);
            if (certificate is null || certificate.HolderId == by || certificate.CurrentCode?.Index != replaces || !certificate.MayBeReissued(now.Day())) return false;
            await ReissueAsync(certificate, why, remark, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>Reissues those certificates of a person here whose codes say another name or photo than the person has by now.</summary>
    /// <returns>How many.</returns>
    public Task<int> BringUpToDateAsync(Guid personId, Guid organizationId, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (personId == by) return 0;
            var name = await db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(cancel);
            var photo = await db.ConfirmedPhotoAsync(personId, cancel);
            var held = await db.Certificates.Where(c => c.HolderId == personId && c.OrganizationId == organizationId).ToListAsync(cancel);
            var stale = held.Where(c => c.MayBeReissued(now.Day())).Select(c => (Certificate: c, Why: c.OutOfDate(name, photo?.Id))).Where(x => x.Why is not null).ToList();
            foreach (var (certificate, why) in stale) await ReissueAsync(certificate, why!.Value, null, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return stale.Count;
        },
        cancel);

    /// <summary>挂失, by the holder or a manager of the Organization.</summary>
    /// <returns>False when it is neither's, final, or reported before.</returns>
    public Task<bool> ReportLostAsync(Guid certificateId, Guid? organizationId, string? remark, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var certificate = await db.Certificates.SingleOrDefaultAsync(c => c.Id == certificateId && (c.HolderId == by || c.OrganizationId == organizationId), cancel);
            if (certificate is null || !certificate.ReportLost(remark, by, now)) return false;
            ShowToReplay(certificate);
            db.Audit(certificate.OrganizationId, by, "certificate.lost", certificate.Id, remark, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    private async Task ReissueAsync(Certificate certificate, ReissueReason why, string? remark, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        var before = certificate.CurrentCode?.Index;
        var name = await db.People.Where(p => p.Id == certificate.HolderId).Select(p => p.Name).SingleAsync(cancel);
        var code = await issue.SignAsync(certificate, name, now, cancel);
        if (!certificate.Reissue(why, code, name, remark, by, now)) throw new InvalidOperationException("Whether it may be reissued was asked before.");
        ShowToReplay(certificate);
        db.Audit(certificate.OrganizationId, by, "certificate.reissued", certificate.Id, $"{why}, {before?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} → {code.Index}, key {code.KeyId}, payload {Convert.ToHexStringLower(code.Payload)}", now);
    }

    /// <summary>What changes only codes is a change of the certificate too: a replay of the journal at this moment brings another code of it.</summary>
    private void ShowToReplay(Certificate certificate) => db.Entry(certificate).Property(AcademyDbContext.RowVersion).IsModified = true;
}
