using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The holder's card: to show, to save, to print.</summary>
[ResponseCache(NoStore = true)]
public sealed class Card(AcademyDbContext db, PrintCertificate print) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public PrintedCertificate Certificate { get; private set; } = null!;

    public IReadOnlyList<CertificateEvent> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        (Certificate, History) = (print.Of(certificate), certificate.Events);
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
