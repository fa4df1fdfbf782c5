using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What came of asking for a Venue's photos.</summary>
public abstract record PackPhotosOutcome
{
    /// <summary>There is no such Venue, or it is not this inspector's.</summary>
    public sealed record NoVenue : PackPhotosOutcome;

    /// <summary>The inspector has had all downloads of the day; the Administrators are told of it.</summary>
    public sealed record OverQuota : PackPhotosOutcome;

    /// <summary>Written down; the files may go.</summary>
    /// <param name="Photos">Ids, perhaps none.</param>
    /// <param name="Lasts">For how long the device may keep them.</param>
    public sealed record Packed(IReadOnlyList<Guid> Photos, TimeSpan Lasts) : PackPhotosOutcome;
}

/// <summary>入场前下载: gives an inspector the photos of a Venue's certificate holders to take along, so many Venues a day.</summary>
public sealed class PackPhotos(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>The action of the audit row; its subject is the inspector, by whom the day's are counted.</summary>
    public const string Action = "photos.packed";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>Writes the download down before a byte of it goes, cut off or not.</summary>
    /// <param name="source">Network address of the inspector.</param>
    public Task<PackPhotosOutcome> RunAsync(InspectorEye eye, Guid venueId, string? source, CancellationToken cancel) => db.DecideAsync<PackPhotosOutcome>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.VenuesFor(eye, now.Day()).Where(v => v.Id == venueId).Select(v => (Guid?)v.OrganizationId).SingleOrDefaultAsync(cancel) is not { } organization) return new PackPhotosOutcome.NoVenue();
            // Of two at once the second counts the first.
            var inspector = await db.People.SingleAsync(p => p.Id == eye.PersonId, cancel);
            db.Entry(inspector).Property(AcademyDbContext.RowVersion).IsModified = true;
            var start = now.Day().Start();
            if (await db.AuditEntries.CountAsync(e => e.Action == Action && e.Subject == eye.PersonId && e.At >= start, cancel) >= settings.Defaults.InspectorPacksPerDay)
            {
                await db.TellOverQuotaAsync(eye.PersonId, "photos", now, source, cancel);
                return new PackPhotosOutcome.OverQuota();
            }

            var photos = await db.PhotosAtAsync(venueId, now.Day(), cancel);
            db.Audit(organization, eye.PersonId, Action, eye.PersonId, $"photos {photos.Count} venue {venueId}", now, source);
            await db.SaveChangesAsync(cancel);
            return new PackPhotosOutcome.Packed(photos, await LastsAsync(eye, now, cancel));
        },
        cancel);

    /// <summary>A guest's are gone when the guest is.</summary>
    private async Task<TimeSpan> LastsAsync(InspectorEye eye, DateTimeOffset now, CancellationToken cancel)
    {
        if (eye.GuestOf is null) return Lasts;
        return await db.GuestAccesses.Where(a => a.PersonId == eye.PersonId).Select(a => a.ExpiresAt).SingleAsync(cancel) - now;
    }
}
