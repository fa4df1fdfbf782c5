using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;

namespace Academy.Web.Pages.Manage.Findings;

/// <summary>检查与整改: what was found here, what is due first, and who inspected.</summary>
public sealed class Index(AcademyDbContext db, TimeProvider clock) : ManagePage
{
    public DateOnly Today { get; private set; }

    /// <summary>By due date: what is overdue comes first.</summary>
    public IReadOnlyList<FindingLine> ToDo { get; private set; } = [];

    public IReadOnlyList<FindingLine> Waiting { get; private set; } = [];
    public IReadOnlyList<FindingLine> Closed { get; private set; } = [];
    public IReadOnlyList<InspectionLine> Inspections { get; private set; } = [];
    public IReadOnlyList<FailedQuiz> Failed { get; private set; } = [];
    public FindingCounts Counts { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        var mine = db.Findings.Where(f => f.OrganizationId == Organization);
        ToDo = await db.LinesAsync(mine.Where(f => f.State == FindingState.Open || f.State == FindingState.Reopened), cancel);
        Waiting = await db.LinesAsync(mine.Where(f => f.State == FindingState.Rectified), cancel);
        Closed = await db.ClosedLinesAsync(Organization, cancel);
        Counts = await mine.CountsAsync(Today, cancel);
        Inspections = await db.LinesAsync(db.Inspections.Where(i => i.OrganizationId == Organization), User.PersonId, cancel);
        Failed = await db.FailedQuizzesAsync(Organization, cancel);
    }
}
