using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Inspections;

/// <summary>Photos of findings, for the Organization they are about.</summary>
internal static class InspectionEndpoints
{
    public static void MapInspections(this WebApplication app) => app.MapGet("/manage/photos/{id:guid}", PhotoAsync).RequireAuthorization(Policies.SafetyManager);

    private static async Task<IResult> PhotoAsync(Guid id, HttpContext http, AcademyDbContext db, CancellationToken cancel)
    {
        var organization = http.User.OrganizationId;
        return TakenPhotos.Answer(http, await db.FindingPhotos.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && db.Inspections.Any(i => i.Id == p.InspectionId && i.OrganizationId == organization), cancel));
    }
}
