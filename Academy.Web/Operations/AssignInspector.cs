using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What an Inspector is to see.</summary>
/// <param name="EndsOn">Last day; null for until it is taken back.</param>
public sealed record InspectorScope(string? District, VenueKind? VenueKind, Guid? OrganizationId, DateOnly StartsOn, DateOnly? EndsOn);

/// <summary>检查范围: gives Organizations to an Inspector, and takes them back.</summary>
public sealed class AssignInspector(AcademyDbContext db, TimeProvider clock)
{
    /// <returns>False where the person is no Inspector today, or the organization is not there.</returns>
    public async Task<bool> GiveAsync(Guid inspectorId, InspectorScope scope, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!await db.RoleGrants.CurrentOn(now.Day()).AnyAsync(g => g.PersonId == inspectorId && g.Role == Role.Inspector, cancel)) return false;
        if (scope.OrganizationId is { } one && !await db.Organizations.AnyAsync(o => o.Id == one, cancel)) return false;
        var assignment = new InspectorAssignment(Guid.CreateVersion7(now), inspectorId, scope.District, scope.VenueKind, scope.OrganizationId, scope.StartsOn, scope.EndsOn, by);
        db.InspectorAssignments.Add(assignment);
        db.Audit(scope.OrganizationId, by, "inspector.assigned", inspectorId, $"{assignment.District} {assignment.VenueKind}".Trim(), now);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Takes it back at once: yesterday was the last day.</summary>
    /// <returns>False where the inspector has no such assignment, or it is over.</returns>
    public async Task<bool> EndAsync(Guid inspectorId, Guid assignmentId, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var yesterday = now.Day().AddDays(-1);
        var assignment = await db.InspectorAssignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.InspectorId == inspectorId && (a.EndsOn == null || a.EndsOn > yesterday), cancel);
        if (assignment is null) return false;
        assignment.End(yesterday);
        db.Audit(assignment.OrganizationId, by, "inspector.assignment-ended", inspectorId, null, now);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
