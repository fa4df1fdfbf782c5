using System.Globalization;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect;

/// <summary>The inspector's start: scan, or type what the scanner cannot read; below it the last looks.</summary>
public sealed class Index(AcademyDbContext db, VerifyCertificate verify, RecordScan scans, LookUpGuard guard, IKeyStore keys, AcademySettings settings, TimeProvider clock) : PageModel
{
    private const int Newest = 30;
    private const int LongestText = 2000;

    /// <summary>What the list shows of a foreign code: so many characters as people count them, and no more than the database keeps.</summary>
    private const int MostShown = 60;

    private const int MostKept = 256;

    public CardForm Card { get; private set; } = new();
    public IReadOnlyList<KeptScan> Scans { get; private set; } = [];
    public int Today { get; private set; }
    public string Host => settings.PublicHost;

    public Task OnGetAsync(CancellationToken cancel) => ListAsync(cancel);

    /// <summary>编号 and 查验码.</summary>
    public async Task<IActionResult> OnPostCardAsync([Bind(Prefix = nameof(Card))] CardForm card, CancellationToken cancel)
    {
        Card = card;
        if (!ModelState.IsValid) return await AgainAsync(StatusCodes.Status400BadRequest, null, cancel);
        using var look = await guard.TakeAsync(HttpContext, card.Key, cancel);
        if (look.BlockedUntil is not null) return await AgainAsync(StatusCodes.Status429TooManyRequests, CardForm.TooOften, cancel);
        if (await verify.ByNumberAsync(card.Number, card.Check, cancel) is { } verified) return await KeepAsync(verified, card.Number, cancel);
        look.Fail();
        return await AgainAsync(StatusCodes.Status404NotFound, CardForm.Wrong, cancel);
    }

    /// <summary>What another scanner read: a code of ours is opened here, a foreign one never.</summary>
    public async Task<IActionResult> OnPostTextAsync([FromForm] string? text, CancellationToken cancel)
    {
        if (text?.Trim() is not { Length: > 0 and <= LongestText } read) return await AgainAsync(StatusCodes.Status400BadRequest, "请粘贴扫到的全部文字。", cancel);
        if (CodeReader.ReadUrl(read, settings.CodeHosts, await keys.ReadAsync(cancel)) is CodeReading.Refused { Result: VerificationResult.NotOurs })
        {
            return await KeepAsync(new Verified(VerificationResult.NotOurs, null, clock.GetUtcNow()), ForeignHost(read), cancel);
        }

        // The last part of the address; the page there judges it and keeps the look.
        return Redirect("/C/" + Uri.EscapeDataString(read[(read.LastIndexOf('/') + 1)..]));
    }

    private async Task<IActionResult> KeepAsync(Verified verified, string shown, CancellationToken cancel)
    {
        return await scans.RunAsync(verified, shown, User.PersonId, SourceFailures.Of(HttpContext), cancel) is { } scan
            ? RedirectToPage("Scan", new { id = scan.Id })
            : await AgainAsync(StatusCodes.Status429TooManyRequests, "今天的查看次数用完了，已通知系统管理员。急的话用手机相机扫码，看公众结果。", cancel);
    }

    private async Task<IActionResult> AgainAsync(int status, string? problem, CancellationToken cancel)
    {
        if (problem is not null) ModelState.AddModelError("", problem);
        await ListAsync(cancel);
        return new PageResult { StatusCode = status };
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var inspector = User.PersonId;
        var start = clock.GetUtcNow().Day().Start();
        Today = await db.Scans.CountAsync(s => s.InspectorId == inspector && s.At >= start, cancel);
        var oldList = DeviceLook.ListConfirms.TotalSeconds;
        Scans = await (
            from scan in db.Scans
            join certificate in db.Certificates on scan.CertificateId equals certificate.Id into found
            from certificate in found.DefaultIfEmpty()
            where scan.InspectorId == inspector
            orderby scan.At descending
            select new KeptScan(scan.Id, scan.Shown, scan.Result, scan.Match, scan.ComparedPhoto, scan.OnDevice != null && (scan.OnDevice.ListAge == null || scan.OnDevice.ListAge > oldList), scan.At, certificate!.HolderName, certificate.OrganizationName)).Take(Newest).ToListAsync(cancel);
    }

    /// <summary>Where a foreign code leads, or what it says: how that begins.</summary>
    private static string ForeignHost(string text)
    {
        var whole = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Authority : text;
        var end = 0;
        for (var left = MostShown; left > 0 && end < whole.Length && end + StringInfo.GetNextTextElementLength(whole, end) is <= MostKept and var next; left--) end = next;
        return whole[..end];
    }
}

/// <summary>One line of the list.</summary>
/// <param name="IsUnconfirmed"><see cref="DeviceLook.IsUnconfirmed"/>.</param>
/// <param name="Holder">Null where no certificate was found.</param>
public sealed record KeptScan(Guid Id, string Shown, VerificationResult Result, IdentityMatch? Match, bool ComparedPhoto, bool IsUnconfirmed, DateTimeOffset At, string? Holder, string? Organization);
