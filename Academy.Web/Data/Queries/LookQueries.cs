using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>One report in a list.</summary>
/// <param name="Holder">Null where the code was never issued.</param>
public sealed record ReportLine(Guid Id, string Shown, VerificationResult Result, string Text, string? Contact, DateTimeOffset At, string? Holder, string? Organization, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary>How codes are looked at, and what is reported about them.</summary>
public static class LookQueries
{
    private const int Newest = 100;

    extension(IQueryable<CodeReport> reports)
    {
        /// <summary>Nobody has looked into them yet.</summary>
        public IQueryable<CodeReport> Open() => reports.Where(r => r.Answer == null);
    }

    extension(AcademyDbContext db)
    {
        /// <summary>Looks of one day at the certificates of an Organization, the most looked at first.</summary>
        public async Task<IReadOnlyList<LooksOfDay>> LooksAsync(Guid organizationId, DateOnly day, CancellationToken cancel) =>
            await db.CodeLooks.Where(l => l.Day == day && db.Certificates.Any(c => c.Id == l.CertificateId && c.OrganizationId == organizationId))
                .GroupBy(l => l.CertificateId).OrderByDescending(g => g.Sum(l => l.Count))
                .Select(g => new LooksOfDay(g.Key, g.Sum(l => l.Count), g.Count())).ToListAsync(cancel);

        /// <summary>The open reports first, of each the newest first.</summary>
        /// <param name="certificateId">Of one certificate; null for all.</param>
        public async Task<IReadOnlyList<ReportLine>> ReportsAsync(Guid? certificateId, CancellationToken cancel) =>
            await (from report in db.CodeReports
                   join certificate in db.Certificates on report.CertificateId equals certificate.Id into found
                   from certificate in found.DefaultIfEmpty()
                   where certificateId == null || report.CertificateId == certificateId
                   orderby report.Answer != null, report.Id descending
                   select new ReportLine(
                       report.Id, report.Shown, report.Result, report.Text, report.Contact, report.At, certificate!.HolderName, certificate.OrganizationName, report.Answer, report.AnsweredAt))
                .Take(Newest).ToListAsync(cancel);

        /// <summary>暗语 of a person's account; null without.</summary>
        public Task<string?> PhraseOfAsync(Guid personId, CancellationToken cancel) =>
            db.Users.Where(u => u.PersonId == personId).Select(u => u.SecurityPhrase).SingleOrDefaultAsync(cancel);
    }
}
