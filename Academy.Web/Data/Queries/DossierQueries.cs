using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>One engagement of a person in an Organization.</summary>
public sealed record Employment(Guid Id, string StaffNumber, string Employer, EngagementKind Kind, string Venue, string Department, DateOnly StartsOn, DateOnly? EndsOn);

/// <summary>One audit row.</summary>
public sealed record AuditLine(DateTimeOffset At, string Action, Guid? Actor);

/// <summary>What 一人一档 reads beside the personal file.</summary>
public static class DossierQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<Employment>> EmploymentsAsync(Guid organizationId, Guid personId, CancellationToken cancel) =>
            await (from e in db.Engagements
                   where e.OrganizationId == organizationId && e.PersonId == personId
                   join v in db.Venues on e.VenueId equals v.Id
                   join d in db.Departments on e.DepartmentId equals d.Id
                   orderby e.StartsOn descending, e.Id descending
                   select new Employment(e.Id, e.StaffNumber, e.Employer, e.Kind, v.Name, d.Name, e.StartsOn, e.EndsOn)).ToListAsync(cancel);

        public Task<Dictionary<int, string>> PositionNamesAsync(Guid organizationId, CancellationToken cancel) =>
            db.Positions.Where(p => p.OrganizationId == null || p.OrganizationId == organizationId).ToDictionaryAsync(p => p.Number, p => p.Name, cancel);

        /// <summary>The positions that a person holds in the Organization on a day.</summary>
        public async Task<IReadOnlyList<(int Number, string Name)>> PositionsHeldAsync(Guid organizationId, Guid personId, DateOnly day, CancellationToken cancel)
        {
            var held = await db.Engagements.CurrentOn(day).Where(e => e.OrganizationId == organizationId && e.PersonId == personId)
                .SelectMany(e => e.Positions.Where(p => p.StartsOn <= day && (p.EndsOn == null || p.EndsOn >= day)).Select(p => p.Position)).Distinct().ToListAsync(cancel);
            var rows = await db.Positions.Where(p => held.Contains(p.Number)).OrderBy(p => p.Number).Select(p => new { p.Number, p.Name }).ToListAsync(cancel);
            return [.. rows.Select(p => (p.Number, p.Name))];
        }

        /// <summary>What the audit trail of the Organization says of these subjects, the newest first.</summary>
        public async Task<IReadOnlyList<AuditLine>> AuditOfAsync(Guid organizationId, IReadOnlyCollection<Guid> subjects, int count, CancellationToken cancel) =>
            await db.AuditEntries.Where(a => a.OrganizationId == organizationId && a.Subject != null && subjects.Contains(a.Subject.Value))
                .OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(count).Select(a => new AuditLine(a.At, a.Action, a.Actor)).ToListAsync(cancel);
    }
}
