using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>Cards of many people, ten on a sheet of A4.</summary>
[ResponseCache(NoStore = true)]
public sealed class Print(AcademyDbContext db, PrintCertificate print, TimeProvider clock) : ManagePage
{
    public const int PerSheet = 10;

    public const int AtATime = 100;

    /// <summary>The certificates that were ticked; with <see cref="All"/> all that are in force.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid[] N { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>From 1: so many at a time that every photo's link is still good when the page asks for it.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>All that were chosen, of which a page shows <see cref="AtATime"/>.</summary>
    public int Total { get; private set; }

    public IReadOnlyList<PrintedCertificate> Certificates { get; private set; } = [];

    public int WithoutPhoto => Certificates.Count(c => c.Face.PhotoUrl is null);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var ids = N.ToList();
        var good = db.Certificates.AsNoTracking().Where(c => c.OrganizationId == Organization && c.Codes.Any(x => x.IsCurrent)).That(CertificateFilter.InForce, clock.GetUtcNow().Day());
        var wanted = good.Where(c => All || ids.Contains(c.Id));
        Total = await wanted.CountAsync(cancel);
        P = Math.Clamp(P, 1, Math.Max(1, (Total + AtATime - 1) / AtATime));
        var chosen = await wanted.OrderBy(c => c.PositionName).ThenBy(c => c.HolderName).ThenBy(c => c.Id).Skip((P - 1) * AtATime).Take(AtATime).ToListAsync(cancel);
        Certificates = chosen.ConvertAll(c => print.Of(c, User.PersonId));
    }
}
