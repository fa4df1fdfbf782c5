using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Academy.Web.Data;

/// <summary>Brings the database to the schema of this build before the first request.</summary>
public sealed class DatabaseStart(AcademyDbContext db, IServiceProvider services, IHostEnvironment environment, ILogger<DatabaseStart> log)
{
    /// <summary>SQLite: alone by the lock file, backed up, migrated. PostgreSQL: migrated in Development, else checked only.</summary>
    /// <exception cref="WrongSettingException">Another server holds the data folder, or PostgreSQL is on another schema.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (db.Database.IsNpgsql()) await ReachAsync(cancel);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (services.GetService<SqliteFile>() is { } sqlite)
        {
            services.GetRequiredService<DataFolderLock>().Take();
            if (pending.Count > 0)
            {
                if (File.Exists(sqlite.Path) && new FileInfo(sqlite.Path).Length > 0) await BackUpAsync(sqlite.Path, pending[0], cancel);
                // A migration that died left its lock row; ours is the only server on this file.
                await DropStaleMigrationLockAsync(cancel);
                await db.Database.MigrateAsync(cancel);
            }
        }
        else if (pending.Count > 0)
        {
            if (!environment.IsDevelopment()) throw new WrongSettingException($"The database lacks {pending.Count} migration(s); run 'academy db migrate' first.");
            await db.Database.MigrateAsync(cancel);
        }

        if (services.GetService<DatabaseClock>() is { } clock) await MeasureAsync(clock, cancel);
        if (environment.IsProduction() && await db.Organizations.AnyAsync(o => o.IsDemo, cancel)) throw new WrongSettingException("This database holds demo data; Production refuses it.");
    }

    /// <summary>The first answer is slow, as the connection is opened for it; without one there is no server, for no other clock counts.</summary>
    private static async Task MeasureAsync(DatabaseClock clock, CancellationToken cancel)
    {
        const int Tries = 5;
        for (var left = Tries; left > 0; left--)
        {
            if (await clock.MeasureAsync(cancel)) return;
        }

        throw new WrongSettingException("PostgreSQL takes over a second to say what time it is; the deadlines of exams need a nearer one.");
    }

    /// <summary>In Development the database itself may be missing: migrating makes it.</summary>
    private async Task ReachAsync(CancellationToken cancel)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            await db.Database.CloseConnectionAsync();
        }
        catch (Exception failure) when (RefusalIn(failure) is { } refused)
        {
            if (environment.IsDevelopment() && refused.SqlState == PostgresErrorCodes.InvalidCatalogName) return;
            throw new WrongSettingException($"PostgreSQL cannot be reached with ConnectionStrings:Academy: {refused.Message}");
        }
    }

    /// <summary>The provider wraps what may pass by itself.</summary>
    private static NpgsqlException? RefusalIn(Exception failure) => failure as NpgsqlException ?? failure.InnerException as NpgsqlException;

    private async Task BackUpAsync(string file, string before, CancellationToken cancel)
    {
        var backup = $"{file}.before-{before}";
        if (File.Exists(backup)) return;
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {backup}", cancel);
        log.LogInformation("Backed up the database to {Backup} before migrating.", backup);
    }

    private async Task DropStaleMigrationLockAsync(CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel)) return;
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
    }
}

/// <summary>One server per SQLite data folder, held for the life of the process.</summary>
public sealed class DataFolderLock(AcademySettings settings) : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private FileStream? _held;

    /// <exception cref="WrongSettingException">Another process holds it, or nothing can be written there.</exception>
    public void Take()
    {
        var path = Path.Combine(settings.Data, "academy.lock");
        try
        {
            _held ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!HeldByAnother.Contains(refused.HResult)) throw new WrongSettingException($"Academy:Data names a folder that cannot be written to: '{settings.Data}'; let the server's user write there.");

            throw new WrongSettingException($"Another server uses {settings.Data}; stop it first, or set Academy:Data to a folder of its own.");
        }
    }

    public void Dispose() => _held?.Dispose();
}
