using System.Globalization;
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
    extension(IQueryable<PersonPhoto> photos)
    {
        public IQueryable<PhotoRow> Rows() => photos.Select(p => new PhotoRow(p.Id, p.PersonId, p.Hash, p.State, p.ProposedBy, p.ProposedAt, p.DecidedBy, p.DecidedAt, p.Reason));
    }

    extension(AcademyDbContext db)
    {
        /// <summary>The one that certificates are issued with; null without.</summary>
        public Task<PhotoRow?> ConfirmedPhotoAsync(Guid personId, CancellationToken cancel) =>
            db.PersonPhotos.Where(p => p.PersonId == personId && p.State == PhotoState.Confirmed).Rows().SingleOrDefaultAsync(cancel);

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
