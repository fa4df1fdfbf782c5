using System.CommandLine;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Commands;

internal static class DatabaseVerbs
{
    public static Command Of(Shell shell)
    {
        var migrate = new Command("migrate", "Brings the database to the schema of this build.");
        migrate.SetAction((_, cancel) => shell.RunAsync(services => MigrateAsync(shell, services, cancel)));
        var target = new Argument<FileInfo>("FILE") { Description = "File to write; it must not be there yet." };
        var backup = new Command("backup", "Copies the SQLite database to a file, also while the server runs.") { target };
        backup.SetAction((parsed, cancel) => shell.RunAsync(services => BackUpAsync(shell, services, parsed.GetRequiredValue(target), cancel)));
        var source = new Argument<FileInfo>("FILE") { Description = "A file that 'db backup' wrote." };
        var journal = new Option<FileInfo?>("--journal") { Description = "A copy of codes.journal; without it that of the data folder." };
        var restore = new Command("restore", "Puts a copy in the place of the SQLite database and replays the journal of codes; what was there is kept beside it.") { source, journal };
        restore.SetAction((parsed, cancel) => shell.RunAsync(services => RestoreAsync(shell, services, parsed.GetRequiredValue(source), parsed.GetValue(journal), cancel)));
        var copy = new Argument<FileInfo?>("FILE") { Description = "A copy of codes.journal, from another node or another place.", Arity = ArgumentArity.ZeroOrOne };
        var none = new Option<bool>("--none") { Description = "There is no journal: ends the restoring without one." };
        var missing = new Option<bool>("--missing") { Description = "The database was set back together with its journal, so that neither shows it: begins the restoring." };
        var replay = new Command("replay", "Replays a journal of codes into a database that was set back to a backup, and ends its restoring.") { copy, none, missing };
        replay.Validators.Add(result =>
        {
            if (new[] { result.GetValue(none), result.GetValue(missing), result.GetValue(copy) is not null }.Count(given => given) != 1) result.AddError("Either FILE, --none or --missing is due.");
        });
        replay.SetAction((parsed, cancel) => shell.WriteAsync(
            services => parsed.GetValue(missing) ? DeclareMissingAsync(shell, services, cancel) : ReplayAsync(shell, services, parsed.GetValue(copy), cancel), cancel));
        return new Command("db", "The database.") { migrate, backup, restore, replay };
    }

