using Academy.Domain;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>What there is, on the Administrator's first page.</summary>
/// <param name="Release">Number of the newest content release, or null before the first.</param>
/// <param name="Reports">Open ones.</param>
/// <param name="Restored">Codes without a certificate that are neither over nor revoked.</param>
/// <param name="Warnings">Actions written down in the last week that an Administrator must look into.</param>
public sealed record AdminCounts(int Organizations, int Inspectors, int? Release, int AuditToday, int Reports, int Restored, IReadOnlyList<string> Warnings);

/// <summary>One content release and how it differs from the one before.</summary>
/// <param name="By">Name of who published it; null where the command line did.</param>
/// <param name="IsFirst">Then there is nothing to differ from, and all three lists are empty.</param>
public sealed record ReleaseLine(
    int Id, string Hash, string? By, DateTimeOffset PublishedAt, int Files, bool IsFirst, IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);

/// <summary>One row of the audit trail with the names its ids stand for.</summary>
/// <param name="Actor">Null for what the rules did by themselves; empty for a person whose row was erased.</param>
public sealed record TrailLine(Guid Id, DateTimeOffset At, string Action, string? Actor, string? Organization, Guid? Subject, string? SubjectName, string? Detail, string? Source);

/// <summary>Lists of the Administrator beside Organizations.</summary>
public static class AdminQueries
{
    extension(AcademyDbContext db)
    {
        public async Task<AdminCounts> AdminCountsAsync(DateOnly day, string[] warnings, CancellationToken cancel)
        {
            var week = day.AddDays(-7).Start();
            var begin = day.Start();
            return new AdminCounts(
                await db.Organizations.CountAsync(cancel),
                await db.RoleGrants.CurrentOn(day).CountAsync(g => g.Role == Role.Inspector, cancel),
                await db.Releases.MaxAsync(r => (int?)r.Id, cancel),
                await db.AuditEntries.CountAsync(a => a.At >= begin, cancel),
                await db.CodeReports.Open().CountAsync(cancel),
                await db.RestoredCodes.Alone().Standing(day).CountAsync(cancel),
                await db.AuditEntries.Where(a => a.At >= week && warnings.Contains(a.Action)).Select(a => a.Action).Distinct().ToListAsync(cancel));
        }

        /// <summary>The newest releases first.</summary>
        public async Task<IReadOnlyList<ReleaseLine>> ReleasesAsync(int count, CancellationToken cancel)
        {
            var releases = await db.Releases.OrderByDescending(r => r.Id).Take(count + 1)
                .Select(r => new { r.Id, r.Hash, r.PublishedAt, By = db.People.Where(p => p.Id == r.PublishedBy).Select(p => p.Name).FirstOrDefault() }).ToListAsync(cancel);
            if (releases.Count == 0) return [];
            var oldest = releases[^1].Id;
            var files = (await db.Releases.Where(r => r.Id >= oldest).SelectMany(r => r.Files, (r, f) => new { r.Id, f.Path, f.BlobHash }).ToListAsync(cancel))
                .GroupBy(f => f.Id).ToDictionary(g => g.Key, g => g.ToDictionary(f => f.Path, f => f.BlobHash, StringComparer.Ordinal));
            return [.. releases.Take(count).Select((release, i) =>
            {
                var (now, before) = (files[release.Id], i + 1 < releases.Count ? files[releases[i + 1].Id] : null);
                return new ReleaseLine(
                    release.Id, release.Hash, release.By, release.PublishedAt, now.Count, before is null,
                    before is null ? [] : [.. now.Keys.Where(p => !before.ContainsKey(p)).Order(StringComparer.Ordinal)],
                    before is null ? [] : [.. now.Where(f => before.TryGetValue(f.Key, out var hash) && hash != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal)],
                    before is null ? [] : [.. before.Keys.Where(p => !now.ContainsKey(p)).Order(StringComparer.Ordinal)]);
            })];
        }

        /// <summary>The newest rows first (their ids are in order of time and are indexed, instants alone are not), as far as they are of the action and of the organization, where one is given.</summary>
        public async Task<IReadOnlyList<TrailLine>> TrailAsync(string? action, Guid? organizationId, int skip, int take, CancellationToken cancel) =>
            await (from a in db.AuditEntries
                   where (action == null || a.Action == action) && (organizationId == null || a.OrganizationId == organizationId)
                   orderby a.Id descending
                   select new TrailLine(
                       a.Id, a.At, a.Action,
                       a.Actor == null ? null : db.People.Where(p => p.Id == a.Actor).Select(p => p.Name).FirstOrDefault() ?? "",
                       db.Organizations.Where(o => o.Id == a.OrganizationId).Select(o => o.SignName).FirstOrDefault(),
                       a.Subject, db.People.Where(p => p.Id == a.Subject).Select(p => p.Name).FirstOrDefault(), a.Detail, a.Source)).Skip(skip).Take(take).ToListAsync(cancel);
    }
}
