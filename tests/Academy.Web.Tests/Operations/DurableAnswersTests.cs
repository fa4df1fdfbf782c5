using System.Data.Common;
using System.Net;
using Academy.Web.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>Acknowledged means on disk: seen at the very connection that writes the answers.</summary>
public sealed class DurableAnswersTests(WatchedSqliteApp app) : IClassFixture<WatchedSqliteApp>
{
    [Fact]
    public async Task The_connection_that_writes_answers_syncs_every_commit_to_a_log_that_is_written_ahead()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var saved = await sitting.PutAsync((1, 1, ["1"]));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);

        const long Full = 2;
        Assert.Equal([(Full, "wal")], app.Watch.Seen.Distinct());
    }
}

/// <summary>Asks the connection of each statement that writes answers how durable it is.</summary>
public sealed class WatchWrites : DbCommandInterceptor
{
    public List<(long Synchronous, string Journal)> Seen { get; } = [];

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains("INSERT INTO \"Answers\"", StringComparison.Ordinal)) Seen.Add(((long)(await AskAsync(command, "synchronous"))!, (string)(await AskAsync(command, "journal_mode"))!));
        return result;
    }

    private static async Task<object?> AskAsync(DbCommand of, string pragma)
    {
        await using var command = of.Connection!.CreateCommand();
        command.Transaction = of.Transaction;
        command.CommandText = $"PRAGMA {pragma}";
        return await command.ExecuteScalarAsync();
    }
}

public sealed class WatchedSqliteApp() : AcademyApp(new SqliteTestDatabase())
{
    public WatchWrites Watch { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.ConfigureDbContext<SqliteAcademyDbContext>(options => options.AddInterceptors(Watch)));
    }
}
