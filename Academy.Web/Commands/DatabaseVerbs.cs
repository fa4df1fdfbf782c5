using System.CommandLine;
using Academy.Web.Data;
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
        var restore = new Command("restore", "Puts a copy in the place of the SQLite database; what was there is kept beside it.") { source };
        restore.SetAction((parsed, cancel) => shell.RunAsync(services => RestoreAsync(shell, services, parsed.GetRequiredValue(source), cancel)));
        return new Command("db", "The database.") { migrate, backup, restore };
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

    private static async Task<int> RestoreAsync(Shell shell, IServiceProvider services, FileInfo source, CancellationToken cancel)
    {
        var file = FileOf(services);
        if (!source.Exists) return await shell.SayAsync($"{source.FullName} is not there.", CommandLine.InputHasErrors);
        if (!await IsWholeAsync(source.FullName, cancel)) return await shell.SayAsync($"{source.FullName} is damaged or no backup of the academy.", CommandLine.InputHasErrors);
        services.GetRequiredService<DataFolderLock>().Take();

        // Through SQLite, so that what still lies in the write-ahead log comes along.
        var kept = $"{file}.before-restore-{services.GetRequiredService<TimeProvider>().GetUtcNow():yyyyMMddHHmmss}";
        if (File.Exists(file)) await services.GetRequiredService<AcademyDbContext>().Database.ExecuteSqlAsync($"VACUUM INTO {kept}", cancel);
        SqliteConnection.ClearAllPools();
        foreach (var log in new[] { $"{file}-wal", $"{file}-shm" }) File.Delete(log);
        var arriving = $"{file}.arriving";
        source.CopyTo(arriving, overwrite: true);
        File.Move(arriving, file, overwrite: true);
        return await shell.SayAsync(File.Exists(kept) ? $"Restored. What was there is kept as {kept}." : "Restored.");
    }

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
