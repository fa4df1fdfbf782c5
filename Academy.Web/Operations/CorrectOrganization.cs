using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What is said of an Organization; number and code stay.</summary>
public sealed record OrganizationFacts(string LegalName, string SignName, string? CreditCode, string? District, string? ResponsiblePerson, string? SafetyOfficer);

/// <summary>What is said of a Venue.</summary>
public sealed record VenueFacts(string Name, VenueKind Kind, string Address, bool IsPublicAssembly, bool IsHighRise);

/// <summary>What came of correcting a part of an Organization.</summary>
public abstract record CorrectPartOutcome
{
    private CorrectPartOutcome() { }

    /// <param name="Suspended">Certificates that the correction suspended.</param>
    /// <param name="Resumed">Certificates that it lifted.</param>
    public sealed record Corrected(int Suspended, int Resumed) : CorrectPartOutcome;

    /// <summary>Not that Organization's.</summary>
    public sealed record NotFound : CorrectPartOutcome;

    /// <summary>Another part of it has that name.</summary>
    public sealed record NameTaken : CorrectPartOutcome;
}

/// <summary>Corrects an Organization, its Venues and its departments. Certificates keep what they were issued with.</summary>
public sealed class CorrectOrganization(AcademyDbContext db, Releases releases, SettlePerson settle, AcademySettings settings, TimeProvider clock)
{
    /// <returns>False when there is no such Organization.</returns>
    public Task<bool> RunAsync(Guid id, OrganizationFacts facts, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organization) return false;
            organization.Rename(facts.LegalName, facts.SignName);
            organization.Register(facts.CreditCode, facts.District, facts.ResponsiblePerson, facts.SafetyOfficer);
            var changed = db.Entry(organization).Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name);
            db.Audit(id, by, "organization.corrected", id, string.Join(", ", changed), now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>Whether a Venue is a 公众聚集场所 decides how long certificates hold there: those of the people who work in it follow at once.</summary>
    public Task<CorrectPartOutcome> VenueAsync(Guid venueId, Guid organizationId, VenueFacts facts, Guid by, CancellationToken cancel) => db.DecideAsync<CorrectPartOutcome>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.Venues.SingleOrDefaultAsync(v => v.Id == venueId && v.OrganizationId == organizationId, cancel) is not { } venue) return new CorrectPartOutcome.NotFound();
            if (await db.Venues.AnyAsync(v => v.OrganizationId == organizationId && v.Id != venueId && v.Name == facts.Name, cancel)) return new CorrectPartOutcome.NameTaken();
            var termChanges = venue.IsPublicAssembly != facts.IsPublicAssembly;
            venue.Describe(facts.Name, facts.Kind, facts.Address, facts.IsPublicAssembly, facts.IsHighRise);
            var changed = db.Entry(venue).Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name);
            db.Audit(organizationId, by, "venue.corrected", venueId, string.Join(", ", changed), now);
            var outcome = termChanges ? await SettleHoldersAsync(venue, by, now, cancel) : new CorrectPartOutcome.Corrected(0, 0);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    public Task<CorrectPartOutcome> DepartmentAsync(Guid departmentId, Guid organizationId, string name, Guid by, CancellationToken cancel) => db.DecideAsync<CorrectPartOutcome>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.Departments.SingleOrDefaultAsync(d => d.Id == departmentId && d.OrganizationId == organizationId, cancel) is not { } department) return new CorrectPartOutcome.NotFound();
            if (await db.Departments.AnyAsync(d => d.OrganizationId == organizationId && d.Id != departmentId && d.Name == name, cancel)) return new CorrectPartOutcome.NameTaken();
            db.Audit(organizationId, by, "department.renamed", departmentId, $"{department.Name} → {name}", now);
            department.Rename(name);
            await db.SaveChangesAsync(cancel);
            return new CorrectPartOutcome.Corrected(0, 0);
        },
        cancel);

    private async Task<CorrectPartOutcome.Corrected> SettleHoldersAsync(Venue venue, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        var here = db.Engagements.CurrentOn(now.Day()).Where(e => e.VenueId == venue.Id).Select(e => e.PersonId);
        var held = db.Certificates.NotFinal().Where(c => c.OrganizationId == venue.OrganizationId && here.Contains(c.HolderId));
        var holders = await held.Select(c => c.HolderId).Distinct().ToListAsync(cancel);
        var files = await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, holders, cancel);
        var before = files.SelectMany(f => f.Certificates).ToDictionary(c => c, c => c.State);
        foreach (var file in files) await settle.RunAsync(file, by, now, cancel);
        int Became(CertificateState was, CertificateState then) => before.Count(c => c.Value == was && c.Key.State == then);
        return new CorrectPartOutcome.Corrected(Became(CertificateState.Valid, CertificateState.Suspended), Became(CertificateState.Suspended, CertificateState.Valid));
    }
}
