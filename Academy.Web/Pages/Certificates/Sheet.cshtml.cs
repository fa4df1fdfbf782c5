using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The certificate on A4.</summary>
[ResponseCache(NoStore = true)]
public sealed class Sheet(AcademyDbContext db, CertificateQr qr, LookupCode lookup) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public Domain.Certificates.Certificate Certificate { get; private set; } = null!;
    public string Number { get; private set; } = "";
    public string CheckCode { get; private set; } = "";

    /// <summary>SVG of our own making.</summary>
    public HtmlString Code { get; private set; } = HtmlString.Empty;

    public bool IsSelfTaken => Certificate.Mode is ExamMode.Self;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        var code = certificate.CurrentCode;
        var number = new CertificateNumber(code.List, code.Index);
        (Certificate, Number, CheckCode, Code) = (certificate, number.ToString(), lookup.For(number), new HtmlString(qr.Svg(code)));
        return Page();
    }
}
