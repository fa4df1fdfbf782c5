using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Manage.Venues;

/// <summary>The Organization's Venues, each with the code for its door.</summary>
public sealed class Index(AcademyDbContext db) : ManagePage
{
    public IReadOnlyList<VenueLine> Venues { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Venues = await db.VenueLinesAsync(Organization, cancel);
}
