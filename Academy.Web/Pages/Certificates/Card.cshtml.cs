using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The holder's card: to show, to save, to print.</summary>
[ResponseCache(NoStore = true)]
public sealed class Card(AcademyDbContext db, CertificateQr qr, LookupCode lookup, AcademySettings settings, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public Components.CertificateFace Face { get; private set; } = null!;
    public CertificateStanding Standing { get; private set; } = null!;

    /// <summary>A self-taken pass says so.</summary>
    public ExamMode Mode { get; private set; }

    public IReadOnlyList<CertificateEvent> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        var code = certificate.CurrentCode;
        var number = new CertificateNumber(code.List, code.Index);
        var today = clock.GetUtcNow().Day();
        Face = new Components.CertificateFace(
            certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.IssuedOn, certificate.ExpiresOn,
            number.ToString(), lookup.For(number), null, new MarkupString(qr.Svg(code)));
        Standing = CertificateStanding.Of(certificate.State, certificate.ExpiresOn, today, today.AddDays(settings.Defaults.RenewalOpensDays));
        (Mode, History) = (certificate.Mode, certificate.Events);
        return Page();
    }

    /// <summary>An act in a word, with its reason where somebody decided it.</summary>
    public static string Said(CertificateEvent happened) => (happened.Act switch
    {
        CertificateAct.Issued => "签发",
        CertificateAct.Suspended => "暂停",
        CertificateAct.Resumed => "恢复",
        CertificateAct.Revoked => "吊销",
        _ => "换发",
    }) + (happened switch
    {
        { By: not null, Reason: { Length: > 0 } reason } => $"：{reason}",
        { Act: CertificateAct.Suspended } => "：不符合上岗条件",
        { Act: CertificateAct.Resumed } => "：重新符合上岗条件",
        _ => "",
    });
}
