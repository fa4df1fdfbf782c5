using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>检查问题记录（非执法文书）, to print.</summary>
public sealed class Record(AcademyDbContext db, TimeProvider clock) : InspectPage
{
    public InspectionRecord Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.RecordAsync(db.InspectionsFor(Eye, clock.GetUtcNow().Day()), id, cancel) is not { } record) return NotFound();
        Shown = record;
        return Page();
    }
}
