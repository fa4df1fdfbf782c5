using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>检查范围 in the Administrator's list.</summary>
/// <param name="Organization">招牌名, where it names one.</param>
public sealed record AssignmentLine(Guid Id, string? District, VenueKind? VenueKind, string? Organization, DateOnly StartsOn, DateOnly? EndsOn);

/// <summary>Who holds the role of an Inspector, by their grant.</summary>
public sealed record InspectorLine(Guid PersonId, string Name);

/// <summary>What is assigned to Inspectors.</summary>
public static class AssignmentQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>How many count today, by the inspector's role grant.</summary>
        public async Task<IReadOnlyDictionary<Guid, int>> AssignmentCountsAsync(DateOnly day, CancellationToken cancel) =>
            await db.RoleGrants.CurrentOn(day).Where(g => g.Role == Role.Inspector)
                .Select(g => new { g.Id, Count = db.InspectorAssignments.CurrentOn(day).Count(a => a.InspectorId == g.PersonId) }).ToDictionaryAsync(g => g.Id, g => g.Count, cancel);

        /// <summary>The Inspector behind a grant that counts today, or null.</summary>
        public Task<InspectorLine?> InspectorAsync(Guid grantId, DateOnly day, CancellationToken cancel) =>
            db.RoleGrants.CurrentOn(day).Where(g => g.Id == grantId && g.Role == Role.Inspector)
                .Join(db.People, g => g.PersonId, p => p.Id, (_, p) => new InspectorLine(p.Id, p.Name)).SingleOrDefaultAsync(cancel);

        /// <summary>Those that are not over, the newest first.</summary>
        public async Task<IReadOnlyList<AssignmentLine>> AssignmentsAsync(Guid inspectorId, DateOnly day, CancellationToken cancel) =>
            await db.InspectorAssignments.Where(a => a.InspectorId == inspectorId && (a.EndsOn == null || a.EndsOn >= day)).OrderByDescending(a => a.StartsOn).ThenBy(a => a.Id)
                .Select(a => new AssignmentLine(a.Id, a.District, a.VenueKind, db.Organizations.Where(o => o.Id == a.OrganizationId).Select(o => o.SignName).FirstOrDefault(), a.StartsOn, a.EndsOn)).ToListAsync(cancel);
    }
}
