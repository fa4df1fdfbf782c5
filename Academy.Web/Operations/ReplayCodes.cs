using System.Security.Cryptography;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What a replay did.</summary>
/// <param name="Codes">Issued after the backup; they are restored codes now.</param>
/// <param name="Changes">Of codes that the backup knows.</param>
public sealed record Replayed(int Codes, int Changes);

/// <summary>
/// 恢复: a database that was set back to a backup lacks the codes that were issued since, and does not know of those that were suspended or
/// revoked. The journal gives both back (decisions/0018).
/// </summary>
public sealed class ReplayCodes(AcademyDbContext db, AcademySecret secret, AcademySettings settings, TimeProvider clock, ILogger<ReplayCodes> log)
{
    /// <summary>The action of its audit rows.</summary>
    public const string Action = "codes.replayed";

    private const string Reason = "按签发日志恢复";
    private const int AtOnce = 200;
    private const int JournaledAtOnce = 1000;

    private readonly byte[] _key = CodeJournal.KeyOf(secret);

    /// <summary>
    /// Holds database and this node's journal against each other, before the first request. A database behind its journal was set back and
    /// gets the rest; one whose journal is gone is restoring from now on.
    /// </summary>
    /// <param name="isSetBack">It was just set back, as far as the caller knows; that PostgreSQL holds a copy is seen here.</param>
    /// <returns>Null where nothing was replayed.</returns>
    public Task<Replayed?> PrepareAsync(bool isSetBack, CancellationToken cancel) => PrepareAsync(isSetBack, null, cancel);

    /// <param name="copy">What is replayed next: a backup from before there were journals has to be told whose it is.</param>
    public async Task<Replayed?> PrepareAsync(bool isSetBack, string? copy, CancellationToken cancel)
    {
        var file = CodeJournal.In(settings.Data);
        var journal = CodeJournal.Open(file, _key);
        var identity = await IdentityAsync(cancel);
        var life = await db.LifeAsync(cancel) ?? await BeginFirstLifeAsync(journal, copy, identity, cancel);
        isSetBack |= life.Identity != identity;
        if (journal?.Origin == life.Origin)
        {
            var replayed = await TakeAsync(journal, isSetBack, isCopy: false, identity, cancel);
            if (replayed is null && !journal.IsOld) return null;
            // What was done again goes into a journal anew: this one went another way than the database does now.
            SetAside(file);
            CodeJournal.Begin(file, _key, life.Origin);
            return replayed;
        }

        // A new node of several begins a journal of its own; the one server of a SQLite database has lost it.
        var isMissed = isSetBack || (!db.Database.IsNpgsql() && await db.ReachedAsync(cancel) > 0);
        if (isMissed) await BeginLifeAsync(life.Origin, identity, isComplete: false, cancel);
        if (isMissed) log.LogCritical("The journal of codes is not there or another database's: codes may have been issued, suspended or revoked that this database does not know of. Run 'academy db replay FILE' with a copy of the journal, or 'academy db replay --none'.");
        if (File.Exists(file)) SetAside(file);
        CodeJournal.Begin(file, _key, life.Origin);
        return null;
    }

    /// <summary>Replays a copy of the journal, from wherever it was kept.</summary>
    /// <returns>Null when the file is no journal, or another database's.</returns>
    public async Task<Replayed?> RunAsync(string file, CancellationToken cancel)
    {
        if (CodeJournal.Open(file, _key) is not { } journal || await db.LifeAsync(cancel) is not { } life || journal.Origin != life.Origin) return null;
        return await TakeAsync(journal, isSetBack: false, isCopy: true, await IdentityAsync(cancel), cancel) ?? new Replayed(0, 0);
    }

