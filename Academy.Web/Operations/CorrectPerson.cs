using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Who somebody is, corrected.</summary>
/// <param name="Phone">A new number; null leaves what is kept.</param>
/// <param name="ForgetsPhone">Takes the kept number away where no new one is given.</param>
public sealed record CorrectedIdentity(string Name, SealedPhone? Phone, bool ForgetsPhone);

/// <summary>Where and how somebody works, corrected.</summary>
/// <param name="Employer">Who pays; null for the Organization itself.</param>
public sealed record CorrectedWork(string? Employer, EngagementKind Kind, Guid VenueId, Guid DepartmentId);

/// <summary>What came of a correction.</summary>
public enum CorrectOutcome
{
    Corrected,

    /// <summary>The person does not work here, or venue, department or position is not the Organization's.</summary>
    NotOurs,

    /// <summary>The phone number belongs to somebody else.</summary>
    PhoneOfAnother,

    /// <summary>Name and phone are not this Organization's alone to change: an Administrator does it.</summary>
    Shared,
}

/// <summary>Corrects what was recorded of a person when they were added, and draws the consequences in the same transaction.</summary>
public sealed class CorrectPerson(AcademyDbContext db, SettlePerson settle, TimeProvider clock)
{
    /// <summary>By a manager of the Organization, who corrects nothing about themselves.</summary>
    public Task<CorrectOutcome> RunAsync(Guid personId, Guid organizationId, CorrectedIdentity identity, CorrectedWork work, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var engagement = await db.Engagements.CurrentOn(now.Day()).SingleOrDefaultAsync(e => e.PersonId == personId && e.OrganizationId == organizationId, cancel);
            if (engagement is null || personId == by || !await OwnsAsync(organizationId, work, cancel)) return CorrectOutcome.NotOurs;
            var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
            if (Changes(person, identity).Count > 0 && await db.IsSharedAsync(personId, organizationId, now.Day(), cancel)) return CorrectOutcome.Shared;
            if (await IsTakenAsync(personId, identity.Phone, cancel)) return CorrectOutcome.PhoneOfAnother;
            Identify(person, identity, organizationId, by, now);
            await MoveAsync(engagement, work, by, now, cancel);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return CorrectOutcome.Corrected;
        },
        cancel);

    /// <summary>By an Administrator: name and phone of anybody.</summary>
    public Task<CorrectOutcome> IdentifyAsync(Guid personId, CorrectedIdentity identity, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.People.SingleOrDefaultAsync(p => p.Id == personId, cancel) is not { } person) return CorrectOutcome.NotOurs;
            if (await IsTakenAsync(personId, identity.Phone, cancel)) return CorrectOutcome.PhoneOfAnother;
            Identify(person, identity, null, by, now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return CorrectOutcome.Corrected;
        },
        cancel);

    private static List<string> Changes(Person person, CorrectedIdentity identity)
    {
        var changes = new List<string>();
        if (person.Name != identity.Name) changes.Add("name");
        if (identity.Phone is { } phone ? person.PhoneHash != phone.Hash : identity.ForgetsPhone && person.PhoneHash is not null) changes.Add("phone");
        return changes;
    }

    private async Task<bool> OwnsAsync(Guid organizationId, CorrectedWork work, CancellationToken cancel) =>
        await db.Venues.AnyAsync(v => v.Id == work.VenueId && v.OrganizationId == organizationId, cancel)
        && await db.Departments.AnyAsync(d => d.Id == work.DepartmentId && d.OrganizationId == organizationId, cancel);

    private async Task<bool> IsTakenAsync(Guid personId, SealedPhone? phone, CancellationToken cancel) =>
        phone is not null && await db.People.AnyAsync(p => p.PhoneHash == phone.Hash && p.Id != personId, cancel);

    /// <summary>Audited by what changed, not to what: names and numbers live in rows that can be erased.</summary>
    private void Identify(Person person, CorrectedIdentity identity, Guid? organizationId, Guid by, DateTimeOffset now)
    {
        var changes = Changes(person, identity);
        if (changes.Count == 0) return;
        person.Rename(identity.Name);
        if (identity.Phone is { } phone) person.KeepPhone(phone.Encrypted, phone.Hash);
        else if (identity.ForgetsPhone) person.ForgetPhone();
        db.Audit(organizationId, by, "person.corrected", person.Id, string.Join(", ", changes), now);
    }

    private async Task MoveAsync(Engagement engagement, CorrectedWork work, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        if ((engagement.VenueId, engagement.DepartmentId) != (work.VenueId, work.DepartmentId))
        {
            var venues = await db.Venues.Where(v => v.Id == engagement.VenueId || v.Id == work.VenueId).ToDictionaryAsync(v => v.Id, v => v.Name, cancel);
            var departments = await db.Departments.Where(d => d.Id == engagement.DepartmentId || d.Id == work.DepartmentId).ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
            db.Audit(
                engagement.OrganizationId, by, "engagement.moved", engagement.Id,
                $"{venues[engagement.VenueId]}/{departments[engagement.DepartmentId]} → {venues[work.VenueId]}/{departments[work.DepartmentId]}", now);
            engagement.Move(work.VenueId, work.DepartmentId);
        }

        var employer = work.Employer ?? await db.Organizations.Where(o => o.Id == engagement.OrganizationId).Select(o => o.SignName).SingleAsync(cancel);
        if ((engagement.Employer, engagement.Kind) == (employer, work.Kind)) return;
        db.Audit(engagement.OrganizationId, by, "engagement.corrected", engagement.Id, $"{engagement.Kind}, {engagement.Employer} → {work.Kind}, {employer}", now);
        engagement.Describe(employer, work.Kind);
    }
}

