using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>A certificate of the Organization to print: for holders without a phone.</summary>
[ResponseCache(NoStore = true)]
public abstract class CertificatePrint(AcademyDbContext db, PrintCertificate print) : ManagePage
{
    public PrintedCertificate Certificate { get; private set; } = null!;

    /// <summary>A code that stands scratches, of smaller modules.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Outdoors { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.OrganizationId == Organization, cancel) is not { } certificate) return NotFound();
        Certificate = print.Of(certificate, User.PersonId, Outdoors);
        return Page();
    }
}

/// <summary>As a card.</summary>
public sealed class Card(AcademyDbContext db, PrintCertificate print) : CertificatePrint(db, print);

/// <summary>Upright, to hang around the neck.</summary>
public sealed class Lanyard(AcademyDbContext db, PrintCertificate print) : CertificatePrint(db, print);

/// <summary>On A4.</summary>
public sealed class Sheet(AcademyDbContext db, PrintCertificate print) : CertificatePrint(db, print);
