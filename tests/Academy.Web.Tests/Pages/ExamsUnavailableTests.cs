using System.Data.Common;
using System.Net;
using Academy.Web.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Academy.Web.Tests;

/// <summary>The database is locked, full or away while somebody answers.</summary>
public abstract class ExamsUnavailableTests(AcademyApp app, FailingWrites writes)
{
    public sealed class OnSqlite(FailingSqliteApp app) : ExamsUnavailableTests(app, app.Writes), IClassFixture<FailingSqliteApp>
    {
        [Theory]
        [InlineData(5)]
        [InlineData(10)]
        [InlineData(13)]
        public Task Nothing_is_acknowledged_while_the_file_is_locked_unreadable_or_the_disk_full(int code) => NothingIsAcknowledgedAsync(new SqliteException("probe", code));

        [Fact]
        public async Task Nothing_is_acknowledged_while_another_program_holds_the_file()
        {
            var sitting = await ExamsCandidate.SittingAsync(app);
            await using (var other = new SqliteConnection($"Data Source={((SqliteTestDatabase)app.Database).File};Pooling=False"))
            {
                await other.OpenAsync();
                await using var held = await other.BeginTransactionAsync();
                await AssertRefusedAsync(sitting);
            }

            await AssertSavedAsync(sitting);
        }
    }

    public sealed class OnPostgres(FailingPostgresApp app) : ExamsUnavailableTests(app, app.Writes), IClassFixture<FailingPostgresApp>
    {
        [DataTheory]
        [InlineData(PostgresErrorCodes.DiskFull)]
        [InlineData(PostgresErrorCodes.LockNotAvailable)]
        [InlineData(PostgresErrorCodes.AdminShutdown)]
        [InlineData(PostgresErrorCodes.TooManyConnections)]
        public Task Nothing_is_acknowledged_while_the_server_is_full_locked_or_going_down(string state) => NothingIsAcknowledgedAsync(new PostgresException("probe", "ERROR", "ERROR", state));
    }

    [DataFact]
    public async Task An_error_of_our_own_is_not_called_busy()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        writes.FailWith = new InvalidOperationException("probe");
        using var response = await sitting.PutAsync((1, 1, ["1"]));
        writes.FailWith = null;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Null(response.Headers.RetryAfter);
        Assert.DoesNotContain("probe", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private protected async Task NothingIsAcknowledgedAsync(DbException failure)
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        writes.FailWith = failure;
        await AssertRefusedAsync(sitting);
        writes.FailWith = null;
        await AssertSavedAsync(sitting);
    }

    private protected static async Task AssertRefusedAsync(ExamsSitting sitting)
    {
        using var response = await sitting.PutAsync((1, 1, ["1"]), (2, 1, ["1"]));
        Assert.Equal("unavailable", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Null(await sitting.KeptAsync(1));
    }

    private protected static async Task AssertSavedAsync(ExamsSitting sitting)
    {
        using var response = await sitting.PutAsync((1, 1, ["1"]), (2, 1, ["1"]));
        Assert.Equal(2, (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("saved").GetArrayLength());
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
    }
}

/// <summary>Fails the commit as the database would, when everything is written already; and keeps SQLite's patience short.</summary>
public sealed class FailingWrites : DbTransactionInterceptor, IDbConnectionInterceptor
{
    public Exception? FailWith { get; set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        FailWith is { } failure ? throw failure : ValueTask.FromResult(result);

    public async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (connection is not SqliteConnection sqlite) return;
        sqlite.DefaultTimeout = 1;
        await using var command = sqlite.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=100";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

public sealed class FailingSqliteApp() : AcademyApp(new SqliteTestDatabase())
{
    public FailingWrites Writes { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.ConfigureDbContext<SqliteAcademyDbContext>(options => options.AddInterceptors(Writes)));
    }
}

public sealed class FailingPostgresApp() : AcademyApp(new PostgresTestDatabase())
{
    public FailingWrites Writes { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.ConfigureDbContext<PostgresAcademyDbContext>(options => options.AddInterceptors(Writes)));
    }
}
