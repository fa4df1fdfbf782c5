using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Venues;

/// <summary>The code for one Venue's door, to print.</summary>
public sealed class Door(AcademyDbContext db, AcademySettings settings) : ManagePage
{
    public VenueLine Venue { get; private set; } = null!;

    /// <summary>Where an inspection of it begins.</summary>
    public string Address => $"{settings.PublicUrl.TrimEnd('/')}/inspect/at/{Venue.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if ((await db.VenueLinesAsync(Organization, cancel)).FirstOrDefault(v => v.Id == id) is not { } venue) return NotFound();
        Venue = venue;
        return Page();
    }
}
