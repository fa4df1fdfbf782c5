using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Verify;

/// <summary>The address in every QR code, static and live. Anybody sees the masked view, a signed-in inspector the full one, which is kept as a scan.</summary>
/// <remarks>No cookie is set for a stranger, hence no antiforgery token: the one form asks a question and changes nothing.</remarks>
[IgnoreAntiforgeryToken]
public sealed class Code(VerifyCertificate verify, RecordScan scans, ReportCode reports, RaiseKeyAlarm alarm, CountLooks looks, RefusedCodes refused, ReportsOfSource allowed, LookUpGuard guard, PhotoLinks photos, AcademyDbContext db, AcademySettings settings, ILogger<Code> log) : PageModel
{
    public PublicLook? Public { get; private set; }
    public InspectorLook? Full { get; private set; }
    public NameCheck Name { get; private set; } = new(null, null);
    public ReportForm Report { get; private set; } = ReportForm.None;
    public bool IsOverQuota { get; private set; }
    public string Host => settings.PublicHost;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await LookAsync(cancel) is not { } verified) return StatusCode(StatusCodes.Status429TooManyRequests);
        if (verified.Certificate?.Id is { } certificate) looks.Count(certificate, SourceFailures.Of(HttpContext), verified.At);
        if (verified.Result is VerificationResult.ForgedKeyAlarm) await alarm.RunAsync(Fingerprint, SourceFailures.Of(HttpContext), cancel);
        return await ShowAsync(verified, cancel);
    }

    /// <summary>The form for the name, or the one for a report.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] string? report, [FromForm] string? contact, CancellationToken cancel)
    {
        if (await LookAsync(cancel) is not { } verified) return StatusCode(StatusCodes.Status429TooManyRequests);
        Report = await ReportForm.OfAsync(report, contact, verified, Fingerprint, reports, allowed, HttpContext);
        Name = await NameCheck.OfAsync(name, verified.Certificate, guard, HttpContext);
        return await ShowAsync(verified, cancel);
    }

    private ScannedCode Scanned => HttpContext.Features.Get<ScannedCode>()!;

    /// <summary>What an inspector's list shows of a refused code, and tells two apart by: every code begins alike.</summary>
    private string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Scanned.Token)))[..12];

    /// <summary>Verifies; null when this source has had too many codes refused and this one is no better.</summary>
    private async Task<Verified?> LookAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        var verified = await verify.ByTokenAsync(Scanned.Kind, Scanned.Token, cancel);
        if (LookTexts.StatusOf(verified.Result) == StatusCodes.Status200OK) return verified;

        var source = SourceFailures.Of(HttpContext);
        if (refused.BlockedUntil(source) is { } until)
        {
            Response.Headers.RetryAfter = Math.Ceiling((until - verified.At).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return null;
        }

        refused.Count(source);
        return verified;
    }

    private async Task<IActionResult> ShowAsync(Verified verified, CancellationToken cancel)
    {
        Note(verified);
        Public = PublicLook.Of(verified);
        if (User.InspectsCodesOf(verified.Certificate?.OrganizationId))
        {
            if (await scans.RunAsync(verified, Fingerprint, User.PersonId, SourceFailures.Of(HttpContext), cancel) is { } scan)
            {
                var phrase = await db.PhraseOfAsync(User.PersonId, cancel);
                Full = verified.Certificate is { } certificate
                    ? InspectorLook.Of(scan.Id, verified, certificate.Id is { } id ? await db.TrainingBehindAsync(id, cancel) : null, await PhotoAsync(certificate, cancel), phrase)
                    : InspectorLook.Of(scan.Id, verified, null, null, phrase);
            }

            IsOverQuota = Full is null;
        }

        Response.StatusCode = LookTexts.StatusOf(verified.Result);
        if (!Request.IsFromScript()) return Page();
        return Full is null ? new JsonResult(Public) { StatusCode = Response.StatusCode } : new JsonResult(Full) { StatusCode = Response.StatusCode };
    }

    private async Task<InspectorPhoto?> PhotoAsync(VerifiedCertificate certificate, CancellationToken cancel)
    {
        var inspector = User.PersonId;
        return photos.For(await db.PhotoBehindAsync(certificate, cancel), inspector) is { } url
            ? new InspectorPhoto(url, await db.People.Where(p => p.Id == inspector).Select(p => p.Name).SingleAsync(cancel))
            : null;
    }

    /// <summary>Number and result only: the token never gets into a log.</summary>
    private void Note(Verified verified)
    {
        var level = verified.Result is VerificationResult.ForgedKeyAlarm ? LogLevel.Critical : LogLevel.Information;
        log.Log(level, "Code {Number}: {Result}", verified.Certificate?.Number ?? "-", verified.Result.WireCode());
    }
}

/// <summary>Answer to 输入姓名核对.</summary>
/// <param name="Same">Null while nothing was asked or the answer is refused.</param>
/// <param name="BlockedUntil">Set when too many wrong names were tried.</param>
public sealed record NameCheck(bool? Same, DateTimeOffset? BlockedUntil)
{
    private const int LongestName = 60;

    /// <summary>Compares what was typed with the name on the certificate, in NFC and without the blanks around it.</summary>
    public static async Task<NameCheck> OfAsync(string? typed, VerifiedCertificate? certificate, LookUpGuard guard, HttpContext http)
    {
        if (certificate is null || typed?.Trim() is not { Length: > 0 and <= LongestName } name) return new(null, null);
        using var guess = await guard.TakeAsync(http, certificate.Number, http.RequestAborted);
        if (guess.BlockedUntil is { } until) return new(null, until);
        var same = string.Equals(name.Normalize(), certificate.HolderName.Normalize(), StringComparison.Ordinal);
        if (!same) guess.Fail();
        return new(same, null);
    }
}
