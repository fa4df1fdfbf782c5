using System.Net;
using Academy.Web.Data;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Data;

/// <summary>Rule 4 on several nodes: the database's instant, carried on by the machine's monotonic clock.</summary>
public sealed class DatabaseClockTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private readonly SetClock _machine = new();

    [Fact]
    public async Task Two_machines_whose_clocks_differ_by_hours_agree_on_the_instant()
    {
        var other = new SetClock { Wall = Noon.AddHours(5) };
        other.Pass(TimeSpan.FromDays(40));
        var (one, two) = (Clock(Noon), new DatabaseClock(other, _ => Task.FromResult(Noon)));
        _machine.Wall = Noon.AddHours(-3);
        await one.MeasureAsync(CancellationToken.None);
        await two.MeasureAsync(CancellationToken.None);

        _machine.Pass(TimeSpan.FromSeconds(4));
        other.Pass(TimeSpan.FromSeconds(4));

        Assert.Equal((Noon.AddSeconds(4), Noon.AddSeconds(4)), (one.GetUtcNow(), two.GetUtcNow()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Setting_the_machines_clock_by_an_hour_moves_nobodys_deadline(int hours)
    {
        var clock = Clock(Noon);
        await clock.MeasureAsync(CancellationToken.None);

        _machine.Wall = _machine.Wall.AddHours(hours);
        _machine.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(Noon.AddSeconds(1), clock.GetUtcNow());
    }

    [Fact]
    public async Task The_answer_counts_from_half_way_and_one_that_took_over_a_second_not_at_all()
    {
        var (took, said) = (TimeSpan.FromMilliseconds(400), Noon);
        var clock = new DatabaseClock(_machine, _ =>
        {
            _machine.Pass(took);
            return Task.FromResult(said);
        });
        await clock.MeasureAsync(CancellationToken.None);
        Assert.Equal(Noon.AddMilliseconds(200), clock.GetUtcNow());

        (took, said) = (TimeSpan.FromSeconds(1.1), Noon.AddDays(1));
        await clock.MeasureAsync(CancellationToken.None);

        Assert.Equal(Noon.AddMilliseconds(1300), clock.GetUtcNow());
    }

    [Fact]
    public async Task After_half_a_minute_without_a_measurement_the_clock_is_lost_until_the_next()
    {
        var clock = Clock(Noon);
        await clock.MeasureAsync(CancellationToken.None);
        _machine.Pass(DatabaseClock.LongestSilence);
        Assert.False(clock.IsLost);

        _machine.Pass(TimeSpan.FromTicks(1));
        Assert.True(clock.IsLost);

        await clock.MeasureAsync(CancellationToken.None);
        Assert.False(clock.IsLost);
    }

    [Fact]
    public async Task A_node_that_lost_the_clock_answers_503_to_everything_but_that_it_is_alive()
    {
        await using var node = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton(Clock(Noon))));
        using var visitor = node.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account/sign-in")).StatusCode);

        _machine.Pass(DatabaseClock.LongestSilence + TimeSpan.FromSeconds(1));

        using var page = await visitor.GetAsync("/account/sign-in");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.NotNull(page.Headers.RetryAfter);
        Assert.Contains("已保存的作答都在", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/readyz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/healthz")).StatusCode);
    }

    private DatabaseClock Clock(DateTimeOffset says) => new(_machine, _ => Task.FromResult(says));
}

/// <summary>The database that is asked.</summary>
public abstract class DatabaseClockSourceTests(AcademyApp app)
{
    public sealed class OnPostgres(PostgresApp app) : DatabaseClockSourceTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task A_node_on_PostgreSQL_has_measured_before_its_first_request_and_says_the_databases_instant()
    {
        var machine = new TestClock();
        using var visitor = app.Visit();
        await visitor.GetStringAsync("/healthz");
        var ask = KeepDatabaseClock.On(((PostgresTestDatabase)app.Database).Connection);

        var before = await ask(CancellationToken.None);
        var said = app.Services.GetRequiredService<DatabaseClock>().GetUtcNow();
        var after = await ask(CancellationToken.None);

        Assert.InRange(said, before.AddSeconds(-1), after.AddSeconds(1));
        var clock = new DatabaseClock(machine, ask);
        await clock.MeasureAsync(CancellationToken.None);
        Assert.InRange(clock.GetUtcNow(), after, after.AddMinutes(1));
    }
}
