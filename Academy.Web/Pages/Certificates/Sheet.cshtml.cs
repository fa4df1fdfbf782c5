using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The certificate on A4.</summary>
[ResponseCache(NoStore = true)]
public sealed class Sheet(AcademyDbContext db, PrintCertificate print) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    public PrintedCertificate Certificate { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        Certificate = print.Of(certificate, person);
        return Page();
    }
}
