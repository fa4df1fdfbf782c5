using Academy.Domain.Courses;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>Somebody who has left.</summary>
public sealed record FormerColleague(Guid PersonId, string Name, string StaffNumber, DateOnly LeftOn);

/// <summary>Something to choose by its id.</summary>
public sealed record Choice(Guid Id, string Name);

/// <summary>People of one Organization and what its forms offer.</summary>
public static class PeopleQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>Who has left the Organization and not come back, the latest first.</summary>
        public async Task<IReadOnlyList<FormerColleague>> FormerColleaguesAsync(Guid organizationId, DateOnly day, CancellationToken cancel) =>
            await db.Engagements.Where(e => e.OrganizationId == organizationId && e.EndsOn < day
                    && !db.Engagements.Any(o => o.PersonId == e.PersonId && o.OrganizationId == organizationId && (o.EndsOn == null || o.EndsOn > e.EndsOn)))
                .Join(db.People, e => e.PersonId, p => p.Id, (e, p) => new { p.Id, p.Name, e.StaffNumber, e.EndsOn })
                .OrderByDescending(x => x.EndsOn).ThenBy(x => x.StaffNumber)
                .Select(x => new FormerColleague(x.Id, x.Name, x.StaffNumber, x.EndsOn!.Value)).ToListAsync(cancel);

        public async Task<IReadOnlyList<Choice>> VenuesAsync(Guid organizationId, CancellationToken cancel) =>
            await db.Venues.Where(v => v.OrganizationId == organizationId).OrderBy(v => v.Name).Select(v => new Choice(v.Id, v.Name)).ToListAsync(cancel);

        public async Task<IReadOnlyList<Choice>> DepartmentsAsync(Guid organizationId, CancellationToken cancel) =>
            await db.Departments.Where(d => d.OrganizationId == organizationId).OrderBy(d => d.Name).Select(d => new Choice(d.Id, d.Name)).ToListAsync(cancel);

        /// <summary>Positions the Organization may use: the catalogue's and its own. Those for demonstration only where it is one.</summary>
        public async Task<IReadOnlyList<PositionChoice>> PositionChoicesAsync(Guid organizationId, Curriculum curriculum, CancellationToken cancel)
        {
            var isDemo = await db.Organizations.Where(o => o.Id == organizationId).Select(o => o.IsDemo).SingleAsync(cancel);
            var demo = curriculum.Positions.Where(p => p.IsDemo && !isDemo).Select(p => p.Number).ToList();
            var rows = await db.Positions.Where(p => (p.OrganizationId == null || p.OrganizationId == organizationId) && !demo.Contains(p.Number)).OrderBy(p => p.Number)
                .Select(p => new { p.Number, p.Code, p.Name, p.IsHighRisk }).ToListAsync(cancel);
            return [.. rows.Select(p => new PositionChoice(p.Number, p.Code, p.Name, p.IsHighRisk, curriculum.FindRequirement(p.Code, TrainingRound.First) is not null))];
        }

        /// <summary>The position, where the Organization may use it and its training can be assigned; else null.</summary>
        public async Task<PositionChoice?> AssignablePositionAsync(Guid organizationId, int? number, Curriculum curriculum, CancellationToken cancel) =>
            (await db.PositionChoicesAsync(organizationId, curriculum, cancel)).FirstOrDefault(p => p.Number == number && p.IsAssignable);

        /// <summary>Whether the person works or has worked in the Organization: only then has it a file of them.</summary>
        public Task<bool> KnowsAsync(Guid organizationId, Guid personId, CancellationToken cancel) =>
            db.Engagements.AnyAsync(e => e.OrganizationId == organizationId && e.PersonId == personId, cancel);

        /// <summary>Whether the person belongs to others as well: works elsewhere, or holds a role that is not of this Organization.</summary>
        public async Task<bool> IsSharedAsync(Guid personId, Guid organizationId, DateOnly day, CancellationToken cancel) =>
            await db.Engagements.CurrentOn(day).AnyAsync(e => e.PersonId == personId && e.OrganizationId != organizationId, cancel)
            || await db.RoleGrants.CurrentOn(day).AnyAsync(g => g.PersonId == personId && (g.OrganizationId == null || g.OrganizationId != organizationId), cancel);

        /// <summary>The engagement that runs, for its form; null for who does not work here.</summary>
        public Task<WorkRecord?> WorkRecordAsync(Guid organizationId, Guid personId, DateOnly day, CancellationToken cancel) =>
            db.Engagements.CurrentOn(day).Where(e => e.OrganizationId == organizationId && e.PersonId == personId)
                .Join(db.People, e => e.PersonId, p => p.Id, (e, p) => new WorkRecord(p.Name, p.Phone, e.StaffNumber, e.Employer, e.Kind, e.VenueId, e.DepartmentId)).SingleOrDefaultAsync(cancel);

        /// <summary>Names for the ids that records carry.</summary>
        public Task<Dictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel) =>
            db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);

        /// <summary>
        /// Accounts among these people whose slips a manager of the Organization may print: only who works here and nowhere else,
        /// and holds no role over other people's data. Whoever prints a slip can take the account over.
        /// </summary>
        public async Task<IReadOnlyList<SlipHolder>> SlipHoldersAsync(Guid organizationId, IReadOnlyCollection<string> staffNumbers, DateOnly day, CancellationToken cancel) =>
            await (from e in db.Engagements.CurrentOn(day)
                   where e.OrganizationId == organizationId && staffNumbers.Contains(e.StaffNumber)
                   join p in db.People on e.PersonId equals p.Id
                   join u in db.Users on p.Id equals u.PersonId
                   orderby e.StaffNumber
                   select new SlipHolder(
                       u.Id,
                       p.Id,
                       p.Name,
                       e.StaffNumber,
                       !db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role != Role.TeamLeader && g.Role != Role.Employee && (g.EndsOn == null || g.EndsOn >= day))
                       && !db.Engagements.Any(o => o.PersonId == p.Id && o.OrganizationId != organizationId && (o.EndsOn == null || o.EndsOn >= day)))).ToListAsync(cancel);
    }
}

/// <summary>An account for which a slip is asked.</summary>
/// <param name="MayPrint">False where an Administrator must do it.</param>
public sealed record SlipHolder(Guid UserId, Guid PersonId, string Name, string StaffNumber, bool MayPrint);

/// <summary>What can be corrected of somebody who works here.</summary>
/// <param name="Phone">Sealed.</param>
public sealed record WorkRecord(string Name, byte[]? Phone, string StaffNumber, string Employer, EngagementKind Kind, Guid VenueId, Guid DepartmentId);

/// <summary>A position that people of an Organization may hold.</summary>
/// <param name="IsAssignable">Its training can be assigned: content and requirement are complete.</param>
public sealed record PositionChoice(int Number, string Code, string Name, bool IsHighRisk, bool IsAssignable);