    private static async Task<int> MigrateAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetService<SqliteFile>() is not null) await services.GetRequiredService<DatabaseStart>().RunAsync(cancel);
        else await services.GetRequiredService<AcademyDbContext>().Database.MigrateAsync(cancel);
        return await shell.SayAsync("The database is on the schema of this build.");
    }

    private static async Task<int> BackUpAsync(Shell shell, IServiceProvider services, FileInfo target, CancellationToken cancel)
    {
        var file = FileOf(services);
        if (!File.Exists(file)) return await shell.SayAsync($"There is no database in {file} yet.", CommandLine.InputHasErrors);
        if (target.Exists) return await shell.SayAsync($"{target.FullName} is there already; name another file.", CommandLine.InputHasErrors);
        if (target.Directory is not { Exists: true }) return await shell.SayAsync($"The folder of {target.FullName} is not there.", CommandLine.InputHasErrors);
        await services.GetRequiredService<AcademyDbContext>().Database.ExecuteSqlAsync($"VACUUM INTO {target.FullName}", cancel);
        return await shell.SayAsync($"Backed up to {target.FullName}.");
    }

    private static async Task<int> RestoreAsync(Shell shell, IServiceProvider services, FileInfo source, FileInfo? journal, CancellationToken cancel)
    {
        var file = FileOf(services);
        if (!source.Exists) return await shell.SayAsync($"{source.FullName} is not there.", CommandLine.InputHasErrors);
        if (!await IsWholeAsync(source.FullName, cancel)) return await shell.SayAsync($"{source.FullName} is damaged or no backup of the academy.", CommandLine.InputHasErrors);
        if (journal is not null && CodeJournal.Open(journal.FullName, CodeJournal.KeyOf(services.GetRequiredService<AcademySecret>())) is null) return await shell.SayAsync($"{journal.FullName} is no journal of codes.", CommandLine.InputHasErrors);
        services.GetRequiredService<DataFolderLock>().Take();
        await CatchUpAsync(shell, services, file, cancel);

        var kept = $"{file}.before-restore-{services.GetRequiredService<TimeProvider>().GetUtcNow():yyyyMMddHHmmss}";
        if (File.Exists(file)) await SetAsideAsync(services, file, kept, cancel);
        SqliteConnection.ClearAllPools();
        foreach (var log in new[] { $"{file}-wal", $"{file}-shm" }) File.Delete(log);
        var arriving = $"{file}.arriving";
        source.CopyTo(arriving, overwrite: true);
        File.Move(arriving, file, overwrite: true);
        await shell.SayAsync(File.Exists(kept) ? $"Restored. What was there is kept as {kept}." : "Restored.");

        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseStart>().RunAsync(cancel);
        var replay = scope.ServiceProvider.GetRequiredService<ReplayCodes>();
        var replayed = await replay.PrepareAsync(isSetBack: true, journal?.FullName, cancel);
        return journal is null ? await SayAsync(shell, scope.ServiceProvider, replayed, cancel) : await ReplayAsync(shell, scope.ServiceProvider, journal, replayed, cancel);
    }

    /// <summary>Through SQLite, so that what still lies in the write-ahead log comes along; what it cannot read is kept as it is.</summary>
    private static async Task SetAsideAsync(IServiceProvider services, string file, string kept, CancellationToken cancel)
    {
        try
        {
            await services.GetRequiredService<AcademyDbContext>().Database.ExecuteSqlAsync($"VACUUM INTO {kept}", cancel);
        }
        catch (SqliteException)
        {
            SqliteConnection.ClearAllPools();
            File.Copy(file, kept, overwrite: true);
            if (File.Exists($"{file}-wal")) File.Copy($"{file}-wal", $"{kept}-wal", overwrite: true);
        }
    }

    /// <summary>What was committed and not appended when the server died goes into the journal, before the database it is in goes.</summary>
    private static async Task CatchUpAsync(Shell shell, IServiceProvider services, string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) return;
        try
        {
            var db = services.GetRequiredService<AcademyDbContext>();
            if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any() && await db.Lives.AnyAsync(cancel)) await services.GetRequiredService<KeepCodeJournal>().RunOnceAsync(cancel);
        }
        catch (Exception damaged) when (damaged is SqliteException or DbUpdateException)
        {
            await shell.Error.WriteLineAsync($"The database that goes cannot be read ({damaged.Message}); what it alone knew of codes is lost.");
        }
    }

    private static async Task<int> ReplayAsync(Shell shell, IServiceProvider services, FileInfo? copy, CancellationToken cancel)
    {
        var replay = services.GetRequiredService<ReplayCodes>();
        var replayed = await replay.PrepareAsync(isSetBack: false, copy?.FullName, cancel);
        if (copy is not null) return await ReplayAsync(shell, services, copy, replayed, cancel);
        return await replay.GiveUpAsync(null, cancel)
            ? await shell.SayAsync("Nothing is being restored any more. Codes that this database does not know raise the alarm of a stolen key.")
            : await SayAsync(shell, services, replayed, cancel);
    }

    private static async Task<int> DeclareMissingAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        var replay = services.GetRequiredService<ReplayCodes>();
        if (await replay.PrepareAsync(isSetBack: false, cancel) is { } back) await SayAsync(shell, back);
        return await replay.DeclareMissingAsync(null, cancel)
            ? await shell.SayAsync("The database is restoring: codes that it does not know show 未确认 and raise no alarm, until 'academy db replay FILE' has a copy of the journal that reaches further, or 'academy db replay --none' says that there is none.")
            : await shell.SayAsync("The database is restoring already: give 'academy db replay FILE' a copy of the journal, or end it with 'academy db replay --none'.", CommandLine.InputHasErrors);
    }

    /// <param name="before">What the data folder's own journal gave back.</param>
    private static async Task<int> ReplayAsync(Shell shell, IServiceProvider services, FileInfo copy, Replayed? before, CancellationToken cancel) =>
        await services.GetRequiredService<ReplayCodes>().RunAsync(copy.FullName, cancel) is { } also
            ? await SayAsync(shell, services, new Replayed((before?.Codes ?? 0) + also.Codes, (before?.Changes ?? 0) + also.Changes), cancel)
            : await shell.SayAsync($"{copy.FullName} is no journal of this database's codes.", CommandLine.InputHasErrors);

    private static async Task<int> SayAsync(Shell shell, IServiceProvider services, Replayed? replayed, CancellationToken cancel)
    {
        if (replayed is not null) await SayAsync(shell, replayed);
        return await services.GetRequiredService<AcademyDbContext>().IsRestoringAsync(cancel)
            ? await shell.SayAsync("The journal of codes is missing or does not reach as far as the backup. Until 'academy db replay FILE' has a copy of it, or 'academy db replay --none' says that there is none, codes that this database does not know show 未确认.")
            : await shell.SayAsync("Every code that was issued is known.");
    }

    private static Task SayAsync(Shell shell, Replayed back) => shell.SayAsync($"From the journal: {back.Codes} codes issued and {back.Changes} changes made after the backup.");

    private static async Task<bool> IsWholeAsync(string file, CancellationToken cancel)
    {
        try
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT (SELECT integrity_check FROM pragma_integrity_check LIMIT 1) = 'ok' AND EXISTS (SELECT 1 FROM \"__EFMigrationsHistory\")";
            return await command.ExecuteScalarAsync(cancel) is 1L;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static string FileOf(IServiceProvider services) => services.GetService<SqliteFile>()?.Path
        ?? throw new WrongSettingException("The database is PostgreSQL: back up with pg_dump and restore with pg_restore.");
}
