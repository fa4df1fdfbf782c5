using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>
/// Follows the changes of certificate codes into this node's journal. What was committed and not appended when a node died, the next
/// round appends: the rows wait in the database.
/// </summary>
public sealed class KeepCodeJournal(IServiceScopeFactory scopes, AcademySecret secret, AcademySettings settings, TimeProvider clock, ILogger<KeepCodeJournal> log)
    : Rounds(TimeSpan.FromSeconds(1), clock, log, "Changes of certificates could not be appended to the journal of codes; until they are, a restore of the database does not know them. The next round tries again in a second.")
{
    private const int AtOnce = 1000;

    private long _last;

    /// <summary>This node's trouble with its journal; null while there is none.</summary>
    public JournalTrouble? Trouble { get; private set; }

    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
            if (await db.CodeChanges.AnyAsync(c => c.Number == null, cancel)) await NumberAsync(db, cancel);
            await FollowAsync(db, cancel);
            Trouble = null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Trouble = new JournalTrouble(Trouble?.Since ?? Clock.GetUtcNow(), _last);
            AcademyMeter.JournalFailures.Add(1);
            throw;
        }
    }

    /// <summary>Numbers what waits, on one node, so that the order is the same in every node's journal. What is committed later gets a higher number, whatever its id.</summary>
    private async Task NumberAsync(AcademyDbContext claims, CancellationToken cancel)
    {
        await using var claim = await claims.ClaimAsync(Sweep.CodeJournal, cancel);
        if (claim is null) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        List<CodeChange> waiting;
        do
        {
            var last = await db.CodeChanges.MaxAsync(c => c.Number, cancel) ?? 0;
            waiting = await db.CodeChanges.Where(c => c.Number == null).OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            foreach (var change in waiting) change.Take(++last);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
        while (waiting.Count == AtOnce);
    }

    private async Task FollowAsync(AcademyDbContext db, CancellationToken cancel)
    {
        var file = CodeJournal.In(settings.Data);
        var key = CodeJournal.KeyOf(secret);
        var journal = CodeJournal.Open(file, key) ?? CodeJournal.Begin(file, key, (await db.LifeAsync(cancel))!.Origin);
        // The next start reads what it says, and begins another.
        if (journal.IsOld) return;
        int followed;
        do
        {
            var last = _last = journal.Last;
            var next = await db.CodeChanges.AsNoTracking().Where(c => c.Number > last).OrderBy(c => c.Number).Take(AtOnce).ToListAsync(cancel);
            if (next.Count > 0) journal.Append([.. next.Select(c => c.Record)]);
            followed = next.Count;
        }
        while (followed == AtOnce);
    }
}

/// <summary>A journal that cannot be written: what changes meanwhile, a restore of the database would not know.</summary>
/// <param name="Last">Number of the last record that it has, as far as this process saw it.</param>
public sealed record JournalTrouble(DateTimeOffset Since, long Last);

internal static class CodeChanges
{
    extension(CodeChange change)
    {
        /// <summary>As the journal says it; the change has its number.</summary>
        public CodeRecord Record => new(
            change.Number!.Value, new CertificateNumber(change.List, change.Index), Convert.ToHexStringLower(change.PayloadHash), change.LastDay, (CodeStatus)change.Status, change.End, change.At, change.CertificateId);
    }
}
