using Academy.Web.Data;
using Microsoft.Extensions.Logging;

namespace Academy.Web.Tests.Data;

public sealed class RoundsTests
{
    [Fact]
    public async Task A_round_that_fails_is_written_down_and_the_next_one_comes()
    {
        var log = new Lines();
        using var rounds = new Failing(log);
        await rounds.TickAsync(CancellationToken.None);
        await rounds.TickAsync(CancellationToken.None);

        Assert.Equal(2, rounds.Count);
        Assert.Equal(["Warning: it tries again.", "Warning: it tries again."], log.Said);
    }

    [Fact]
    public async Task A_time_limit_that_ran_out_ends_the_round_and_the_servers_end_ends_the_sweep()
    {
        var log = new Lines();
        using var rounds = new Failing(log, cancelled: true);
        await rounds.TickAsync(CancellationToken.None);
        Assert.Single(log.Said);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rounds.TickAsync(new CancellationToken(canceled: true)));
        Assert.Single(log.Said);
    }

    private sealed class Failing(ILogger log, bool cancelled = false) : Rounds(TimeSpan.FromHours(1), TimeProvider.System, log, "it tries again.", LogLevel.Warning)
    {
        public int Count { get; private set; }

        public override Task RunOnceAsync(CancellationToken cancel)
        {
            Count++;
            throw cancelled ? new OperationCanceledException() : new InvalidOperationException("broken");
        }
    }

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
