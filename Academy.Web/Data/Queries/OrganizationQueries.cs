using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>An Organization in the Administrator's list.</summary>
/// <param name="People">Who works there today.</param>
/// <param name="Managers">Its SafetyManagers today: without one nobody can be assigned anything.</param>
public sealed record OrganizationLine(Guid Id, int Number, string Code, string SignName, string LegalName, string? District, bool IsDemo, int People, int Managers);

/// <summary>A Venue of an Organization.</summary>
public sealed record VenueLine(Guid Id, string Name, VenueKind Kind, string Address, bool IsPublicAssembly, bool IsHighRise);

/// <summary>A department and who works in it today.</summary>
public sealed record DepartmentLine(Guid Id, string Name, int People);

/// <summary>Somebody with a role today.</summary>
/// <param name="Department">Of a TeamLeader.</param>
/// <param name="IsActive">The account has been taken into possession: it has a password, or a phone with a PIN.</param>
public sealed record OfficerLine(Guid GrantId, Guid UserId, string Name, string UserName, Role Role, string? Department, DateOnly StartsOn, bool IsActive);

/// <summary>What an Administrator sees of Organizations and of who holds roles.</summary>
public static class OrganizationQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<OrganizationLine>> OrganizationsAsync(DateOnly day, CancellationToken cancel) =>
            await db.Organizations.OrderByDescending(o => o.Number).Select(o => new OrganizationLine(
                o.Id, o.Number, o.Code, o.SignName, o.LegalName, o.District, o.IsDemo,
                db.Engagements.CurrentOn(day).Count(e => e.OrganizationId == o.Id),
                db.RoleGrants.CurrentOn(day).Count(g => g.OrganizationId == o.Id && g.Role == Role.SafetyManager))).ToListAsync(cancel);

        public async Task<IReadOnlyList<VenueLine>> VenueLinesAsync(Guid organizationId, CancellationToken cancel) =>
            await db.Venues.Where(v => v.OrganizationId == organizationId).OrderBy(v => v.Name)
                .Select(v => new VenueLine(v.Id, v.Name, v.Kind, v.Address, v.IsPublicAssembly, v.IsHighRise)).ToListAsync(cancel);

        public async Task<IReadOnlyList<DepartmentLine>> DepartmentLinesAsync(Guid organizationId, DateOnly day, CancellationToken cancel) =>
            await db.Departments.Where(d => d.OrganizationId == organizationId).OrderBy(d => d.Name)
                .Select(d => new DepartmentLine(d.Id, d.Name, db.Engagements.CurrentOn(day).Count(e => e.DepartmentId == d.Id))).ToListAsync(cancel);

        /// <summary>Who holds a role of the Organization today; or, for null, who is an Inspector.</summary>
        public async Task<IReadOnlyList<OfficerLine>> OfficersAsync(Guid? organizationId, DateOnly day, CancellationToken cancel) =>
            await (from g in db.RoleGrants.CurrentOn(day)
                   where organizationId == null ? g.Role == Role.Inspector : g.OrganizationId == organizationId && g.Role != Role.Inspector
                   join p in db.People on g.PersonId equals p.Id
                   join u in db.Users on p.Id equals u.PersonId
                   orderby g.Role, p.Name
                   select new OfficerLine(
                       g.Id, u.Id, p.Name, u.UserName ?? "", g.Role, db.Departments.Where(d => d.Id == g.DepartmentId).Select(d => d.Name).FirstOrDefault(), g.StartsOn,
                       u.PasswordHash != null || db.Devices.Any(d => d.UserId == u.Id && d.RevokedAt == null && d.PinHash != ""))).ToListAsync(cancel);
    }
}
