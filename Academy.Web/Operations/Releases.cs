using System.Collections.Concurrent;
using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Organizations;
using Academy.Web.Content;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>A content release, loaded.</summary>
public sealed record Release(int Id, string Hash, Curriculum Curriculum, ContentFiles Files);

/// <summary>The releases in use, each loaded once: they never change.</summary>
public sealed class Releases(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<int, Lazy<Task<Release>>> _loaded = new();
    private (int Id, DateTimeOffset ReadAt) _inForce;

    /// <summary>The newest release.</summary>
    /// <exception cref="InvalidOperationException">Nothing was published yet.</exception>
    public async Task<Release> InForceAsync(CancellationToken cancel) =>
        await FindInForceAsync(cancel) ?? throw new InvalidOperationException("No content release was published; run 'academy content publish'.");

    /// <summary>The newest release, or null before the first was published.</summary>
    public async Task<Release?> FindInForceAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // Read again every minute: another node or the command line may have published.
        if (_inForce.Id == 0 || (now - _inForce.ReadAt).Duration() > Fresh)
        {
            await using var scope = scopes.CreateAsyncScope();
            _inForce = (await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().Releases.MaxAsync(r => (int?)r.Id, cancel) ?? 0, now);
        }

        return _inForce.Id == 0 ? null : await GetAsync(_inForce.Id);
    }

    /// <summary>A release by its number.</summary>
    public async Task<Release> GetAsync(int id)
    {
        var loading = _loaded.GetOrAdd(id, key => new Lazy<Task<Release>>(() => LoadAsync(key)));
        try
        {
            return await loading.Value;
        }
        catch
        {
            // A database that was away for a moment is asked again next time.
            _loaded.TryRemove(KeyValuePair.Create(id, loading));
            throw;
        }
    }

    /// <summary>This one is in force, and need not be loaded again by who has just read it.</summary>
    public void Take(Release release)
    {
        _loaded.TryAdd(release.Id, new Lazy<Task<Release>>(Task.FromResult(release)));
        _inForce = default;
    }

    private async Task<Release> LoadAsync(int id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var release = await db.Releases.AsNoTracking().SingleAsync(r => r.Id == id);
        var files = await db.Releases.Where(r => r.Id == id).SelectMany(r => r.Files)
            .Join(db.ContentBlobs, f => f.BlobHash, b => b.Hash, (f, b) => new { f.Path, b.Bytes }).ToListAsync();
        var content = new ContentFiles(files.Select(f => KeyValuePair.Create(f.Path, (ReadOnlyMemory<byte>)f.Bytes)));
        var curriculum = ContentLoader.Load(content).Curriculum ?? throw new InvalidOperationException($"Content release {id} does not load with this build.");
        return new Release(id, release.Hash, curriculum, content);
    }
}

/// <summary>Checks the content folder and freezes it as a release.</summary>
public sealed class PublishContent(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock)
{
    /// <summary>What came of it: the problems, and the release where there was no error.</summary>
    /// <param name="ReleaseId">Null when errors stand in the way; the last good release then stays in force.</param>
    /// <param name="IsNew">False when nothing had changed since the release in force.</param>
    public sealed record Outcome(IReadOnlyList<ContentProblem> Problems, int? ReleaseId, bool IsNew);

    /// <summary>Publishes. Unchanged content makes no new release.</summary>
    public Task<Outcome> RunAsync(Guid? by, CancellationToken cancel)
    {
        var files = ContentFiles.Read(settings.Content, settings.ExamBank);
        return FreezeAsync(files, ContentChecker.Check(files, clock.GetUtcNow().Day()), by, cancel);
    }

    /// <summary>Freezes what was read and checked.</summary>
    internal async Task<Outcome> FreezeAsync(ContentFiles files, ContentReport report, Guid? by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (report.Curriculum is not { } curriculum) return new Outcome(report.Problems, null, false);

        var outcome = await db.DecideAsync(
            async () =>
            {
                var last = await db.Releases.OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
                if (last?.Hash == files.Hash) return new Outcome(report.Problems, last.Id, false);
                var blobs = files.Paths.Select(p => (Path: p, Bytes: files.Find(p)!.Value.ToArray())).Select(f => (f.Path, f.Bytes, Hash: Convert.ToHexStringLower(SHA256.HashData(f.Bytes)))).ToList();
                var known = await db.ContentBlobs.Select(b => b.Hash).ToListAsync(cancel);
                db.ContentBlobs.AddRange(blobs.DistinctBy(b => b.Hash).Where(b => !known.Contains(b.Hash, StringComparer.Ordinal)).Select(b => new ContentBlob(b.Hash, b.Bytes)));
                var release = new ContentRelease(files.Hash, by, now, blobs.Select(b => new ReleaseFile(b.Path, b.Hash)));
                db.Releases.Add(release);
                await DescribePositionsAsync(curriculum, cancel);
                db.Audit(null, by, "content.published", null, files.Hash, now);
                await db.SaveChangesAsync(cancel);
                return new Outcome(report.Problems, release.Id, true);
            },
            cancel);
        releases.Take(new Release(outcome.ReleaseId!.Value, files.Hash, curriculum, files));
        return outcome;
    }

    private async Task DescribePositionsAsync(Curriculum curriculum, CancellationToken cancel)
    {
        var known = await db.Positions.Where(p => p.OrganizationId == null).ToDictionaryAsync(p => p.Number, cancel);
        foreach (var position in curriculum.Positions)
        {
            if (known.TryGetValue(position.Number, out var row)) row.Describe(position.Name, position.IsHighRisk, position.IsManager);
            else db.Positions.Add(new Position(position.Number, position.Code, null, position.Name, position.IsHighRisk, position.IsManager));
        }
    }
}
