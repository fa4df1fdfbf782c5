using Academy.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Academy.Tests;

/// <summary>An empty, migrated database, copied from a template that is migrated once per run, and a data folder beside it.</summary>
public abstract class TestDatabase
{
    /// <summary>The data folder of the application on this database.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("academy-").FullName;

    /// <summary>The settings that lead the application here.</summary>
    public abstract IEnumerable<(string Key, string Value)> Settings { get; }

    public abstract Task CreateAsync();

    /// <summary>A context as the application makes it, on this database.</summary>
    public abstract AcademyDbContext Open();

    /// <summary>Keeps the database as it is now.</summary>
    public abstract Task BackUpAsync();

    /// <summary>Sets it back to what was kept, under the running application.</summary>
    public abstract Task RestoreAsync();

    public virtual Task DropAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

public sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<byte[]>> Template = new(MigrateAsync);
    private readonly WriteGate _gate = new();

    public string File => Path.Combine(Folder, "academy.db");

    public override IEnumerable<(string Key, string Value)> Settings => [("Database:Provider", "Sqlite"), ("ConnectionStrings:Academy", "")];

    public override async Task CreateAsync() => await System.IO.File.WriteAllBytesAsync(File, await Template.Value);

    public override AcademyDbContext Open() =>
        new SqliteAcademyDbContext(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite($"Data Source={File}").AddInterceptors(new DurableConnections()).Options, _gate);

    private string Backup => Path.Combine(Folder, "kept.db");

    public override Task BackUpAsync() => CopyAsync(File, Backup);

    public override Task RestoreAsync() => CopyAsync(Backup, File);

    public override async Task DropAsync()
    {
        await using var pooled = new SqliteConnection($"Data Source={File}");
        SqliteConnection.ClearPool(pooled);
        _gate.Dispose();
        await base.DropAsync();
    }

    /// <summary>Page by page under SQLite's own locks, so that nobody's connection is at a file that is gone.</summary>
    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        await using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        await source.OpenAsync();
        await target.OpenAsync();
        source.BackupDatabase(target);
    }

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("academy-template-").FullName;
        var file = Path.Combine(folder, "academy.db");
        try
        {
            using var gate = new WriteGate();
            // Without pooling the last connection closes with the context, and leaves everything in the one file.
            await using (var db = new SqliteAcademyDbContext(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options, gate))
            {
                await db.Database.MigrateAsync();
            }

            return await System.IO.File.ReadAllBytesAsync(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

public sealed class PostgresTestDatabase : TestDatabase
{
    public const string Variable = "ACADEMY_TEST_POSTGRES";

    private static readonly Lazy<Task<string>> Template = new(MigrateAsync);
    private readonly string _name = $"academy_{Guid.NewGuid():n}";

    /// <summary>Connection string of the server the tests may fill with databases; null where there is none.</summary>
    public static string? Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    public override IEnumerable<(string Key, string Value)> Settings => [("Database:Provider", "Postgres"), ("ConnectionStrings:Academy", Connection)];

    public string Connection => $"{Required};Database={_name};Maximum Pool Size=20";

    private static string Required => Server ?? throw new InvalidOperationException($"{Variable} is not set; tests/run starts a PostgreSQL and sets it.");

    public override async Task CreateAsync() => await ExecuteAsync($"CREATE DATABASE {_name} TEMPLATE {await Template.Value}");

    public override AcademyDbContext Open() =>
        new PostgresAcademyDbContext(new DbContextOptionsBuilder<PostgresAcademyDbContext>().UseNpgsql(Connection).Options);

    public override Task BackUpAsync() => CopyAsync(_name, $"{_name}_kept");

    /// <summary>As a dump that is restored: the same rows in another database of the same name.</summary>
    public override Task RestoreAsync() => CopyAsync($"{_name}_kept", _name);

    public override async Task DropAsync()
    {
        // The application adds to its connection string, so its pool is another than that of this one.
        NpgsqlConnection.ClearAllPools();
        foreach (var name in new[] { _name, $"{_name}_kept" }) await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await base.DropAsync();
    }

    private async Task CopyAsync(string from, string to)
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS {to} WITH (FORCE)");
        for (var left = 20; ; left--)
        {
            try
            {
                // Nobody may be in a database that is copied; the application's clock comes back every few seconds.
                await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
                await ExecuteAsync($"CREATE DATABASE {to} TEMPLATE {from}");
                break;
            }
            catch (PostgresException busy) when (left > 0 && busy.SqlState == PostgresErrorCodes.ObjectInUse)
            {
            }
        }

        // The application adds to its connection string, so its pool is another than that of this one.
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<string> MigrateAsync()
    {
        var name = $"academy_template_{Guid.NewGuid():n}";
        await using var db = new PostgresAcademyDbContext(
            new DbContextOptionsBuilder<PostgresAcademyDbContext>().UseNpgsql($"{Required};Database={name};Pooling=false").Options);
        await db.Database.MigrateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        return name;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create($"{Required};Database=postgres;Pooling=false");
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static void Execute(string sql)
    {
        using var server = NpgsqlDataSource.Create($"{Required};Database=postgres;Pooling=false");
        using var command = server.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
