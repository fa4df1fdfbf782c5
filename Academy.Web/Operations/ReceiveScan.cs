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
/// <param name="ComparedPhoto"><paramref name="Match"/> was said of a photo, as the device says.</param>
/// <param name="ListAge">Seconds since the status list was signed; null without one.</param>
/// <param name="WantsPhoto">The inspector has it on the screen now and no photo to compare.</param>
public sealed record SentScan(
    Guid Id,
    DateTimeOffset At,
    Guid? Visit,
    ClaimedCode? Code,
    VerificationResult Result,
    string Shown,
    IdentityMatch? Match,
    bool ComparedPhoto,
    bool IsReported,
    bool IsLive,
    int? ListAge,
    bool WantsPhoto);

/// <summary>List, index, and SHA-256 of the signed bytes as 64 hexadecimal digits.</summary>
public sealed record ClaimedCode(string List, int Index, string PayloadHash);

/// <summary>What came of a look.</summary>
/// <param name="Result">What the server itself says of the code now.</param>
/// <param name="RaisedAlarm">It is the first of the day by which this code was found forged with a right signature.</param>
/// <param name="PhotoId">Where it was asked for, may be shown, and has the hash that the code carries.</param>
public sealed record ReceivedScan(VerificationResult Result, bool RaisedAlarm, Guid? PhotoId);

/// <summary>扫码同步: keeps the looks that an inspector's device brings, each once however often it is sent.</summary>
public sealed class ReceiveScan(AcademyDbContext db, VerifyCertificate verify, RaiseKeyAlarm alarm, AcademySettings settings, TimeProvider clock)
{
    /// <summary>A photo is for who stands before the inspector: of a look that is older none is given.</summary>
    private static readonly TimeSpan OnScreen = TimeSpan.FromMinutes(10);

    /// <summary>Digits of the hash that tell two forgeries of one number apart.</summary>
    private const int DigitsOfHash = 16;

    /// <summary>
    /// Keeps a look, or what is new about one that is kept: 人证相符 or 举报. What the device found genuine and nobody issued
    /// was signed with a stolen key.
    /// </summary>
    /// <param name="source">Network address of the inspector.</param>
    /// <returns>Null when the id is another inspector's look.</returns>
    public Task<ReceivedScan?> RunAsync(SentScan sent, string device, InspectorEye eye, string? source, CancellationToken cancel) => db.DecideAsync<ReceivedScan?>(
        async () =>
        {
            var (now, inspector) = (clock.GetUtcNow(), eye.PersonId);
            var scan = await db.Scans.SingleOrDefaultAsync(s => s.Id == sent.Id, cancel);
            if (scan is not null && scan.InspectorId != inspector) return null;
            var verified = sent.Code is { } code ? await verify.ByPayloadAsync(code.List, code.Index, code.PayloadHash, cancel) : new Verified(sent.Result, null, now);
            // Of a code that only the journal knows there is no certificate, yet a face to compare.
            var isKnown = verified.Certificate is not null || (sent.Code is not null && verified.Result is not VerificationResult.ForgedKeyAlarm);
            // Of other Organizations' people a guest learns nothing, and leaves no trace on them.
            if (eye.GuestOf is { } only && verified.Certificate is { } certificate && certificate.OrganizationId != only) (verified, isKnown) = (verified with { Certificate = null }, false);
            if (scan is null)
            {
                scan = Keep(sent, verified, device, inspector, source, now);
                if (sent.Visit is { } visit && await IsPartOfAsync(visit, scan, sent.At, eye, now, cancel)) scan.During(visit);
            }

            // A look that was kept of one card is none of another; and of a code without a photo's hash no device has a photo to compare.
            var looked = verified.Certificate is { } found && found.Id == scan.CertificateId && found.Number == scan.Shown ? found : null;
            // One that the server knew better at the time was not green on the screen, whatever was compared.
            var isGood = verified.Result.IsInForce() || looked?.ChangedAt > scan.At;
            if (sent.Match is { } match && isKnown && scan.Judge(match, sent.ComparedPhoto && isGood && looked?.PhotoHash is not null, scan.At)) db.Audit(scan.OrganizationId, inspector, "certificate.compared", scan.CertificateId, match.ToString(), now);
            if (sent.IsReported && scan.Report()) db.Audit(scan.OrganizationId, inspector, "certificate.reported", scan.Id, scan.Shown, now, source);
            await db.SaveChangesAsync(cancel);
            var isAlarm = verified.Result is VerificationResult.ForgedKeyAlarm && sent.Code is not null;
            var raised = isAlarm && await alarm.RunAsync($"{sent.Code!.List}-{sent.Code.Index}-{sent.Code.PayloadHash[..DigitsOfHash].ToLowerInvariant()}", source, cancel);
            return new ReceivedScan(verified.Result, raised, sent.WantsPhoto && looked is not null ? await PhotoAsync(looked, scan, now, source, cancel) : null);
        },
        cancel);

    /// <summary>The photo, within the looks of the day; this one is counted already.</summary>
    private async Task<Guid?> PhotoAsync(VerifiedCertificate certificate, Scan scan, DateTimeOffset now, string? source, CancellationToken cancel)
    {
        if (now - scan.At > OnScreen) return null;
        if (await db.LooksOfDayAsync(scan.InspectorId, now, cancel) <= settings.Defaults.InspectorLooksPerDay) return await db.PhotoBehindAsync(certificate, cancel);
        await db.TellOverQuotaAsync(scan.InspectorId, "looks", now, source, cancel);
        return null;
    }

    /// <summary>What was assigned on that day counts; a look for somebody else's inspection, of somebody who works elsewhere, or at another time stays a look.</summary>
    private async Task<bool> IsPartOfAsync(Guid visit, Scan scan, DateTimeOffset at, InspectorEye eye, DateTimeOffset now, CancellationToken cancel) =>
        await db.InspectionsFor(eye, scan.At.Day()).AsNoTracking().SingleOrDefaultAsync(i => i.Id == visit && i.InspectorId == eye.PersonId && i.OrganizationId == scan.OrganizationId, cancel) is { } inspection
        && inspection.Within(at, now) is not null;

    private Scan Keep(SentScan sent, Verified verified, string device, Guid inspector, string? source, DateTimeOffset now)
    {
        // What the inspector saw and acted upon stays, but for the alarm: that is for those who read the records.
        var result = verified.Result is VerificationResult.ForgedKeyAlarm ? verified.Result : sent.Result;
        var scan = new Scan(
            sent.Id, inspector, verified.Certificate?.Id, verified.Certificate?.OrganizationId, verified.Certificate?.Number ?? sent.Shown, result, sent.At, new DeviceLook(device, now, sent.IsLive, sent.ListAge));
        db.Scans.Add(scan);
        db.Audit(scan.OrganizationId, inspector, "certificate.inspected", scan.CertificateId, result.WireCode(), now, source);
        return scan;
    }
}
