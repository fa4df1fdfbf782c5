using Npgsql;

namespace Academy.Web.Data;

/// <summary>
/// The one clock of several nodes: what the database last said, carried on by this machine's monotonic clock. Whoever sets
/// a machine's wall clock moves nobody's deadline.
/// </summary>
/// <param name="machine">Where the monotonic clock and timers come from.</param>
/// <param name="ask">Asks the database for its instant.</param>
public sealed class DatabaseClock(TimeProvider machine, Func<CancellationToken, Task<DateTimeOffset>> ask) : TimeProvider
{
    /// <summary>How often it is measured.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>After so long without a measurement nobody knows what time it is on the other nodes.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>A slower answer says too little: it may be off by half the time it took.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private volatile Measurement? _last;

    /// <summary>Whether this node must answer nobody. Before the first measurement there is no server.</summary>
    public bool IsLost => _last is not { } last || machine.GetElapsedTime(last.Timestamp) > LongestSilence;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _last is { } last ? last.Instant + machine.GetElapsedTime(last.Timestamp) : machine.GetUtcNow();

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database.</summary>
    /// <returns>False for an answer that took too long: it changes nothing.</returns>
    public async Task<bool> MeasureAsync(CancellationToken cancel)
    {
        var asked = machine.GetTimestamp();
        var instant = await ask(cancel);
        var took = machine.GetElapsedTime(asked);
        // The instant was taken somewhere between question and answer.
        if (took > LongestAnswer) return false;
        _last = new Measurement(instant + (took / 2), asked + (long)(took.TotalSeconds * TimestampFrequency));
        return true;
    }

    private sealed record Measurement(DateTimeOffset Instant, long Timestamp);
}

/// <summary>Measures the clock again and again.</summary>
internal sealed class KeepDatabaseClock(DatabaseClock clock, ILogger<KeepDatabaseClock> log)
    : Rounds(DatabaseClock.Every, clock, log, $"The database's clock could not be read; after {DatabaseClock.LongestSilence} without it this node answers 503.")
{
    private readonly DatabaseClock _clock = clock;

    public override Task RunOnceAsync(CancellationToken cancel) => _clock.MeasureAsync(cancel);

    /// <summary>Asks over a connection of its own, which no crowd of requests can take away.</summary>
    public static Func<CancellationToken, Task<DateTimeOffset>> On(string connection)
    {
        var own = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "academy clock", MaxPoolSize = 1, Timeout = 2, CommandTimeout = 2 }.ConnectionString;
        return async cancel =>
        {
            await using var database = new NpgsqlConnection(own);
            await database.OpenAsync(cancel);
            await using var command = database.CreateCommand();
            command.CommandText = "SELECT clock_timestamp()";
            return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancel))!);
        };
    }
}
