using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Manage.Sessions;

public sealed class Index(AcademyDbContext db, TimeProvider clock) : ManagePage
{
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<SessionLine> Sessions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => (Now, Sessions) = (clock.GetUtcNow(), await db.SessionsAsync(Organization, cancel));
}
