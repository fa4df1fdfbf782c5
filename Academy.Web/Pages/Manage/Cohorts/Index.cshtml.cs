using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Manage.Cohorts;

public sealed class Index(AcademyDbContext db, TimeProvider clock) : ManagePage
{
    public DateOnly Today { get; private set; }
    public IReadOnlyList<CohortLine> Cohorts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        Cohorts = await db.CohortsAsync(Organization, null, cancel);
    }
}