/// <summary>Puts somebody on one more position or takes them off one, with the training that goes with it.</summary>
public sealed class ChangePositions(AcademyDbContext db, Releases releases, OpenCohort cohorts, SettlePerson settle, TimeProvider clock)
{
    /// <summary>Takes somebody off: the open cycle closes, the certificate for it is suspended.</summary>
    /// <returns>False when they do not hold it here, or are the manager.</returns>
    public Task<bool> EndAsync(Guid personId, Guid organizationId, int position, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            // Ended today means gone today: the last day was yesterday.
            if (personId == by || await FindAsync(personId, organizationId, now, cancel) is not { } engagement || !engagement.EndPosition(position, now.Day().AddDays(-1))) return false;
            var open = await db.Cycles.Where(c => c.PersonId == personId && c.OrganizationId == organizationId && c.Position == position && c.ClosedAt == null).ToListAsync(cancel);
            foreach (var cycle in open) cycle.Close(now);
            db.Audit(organizationId, by, "position.ended", engagement.Id, $"position {position}, {open.Count} cycles closed", now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>Puts somebody on.</summary>
    /// <returns>Whether training was assigned; null when they do not work here, the position is not the Organization's, or they are the manager.</returns>
    public Task<bool?> TakeAsync(Guid personId, Guid organizationId, int position, Guid by, CancellationToken cancel) => db.DecideAsync<bool?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (personId == by || await FindAsync(personId, organizationId, now, cancel) is not { } engagement) return null;
            if (!await db.Positions.AnyAsync(p => p.Number == position && (p.OrganizationId == null || p.OrganizationId == organizationId), cancel)) return null;
            engagement.TakePosition(position, now.Day());
            var cycle = await cohorts.AssignAsync(await releases.InForceAsync(cancel), engagement, position, null, null, now, cancel);
            db.Audit(organizationId, by, "position.taken", engagement.Id, $"position {position}", now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return cycle is not null;
        },
        cancel);

    private Task<Engagement?> FindAsync(Guid personId, Guid organizationId, DateTimeOffset now, CancellationToken cancel) =>
        db.Engagements.CurrentOn(now.Day()).SingleOrDefaultAsync(e => e.PersonId == personId && e.OrganizationId == organizationId, cancel);
}