    /// <summary>
    /// Somebody knows that the database was set back together with its journal, so that neither shows it: from now on it is restoring.
    /// </summary>
    /// <param name="by">Null for the command line.</param>
    /// <returns>False when it is restoring already.</returns>
    public Task<bool> DeclareMissingAsync(Guid? by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.LifeAsync(cancel) is not { CompleteAt: not null } life) return false;
            db.Lives.Add(new DatabaseLife(life.Number + 1, life.Origin, life.Identity, now, reached: 0, isComplete: false));
            db.Audit(null, by, "codes.declared-missing", null, null, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>There is no journal: what is missing stays missing, and a right signature over it is a sign of theft again.</summary>
    /// <param name="by">Null for the command line.</param>
    /// <returns>False when nothing was being restored.</returns>
    public Task<bool> GiveUpAsync(Guid? by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.LifeAsync(cancel) is not { CompleteAt: null } life) return false;
            life.Complete(by, now);
            db.Audit(null, by, "codes.given-up", null, null, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>吊销 of a code whose certificate is lost: nobody but an Administrator can reach it.</summary>
    /// <returns>False when there is none, or it was revoked before.</returns>
    public Task<bool> RevokeAsync(CertificateNumber number, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.RestoredCodes.Alone().SingleOrDefaultAsync(c => c.List == number.List && c.Index == number.Index, cancel) is not { } code || !code.Show(CodeStatus.Revoked, null, now)) return false;
            db.Audit(null, by, "codes.revoked", null, number.ToString(), now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    private Task<DatabaseLife> BeginFirstLifeAsync(CodeJournal? journal, string? copy, string identity, CancellationToken cancel) => db.DecideAsync(
        () => db.WriteAsync(
            async write =>
            {
                if (await db.LifeAsync(write) is { } before) return before;
                var issued = db.Certificates.AsNoTracking().SelectMany(c => c.Codes, (c, x) => new { c.Id, c.ExpiresOn, x.List, x.Index, Code = x });
                var lists = await issued.Select(c => c.List).Distinct().ToListAsync(write);
                var told = copy is null ? null : CodeJournal.Open(copy, _key);
                var origin = told?.Origin ?? (lists.Count > 0 ? journal?.Origin : null) ?? Guid.NewGuid();
                var life = new DatabaseLife(1, origin, identity, clock.GetUtcNow(), reached: 0, isComplete: true);
                // First, so that another node that begins at the same time waits here, and loses.
                db.Lives.Add(life);
                await db.SaveChangesAsync(write);
                // Codes from before there were journals become their first records: all of them or none, and never all at once in memory.
                foreach (var list in lists)
                {
                    for (var last = -1; ;)
                    {
                        var some = await issued.Where(c => c.List == list && c.Index > last).OrderBy(c => c.Index).Take(JournaledAtOnce).ToListAsync(write);
                        db.CodeChanges.AddRange(some.Select(c => CodeChange.Of(c.Code, c.ExpiresOn, c.Id)));
                        await db.SaveChangesAsync(write);
                        db.ChangeTracker.Clear();
                        if (some.Count < JournaledAtOnce) break;
                        last = some[^1].Index;
                    }
                }

                return life;
            },
            cancel),
        cancel);

    /// <summary>Where another node was faster, its life counts.</summary>
    private Task<DatabaseLife> BeginLifeAsync(Guid origin, string identity, bool isComplete, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var before = await db.LifeAsync(cancel);
            if (before is not null && before.Identity == identity && identity.Length > 0) return before;
            // Since when it lacks something, a second loss does not tell either.
            var reached = before is { CompleteAt: null, Reached: 0 } ? 0 : await db.ReachedAsync(cancel);
            var life = new DatabaseLife((before?.Number ?? 0) + 1, before?.Origin ?? origin, identity, clock.GetUtcNow(), reached, isComplete);
            db.Lives.Add(life);
            await db.SaveChangesAsync(cancel);
            return life;
        },
        cancel);

    /// <summary>The last record that journal and database have in common: from there on each went its own way.</summary>
    private async Task<long> CommonAsync(CodeJournal journal, CancellationToken cancel)
    {
        var (common, beyond) = (0L, Math.Min(journal.Last, await db.ReachedAsync(cancel)) + 1);
        while (beyond - common > 1)
        {
            var middle = common + ((beyond - common) / 2);
            var here = await db.CodeChanges.AsNoTracking().SingleAsync(c => c.Number == middle, cancel);
            var known = journal.IsOld ? here.Record with { CertificateId = null, End = null } : here.Record;
            if (journal.After(middle - 1).First() == known) common = middle;
            else beyond = middle;
        }

        return common;
    }

    /// <summary>Does again what the journal has and the database lacks, and says what is known then.</summary>
    /// <returns>Null where it lacks nothing.</returns>
    private async Task<Replayed?> TakeAsync(CodeJournal journal, bool isSetBack, bool isCopy, string identity, CancellationToken cancel)
    {
        var (here, common) = (await db.ReachedAsync(cancel), await CommonAsync(journal, cancel));
        var isLost = common < journal.Last;
        var (codes, changes, isWhole) = isLost ? await ReplayAsync(journal, common, cancel) : (0, 0, true);
        await db.DecideAsync(
            async () =>
            {
                var (now, life) = (clock.GetUtcNow(), (await db.LifeAsync(cancel))!);
                if (life.CompleteAt is null && !isSetBack)
                {
                    // At a start, that it lacks nothing may as well mean that this journal was begun after it was set back; and where nobody
                    // knows when that was, only what a journal has beyond the database shows that it reaches.
                    if ((isLost || (isCopy && life.Reached > 0)) && isWhole && common >= life.Reached) life.Complete(null, now);
                }
                else if (isSetBack || (isLost && common == here))
                {
                    db.Lives.Add(new DatabaseLife(life.Number + 1, life.Origin, identity, now, here, isComplete: isWhole && common == here));
                }

                if (isLost) db.Audit(null, null, Action, null, $"{codes} codes, {changes} changes", now);
                return await db.SaveChangesAsync(cancel);
            },
            cancel);
        if (!isLost) return null;
        log.LogWarning("The database had been set back: {Codes} codes and {Changes} changes of codes came back from the journal.", codes, changes);
        return new Replayed(codes, changes);
    }

    private async Task<(int Codes, int Changes, bool IsWhole)> ReplayAsync(CodeJournal journal, long common, CancellationToken cancel)
    {
        // Of each code the newest; of one that ended also what was before: suspended and then lost says two things of its certificate.
        var (newest, isWhole) = (new Dictionary<CertificateNumber, CodeRecord[]>(), true);
        foreach (var record in journal.After(common))
        {
            if (record is null) isWhole = false;
            else newest[record.Code] = record.Status is CodeStatus.Superseded && newest.TryGetValue(record.Code, out var before) ? [before[0], record] : [record];
        }

        var (codes, changes) = (0, 0);
        foreach (var some in newest.Values.GroupBy(r => r[0].Code.List).SelectMany(list => list.Chunk(AtOnce)))
        {
            var (restored, done) = await db.DecideAsync(() => DoAgainAsync([.. some.SelectMany(r => r)], cancel), cancel);
            (codes, changes) = (codes + restored, changes + done);
            db.ChangeTracker.Clear();
        }

        return (codes, changes, isWhole);
    }

    private async Task<(int Codes, int Changes)> DoAgainAsync(CodeRecord[] records, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (codes, changes) = (0, 0);
        var (list, indexes) = (records[0].Code.List, records.Select(r => r.Code.Index).ToList());
        var known = await db.Certificates.SelectMany(c => c.Codes, (c, x) => new { c.Id, x.List, x.Index }).Where(x => x.List == list && indexes.Contains(x.Index)).Select(x => x.Id).ToListAsync(cancel);
        var ids = records.Select(r => r.CertificateId).OfType<Guid>().Union(known).ToList();
        var certificates = await db.Certificates.Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
        var restored = await db.RestoredCodes.Where(c => c.List == list && indexes.Contains(c.Index)).ToListAsync(cancel);
        foreach (var record in records)
        {
            var hash = Convert.FromHexString(record.PayloadHash);
            var found = certificates.SelectMany(c => c.Codes, (c, x) => (Certificate: c, Code: x)).FirstOrDefault(s => s.Code.List == list && s.Code.Index == record.Code.Index && SHA256.HashData(s.Code.Payload).AsSpan().SequenceEqual(hash));
            if (found.Code is not null)
            {
                // Of two instants the later decided; a revocation is final whenever it was. Of one instant the journal has the order.
                if ((record.At < found.Code.StatusSince && record.Status is not CodeStatus.Revoked) || !found.Certificate.DoAgain(found.Code, record.Status, record.End, Reason, record.At)) continue;
                db.Audit(found.Certificate.OrganizationId, null, Action, found.Certificate.Id, record.Status.ToString(), now);
                changes++;
            }
            else if (restored.Find(c => c.Index == record.Code.Index) is { } again)
            {
                if (record.At < again.StatusSince && record.Status is not CodeStatus.Revoked) continue;
                var held = certificates.Find(c => c.RestoredCodes.Contains(again));
                // One that has just come back is counted already.
                if ((held?.DoAgain(again, record.Status, record.End, Reason, record.At) ?? again.Show(record.Status, record.End, record.At)) && again.RestoredAt != now) changes++;
            }
            else
            {
                var code = new RestoredCode(list, record.Code.Index, hash, record.LastDay, record.Status, record.End, record.At, record.CertificateId, now);
                db.RestoredCodes.Add(code);
                restored.Add(code);
                codes++;
                if (certificates.Find(c => c.Id == record.CertificateId) is not { } held) continue;
                if (held.Restore(code, Reason, now)) db.Audit(held.OrganizationId, null, Action, held.Id, record.Status.ToString(), now);
                // Who decides about it at this moment has not seen the code, and must.
                db.Entry(held).Property(AcademyDbContext.RowVersion).IsModified = true;
            }
        }

        await db.SaveChangesAsync(cancel);
        return (codes, changes);
    }

    /// <summary>Kept beside the new one: somebody may still want to read it.</summary>
    private void SetAside(string file) => File.Copy(file, $"{file}.before-{clock.GetUtcNow():yyyyMMddHHmmssfff}", overwrite: true);

    /// <summary>A dump that was restored is another table, in another database or cluster.</summary>
    private async Task<string> IdentityAsync(CancellationToken cancel) => db.Database.IsNpgsql()
        ? await db.Database.SqlQuery<string>(
            $"""SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' || '"CodeChanges"'::regclass::oid::text AS "Value" """).SingleAsync(cancel)
        : "";
}
