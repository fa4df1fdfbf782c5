using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>The published status lists: signed files in the database, so that every node gives the same.</summary>
public sealed class StatusLists(AcademyDbContext db, IKeyStore keys, AcademySettings settings, TimeProvider clock)
{
    /// <summary>So old a list is signed again though nothing changed: its age is what a verifier without signal goes by.</summary>
    private static readonly TimeSpan SignedAgainAfter = TimeSpan.FromMinutes(14);

    /// <summary>An open list, made where nobody asked for it before; null for what is none.</summary>
    public async Task<StoredStatusList?> FindAsync(string name, CancellationToken cancel)
    {
        if (!StatusIndex.IsOpen(name, clock.GetUtcNow().Day())) return null;
        if (await db.StatusLists.AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, cancel) is { } published) return published;
        await RefreshAsync(name, always: false, cancel);
        return await db.StatusLists.AsNoTracking().SingleAsync(l => l.Name == name, cancel);
    }

    /// <summary>Signs those anew that have something new to say or are old, and takes down those that are over.</summary>
    /// <param name="always">All of them: the key that signed them is condemned.</param>
    /// <returns>How many were signed.</returns>
    public async Task<int> RefreshAsync(bool always, CancellationToken cancel)
    {
        var today = clock.GetUtcNow().Day();
        var names = await db.StatusLists.Select(l => l.Name).ToListAsync(cancel);
        var over = names.Where(name => !StatusIndex.IsOpen(name, today)).ToList();
        if (over.Count > 0) await db.WriteAsync(write => db.StatusLists.Where(l => over.Contains(l.Name)).ExecuteDeleteAsync(write), cancel);
        var signed = 0;
        foreach (var name in names.Except(over, StringComparer.Ordinal)) signed += await RefreshAsync(name, always, cancel) ? 1 : 0;
        return signed;
    }

    private Task<bool> RefreshAsync(string name, bool always, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var list = await db.StatusLists.SingleOrDefaultAsync(l => l.Name == name, cancel);
            var bits = StatusList.Pack((await db.StatusEntriesAsync(name, cancel)).Select(e => (e.Index, (CodeStatus)e.Status)));
            var hash = SHA256.HashData(bits);
            var ring = await keys.ReadAsync(cancel);
            // Another node may have signed with a key that was condemned since: it had not heard of it yet.
            var isSound = list is not null && CoseSign1.Read(list.Bytes)?.Kid == ring.InUse(KeyPurpose.StatusList, now.Day()).Kid;
            if (list is not null && isSound && !always && now - list.IssuedAt < SignedAgainAfter && hash.AsSpan().SequenceEqual(list.BitsHash)) return false;
            if (list is null) db.StatusLists.Add(list = new StoredStatusList(name));
            var issuedAt = DateTimeOffset.FromUnixTimeSeconds(Math.Max(now.ToUnixTimeSeconds(), list.IssuedAt.ToUnixTimeSeconds() + 1));
            list.Publish(issuedAt, hash, StatusList.Sign(settings.PublicUrl, name, bits, issuedAt, ring));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            return true;
        },
        cancel);
}

/// <summary>Keeps the published lists in step with the certificates: within a minute of a change, and never older than a quarter of an hour.</summary>
public sealed class PublishStatusLists(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PublishStatusLists> log)
    : Rounds(TimeSpan.FromMinutes(1), clock, log, "The status lists could not be signed; what verifiers hold grows old until they are. The next round tries again in a minute.")
{
    /// <summary>One round; of several nodes one runs it.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var claim = await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().ClaimAsync(Sweep.StatusLists, cancel);
        if (claim is null) return;
        // In a scope of their own: the claim is a transaction that nothing else belongs to.
        await using var work = scopes.CreateAsyncScope();
        await work.ServiceProvider.GetRequiredService<StatusLists>().RefreshAsync(always: false, cancel);
    }
}
