using System.Security.Claims;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>What a person may do today, and where: it follows from engagements and role grants alone.</summary>
public sealed record Standing(Guid PersonId, string Name, Guid? OrganizationId, string? UnitName, Guid? DepartmentId, IReadOnlySet<Role> Roles)
{
    /// <summary>Roles whose holders see other people's data sign in with a password, never with a PIN.</summary>
    public bool IsStaff => Roles.Any(r => r is not (Role.Employee or Role.TeamLeader));

    /// <returns>Null for who has neither a current engagement nor a current role.</returns>
    public static async Task<Standing?> FindAsync(AcademyDbContext db, Guid personId, DateOnly today, CancellationToken cancel) =>
        (await FindAsync(db, [personId], today, cancel)).GetValueOrDefault(personId);

    /// <returns>Of each of the people; nothing of who has neither a current engagement nor a current role.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Standing>> FindAsync(AcademyDbContext db, List<Guid> people, DateOnly today, CancellationToken cancel)
    {
        var queries = Compiled<Queries>.For(db);
        var grants = (await queries.Grants(db, people, today).ToListAsync(cancel)).ToLookup(g => g.PersonId);
        var engagements = (await queries.Engagements(db, people, today).ToListAsync(cancel)).ToLookup(e => e.PersonId);
        return people.Select(p => Of(p, [.. grants[p]], [.. engagements[p]])).OfType<Standing>().ToDictionary(s => s.PersonId);
    }

    private static Standing? Of(Guid personId, List<Grant> grants, List<Work> engagements)
    {
        if (grants.Count == 0 && engagements.Count == 0) return null;

        var leading = grants.Where(g => IsOfOrganization(g.Role) && g.OrganizationId is not null)
            .OrderBy(g => g.Role switch { Role.SafetyManager => 0, Role.Head => 1, _ => 2 }).ThenByDescending(g => g.StartsOn).ThenBy(g => g.Id)
            .FirstOrDefault();
        var (organizationId, unit) = leading is not null ? (leading.OrganizationId, leading.SignName) : engagements is [var work, ..] ? (work.OrganizationId, work.SignName) : ((Guid?)null, null);

        // A role in one Organization is worth nothing while its holder acts in another.
        var counting = grants.Where(g => !IsOfOrganization(g.Role) || (organizationId is not null && g.OrganizationId == organizationId)).ToList();
        var roles = counting.Select(g => g.Role).ToHashSet();
        if (engagements.Count > 0) roles.Add(Role.Employee);

        var department = counting.Where(g => g.Role is Role.TeamLeader).Select(g => g.DepartmentId).FirstOrDefault();
        return new Standing(personId, grants.FirstOrDefault()?.Name ?? engagements[0].Name, organizationId, unit, department, roles);
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

    /// <summary>A compiled query calls no method of ours, so the days stand here once more.</summary>
    private sealed class Queries
    {
        public Func<AcademyDbContext, List<Guid>, DateOnly, IAsyncEnumerable<Grant>> Grants { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> people, DateOnly today) =>
            from g in db.RoleGrants
            where people.Contains(g.PersonId) && g.StartsOn <= today && (g.EndsOn == null || g.EndsOn >= today)
            join p in db.People on g.PersonId equals p.Id
            join o in db.Organizations on g.OrganizationId equals o.Id into places
            from o in places.DefaultIfEmpty()
            select new Grant(g.PersonId, g.Id, g.Role, g.DepartmentId, g.StartsOn, p.Name, g.OrganizationId, o!.SignName));

        public Func<AcademyDbContext, List<Guid>, DateOnly, IAsyncEnumerable<Work>> Engagements { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> people, DateOnly today) =>
            from e in db.Engagements
            where people.Contains(e.PersonId) && e.StartsOn <= today && (e.EndsOn == null || e.EndsOn >= today)
            join p in db.People on e.PersonId equals p.Id
            join o in db.Organizations on e.OrganizationId equals o.Id
            orderby e.StartsOn descending, e.Id
            select new Work(e.PersonId, p.Name, o.Id, o.SignName));
    }

    private sealed record Grant(Guid PersonId, Guid Id, Role Role, Guid? DepartmentId, DateOnly StartsOn, string Name, Guid? OrganizationId, string? SignName);

    private sealed record Work(Guid PersonId, string Name, Guid OrganizationId, string SignName);
}
