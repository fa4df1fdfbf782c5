using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>A page on which the inspector goes on with an inspection of their own that is under way.</summary>
public abstract class VisitPage(AcademyDbContext db, TimeProvider clock) : InspectPage
{
    [FromRoute] public Guid Id { get; set; }

    public Inspection Inspection { get; private set; } = null!;
    public string Place { get; private set; } = "";
    protected AcademyDbContext Db => db;
    protected DateTimeOffset Now { get; private set; }
    public DateOnly Today => Now.Day();

    /// <returns>False where it is none of theirs, or over.</returns>
    protected async Task<bool> FindAsync(CancellationToken cancel)
    {
        Now = clock.GetUtcNow();
        var me = User.PersonId;
        var found = await db.InspectionsFor(Eye, Today).AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(i => i.Id == Id && i.InspectorId == me && i.EndedAt == null, cancel);
        if (found is null) return false;
        Inspection = found;
        Place = await db.Venues.Where(v => v.Id == found.VenueId).Select(v => v.Name).SingleAsync(cancel);
        return true;
    }
}
