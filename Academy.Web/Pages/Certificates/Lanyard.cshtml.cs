using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The certificate upright, to hang around the neck.</summary>
[ResponseCache(NoStore = true)]
public sealed class Lanyard(AcademyDbContext db, PrintCertificate print) : PageModel
{
    [FromRoute]
    public Guid Id { get; init; }

    /// <summary>A code that stands scratches, of smaller modules.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Outdoors { get; set; }

    public PrintedCertificate Certificate { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && c.HolderId == person, cancel) is not { } certificate) return NotFound();
        Certificate = print.Of(certificate, person, Outdoors);
        return Page();
    }
}
