using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>One inspection: what is to be done while it runs, and what came of it.</summary>
public sealed class Show(AcademyDbContext db, TimeProvider clock) : InspectPage
{
    public InspectionRecord Record { get; private set; } = null!;
    public IReadOnlyList<FindingLine> Lines { get; private set; } = [];
    public DateOnly Today { get; private set; }
    public bool IsMine => Record.Inspection.InspectorId == User.PersonId;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.RecordAsync(db.InspectionsFor(Eye, Today), id, cancel) is not { } record) return NotFound();
        Record = record;
        Lines = await db.LinesAsync(db.Findings.Where(f => f.InspectionId == id), cancel);
        return Page();
    }
}
