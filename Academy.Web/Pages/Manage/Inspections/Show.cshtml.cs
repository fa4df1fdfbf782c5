using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Inspections;

/// <summary>One inspection of the Organization, as it is printed.</summary>
public sealed class Show(AcademyDbContext db) : ManagePage
{
    public InspectionRecord Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.RecordAsync(db.Inspections.Where(i => i.OrganizationId == Organization), id, cancel) is not { } record) return NotFound();
        Shown = record;
        return Page();
    }
}
