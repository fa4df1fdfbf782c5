using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Academy.Web.Tests.Data;

/// <summary>The start on a database as it is, without the web around it.</summary>
public abstract class DatabaseStartTests(TestDatabase database) : IAsyncLifetime
{
    public sealed class OnSqlite : DatabaseStartTests
    {
        private readonly SqliteTestDatabase _database;

        public OnSqlite()
            : this(new SqliteTestDatabase()) { }

        private OnSqlite(SqliteTestDatabase database)
            : base(database) => _database = database;

        [DataFact]
        public async Task A_database_that_holds_something_is_backed_up_before_it_is_migrated()
        {
            await ReplaceByOlderAsync();

            await StartAsync(Environments.Production);

            await using var db = _database.Open();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            var backup = Assert.Single(Backups);
            Assert.Equal($"academy.db.before-{db.Database.GetMigrations().First()}", Path.GetFileName(backup));
            Assert.Equal("kept", await AskAsync(backup, "SELECT note FROM older"));
            Assert.Equal(0L, await AskAsync(backup, "SELECT count(*) FROM sqlite_master WHERE name = 'People'"));
        }

        [DataFact]
        public async Task A_backup_put_in_the_place_of_the_database_starts()
        {
            var copy = Path.Combine(_database.Folder, "copy.db");
            await AskAsync(_database.File, $"VACUUM INTO '{copy}'");
            File.Move(copy, _database.File, overwrite: true);

            await StartAsync(Environments.Production);

            Assert.Equal("wal", await AskAsync(_database.File, "PRAGMA journal_mode"));
        }

        [DataFact]
        public async Task A_database_that_is_up_to_date_is_not_backed_up()
        {
            await StartAsync(Environments.Production);

            Assert.Empty(Backups);
        }

        [DataFact]
        public async Task An_empty_folder_gets_a_database_and_no_backup()
        {
            File.Delete(_database.File);

            await StartAsync(Environments.Production);

            Assert.Empty(Backups);
            await using var db = _database.Open();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }

        [DataFact]
        public async Task A_lock_left_by_a_migration_that_died_holds_nobody_up()
        {
            await ReplaceByOlderAsync();
            await AskAsync(_database.File, """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 01:00:00');
                """);

            await StartAsync(Environments.Production).WaitAsync(TimeSpan.FromSeconds(60));
        }

        [DataFact]
        public async Task A_second_server_on_the_same_folder_is_refused()
        {
            var settings = new AcademySettings { Data = _database.Folder };
            using var first = new DataFolderLock(settings);
            first.Take();
            first.Take();

            using (var second = new DataFolderLock(settings))
            {
                var refused = Assert.Throws<WrongSettingException>(second.Take);
                Assert.StartsWith($"Another server uses {_database.Folder};", refused.Message, StringComparison.Ordinal);
            }

            first.Dispose();
            using var third = new DataFolderLock(settings);
            third.Take();
            await Task.CompletedTask;
        }

        private string[] Backups => Directory.GetFiles(_database.Folder, "*.before-*");

        /// <summary>With a single migration there is no older schema to come from; a file with something else in it stands for one.</summary>
        private async Task ReplaceByOlderAsync()
        {
            File.Delete(_database.File);
            await AskAsync(_database.File, "CREATE TABLE older (note TEXT); INSERT INTO older VALUES ('kept');");
        }

        private static async Task<object?> AskAsync(string file, string sql)
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync();
        }
    }

    public sealed class OnPostgres() : DatabaseStartTests(new PostgresTestDatabase())
    {
        [DataTheory]
        [InlineData("Production")]
        [InlineData("Testing")]
        public async Task A_node_refuses_to_start_on_another_schema(string environment)
        {
            await EmptyAsync();

            var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync(environment));
            Assert.Matches(@"^The database lacks \d+ migration\(s\); run 'academy db migrate' first\.$", refused.Message);
        }

        [DataFact]
        public async Task Development_migrates_by_itself()
        {
            await EmptyAsync();

            await StartAsync(Environments.Development);

            await using var db = Database.Open();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }

        [DataFact]
        public async Task Development_makes_a_database_that_is_not_there_and_elsewhere_the_start_says_so()
        {
            await using var db = Database.Open();
            await db.Database.EnsureDeletedAsync();
            var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync("Testing"));
            Assert.StartsWith("PostgreSQL cannot be reached with ConnectionStrings:Academy", refused.Message, StringComparison.Ordinal);

            await StartAsync(Environments.Development);

            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }

        private async Task EmptyAsync()
        {
            await using var db = Database.Open();
            await db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
        }
    }

    [DataFact]
    public async Task Production_refuses_a_database_with_a_demo_organization()
    {
        await ArrangeAsync(isDemo: true);

        var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync(Environments.Production));
        Assert.Equal("This database holds demo data; Production refuses it.", refused.Message);
    }

    [DataTheory]
    [InlineData("Production", false)]
    [InlineData("Development", true)]
    public async Task Real_data_in_production_and_demo_data_in_development_are_welcome(string environment, bool isDemo)
    {
        await ArrangeAsync(isDemo);

        await StartAsync(environment);
    }

    public Task InitializeAsync() => Database.CreateAsync();

    public Task DisposeAsync() => Database.DropAsync();

    private protected TestDatabase Database => database;

    private protected async Task StartAsync(string environment)
    {
        var services = new ServiceCollection().AddSingleton(new AcademySettings { Data = Database.Folder }).AddSingleton<DataFolderLock>();
        if (Database is SqliteTestDatabase sqlite) services.AddSingleton(new SqliteFile(sqlite.File));
        await using var provider = services.BuildServiceProvider();
        await using var db = Database.Open();
        await new DatabaseStart(db, provider, new HostingEnvironment { EnvironmentName = environment }, NullLogger<DatabaseStart>.Instance).RunAsync(CancellationToken.None);
    }

    private async Task ArrangeAsync(bool isDemo)
    {
        await using var db = Database.Open();
        var organization = new Organization(Guid.CreateVersion7(), Organization.FirstNumber, "yunding", "云顶文化旅游有限公司", "云顶");
        if (isDemo) organization.MarkDemo();
        db.Add(organization);
        await db.SaveChangesAsync();
    }
}
