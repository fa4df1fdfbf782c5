using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Academy.Web.Tests.Data;

public abstract class WritingTests(AcademyApp app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public sealed class OnSqlite(SqliteApp app) : WritingTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : WritingTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task The_second_of_two_saves_of_what_both_had_read_is_refused()
    {
        var slip = await PrintSlipAsync();

        await using var first = app.Database.Open();
        await using var second = app.Database.Open();
        var readByFirst = await first.ActivationSlips.SingleAsync(s => s.Id == slip);
        var readBySecond = await second.ActivationSlips.SingleAsync(s => s.Id == slip);

        Assert.True(readByFirst.Use(app.Clock.Now));
        await first.SaveChangesAsync();
        Assert.True(readBySecond.Use(app.Clock.Now.AddSeconds(1)));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());

        Assert.Equal(app.Clock.Now, await app.ReadAsync(db => db.ActivationSlips.Where(s => s.Id == slip).Select(s => s.UsedAt).SingleAsync()));
    }

    [DataFact]
    public async Task A_save_of_what_was_read_after_the_last_one_goes_through()
    {
        var id = await PrintSlipAsync();

        await app.ArrangeAsync(async db => (await db.ActivationSlips.SingleAsync(s => s.Id == id)).Use(app.Clock.Now));
        await app.ArrangeAsync(async db => db.Entry(await db.ActivationSlips.SingleAsync(s => s.Id == id)).Property(s => s.UsedAt).CurrentValue = null);

        Assert.Null(await app.ReadAsync(db => db.ActivationSlips.Where(s => s.Id == id).Select(s => s.UsedAt).SingleAsync()));
    }

    [DataFact]
    public async Task Fifty_saves_at_once_are_all_kept()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToList();

        await Task.WhenAll(ids.Select(id => app.ArrangeAsync(db => db.Add(new Person(id, "王小明"))))).WaitAsync(Patience);

        Assert.Equal(50, await app.ReadAsync(db => db.People.CountAsync(p => ids.Contains(p.Id))));
    }

    [DataFact]
    public async Task Fifty_transactions_and_saves_at_once_are_all_kept()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToList();

        await Task.WhenAll(ids.Select((id, i) => i % 2 == 0
            ? app.ArrangeAsync(db => db.Add(new Group(id, "集团")))
            : WriteAsync(async (db, cancel) =>
            {
                db.Add(new Group(id, "集团"));
                await db.SaveChangesAsync(cancel);
            }))).WaitAsync(Patience);

        Assert.Equal(50, await app.ReadAsync(db => db.Groups.CountAsync(g => ids.Contains(g.Id))));
    }

    [DataFact]
    public async Task What_a_failed_transaction_wrote_is_gone_and_the_next_writer_gets_in()
    {
        var (lost, kept) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async (db, cancel) =>
        {
            db.Add(new Group(lost, "集团"));
            await db.SaveChangesAsync(cancel);
            throw new InvalidOperationException("Something went wrong after the first save.");
        }));
        await app.ArrangeAsync(db => db.Add(new Group(kept, "集团"))).WaitAsync(Patience);

        Assert.Equal([kept], await app.ReadAsync(db => db.Groups.Where(g => g.Id == lost || g.Id == kept).Select(g => g.Id).ToListAsync()));
    }

    private async Task WriteAsync(Func<AcademyDbContext, CancellationToken, Task> write)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        await db.WriteAsync(
            async cancel =>
            {
                await write(db, cancel);
                return true;
            },
            CancellationToken.None);
    }

    private async Task<Guid> PrintSlipAsync()
    {
        var (person, user, slip) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.ArrangeAsync(db => db.AddRange(
            new Person(person, "王小明"),
            new AcademyUser { Id = user, PersonId = person, UserName = $"{user:n}", NormalizedUserName = $"{user:N}" },
            new ActivationSlip(slip, user, codeHash: $"{slip:n}", printedBy: null, app.Clock.Now, app.Clock.Now.AddDays(7))));
        return slip;
    }
}

