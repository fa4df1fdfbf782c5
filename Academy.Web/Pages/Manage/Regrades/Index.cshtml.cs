using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Manage.Regrades;

/// <summary>成绩更正: own people whose grades were made anew because a key was wrong.</summary>
public sealed class Index(AcademyDbContext db) : ManagePage
{
    public IReadOnlyList<RegradeNews> Regrades { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Regrades = await db.NewsAsync(db.Regrades.OfOrganization(Organization), cancel);
}
