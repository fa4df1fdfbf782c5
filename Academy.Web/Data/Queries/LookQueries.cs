using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>One report in a list.</summary>
public sealed record ReportLine
{
    public required Guid Id { get; init; }
    public required string Shown { get; init; }
    public required VerificationResult Result { get; init; }
    public required string Text { get; init; }
    public required string? Contact { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null where the code was never issued.</summary>
    public required string? Holder { get; init; }

    public required string? Organization { get; init; }
    public required string? Answer { get; init; }
    public required DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>How codes are looked at, and what is reported about them.</summary>
public static class LookQueries
{
    private const int MostShown = 100;

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

        /// <summary>Looks of one day at one certificate; null where there were none.</summary>
        public Task<LooksOfDay?> LooksAtAsync(Guid certificateId, DateOnly day, CancellationToken cancel) =>
            db.CodeLooks.Where(l => l.CertificateId == certificateId && l.Day == day).GroupBy(l => l.CertificateId).Select(g => new LooksOfDay(g.Key, g.Sum(l => l.Count), g.Count())).SingleOrDefaultAsync(cancel);

        /// <summary>Certificates that an inspector has looked at today in Beijing, on the server's pages and with the scanner.</summary>
        public Task<int> LooksOfDayAsync(Guid inspector, DateTimeOffset now, CancellationToken cancel)
        {
            var start = now.Day().Start();
            return db.Scans.CountAsync(s => s.InspectorId == inspector && s.OrganizationId != null && s.At >= start && s.At <= now, cancel);
        }

        /// <summary>The open reports, which waited longest first, so that no flood buries one; then the newest of the others.</summary>
        /// <param name="certificateId">Of one certificate; null for all.</param>
        public async Task<IReadOnlyList<ReportLine>> ReportsAsync(Guid? certificateId, CancellationToken cancel)
        {
            var reports = db.CodeReports.Where(r => certificateId == null || r.CertificateId == certificateId);
            return [
                .. await db.LinesOf(reports.Open().OrderBy(r => r.Id).Take(MostShown)).OrderBy(l => l.Id).ToListAsync(cancel),
                .. await db.LinesOf(reports.Where(r => r.Answer != null).OrderByDescending(r => r.Id).Take(MostShown)).OrderByDescending(l => l.Id).ToListAsync(cancel)];
        }

        private IQueryable<ReportLine> LinesOf(IQueryable<CodeReport> reports) =>
            from report in reports
            join certificate in db.Certificates on report.CertificateId equals certificate.Id into found
            from certificate in found.DefaultIfEmpty()
            select new ReportLine
            {
                Id = report.Id, Shown = report.Shown, Result = report.Result, Text = report.Text, Contact = report.Contact, At = report.At,
                Holder = certificate!.HolderName, Organization = certificate.OrganizationName, Answer = report.Answer, AnsweredAt = report.AnsweredAt,
            };

        /// <summary>暗语 of a person's account; null without.</summary>
        public Task<string?> PhraseOfAsync(Guid personId, CancellationToken cancel) =>
            db.Users.Where(u => u.PersonId == personId).Select(u => u.SecurityPhrase).SingleOrDefaultAsync(cancel);
    }
}
