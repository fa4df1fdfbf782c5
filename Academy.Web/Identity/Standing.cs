using System.Security.Claims;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>What a person may do today, and where: it follows from engagements and role grants alone.</summary>
public sealed record Standing(Guid PersonId, string Name, Guid? OrganizationId, string? UnitName, Guid? DepartmentId, IReadOnlySet<Role> Roles)
{
    /// <summary>Roles whose holders see other people's data sign in with a password, never with a PIN.</summary>
    public bool IsStaff => Roles.Any(r => r is not (Role.Employee or Role.TeamLeader));

    /// <returns>Null for who has neither a current engagement nor a current role.</returns>
    public static async Task<Standing?> FindAsync(AcademyDbContext db, Guid personId, DateOnly today, CancellationToken cancel)
    {
        var grants = await db.RoleGrants.AsNoTracking().CurrentOn(today).Where(g => g.PersonId == personId).ToListAsync(cancel);
        var engagements = await db.Engagements.CurrentOn(today).Where(e => e.PersonId == personId)
            .OrderByDescending(e => e.StartsOn).ThenBy(e => e.Id).Select(e => e.OrganizationId).ToListAsync(cancel);
        if (grants.Count == 0 && engagements.Count == 0) return null;

        var leading = grants.Where(g => IsOfOrganization(g.Role) && g.OrganizationId is not null)
            .OrderBy(g => g.Role switch { Role.SafetyManager => 0, Role.Head => 1, _ => 2 }).ThenByDescending(g => g.StartsOn).ThenBy(g => g.Id)
            .FirstOrDefault();
        var organizationId = leading?.OrganizationId ?? engagements.Select(id => (Guid?)id).FirstOrDefault();

        // A role in one Organization is worth nothing while its holder acts in another.
        var counting = grants.Where(g => !IsOfOrganization(g.Role) || (organizationId is not null && g.OrganizationId == organizationId)).ToList();
        var roles = counting.Select(g => g.Role).ToHashSet();
        if (engagements.Count > 0) roles.Add(Role.Employee);

        var name = await db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(cancel);
        var unit = organizationId is { } id ? await db.Organizations.Where(o => o.Id == id).Select(o => o.SignName).SingleAsync(cancel) : null;
        var department = counting.Where(g => g.Role is Role.TeamLeader).Select(g => g.DepartmentId).FirstOrDefault();
        return new Standing(personId, name, organizationId, unit, department, roles);
    }

    internal ClaimsPrincipal ToPrincipal(AcademyUser user, Guid? deviceId)
    {
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, Name),
            new(CurrentPerson.Person, PersonId.ToString()),
            new(CurrentPerson.Stamp, user.SecurityStamp ?? ""),
        };
        if (OrganizationId is { } organization) claims.Add(new Claim(CurrentPerson.Organization, organization.ToString()));
        if (UnitName is { } unit) claims.Add(new Claim(CurrentPerson.Unit, unit));
        if (DepartmentId is { } department) claims.Add(new Claim(CurrentPerson.Department, department.ToString()));
        if (deviceId is { } device) claims.Add(new Claim(CurrentPerson.Device, device.ToString()));
        claims.AddRange(Roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Sessions.Scheme));
    }

    private static bool IsOfOrganization(Role role) => role is Role.TeamLeader or Role.SafetyManager or Role.Head;
}
