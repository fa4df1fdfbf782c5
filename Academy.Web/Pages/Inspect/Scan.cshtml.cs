using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Look = Academy.Domain.Inspections.Scan;

namespace Academy.Web.Pages.Inspect;

/// <summary>A look that was kept, as it was; the inspector's own only.</summary>
public sealed class Scan(AcademyDbContext db, RecordScan scans, PhotoLinks photos, AcademySettings settings, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public Look Kept { get; private set; } = null!;
    public Verdict Verdict { get; private set; } = null!;
    public TrainingSummary? Training { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } kept) return NotFound();
        Kept = kept;
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == kept.CertificateId, cancel);
        if (certificate is not null) Training = await db.TrainingBehindAsync(certificate.Id, cancel);
        var photo = certificate is null ? null : await PhotoAsync(kept, certificate, cancel);
        var code = Verdict.OnSite(kept.Result.WireCode(), kept.Match is null ? photo is not null : kept.ComparedPhoto, kept.Match, kept.OnDevice?.IsUnconfirmed is true);
        var advice = code switch
        {
            "NOT_OURS" => $"这个码指向 {kept.Shown}。不要打开，请记录并上报。",
            "VALID_STATIC" or "VALID_LIVE" => "照片与本人一致。",
            _ => null,
        };
        Verdict = new Verdict(code, advice, FactsOf(kept, certificate), $"查验时间 {Texts.Moment(kept.At)}（北京时间）", photo);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] IdentityMatch? match, [FromForm] bool sawPhoto, CancellationToken cancel)
    {
        if (match is not { } seen || !Enum.IsDefined(seen)) return BadRequest();
        if (await FindAsync(cancel) is not { OrganizationId: not null }) return NotFound();
        await scans.JudgeAsync(Id, User.PersonId, seen, sawPhoto, cancel);
        return RedirectToPage("Scan", new { id = Id });
    }

    /// <summary>On the day of the look and within its looks: afterwards nobody stands there to be compared.</summary>
    private async Task<VerdictPhoto?> PhotoAsync(Look kept, Certificate certificate, CancellationToken cancel)
    {
        var (now, me) = (clock.GetUtcNow(), User.PersonId);
        // What was said of a card alone was not said of the photo.
        if (kept is { Match: not null, ComparedPhoto: false }) return null;
        if (kept.At.Day() != now.Day() || await db.LooksOfDayAsync(me, now, cancel) > settings.Defaults.InspectorLooksPerDay) return null;
        return photos.For(await db.PhotoBehindAsync(certificate, kept.Shown, cancel), me) is { } url
            ? new VerdictPhoto(url, $"{certificate.HolderName}的照片，已由单位核对本人", $"{User.Identity!.Name} {Texts.Moment(now)}")
            : null;
    }

    private Task<Look?> FindAsync(CancellationToken cancel)
    {
        var inspector = User.PersonId;
        return db.Scans.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id && s.InspectorId == inspector, cancel);
    }

    private static IReadOnlyList<Fact> FactsOf(Look kept, Certificate? certificate) => certificate is null
        ? []
        :
        [
            new("姓名", certificate.HolderName),
            new("岗位", certificate.PositionName),
            new("单位", certificate.OrganizationName),
            new("有效期至", Texts.Day(certificate.ExpiresOn)),
            new("证书编号", kept.Shown),
        ];
}

/// <summary>Words of the inspector's list.</summary>
internal static class ScanTexts
{
    public static string Of(IdentityMatch match) => match is IdentityMatch.Same ? "人证相符" : "人证不符";

    public static string Of(KeptScan scan) => scan switch
    {
        { Match: { } match } => Of(match),
        { Holder: not null } => "还没核对人证",
        _ => "没有对应的证书",
    };

    /// <summary>In the tones of badges, and as on the screen: green only after a photo.</summary>
    public static (string Tone, Pictogram Icon, string Word) Mark(KeptScan scan)
    {
        var code = Verdict.OnSite(scan.Result.WireCode(), scan.ComparedPhoto, scan.Match, scan.IsUnconfirmed);
        // Whether there is a photo to compare, its page looks up.
        if (scan.Match is null && code is "CHECK_IDENTITY") return ("soon", Pictogram.Person, "待核对");
        var (tone, icon, word, _) = VerdictWords.Of(code);
        return (tone switch { "valid" => "go", "stop" => "stop", _ => "soon" }, icon, word);
    }
}