public sealed class WriteGateTests
{
    [Fact]
    public async Task Lets_one_writer_in_at_a_time()
    {
        using var gate = new WriteGate();
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => gate.RunAsync(
            async () =>
            {
                most = Math.Max(most, ++inside);
                await Task.Yield();
                return inside--;
            },
            CancellationToken.None)))).WaitAsync(Patience);

        Assert.Equal((1, 50), (most, gate.Turns));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_turn()
    {
        using var gate = new WriteGate();
        using var impatient = new CancellationTokenSource();
        var (leave, wrote) = (new TaskCompletionSource<bool>(), false);
        var held = gate.RunAsync(() => leave.Task, CancellationToken.None);
        var waiting = gate.RunAsync(() => Task.FromResult(wrote = true), impatient.Token);

        await impatient.CancelAsync();
        leave.SetResult(true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        Assert.True(await held.WaitAsync(Patience));
        Assert.Equal((false, 1), (wrote, await gate.RunAsync(() => Task.FromResult(1), CancellationToken.None).WaitAsync(Patience)));
    }

    [Fact]
    public async Task Whoever_fails_is_told_and_the_next_has_the_turn()
    {
        using var gate = new WriteGate();

        var failing = gate.RunAsync<int>(() => throw new InvalidOperationException("Disk gone."), CancellationToken.None);
        var next = gate.RunAsync(() => Task.FromResult(2), CancellationToken.None);

        Assert.Equal("Disk gone.", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing.WaitAsync(Patience))).Message);
        Assert.Equal(2, await next.WaitAsync(Patience));
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);
}

public sealed class SqliteFileTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private string Log => $"{app.Services.GetRequiredService<SqliteFile>().Path}-wal";

    [Fact]
    public async Task However_much_is_written_the_log_stays_as_long_as_what_came_between_two_rounds()
    {
        using var checkpoints = new Checkpoints(app.Services.GetRequiredService<SqliteFile>(), app.Services.GetRequiredService<WriteGate>(), NullLogger<Checkpoints>.Instance);
        await RoundAsync(checkpoints);
        var once = new FileInfo(Log).Length;

        for (var round = 0; round < 10; round++) await RoundAsync(checkpoints);

        Assert.InRange(new FileInfo(Log).Length, 1, 2 * once);
        Assert.Equal(11 * 200, await app.ReadAsync(db => db.Groups.CountAsync()));
    }

    [Fact]
    public async Task The_journal_of_answers_is_one_tree_in_the_order_of_its_key()
    {
        var sql = await app.ReadAsync(db => db.Database.SqlQueryRaw<string>("SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = 'AnswerRevisions'").SingleAsync());

        Assert.EndsWith("WITHOUT ROWID", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_begin_hand_in_or_are_graded_together_are_found_by_their_ids_not_among_all_who_sit()
    {
        List<Guid> ids = [Guid.CreateVersion7()];

        var plans = await app.ReadAsync(async db => new[]
        {
            await PlanAsync(db, db.Attempts.Where(a => ids.Contains(a.Id)).MayBegin(app.Clock.Now)),
            await PlanAsync(db, db.Attempts.Where(a => ids.Contains(a.AssignmentId)).MayBegin(app.Clock.Now)),
            await PlanAsync(db, db.Attempts.Where(a => ids.Contains(a.Id) && a.State == AttemptState.InProgress && a.PausedAt == null && a.PrintedAt == null)),
            await PlanAsync(db, db.Attempts.Where(a => ids.Contains(a.Id)).MayBeGraded()),
        });

        Assert.All(plans, plan => Assert.Matches(@"^SEARCH a USING \w+ \w+ \((Assignment)?Id=\?\)", plan));
    }

    private static async Task<string> PlanAsync(AcademyDbContext db, IQueryable<ExamAttempt> attempts)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = attempts.Select(a => a.Number).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetString(3);
    }

    private async Task RoundAsync(Checkpoints checkpoints)
    {
        await app.ArrangeAsync(db => db.AddRange(Enumerable.Range(0, 200).Select(_ => new Group(Guid.CreateVersion7(), "集团"))));
        await checkpoints.RunOnceAsync(CancellationToken.None);
    }
}

public sealed class DurableConnectionsTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_sqlite_connection_is_durable_and_strict(string pragma, string expected)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var another = app.Services.CreateAsyncScope();
        var (first, second) = (scope.ServiceProvider.GetRequiredService<AcademyDbContext>(), another.ServiceProvider.GetRequiredService<AcademyDbContext>());

        // Both open at once, so that the second is not the first's pooled connection.
        await first.Database.OpenConnectionAsync();
#pragma warning disable CA1849 // The synchronous way is what is tested.
        second.Database.OpenConnection();
#pragma warning restore CA1849

        Assert.Equal(expected, await AskAsync(first, pragma));
        Assert.Equal(expected, await AskAsync(second, pragma));
    }

    private static async Task<string?> AskAsync(AcademyDbContext db, string pragma)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
