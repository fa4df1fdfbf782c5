using System.Collections.Concurrent;
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
        Assert.Contains(app.Watch.Commits, c => c.Answers == 1);
        Assert.All(app.Watch.Commits, c => Assert.Equal((Full, "wal"), (c.Synchronous, c.Journal)));
    }
}

/// <summary>Asks at each commit, at its own connection, how durable it is and how many answers there will be.</summary>
public sealed class WatchCommits : DbTransactionInterceptor
{
    public ConcurrentQueue<(long Synchronous, string Journal, long Answers)> Commits { get; } = [];

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Commits.Enqueue(((long)(await AskAsync(transaction, "PRAGMA synchronous"))!, (string)(await AskAsync(transaction, "PRAGMA journal_mode"))!, (long)(await AskAsync(transaction, "SELECT count(*) FROM \"AnswerRevisions\""))!));
        return result;
    }

    private static async Task<object?> AskAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}

public sealed class WatchedSqliteApp() : AcademyApp(new SqliteTestDatabase())
{
    public WatchCommits Watch { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.ConfigureDbContext<SqliteAcademyDbContext>(options => options.AddInterceptors(Watch)));
    }
}
