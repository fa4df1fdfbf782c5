using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>Whose photo waits to be compared with them, and who has none.</summary>
[ResponseCache(NoStore = true)]
public sealed class Photos(AcademyDbContext db, PhotoLinks links, TimeProvider clock) : ManagePage
{
    public IReadOnlyList<PhotoLine> People { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => People = await db.PhotoLinesAsync(Organization, clock.GetUtcNow().Day(), cancel);

    public string? UrlOf(PhotoLine person) => links.For(person.Waiting, User.PersonId);
}
