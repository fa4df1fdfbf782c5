using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Certificates;

/// <summary>The holder's own certificates, newest first.</summary>
public sealed class Index(AcademyDbContext db, AcademySettings settings, TimeProvider clock) : PageModel
{
    public IReadOnlyList<OwnCertificate> Certificates { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (person, today) = (User.PersonId, clock.GetUtcNow().Day());
        var soon = today.AddDays(settings.Defaults.RenewalOpensDays);
        Certificates = (await db.Certificates.Where(c => c.HolderId == person).OrderByDescending(c => c.IssuedAt)
            .Select(c => new { c.Id, c.PositionName, c.OrganizationName, c.ExpiresOn, c.State, HasCode = c.Codes.Any(x => x.IsCurrent), HasRestoredCode = c.RestoredCodes.Any(x => x.End == null) }).ToListAsync(cancel))
            .ConvertAll(c => new OwnCertificate(c.Id, c.PositionName, c.OrganizationName, c.ExpiresOn, CertificateStanding.Of(c.State, c.ExpiresOn, Certificate.CardOf(c.HasCode, c.HasRestoredCode), today, soon)));
    }
}

/// <summary>One line of the list.</summary>
public sealed record OwnCertificate(Guid Id, string Position, string Organization, DateOnly ExpiresOn, CertificateStanding Standing);
