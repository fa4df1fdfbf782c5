using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>扫码: keeps what a signed-in inspector looked at, and what came of comparing card and face.</summary>
public sealed class RecordScan(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>A page loaded again so soon is the same look.</summary>
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(1);

    /// <summary>Keeps one look and its audit row. The same look again within a minute is the one that was kept.</summary>
    /// <param name="shown">What stands for a code without an issuance row: its fingerprint, or the host it leads to.</param>
    /// <param name="source">Network address of the inspector.</param>
    /// <returns>Null when the inspector has had all full looks of the day; the Administrators are told of it.</returns>
    public async Task<Scan?> RunAsync(Verified verified, string shown, Guid inspector, string? source, CancellationToken cancel)
    {
        var what = verified.Certificate?.Number ?? shown;
        var since = verified.At - SameLook;
        var kept = await db.Scans.Where(s => s.InspectorId == inspector && s.At > since && s.At <= verified.At && s.Shown == what && s.Result == verified.Result)
            .OrderByDescending(s => s.At).FirstOrDefaultAsync(cancel);
        if (kept is not null) return kept;
        if (verified.Certificate is not null && await IsOverQuotaAsync(inspector, verified.At, source, cancel)) return null;

        var scan = new Scan(Guid.CreateVersion7(verified.At), inspector, verified.Certificate?.Id, verified.Certificate?.OrganizationId, what, verified.Result, verified.At);
        // Whoever is on an inspection scans for its roll-call; who works elsewhere is no part of it.
        if (scan.OrganizationId is { } organization && await db.InspectionUnderWayAsync(inspector, organization, verified.At, cancel) is { } inspection) scan.During(inspection);
        db.Scans.Add(scan);
        db.Audit(scan.OrganizationId, inspector, "certificate.inspected", scan.CertificateId, verified.Result.WireCode(), verified.At, source);
        await db.SaveChangesAsync(cancel);
        return scan;
    }

    /// <summary>Whether an inspector has looked at as many certificates today as one day's work can need. Who asks on is told of, once a day.</summary>
    private async Task<bool> IsOverQuotaAsync(Guid inspector, DateTimeOffset now, string? source, CancellationToken cancel)
    {
        if (await db.LooksOfDayAsync(inspector, now, cancel) < settings.Defaults.InspectorLooksPerDay) return false;
        await db.TellOverQuotaAsync(inspector, "looks", now, source, cancel);
        return true;
    }

    /// <summary>人证相符 or 人证不符, said once for a look.</summary>
    /// <param name="sawPhoto">The page showed a photo. It is believed only where there is one to show.</param>
    /// <returns>False when the look is another inspector's, was of no certificate, or was judged before.</returns>
    public async Task<bool> JudgeAsync(Guid scanId, Guid inspector, IdentityMatch match, bool sawPhoto, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var scan = await db.Scans.SingleOrDefaultAsync(s => s.Id == scanId && s.InspectorId == inspector && s.OrganizationId != null, cancel);
        if (scan is null) return false;
        var comparedPhoto = sawPhoto && await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == scan.CertificateId, cancel) is { } certificate
            && await db.PhotoBehindAsync(certificate, scan.Shown, cancel) is not null;
        if (!scan.Judge(match, comparedPhoto, now)) return false;
        db.Audit(scan.OrganizationId, inspector, "certificate.compared", scan.CertificateId, match.ToString(), now);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}

/// <summary>An inspector who looks at more than a day's work, in Beijing.</summary>
public static class InspectorQuotas
{
    /// <summary>The action of the audit row of an inspector who looks at more than a day's work.</summary>
    public const string OverQuota = "inspector.over-quota";

    extension(AcademyDbContext db)
    {
        /// <summary>Tells the Administrators, once a day of each, and saves.</summary>
        /// <param name="what"><c>looks</c> or <c>photos</c>.</param>
        public async Task TellOverQuotaAsync(Guid inspector, string what, DateTimeOffset now, string? source, CancellationToken cancel)
        {
            var start = now.Day().Start();
            if (await db.AuditEntries.AnyAsync(e => e.Action == OverQuota && e.Subject == inspector && e.Detail == what && e.At >= start, cancel)) return;
            db.Audit(null, inspector, OverQuota, inspector, what, now, source);
            await db.SaveChangesAsync(cancel);
        }
    }
}

/// <summary>What an inspector learns of the training behind a certificate.</summary>
/// <param name="Cycle">第 n 期 of the holder in that position.</param>
/// <param name="Points">Of the passed part.</param>
public sealed record TrainingSummary(
    ExamMode Mode,
    DateTimeOffset? SatAt,
    int Attempt,
    int Points,
    int Total,
    int PassMark,
    TrainingRound Round,
    int Cycle,
    IReadOnlyList<LicenceSummary> Licences);

/// <summary>法定证件 of the holder. Its number is nobody's business on site.</summary>
/// <param name="IsChecked">A manager had the original in hand.</param>
public sealed record LicenceSummary(string Kind, DateOnly ExpiresOn, bool IsChecked);

/// <summary>Reads the training behind a certificate.</summary>
public static class TrainingSummaries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The summary; the certificate exists.</summary>
        public async Task<TrainingSummary> TrainingBehindAsync(Guid certificateId, CancellationToken cancel)
        {
            var exam = await (
                from certificate in db.Certificates
                join cycle in db.Cycles on certificate.CycleId equals cycle.Id
                join attempt in db.Attempts on certificate.AttemptId equals attempt.Id
                from grade in attempt.AllGrades
                where certificate.Id == certificateId && grade.CycleId == cycle.Id && grade.Number == attempt.AllGrades.Where(g => g.CycleId == cycle.Id).Max(g => g.Number)
                select new { certificate.HolderId, certificate.Mode, attempt.SubmittedAt, Attempt = attempt.Number, grade.Points, grade.Total, grade.PassMark, cycle.Round, Cycle = cycle.Number })
                .SingleAsync(cancel);
            var licences = await db.Licences.Where(l => l.PersonId == exam.HolderId && l.WithdrawnAt == null).OrderBy(l => l.Kind).ThenBy(l => l.ExpiresOn)
                .Select(l => new LicenceSummary(l.Kind, l.ExpiresOn, l.CheckedAt != null)).ToListAsync(cancel);
            return new TrainingSummary(exam.Mode, exam.SubmittedAt, exam.Attempt, exam.Points, exam.Total, exam.PassMark, exam.Round, exam.Cycle, licences);
        }
    }
}
