using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Verify;

/// <summary>The address in every QR code. Anybody sees the masked view, a signed-in inspector the full one, which is kept as a scan.</summary>
/// <remarks>No cookie is set for a stranger, hence no antiforgery token: the one form asks a question and changes nothing.</remarks>
[IgnoreAntiforgeryToken]
public sealed class Code(VerifyCertificate verify, RecordScan scans, RefusedCodes refused, LookUpGuard guard, AcademyDbContext db, AcademySettings settings, ILogger<Code> log) : PageModel
{
    public PublicLook? Public { get; private set; }
    public InspectorLook? Full { get; private set; }
    public NameCheck Name { get; private set; } = new(null, null);
    public string Host => settings.PublicHost;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LookAsync(cancel) is { } verified ? await ShowAsync(verified, cancel) : StatusCode(StatusCodes.Status429TooManyRequests);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken cancel)
    {
        if (await LookAsync(cancel) is not { } verified) return StatusCode(StatusCodes.Status429TooManyRequests);
        Name = await NameCheck.OfAsync(name, verified.Certificate, guard, HttpContext);
        return await ShowAsync(verified, cancel);
    }

    private string Token => HttpContext.Features.Get<ScannedCode>()!.Token;

    /// <summary>What an inspector's list shows of a refused code, and tells two apart by: every code begins alike.</summary>
    private string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)))[..12];

    /// <summary>Verifies; null when this source has had too many codes refused and this one is no better.</summary>
    private async Task<Verified?> LookAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        var verified = await verify.ByTokenAsync(Token, cancel);
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
            var scan = await scans.RunAsync(verified, Fingerprint, User.PersonId, SourceFailures.Of(HttpContext), cancel);
            Full = InspectorLook.Of(scan.Id, verified, verified.Certificate is { } certificate ? await db.TrainingBehindAsync(certificate.Id, cancel) : null);
        }

        Response.StatusCode = LookTexts.StatusOf(verified.Result);
        if (!Request.IsFromScript()) return Page();
        return Full is null ? new JsonResult(Public) { StatusCode = Response.StatusCode } : new JsonResult(Full) { StatusCode = Response.StatusCode };
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
