using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>
/// Counts how often a certificate is looked at and from how many networks, so that its holder's manager hears of a code that goes round.
/// Kept in memory and written once a minute: a look must not cost a write. What a crash loses is a hint.
/// </summary>
public sealed class CountLooks(IServiceScopeFactory scopes, AcademySecret secret, TimeProvider clock, ILogger<CountLooks> log)
    : Rounds(TimeSpan.FromMinutes(1), clock, log, "A minute of looks was not counted.", LogLevel.Warning)
{
    /// <summary>Days for which counts are kept.</summary>
    private const int KeptDays = 30;

    // A minute of looks that no gate has; over it they are not counted, and nobody waits.
    private const int MostWaiting = 100_000;

    private readonly byte[] _key = secret.Derive("wlaq.places.v1");
    private ConcurrentDictionary<(Guid Certificate, DateOnly Day, long Place), int> _waiting = new();

    /// <param name="source">Network address of who looks.</param>
    public void Count(Guid certificate, string source, DateTimeOffset now)
    {
        var waiting = Volatile.Read(ref _waiting);
        var look = (certificate, now.Day(), PlaceOf(source, now.Day()));
        if (waiting.Count < MostWaiting || waiting.ContainsKey(look)) waiting.AddOrUpdate(look, 1, (_, count) => count + 1);
    }

    /// <summary>Writes down what waits.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        var counted = Interlocked.Exchange(ref _waiting, new());
        if (counted.IsEmpty) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var oldest = Clock.GetUtcNow().Day().AddDays(-KeptDays);
        await db.WriteAsync(stop => db.CodeLooks.Where(l => l.Day < oldest).ExecuteDeleteAsync(stop), cancel);
        foreach (var some in counted.Chunk(500))
        {
            await db.WriteAsync(
                async stop =>
                {
                    foreach (var ((certificate, day, place), count) in some)
                    {
                        // The same on both databases; another node may have counted the same place.
                        await db.Database.ExecuteSqlAsync(
                            $"""
                            INSERT INTO "CodeLooks" ("CertificateId", "Day", "Place", "Count") VALUES ({certificate}, {day}, {place}, {count})
                            ON CONFLICT ("CertificateId", "Day", "Place") DO UPDATE SET "Count" = "CodeLooks"."Count" + excluded."Count"
                            """,
                            stop);
                    }

                    return some.Length;
                },
                cancel);
        }
    }

    /// <summary>Other numbers every day, so that nobody can be followed through them.</summary>
    private long PlaceOf(string source, DateOnly day) =>
        BitConverter.ToInt64(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{day:O}|{source}")));
}
