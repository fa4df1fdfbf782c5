using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class Index(AcademyDbContext db, TimeProvider clock) : AdminPage
{
    public IReadOnlyList<OrganizationLine> Organizations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Organizations = await db.OrganizationsAsync(clock.GetUtcNow().Day(), cancel);
}
