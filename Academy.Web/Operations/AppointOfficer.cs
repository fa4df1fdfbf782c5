using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Who is to hold a role.</summary>
public abstract record Appointee
{
    private Appointee() { }

    /// <summary>Somebody who is not known here yet.</summary>
    /// <param name="Phone">With it the person is recognised when a manager engages them later; null where it is not known.</param>
    public sealed record Newcomer(string Name, string UserName, SealedPhone? Phone) : Appointee;

    /// <summary>Somebody who works in the organization.</summary>
    public sealed record Colleague(string StaffNumber) : Appointee;
}

/// <summary>What came of an appointment.</summary>
public abstract record AppointOutcome
{
    private AppointOutcome() { }

    /// <param name="UserId">The account that needs a slip.</param>
    public sealed record Appointed(Guid UserId) : AppointOutcome;

    public sealed record UserNameTaken : AppointOutcome;

    public sealed record PhoneTaken : AppointOutcome;

    /// <summary>Nobody who works there has that staff number.</summary>
    public sealed record NoSuchColleague : AppointOutcome;

    /// <summary>Holds a role of some organization already; with two nobody could say in which one they act.</summary>
    public sealed record HoldsRole : AppointOutcome;

    /// <summary>Organization or department is not there.</summary>
    public sealed record NotFound : AppointOutcome;
}

/// <summary>What came of taking an Administrator's role back.</summary>
public enum EndAdministratorOutcome
{
    Ended,

    /// <summary>There is no such Administrator today.</summary>
    NoAdministrator,

    /// <summary>Without this one nobody could open, appoint or help anybody.</summary>
    LastOne,
}

/// <summary>Gives a role to somebody, with person and account where they are new; and takes it back.</summary>
public sealed class AppointOfficer(AcademyDbContext db, TimeProvider clock)
{
    /// <param name="organizationId">Null for an Inspector.</param>
    /// <param name="departmentId">For a TeamLeader.</param>
    public Task<AppointOutcome> RunAsync(Role role, Guid? organizationId, Guid? departmentId, Appointee appointee, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.DecideAsync(
            async () =>
            {
                if (!await IsThereAsync(organizationId, departmentId, cancel)) return new AppointOutcome.NotFound();
                AcademyUser user;
                switch (appointee)
                {
                    case Appointee.Newcomer newcomer:
                        if (await RefuseAsync(newcomer, cancel) is { } refusal) return refusal;
                        user = Enter(newcomer, now);
                        break;
                    case Appointee.Colleague(var number) when await FindAsync(organizationId, number, now.Day(), cancel) is { } colleague:
                        if (await db.RoleGrants.CurrentOn(now.Day()).AnyAsync(g => g.PersonId == colleague.PersonId, cancel)) return new AppointOutcome.HoldsRole();
                        user = colleague;
                        if (role is not Role.TeamLeader) await EndPinsAsync(user, now, cancel);
                        break;
                    default:
                        return new AppointOutcome.NoSuchColleague();
                }

                db.RoleGrants.Add(new RoleGrant(Guid.CreateVersion7(now), user.PersonId, role, organizationId, departmentId, now.Day(), null, by));
                db.Audit(organizationId, by, "role.granted", user.PersonId, role.ToString(), now);
                await db.SaveChangesAsync(cancel);
                return new AppointOutcome.Appointed(user.Id);
            },
            cancel);
    }

    /// <summary>Takes a role back: it ends within a minute.</summary>
    /// <param name="organizationId">Null for an Inspector's.</param>
    /// <returns>False when it is not that organization's or has ended.</returns>
    public Task<bool> EndAsync(Guid grantId, Guid? organizationId, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.DecideAsync(
            async () =>
            {
                var grant = await db.RoleGrants.CurrentOn(now.Day()).SingleOrDefaultAsync(g => g.Id == grantId && g.OrganizationId == organizationId && g.Role != Role.Administrator, cancel);
                if (grant is null) return false;
                // Taken back today means gone today: the last day was yesterday.
                grant.End(now.Day().AddDays(-1));
                db.Audit(organizationId, by, "role.ended", grant.PersonId, grant.Role.ToString(), now);
                await db.SaveChangesAsync(cancel);
                return true;
            },
            cancel);
    }

    /// <summary>Takes an Administrator's role back, but never the last one's.</summary>
    /// <param name="by">Null from the command line.</param>
    public Task<EndAdministratorOutcome> EndAdministratorAsync(Guid personId, Guid? by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.DecideAsync(
            async () =>
            {
                var grants = await db.RoleGrants.CurrentOn(now.Day()).Where(g => g.Role == Role.Administrator).ToListAsync(cancel);
                var theirs = grants.FindAll(g => g.PersonId == personId);
                if (theirs.Count == 0) return EndAdministratorOutcome.NoAdministrator;
                if (theirs.Count == grants.Count) return EndAdministratorOutcome.LastOne;
                foreach (var grant in theirs) grant.End(now.Day().AddDays(-1));

                // Of two who take each other's role back at once the later re-reads, and finds itself the last.
                var people = grants.Select(g => g.PersonId).ToList();
                foreach (var person in await db.People.Where(p => people.Contains(p.Id)).ToListAsync(cancel)) db.Entry(person).Property(AcademyDbContext.RowVersion).IsModified = true;
                db.Audit(null, by, "role.ended", personId, nameof(Role.Administrator), now);
                await db.SaveChangesAsync(cancel);
                return EndAdministratorOutcome.Ended;
            },
            cancel);
    }

    private async Task<bool> IsThereAsync(Guid? organizationId, Guid? departmentId, CancellationToken cancel) =>
        (organizationId is null || await db.Organizations.AnyAsync(o => o.Id == organizationId, cancel))
        && (departmentId is null || await db.Departments.AnyAsync(d => d.Id == departmentId && d.OrganizationId == organizationId, cancel));

    private async Task<AppointOutcome?> RefuseAsync(Appointee.Newcomer newcomer, CancellationToken cancel)
    {
        var name = newcomer.UserName.ToUpperInvariant();
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == name, cancel)) return new AppointOutcome.UserNameTaken();
        return newcomer.Phone is { } phone && await db.People.AnyAsync(p => p.PhoneHash == phone.Hash, cancel) ? new AppointOutcome.PhoneTaken() : null;
    }

    private AcademyUser Enter(Appointee.Newcomer newcomer, DateTimeOffset now)
    {
        var person = new Person(Guid.CreateVersion7(now), newcomer.Name);
        if (newcomer.Phone is { } phone) person.KeepPhone(phone.Encrypted, phone.Hash);
        var user = AcademyUser.For(person.Id, newcomer.UserName, now);
        db.AddRange(person, user);
        return user;
    }

    private Task<AcademyUser?> FindAsync(Guid? organizationId, string staffNumber, DateOnly today, CancellationToken cancel) =>
        db.Engagements.CurrentOn(today).Where(e => e.OrganizationId == organizationId && e.StaffNumber == staffNumber)
            .Join(db.Users, e => e.PersonId, u => u.PersonId, (_, u) => u).SingleOrDefaultAsync(cancel);

    /// <summary>Who now sees other people's data signs in with a password: no phone goes on with its PIN.</summary>
    private async Task EndPinsAsync(AcademyUser user, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var device in await db.Devices.Where(d => d.UserId == user.Id && d.RevokedAt == null && d.PinHash != "").ToListAsync(cancel)) device.Revoke(now);
    }
}
