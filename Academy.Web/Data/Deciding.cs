using Academy.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Academy.Web.Data;

/// <summary>How an action writes: load, decide, save; and once more from the start when somebody else was faster.</summary>
public static class Deciding
{
    private const int Tries = 12;

    extension(AcademyDbContext db)
    {
        /// <summary>
        /// Runs an action that loads, decides and saves. Where it loses a race (a row changed or a unique one appeared since),
        /// it forgets what it loaded and runs again: the loser re-reads.
        /// </summary>
        public async Task<T> DecideAsync<T>(Func<Task<T>> action, CancellationToken cancel)
        {
            for (var left = Tries - 1; ; left--)
            {
                try
                {
                    return await action();
                }
                catch (Exception lost) when (left > 0 && IsLostRace(lost))
                {
                    cancel.ThrowIfCancellationRequested();
                    db.ChangeTracker.Clear();
                }
            }
        }

        /// <summary>Adds an audit row to what is saved next.</summary>
        public void Audit(Guid? organizationId, Guid? actor, string action, Guid? subject, string? detail, DateTimeOffset now, string? source = null) =>
            db.AuditEntries.Add(new AuditEntry(Guid.CreateVersion7(now), organizationId, actor, action, subject, detail, source, now));
    }

    private static bool IsLostRace(Exception exception) => exception is DbUpdateConcurrencyException || exception switch
    {
        // PostgreSQL's provider wraps what may pass by itself, a deadlock for example.
        InvalidOperationException { InnerException: { } inner } => IsLostRace(inner),
        DbUpdateException { InnerException: { } inner } => IsLostRace(inner),
        // 19 with extended code 1555 or 2067: a primary key or unique index was there first.
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        _ => false,
    };
}
