using System.Globalization;
using System.Runtime.CompilerServices;
using Academy.Domain.Certificates;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A photo without its bytes.</summary>
public sealed record PhotoRow(Guid Id, Guid PersonId, string Hash, PhotoState State, Guid ProposedBy, DateTimeOffset ProposedAt, Guid? DecidedBy, DateTimeOffset? DecidedAt, string? Reason)
{
    /// <summary>What a code carries of it.</summary>
    public ulong CodeHash => ulong.Parse(Hash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>Somebody who works here, and how far their photo has come.</summary>
/// <param name="Waiting">The photo to compare with the person; null where none waits.</param>
public sealed record PhotoLine(Guid PersonId, string Name, string StaffNumber, string Department, bool HasConfirmed, Guid? Waiting, DateTimeOffset? Since, bool WasRefused);

/// <summary>Photos of people.</summary>
public static class PhotoQueries
{
    private const int FilesAtATime = 20;

    extension(IQueryable<PersonPhoto> photos)
    {
        public IQueryable<PhotoRow> Rows() => photos.Select(p => new PhotoRow(p.Id, p.PersonId, p.Hash, p.State, p.ProposedBy, p.ProposedAt, p.DecidedBy, p.DecidedAt, p.Reason));
    }

    extension(AcademyDbContext db)
    {
        /// <summary>The one that certificates are issued with; null without.</summary>
        public Task<PhotoRow?> ConfirmedPhotoAsync(Guid personId, CancellationToken cancel) =>
            db.PersonPhotos.Where(p => p.PersonId == personId && p.State == PhotoState.Confirmed).Rows().SingleOrDefaultAsync(cancel);

        /// <summary>
        /// The photos that the current codes of a Venue's people carry: of every certificate that stands, suspended or not, and has not expired.
        /// A person's newest photo may be another, which no code carries yet.
        /// </summary>
        public async Task<IReadOnlyList<Guid>> PhotosAtAsync(Guid venueId, DateOnly day, CancellationToken cancel) =>
            await db.Certificates.NotFinal()
                .Where(c => c.ExpiresOn >= day && db.Engagements.CurrentOn(day).Any(e => e.PersonId == c.HolderId && e.OrganizationId == c.OrganizationId && e.VenueId == venueId))
                .SelectMany(c => c.Codes).Where(x => x.IsCurrent && x.PhotoId != null).Select(x => x.PhotoId!.Value).Distinct().ToListAsync(cancel);

        /// <summary>Their files, a few in memory at a time; one that is not the file that was confirmed is left out.</summary>
        public async IAsyncEnumerable<byte[]> PhotoFilesAsync(IReadOnlyList<Guid> photos, [EnumeratorCancellation] CancellationToken cancel)
        {
            foreach (var some in photos.Chunk(FilesAtATime))
            {
                var files = await db.PersonPhotos.Where(p => some.Contains(p.Id)).Select(p => new { p.File, p.Hash }).ToListAsync(cancel);
                foreach (var photo in files.Where(p => PersonPhoto.HashOf(p.File) == p.Hash)) yield return photo.File;
            }
        }

        /// <summary>The confirmed one and the one proposed after it, whatever became of that.</summary>
        public async Task<(PhotoRow? Confirmed, PhotoRow? Proposed)> PhotosOfAsync(Guid personId, CancellationToken cancel)
        {
            var rows = await db.PersonPhotos.Where(p => p.PersonId == personId && p.State != PhotoState.Replaced).Rows().ToListAsync(cancel);
            return (rows.Find(p => p.State is PhotoState.Confirmed), rows.Find(p => p.State is not PhotoState.Confirmed));
        }

        /// <summary>Everybody who works here: first those whose photo waits, the longest first, then those without one.</summary>
        public async Task<IReadOnlyList<PhotoLine>> PhotoLinesAsync(Guid organizationId, DateOnly day, CancellationToken cancel)
        {
            var lines = await (
                from e in db.Engagements.CurrentOn(day)
                where e.OrganizationId == organizationId
                join p in db.People on e.PersonId equals p.Id
                join d in db.Departments on e.DepartmentId equals d.Id
                select new
                {
                    p.Id,
                    p.Name,
                    e.StaffNumber,
                    Department = d.Name,
                    HasConfirmed = db.PersonPhotos.Any(x => x.PersonId == p.Id && x.State == PhotoState.Confirmed),
                    Waiting = db.PersonPhotos.Where(x => x.PersonId == p.Id && x.State == PhotoState.Waiting).Select(x => new { x.Id, x.ProposedAt }).FirstOrDefault(),
                    WasRefused = db.PersonPhotos.Any(x => x.PersonId == p.Id && x.State == PhotoState.Refused),
                }).ToListAsync(cancel);
            return [.. lines.Select(l => new PhotoLine(l.Id, l.Name, l.StaffNumber, l.Department, l.HasConfirmed, l.Waiting?.Id, l.Waiting?.ProposedAt, l.WasRefused))
                .OrderBy(l => l.Waiting is null).ThenBy(l => l.HasConfirmed).ThenBy(l => l.Since).ThenBy(l => l.StaffNumber, StringComparer.Ordinal)];
        }
    }
}
