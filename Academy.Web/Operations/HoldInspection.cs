using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>An authority's inspection, as the SafetyManager enters it afterwards.</summary>
/// <param name="AuthorityNumber">The authority's own number.</param>
public sealed record EnteredInspection(Guid VenueId, string Authority, string AuthorityNumber, string First, string? Second, string AccompaniedBy, DateTimeOffset HeldAt);

/// <summary>检查: from the start on site to the signature. Every act is on record; only who leads an inspection changes it.</summary>
public sealed class HoldInspection(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock)
{
    private static readonly Curriculum NoContent = new([], [], [], [], [], [], []);

    /// <summary>Starts a visit.</summary>
    /// <param name="second">Name of the second inspector.</param>
    /// <param name="lookBackOf">The inspection that is looked back on; then the kind is 回头看.</param>
    /// <returns>Null where the Venue may not be inspected, or there is nothing to look back on.</returns>
    public Task<Guid?> StartAsync(InspectorEye eye, Guid venueId, InspectionKind kind, string? second, Guid? lookBackOf, CancellationToken cancel) => db.DecideAsync<Guid?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.VenuesFor(eye, now.Day()).SingleOrDefaultAsync(v => v.Id == venueId, cancel) is not { } venue) return null;
            var team = await TeamAsync(eye, second, cancel);
            var number = await NextNumberAsync(venue.OrganizationId, now.Day().Year, cancel);
            var inspection = new Inspection(Guid.CreateVersion7(now), venue.OrganizationId, venue.Id, lookBackOf is null ? kind : InspectionKind.LookBack, number, team, now);
            if (lookBackOf is { } earlier)
            {
                var former = await db.InspectionsFor(eye, now.Day()).SingleOrDefaultAsync(i => i.Id == earlier, cancel);
                if (former?.LookBack(inspection) != true) return null;
            }

            db.Inspections.Add(inspection);
            db.Audit(venue.OrganizationId, eye.PersonId, "inspection.started", inspection.Id, $"{inspection.Number} {inspection.Kind}", now);
            await db.SaveChangesAsync(cancel);
            return inspection.Id;
        },
        cancel);

    /// <summary>补录 of what an authority found. Findings are added to it one by one.</summary>
    /// <returns>Null where the Venue is not the organization's.</returns>
    public Task<Guid?> EnterAsync(Guid organizationId, EnteredInspection entered, Guid by, CancellationToken cancel) => db.DecideAsync<Guid?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (!await db.Venues.AnyAsync(v => v.Id == entered.VenueId && v.OrganizationId == organizationId, cancel)) return null;
            var number = await NextNumberAsync(organizationId, now.Day().Year, cancel);
            var team = new InspectionTeam(by, entered.First, entered.Second, entered.Authority);
            var inspection = Inspection.Enter(Guid.CreateVersion7(now), organizationId, entered.VenueId, number, team, entered.AuthorityNumber, entered.AccompaniedBy, entered.HeldAt, now);
            db.Inspections.Add(inspection);
            db.Audit(organizationId, by, "inspection.entered", inspection.Id, $"{inspection.Number} {entered.AuthorityNumber}", now);
            await db.SaveChangesAsync(cancel);
            return inspection.Id;
        },
        cancel);

    /// <summary>Who works at the Venue of an inspection today, with what eligibility says of them.</summary>
    public async Task<IReadOnlyList<RollEntry>> RollOfAsync(Guid organizationId, Guid venueId, DateOnly day, CancellationToken cancel)
    {
        var here = await db.Engagements.CurrentOn(day).Where(e => e.VenueId == venueId).Select(e => e.Id).ToListAsync(cancel);
        var roll = await db.RollAsync(organizationId, (await releases.FindInForceAsync(cancel))?.Curriculum ?? NoContent, settings.Defaults.SeasonDays, day, cancel);
        return [.. roll.Where(e => here.Contains(e.EngagementId))];
    }

    /// <summary>Puts down who of the Venue's people is on shift.</summary>
    /// <returns>Null where there is no such inspection of this inspector, as in all that follow; false once it has ended.</returns>
    public Task<bool?> CallRollAsync(InspectorEye eye, Guid id, IReadOnlyCollection<Guid> people, CancellationToken cancel) => LeadAsync<bool?>(
        eye,
        id,
        async (inspection, now) =>
        {
            var roll = await RollOfAsync(inspection.OrganizationId, inspection.VenueId, now.Day(), cancel);
            var onShift = roll.Where(e => people.Contains(e.PersonId)).DistinctBy(e => e.PersonId)
                .Select(e => new RollCallEntry(e.PersonId, e.Name, string.Join('、', e.Positions.Select(p => p.Name)), e.Positions.Count > 0, e.MayWork)).ToList();
            if (!inspection.CallRoll(onShift)) return false;
            db.Audit(inspection.OrganizationId, eye.PersonId, "inspection.roll-called", inspection.Id, $"{inspection.Roll.Count} people", now);
            return true;
        },
        cancel);

    /// <summary>Ticks somebody on shift by name, after a look at an identity document.</summary>
    public Task<bool?> IdentifyAsync(InspectorEye eye, Guid id, Guid personId, CancellationToken cancel) => LeadAsync<bool?>(
        eye,
        id,
        (inspection, now) =>
        {
            if (!inspection.Identify(personId, now)) return Task.FromResult<bool?>(false);
            db.Audit(inspection.OrganizationId, eye.PersonId, "inspection.identified", personId, null, now);
            return Task.FromResult<bool?>(true);
        },
        cancel);

    /// <summary>双随机: draws from who is on shift and from the Organization's Venues.</summary>
    public Task<bool?> DrawAsync(InspectorEye eye, Guid id, int people, int venues, CancellationToken cancel) => LeadAsync<bool?>(
        eye,
        id,
        async (inspection, now) =>
        {
            var candidates = await db.VenuesFor(eye, now.Day()).Where(v => v.OrganizationId == inspection.OrganizationId).Select(v => v.Id).ToListAsync(cancel);
            if (inspection.Draw(RandomNumberGenerator.GetInt32(1, int.MaxValue), people, [.. candidates.Order()], venues, now) is not { } draw) return false;
            db.Audit(inspection.OrganizationId, eye.PersonId, "inspection.drawn", inspection.Id, $"seed {draw.Seed}, people {draw.People.Count}, venues {draw.Venues.Count}", now);
            return true;
        },
        cancel);

    /// <summary>Ends it with the signature.</summary>
    /// <param name="signature">Path data, or null where the name was typed.</param>
    public Task<bool?> EndAsync(InspectorEye eye, Guid id, string accompaniedBy, string title, string? signature, CancellationToken cancel) => LeadAsync<bool?>(
        eye,
        id,
        async (inspection, now) =>
        {
            if (!inspection.End(accompaniedBy, title, signature, now)) return false;
            db.Audit(inspection.OrganizationId, eye.PersonId, "inspection.ended", inspection.Id, signature is null ? "typed" : "drawn", now);
            var states = await db.Findings.Where(f => f.InspectionId == inspection.Id).Select(f => f.State).ToListAsync(cancel);
            db.PlanLookBack(inspection, states, settings.Defaults.LookBackDays, now);
            return true;
        },
        cancel);

    private async Task<InspectionTeam> TeamAsync(InspectorEye eye, string? second, CancellationToken cancel)
    {
        if (eye.GuestOf is not null)
        {
            var guest = await db.GuestAccesses.SingleAsync(g => g.PersonId == eye.PersonId, cancel);
            return new InspectionTeam(eye.PersonId, guest.Signed, second, guest.Unit);
        }

        return new InspectionTeam(eye.PersonId, await db.People.Where(p => p.Id == eye.PersonId).Select(p => p.Name).SingleAsync(cancel), second, null);
    }

    /// <summary>One more than the highest of the year. Of two at once the unique index refuses one, which runs again.</summary>
    private async Task<RecordNumber> NextNumberAsync(Guid organizationId, int year, CancellationToken cancel)
    {
        var code = await db.Organizations.Where(o => o.Id == organizationId).Select(o => o.Code).SingleAsync(cancel);
        return new RecordNumber(code, year, (await db.Inspections.Where(i => i.OrganizationId == organizationId && i.Year == year).MaxAsync(i => (int?)i.Sequence, cancel) ?? 0) + 1);
    }

    private Task<T?> LeadAsync<T>(InspectorEye eye, Guid id, Func<Inspection, DateTimeOffset, Task<T?>> act, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var inspection = await db.InspectionsFor(eye, now.Day()).SingleOrDefaultAsync(i => i.Id == id && i.InspectorId == eye.PersonId, cancel);
            if (inspection is null) return default;
            var outcome = await act(inspection, now);
            // Roll and draws are rows of their own: of one of these acts and the end at once, one must lose.
            if (db.ChangeTracker.HasChanges()) db.Entry(inspection).Property(AcademyDbContext.RowVersion).IsModified = true;
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);
}

internal static class LookBacks
{
    extension(AcademyDbContext db)
    {
        /// <summary>Plans the look back where the last finding is struck off.</summary>
        /// <param name="states">Of all findings of the inspection.</param>
        public void PlanLookBack(Inspection inspection, IReadOnlyCollection<FindingState> states, int days, DateTimeOffset now)
        {
            if (inspection.PlanLookBack(states, days, now.Day())) db.Audit(inspection.OrganizationId, null, "lookback.planned", inspection.Id, $"{inspection.LookBackOn:yyyy-MM-dd}", now);
        }
    }
}
