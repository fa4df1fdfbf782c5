using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect;

/// <summary>What the pages of inspections, and the scanner, fetch beside them.</summary>
internal static class InspectEndpoints
{
    public static void MapInspect(this WebApplication app)
    {
        app.MapGet("/inspect/photos/{id:guid}", PhotoAsync).RequireAuthorization(Policies.Inspector);
        app.MapGet("/inspect/visits/{id:guid}/pack", PackAsync).RequireAuthorization(Policies.Inspector);
        app.MapGet("/inspect/names.cose", NamesAsync).RequireAuthorization(Policies.Inspector);
    }

    private static async Task<IResult> PhotoAsync(Guid id, HttpContext http, AcademyDbContext db, TimeProvider clock, CancellationToken cancel)
    {
        var inspections = db.InspectionsFor(http.User.Eye, clock.GetUtcNow().Day());
        return TakenPhotos.Answer(http, await db.FindingPhotos.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && inspections.Any(i => i.Id == p.InspectionId), cancel));
    }

    /// <summary>
    /// The names behind the numbers in codes, of the Organizations that may be inspected today: who else is a customer, nobody learns from
    /// a scanner. Signed for one person, so it is kept by nobody on the way.
    /// </summary>
    private static async Task<IResult> NamesAsync(HttpContext http, AcademyDbContext db, IKeyStore keys, AcademySettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var venues = db.VenuesFor(http.User.Eye, now.Day());
        var organizations = await db.Organizations.Where(o => venues.Any(v => v.OrganizationId == o.Id)).Select(o => new { o.Number, o.SignName }).ToDictionaryAsync(o => o.Number, o => o.SignName, cancel);
        var positions = await db.Positions.Where(p => p.OrganizationId == null || venues.Any(v => v.OrganizationId == p.OrganizationId)).Select(p => new { p.Number, p.Name }).ToDictionaryAsync(p => p.Number, p => p.Name, cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(SignedNames.Sign(now, organizations, positions, settings.PublicHost, await keys.ReadAsync(cancel)), "application/cose; cose-type=\"cose-sign1\"");
    }

    /// <summary>What a device needs to go on with an inspection where there is no signal.</summary>
    private static async Task<IResult> PackAsync(Guid id, HttpContext http, AcademyDbContext db, HoldInspection hold, TimeProvider clock, CancellationToken cancel)
    {
        var (me, day) = (http.User.PersonId, clock.GetUtcNow().Day());
        if (await db.RecordAsync(db.InspectionsFor(http.User.Eye, day).Where(i => i.InspectorId == me && i.EndedAt == null), id, cancel) is not { } record) return Results.NotFound();
        var visit = record.Inspection;
        var roll = await hold.RollOfAsync(visit.OrganizationId, visit.VenueId, day, cancel);
        var people = roll.Select(e => e.PersonId).ToList();
        var numbers = (await db.Certificates.AsNoTracking().NotFinal().Where(c => c.OrganizationId == visit.OrganizationId && people.Contains(c.HolderId)).ToListAsync(cancel))
            .ToLookup(c => (c.HolderId, c.Position), c => c.CurrentCode is { } code ? new CertificateNumber(code.List, code.Index).ToString()
                : c.RestoredCodes.FirstOrDefault(x => x.IsCurrent) is { } restored ? new CertificateNumber(restored.List, restored.Index).ToString() : null);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new VisitPack(
            new PackedVisit(visit.Id, visit.Number, visit.Kind, visit.StartedAt),
            new PackedPlace(visit.OrganizationId, record.Unit),
            new PackedPlace(visit.VenueId, record.Venue),
            [.. roll.Select(e => new PackedPerson(e.PersonId, e.Name, visit.Roll.Any(r => r.PersonId == e.PersonId), [.. e.Positions.Select(p => new PackedPosition(p.Number, p.Name, numbers[(e.PersonId, p.Number)].FirstOrDefault()))]))]));
    }

    private sealed record VisitPack(PackedVisit Visit, PackedPlace Organization, PackedPlace Venue, IReadOnlyList<PackedPerson> Roll);

    private sealed record PackedVisit(Guid Id, string Number, InspectionKind Kind, DateTimeOffset StartedAt);

    private sealed record PackedPlace(Guid Id, string Name);

    /// <param name="OnShift">Ticked in the roll-call so far.</param>
    private sealed record PackedPerson(Guid Id, string Name, bool OnShift, IReadOnlyList<PackedPosition> Positions);

    /// <param name="CertificateNumber">Of the certificate in force or suspended; null without one, or where its code was lost.</param>
    private sealed record PackedPosition(int Number, string Name, string? CertificateNumber);
}
