using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Web.Data.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>Which certificates are asked for.</summary>
public enum CertificateFilter
{
    /// <summary>有效.</summary>
    InForce,

    /// <summary>即将到期.</summary>
    Expiring,

    /// <summary>过期.</summary>
    Expired,

    /// <summary>暂停.</summary>
    Suspended,

    /// <summary>吊销.</summary>
    Revoked,

    /// <summary>已换发.</summary>
    Superseded,
}

/// <summary>Who holds what until when.</summary>
public sealed record CertificateLine(Guid Id, Guid HolderId, string HolderName, string PositionName, DateOnly IssuedOn, DateOnly ExpiresOn, CertificateState State, bool HasCode, bool HasRestoredCode)
{
    public CardState Card => Certificate.CardOf(HasCode, HasRestoredCode);
}

/// <summary>One certificate with its history.</summary>
/// <param name="Code">What is on the card that counts; null where there is none (<paramref name="Card"/>).</param>
public sealed record CertificateDetail(
    Guid Id, Guid HolderId, string HolderName, string PositionName, DateOnly IssuedOn, DateOnly ExpiresOn, CertificateState State, SuspensionGrounds Suspension, ExamMode Mode, CardState Card, (string List, int Index)? Code, IReadOnlyList<CertificateHappening> Events);

/// <summary>One thing that happened to it.</summary>
public sealed record CertificateHappening(CertificateAct Act, string? Reason, Guid? By, DateTimeOffset At, ReissueReason? Reissue);

/// <summary>What a status list has to say of one code.</summary>
/// <param name="Status">A <see cref="CodeStatus"/>, by its number.</param>
public sealed record StatusEntry(int Index, int Status);

/// <summary>Certificates of one Organization.</summary>
public static class CertificateQueries
{
    /// <summary>Days before its end in which a certificate is shown as expiring.</summary>
    public const int ExpiringDays = 30;

    extension(AcademyDbContext db)
    {
        /// <summary>All of a list but what is valid. In SQL, because the codes belong to their certificates and a list needs nothing of those.</summary>
        public async Task<IReadOnlyList<StatusEntry>> StatusEntriesAsync(string list, CancellationToken cancel) =>
            await db.Database.SqlQuery<StatusEntry>(
                $"""
                SELECT "Index", "Status" FROM "CertificateCodes" WHERE "List" = {list} AND "Status" <> 0
                UNION ALL SELECT "Index", "Status" FROM "RestoredCodes" WHERE "List" = {list} AND "Status" <> 0
                """).ToListAsync(cancel);
    }

    extension(IQueryable<RestoredCode> codes)
    {
        /// <summary>Those whose certificates are lost: no manager's decision reaches them.</summary>
        public IQueryable<RestoredCode> Alone() => codes.Where(c => EF.Property<Guid?>(c, CertificateConfiguration.HeldBy) == null);

        /// <summary>Those with which somebody may still be at work.</summary>
        public IQueryable<RestoredCode> Standing(DateOnly day) => codes.Where(c => c.LastDay >= day && (c.Status == CodeStatus.Valid || c.Status == CodeStatus.Suspended));
    }

    extension(IQueryable<Certificate> certificates)
    {
        /// <summary>Those that still stand, suspended or not.</summary>
        public IQueryable<Certificate> NotFinal() => certificates.Where(c => c.State == CertificateState.Valid || c.State == CertificateState.Suspended);

        public IQueryable<Certificate> That(CertificateFilter filter, DateOnly day)
        {
            var soon = day.AddDays(ExpiringDays);
            return filter switch
            {
                CertificateFilter.InForce => certificates.Where(c => c.State == CertificateState.Valid && c.ExpiresOn >= day),
                CertificateFilter.Expiring => certificates.Where(c => c.State == CertificateState.Valid && c.ExpiresOn >= day && c.ExpiresOn <= soon),
                CertificateFilter.Expired => certificates.Where(c => c.State == CertificateState.Valid && c.ExpiresOn < day),
                CertificateFilter.Suspended => certificates.Where(c => c.State == CertificateState.Suspended),
                CertificateFilter.Revoked => certificates.Where(c => c.State == CertificateState.Revoked),
                _ => certificates.Where(c => c.State == CertificateState.Superseded),
            };
        }
    }

    extension(AcademyDbContext db)
    {
        /// <summary>Those that end first come first.</summary>
        public async Task<IReadOnlyList<CertificateLine>> CertificatesAsync(Guid organizationId, CertificateFilter filter, DateOnly day, CancellationToken cancel) =>
            await db.Certificates.Where(c => c.OrganizationId == organizationId).That(filter, day).OrderBy(c => c.ExpiresOn).ThenBy(c => c.HolderName).ThenBy(c => c.Id)
                .Select(c => new CertificateLine(c.Id, c.HolderId, c.HolderName, c.PositionName, c.IssuedOn, c.ExpiresOn, c.State, c.Codes.Any(x => x.IsCurrent), c.RestoredCodes.Any(x => x.End == null))).ToListAsync(cancel);

        public async Task<CertificateDetail?> CertificateAsync(Guid organizationId, Guid id, CancellationToken cancel)
        {
            if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.OrganizationId == organizationId, cancel) is not { } found) return null;
            (string List, int Index)? code = found.CurrentCode is { } here ? (here.List, here.Index) : found.RestoredCodes.Where(c => c.IsCurrent).Select(c => ((string, int)?)(c.List, c.Index)).FirstOrDefault();
            return new CertificateDetail(
                found.Id, found.HolderId, found.HolderName, found.PositionName, found.IssuedOn, found.ExpiresOn, found.State, found.Suspension, found.Mode, found.Card, code,
                [.. found.Events.OrderByDescending(e => e.Number).Select(e => new CertificateHappening(e.Act, e.Reason, e.By, e.At, e.Reissue))]);
        }
    }
}
