using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The holder's card: to show, to save, to print.</summary>
[ResponseCache(NoStore = true)]
public sealed class Card(AcademyDbContext db, PrintCertificate print, ReissueCertificate reissue) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public PrintedCertificate Certificate { get; private set; } = null!;

    public IReadOnlyList<CertificateEvent> History { get; private set; } = [];

    /// <summary>Its code can be shown, or could be but for a suspension.</summary>
    public bool HasCard { get; private set; }

    /// <summary>The card in the hand is good, and its code is not here to be shown.</summary>
    public bool IsToReissue => Certificate.Standing == CertificateStanding.ToReissue;

    /// <summary>There is a card to report lost, even where only the journal knows its code.</summary>
    public bool MayReportLost { get; private set; }

    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        (Certificate, History) = (print.Of(certificate, person), [.. certificate.Events.OrderBy(e => e.Number)]);
        (HasCard, MayReportLost) = (!certificate.IsFinal && certificate.Card is CardState.Here, !certificate.IsFinal && certificate.Card is not CardState.Lost);
        return Page();
    }

    /// <summary>挂失.</summary>
    public async Task<IActionResult> OnPostLostAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (!await db.Certificates.AnyAsync(c => c.Id == Id && c.HolderId == person, cancel)) return NotFound();
        if (await reissue.ReportLostAsync(Id, null, null, person, cancel)) Status = "已挂失。捡到旧卡的人一扫就看到已挂失。去找安全管理员换发新卡。";
        return RedirectToPage(new { Id });
    }

    /// <summary>An act in a word, with its reason where somebody decided it.</summary>
    public static string Said(CertificateEvent happened) => Texts.Of(happened.Act) + (happened switch
    {
        { Reissue: { } why } => $"：{Texts.Of(why)}",
        { By: not null, Reason: { Length: > 0 } reason } => $"：{reason}",
        { Act: CertificateAct.Suspended } => "：不符合上岗条件",
        { Act: CertificateAct.Resumed } => "：重新符合上岗条件",
        { Act: CertificateAct.Revoked, Reason: { } reason } => $"：{reason}",
        _ => "",
    });
}
