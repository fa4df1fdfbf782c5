using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>A look as an inspector's device kept it.</summary>
/// <param name="Id">Made by the device.</param>
/// <param name="At">By the device's clock.</param>
/// <param name="Visit">The inspection it was part of; null for none.</param>
/// <param name="Code">What the code claims to be; null where it was refused.</param>
/// <param name="Result">What the device said.</param>
/// <param name="Shown">Certificate number, or what stands for a refused code.</param>
/// <param name="ListAge">Seconds since the status list was signed; null without one.</param>
public sealed record SentScan(
    Guid Id,
    DateTimeOffset At,
    Guid? Visit,
    ClaimedCode? Code,
    VerificationResult Result,
    string Shown,
    IdentityMatch? Match,
    bool IsReported,
    bool IsLive,
    int? ListAge);

/// <summary>List, index, and SHA-256 of the signed bytes as 64 hexadecimal digits.</summary>
public sealed record ClaimedCode(string List, int Index, string PayloadHash);

/// <summary>扫码同步: keeps the looks that an inspector's device brings, each once however often it is sent.</summary>
public sealed class ReceiveScan(AcademyDbContext db, VerifyCertificate verify, TimeProvider clock)
{
    /// <summary>
    /// Keeps a look, or what is new about one that is kept: 人证相符 or 举报. What the device found genuine and nobody issued
    /// was signed with a stolen key.
    /// </summary>
    /// <param name="source">Network address of the inspector.</param>
    /// <returns>What the server itself says of the code now; null when the id is another inspector's look.</returns>
    public Task<VerificationResult?> RunAsync(SentScan sent, string device, InspectorEye eye, string? source, CancellationToken cancel) => db.DecideAsync<VerificationResult?>(
        async () =>
        {
            var (now, inspector) = (clock.GetUtcNow(), eye.PersonId);
            var scan = await db.Scans.SingleOrDefaultAsync(s => s.Id == sent.Id, cancel);
            if (scan is not null && scan.InspectorId != inspector) return null;
            var verified = sent.Code is { } code ? await verify.ByPayloadAsync(code.List, code.Index, code.PayloadHash, cancel) : new Verified(sent.Result, null, now);
            if (scan is null)
            {
                scan = Keep(sent, verified, device, inspector, source, now);
                // What was assigned on that day counts; a look for somebody else's inspection stays a look.
                if (sent.Visit is { } visit && await db.InspectionsFor(eye, sent.At.Day()).AnyAsync(i => i.Id == visit && i.InspectorId == inspector, cancel)) scan.During(visit);
            }

            if (sent.Match is { } match && scan.CertificateId is not null && scan.Judge(match, scan.At)) db.Audit(scan.OrganizationId, inspector, "certificate.compared", scan.CertificateId, match.ToString(), now);
            if (sent.IsReported && scan.Report()) db.Audit(scan.OrganizationId, inspector, "certificate.reported", scan.Id, scan.Shown, now, source);
            await db.SaveChangesAsync(cancel);
            return verified.Result;
        },
        cancel);

    private Scan Keep(SentScan sent, Verified verified, string device, Guid inspector, string? source, DateTimeOffset now)
    {
        var isAlarm = verified.Result is VerificationResult.ForgedKeyAlarm;
        // What the inspector saw and acted upon stays, but for the alarm: that is for those who read the records.
        var result = isAlarm ? verified.Result : sent.Result;
        var scan = new Scan(
            sent.Id, inspector, verified.Certificate?.Id, verified.Certificate?.OrganizationId, verified.Certificate?.Number ?? sent.Shown, result, sent.At, new DeviceLook(device, now, sent.IsLive, sent.ListAge));
        db.Scans.Add(scan);
        db.Audit(scan.OrganizationId, inspector, "certificate.inspected", scan.CertificateId, result.WireCode(), now, source);
        if (isAlarm) db.Audit(null, inspector, RaiseKeyAlarm.Action, scan.Id, scan.Shown, now, source);
        return scan;
    }
}
