using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>A phone number as it is kept.</summary>
public sealed record SealedPhone(byte[] Encrypted, string Hash);

/// <summary>Somebody who begins to work in an Organization.</summary>
/// <param name="Employer">Who pays; null for the Organization itself.</param>
/// <param name="Namesake">The former colleague of the same name who comes back; <see cref="Guid.Empty"/> for somebody else; null while nobody was asked.</param>
public sealed record Newcomer(
    string Name, string StaffNumber, string? Employer, EngagementKind Kind, Guid VenueId, Guid DepartmentId, IReadOnlyCollection<int> Positions, SealedPhone? Phone, Guid? Namesake);

/// <summary>What came of engaging somebody.</summary>
public abstract record EngageOutcome
{
    private EngageOutcome() { }

    /// <param name="Untrained">Positions for which no training can be assigned yet.</param>
    public sealed record Engaged(Guid PersonId, IReadOnlyList<int> Untrained) : EngageOutcome;

    /// <summary>The staff number was given to somebody before; it is never used twice.</summary>
    public sealed record StaffNumberTaken(string Name) : EngageOutcome;

    /// <summary>Works here already.</summary>
    public sealed record WorksHere(string StaffNumber) : EngageOutcome;

    /// <summary>The phone number belongs to somebody of another name.</summary>
    public sealed record PhoneOfAnother : EngageOutcome;

    /// <summary>People of that name have left: is it one of them? Fails and locks follow the person (rule 2).</summary>
    public sealed record NamesakesLeft(IReadOnlyList<Former> People) : EngageOutcome;

    /// <summary>Venue, department or position is not the Organization's.</summary>
    public sealed record NotOurs : EngageOutcome;

    /// <summary>Somebody who worked here.</summary>
    public sealed record Former(Guid PersonId, string Name, string StaffNumber, DateOnly LeftOn);
}

/// <summary>Takes a person on: person and account where they are new, engagement, and a first training cycle for each position.</summary>
public sealed class EngagePerson(AcademyDbContext db, Releases releases, OpenCohort cohorts, SettlePerson settle, TimeProvider clock)
{
    public Task<EngageOutcome> RunAsync(Guid organizationId, Newcomer newcomer, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var today = now.Day();
            if (!await OwnsAsync(organizationId, newcomer, cancel)) return new EngageOutcome.NotOurs();
            if (await HolderOfAsync(organizationId, newcomer.StaffNumber, cancel) is { } holder) return new EngageOutcome.StaffNumberTaken(holder);
            var known = await ByPhoneAsync(newcomer, cancel);
            if (known is not null && known.Name != newcomer.Name) return new EngageOutcome.PhoneOfAnother();
            if (known is null && newcomer.Namesake != Guid.Empty)
            {
                var former = await FormerAsync(organizationId, newcomer.Name, today, cancel);
                if (former.Count > 0 && !former.Exists(f => f.PersonId == newcomer.Namesake)) return new EngageOutcome.NamesakesLeft(former);
                if (former.Count > 0) known = await db.People.SingleAsync(p => p.Id == newcomer.Namesake, cancel);
            }

            if (known is not null && await WorksHereAsync(organizationId, known.Id, today, cancel) is { } number) return new EngageOutcome.WorksHere(number);
            return await EngageAsync(organizationId, newcomer, known, by, now, cancel);
        },
        cancel);

    private async Task<EngageOutcome> EngageAsync(Guid organizationId, Newcomer newcomer, Person? known, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        var organization = await db.Organizations.SingleAsync(o => o.Id == organizationId, cancel);
        var release = await releases.InForceAsync(cancel);
        var person = known ?? new Person(Guid.CreateVersion7(now), newcomer.Name);
        if (known is null) db.People.Add(person);
        if (person.PhoneHash is null && newcomer.Phone is { } phone) person.KeepPhone(phone.Encrypted, phone.Hash);
        if (!await db.Users.AnyAsync(u => u.PersonId == person.Id, cancel)) db.Users.Add(AcademyUser.For(person.Id, $"{organization.Code}-{newcomer.StaffNumber}", now));

        var engagement = new Engagement(
            Guid.CreateVersion7(now), person.Id, organizationId, newcomer.StaffNumber, newcomer.Employer ?? organization.SignName, newcomer.Kind, newcomer.VenueId, newcomer.DepartmentId, now.Day());
        db.Engagements.Add(engagement);
        db.Audit(organizationId, by, "engagement.started", engagement.Id, newcomer.StaffNumber, now);
        var untrained = new List<int>();
        foreach (var position in newcomer.Positions.Distinct())
        {
            engagement.TakePosition(position, now.Day());
            if (await cohorts.AssignAsync(release, engagement, position, null, null, now, cancel) is null) untrained.Add(position);
        }

        // Somebody new has nothing on file yet that could move a cycle.
        if (known is not null) await settle.RunAsync(person.Id, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        return new EngageOutcome.Engaged(person.Id, untrained);
    }

    private async Task<bool> OwnsAsync(Guid organizationId, Newcomer newcomer, CancellationToken cancel)
    {
        var positions = newcomer.Positions.Distinct().ToList();
        return await db.Venues.AnyAsync(v => v.Id == newcomer.VenueId && v.OrganizationId == organizationId, cancel)
            && await db.Departments.AnyAsync(d => d.Id == newcomer.DepartmentId && d.OrganizationId == organizationId, cancel)
            && await db.Positions.CountAsync(p => positions.Contains(p.Number) && (p.OrganizationId == null || p.OrganizationId == organizationId), cancel) == positions.Count;
    }

    private Task<string?> HolderOfAsync(Guid organizationId, string staffNumber, CancellationToken cancel) =>
        db.Engagements.Where(e => e.OrganizationId == organizationId && e.StaffNumber == staffNumber).Join(db.People, e => e.PersonId, p => p.Id, (e, p) => p.Name).FirstOrDefaultAsync(cancel);

    private async Task<Person?> ByPhoneAsync(Newcomer newcomer, CancellationToken cancel) =>
        newcomer.Phone is { } phone ? await db.People.SingleOrDefaultAsync(p => p.PhoneHash == phone.Hash, cancel) : null;

    private Task<List<EngageOutcome.Former>> FormerAsync(Guid organizationId, string name, DateOnly today, CancellationToken cancel) =>
        db.Engagements.Where(e => e.OrganizationId == organizationId && e.EndsOn < today)
            .Join(db.People.Where(p => p.Name == name), e => e.PersonId, p => p.Id, (e, p) => new EngageOutcome.Former(p.Id, p.Name, e.StaffNumber, e.EndsOn!.Value)).ToListAsync(cancel);

    private Task<string?> WorksHereAsync(Guid organizationId, Guid personId, DateOnly today, CancellationToken cancel) =>
        db.Engagements.CurrentOn(today).Where(e => e.OrganizationId == organizationId && e.PersonId == personId).Select(e => e.StaffNumber).FirstOrDefaultAsync(cancel);
}
