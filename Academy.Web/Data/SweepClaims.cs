using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data;

/// <summary>The sweeps of which one node at a time runs a round.</summary>
internal enum Sweep
{
    Deadlines = 1,
    Corrections = 2,
    StatusLists = 3,
    CodeJournal = 4,
}

internal static class SweepClaims
{
    // Of our sweeps, beside any other program's locks in the same database.
    private const int Space = 0x41434144;

    extension(AcademyDbContext db)
    {
        /// <summary>
        /// Claims a round of a sweep. On PostgreSQL the claim is a lock that falls with the transaction, so also with the node that
        /// holds it; with SQLite there is one server, which holds the data folder.
        /// </summary>
        /// <returns>Dispose it to let others in; null while another node has it.</returns>
        public async Task<IAsyncDisposable?> ClaimAsync(Sweep sweep, CancellationToken cancel)
        {
            if (!db.Database.IsNpgsql()) return new OneServer();
            var round = await db.Database.BeginTransactionAsync(cancel);
            // A node that vanished without a word leaves its connection behind: the database ends it.
            await db.Database.ExecuteSqlAsync($"SET LOCAL idle_in_transaction_session_timeout = '60s'", cancel);
            if (await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({Space}, {(int)sweep}) AS \"Value\"").SingleAsync(cancel)) return round;
            await round.DisposeAsync();
            return null;
        }
    }

    private sealed class OneServer : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
