using Academy.Domain.Inspections;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>举报 of a code, from anybody who scanned it, and what became of it.</summary>
public sealed class ReportCode(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>Keeps a report and its audit row.</summary>
    /// <param name="shown">What stands for a code without an issuance row.</param>
    /// <param name="source">Network address of the reporter.</param>
    public async Task RunAsync(Verified verified, string shown, string text, string? contact, string? source, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var report = new CodeReport(Guid.CreateVersion7(now), verified.Certificate?.Id, verified.Certificate?.OrganizationId, verified.Certificate?.Number ?? shown, verified.Result, text, contact, now);
        db.CodeReports.Add(report);
        db.Audit(report.OrganizationId, null, "code.reported", report.Id, report.Shown, now, source);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Closes a report with what was found out and done.</summary>
    /// <returns>False when there is none, or it was closed before.</returns>
    public Task<bool> CloseAsync(Guid id, string answer, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.CodeReports.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } report || !report.Close(answer, by, now)) return false;
            db.Audit(report.OrganizationId, by, "code.report-closed", report.Id, null, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);
}

/// <summary>A right signature over something never issued: a key is in other hands. Written down once a day for a code, for the Administrators to act on.</summary>
public sealed class RaiseKeyAlarm(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>The action of its audit rows.</summary>
    public const string Action = "keys.alarm";

    /// <param name="fingerprint">Stands for the code, as scans show it.</param>
    /// <returns>Whether it was written down now.</returns>
    public async Task<bool> RunAsync(string fingerprint, string? source, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-1);
        if (await db.AuditEntries.AnyAsync(e => e.Action == Action && e.Detail == fingerprint && e.At > since, cancel)) return false;
        db.Audit(null, null, Action, null, fingerprint, now, source);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
