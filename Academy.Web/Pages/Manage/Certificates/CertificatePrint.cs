using Academy.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>A certificate of the Organization to print: for holders without a phone.</summary>
[ResponseCache(NoStore = true)]
public abstract class CertificatePrint(AcademyDbContext db, PrintCertificate print) : ManagePage
{
    public PrintedCertificate Certificate { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.OrganizationId == Organization, cancel) is not { } certificate) return NotFound();
        Certificate = print.Of(certificate);
        return Page();
    }
}

/// <summary>As a card.</summary>
public sealed class Card(AcademyDbContext db, PrintCertificate print) : CertificatePrint(db, print);

/// <summary>On A4.</summary>
public sealed class Sheet(AcademyDbContext db, PrintCertificate print) : CertificatePrint(db, print);
