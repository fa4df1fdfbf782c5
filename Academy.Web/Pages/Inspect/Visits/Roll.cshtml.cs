using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>点名.</summary>
public sealed class Roll(AcademyDbContext db, HoldInspection hold, TimeProvider clock) : VisitPage(db, clock)
{
    public IReadOnlyList<RollEntry> People { get; private set; } = [];
    public RollCall Call { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        People = await hold.RollOfAsync(Inspection.OrganizationId, Inspection.VenueId, Today, cancel);
        Call = RollCall.Of(Inspection.Roll, await Db.SeenAsync(Id, cancel));
        return Page();
    }

    public async Task<IActionResult> OnPostCallAsync(Guid[] people, CancellationToken cancel)
    {
        if (await hold.CallRollAsync(Eye, Id, people, cancel) is not true) return NotFound();
        if (people.Length == 0) Problem = "还没勾人。";
        else Status = "已记下在班的人。现在逐个扫证。";
        return RedirectToPage(new { id = Id });
    }

    public async Task<IActionResult> OnPostIdentifyAsync(Guid person, CancellationToken cancel)
    {
        if (await hold.IdentifyAsync(Eye, Id, person, cancel) is not { } done) return NotFound();
        if (done) Status = "已点到。";
        else Problem = "没有点到：不在名单上，或已经点过。";
        return RedirectToPage(new { id = Id });
    }
}
