using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>照片: proposed by the person or a manager, and good for certificates once a SafetyManager has compared it with the person.</summary>
public sealed class KeepPhoto(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>Proposes a photo in place of one that waits or was refused; the confirmed one stands until this one is.</summary>
    /// <param name="organizationId">That of the manager; null where people propose their own.</param>
    /// <returns>The photo; null where the person does not work in the Organization.</returns>
    public Task<Guid?> ProposeAsync(Guid personId, Guid? organizationId, byte[] file, Guid by, CancellationToken cancel) => db.DecideAsync<Guid?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (organizationId is { } here ? !await WorksAsync(personId, here, now, cancel) : personId != by) return null;
            // Never confirmed, so on no card: nobody needs it any more.
            db.PersonPhotos.RemoveRange(await db.PersonPhotos.Where(p => p.PersonId == personId && (p.State == PhotoState.Waiting || p.State == PhotoState.Refused)).ToListAsync(cancel));
            var photo = new PersonPhoto(Guid.CreateVersion7(now), personId, file, by, now);
            db.PersonPhotos.Add(photo);
            db.Audit(organizationId, by, "photo.proposed", photo.Id, photo.Hash[..16], now);
            await db.SaveChangesAsync(cancel);
            return photo.Id;
        },
        cancel);

    /// <summary>相符.</summary>
    /// <returns>False when it waits no more, the person does not work here, or it is the manager's own.</returns>
    public Task<bool> ConfirmAsync(Guid photoId, Guid organizationId, Guid by, CancellationToken cancel) => DecideAsync(
        photoId, organizationId, by, "photo.confirmed",
        async (photo, now) => photo.Confirm(await db.PersonPhotos.SingleOrDefaultAsync(p => p.PersonId == photo.PersonId && p.State == PhotoState.Confirmed, cancel), by, now),
        cancel);

    /// <summary>不符, with the reason for the person to read.</summary>
    /// <returns>As <see cref="ConfirmAsync"/>.</returns>
    public Task<bool> RefuseAsync(Guid photoId, Guid organizationId, string reason, Guid by, CancellationToken cancel) => DecideAsync(
        photoId, organizationId, by, "photo.refused", (photo, now) => Task.FromResult(photo.Refuse(reason, by, now)), cancel);

    private Task<bool> DecideAsync(Guid photoId, Guid organizationId, Guid by, string action, Func<PersonPhoto, DateTimeOffset, Task<bool>> decide, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var photo = await db.PersonPhotos.SingleOrDefaultAsync(p => p.Id == photoId, cancel);
            if (photo is null || photo.PersonId == by || !await WorksAsync(photo.PersonId, organizationId, now, cancel) || !await decide(photo, now)) return false;
            db.Audit(organizationId, by, action, photo.Id, photo.Hash[..16], now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    private Task<bool> WorksAsync(Guid personId, Guid organizationId, DateTimeOffset now, CancellationToken cancel) =>
        db.Engagements.CurrentOn(now.Day()).AnyAsync(e => e.PersonId == personId && e.OrganizationId == organizationId, cancel);
}
