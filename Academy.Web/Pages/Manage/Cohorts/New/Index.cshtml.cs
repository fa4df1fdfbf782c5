using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Manage.Cohorts.New;

public sealed class Index(AcademyDbContext db, Releases releases) : ManagePage
{
    public IReadOnlyList<PositionChoice> Positions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Positions = await db.PositionChoicesAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, cancel);
}
