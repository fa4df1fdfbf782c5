using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>我的检查: what is under way, what is overdue or waits, what was done.</summary>
public sealed class Index(AcademyDbContext db, TimeProvider clock) : InspectPage
{
    public DateOnly Today { get; private set; }
    public IReadOnlyList<InspectionLine> Visits { get; private set; } = [];

    /// <summary>Of everything assigned, whoever found it.</summary>
    public IReadOnlyList<FindingLine> Overdue { get; private set; } = [];

    public IReadOnlyList<FindingLine> Waiting { get; private set; } = [];
    public FindingCounts Counts { get; private set; } = null!;
    public IReadOnlyList<InspectionLine> LookBacks { get; private set; } = [];

    /// <summary>All of them, however many the list shows.</summary>
    public int LookBackCount { get; private set; }

    public IEnumerable<InspectionLine> UnderWay => Visits.Where(v => v.EndedAt is null);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        var me = User.PersonId;
        Visits = await db.LinesAsync(db.InspectionsFor(Eye, Today).Where(i => i.InspectorId == me), me, cancel);
        Overdue = await db.LinesAsync(db.FindingsFor(Eye, Today).OverdueOn(Today), cancel);
        Counts = await db.FindingsFor(Eye, Today).CountsAsync(Today, cancel);
        Waiting = await db.LinesAsync(db.FindingsFor(Eye, Today).Where(f => f.State == FindingState.Rectified), cancel);
        var lookBacks = db.InspectionsFor(Eye, Today).Where(i => i.LookBackOn != null && i.LookedBackBy == null);
        LookBacks = await db.LinesAsync(lookBacks, me, cancel);
        LookBackCount = await lookBacks.CountAsync(cancel);
    }
}
