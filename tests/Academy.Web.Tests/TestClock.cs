namespace Academy.Tests;

/// <summary>A clock that stands still until it is told otherwise.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _door = new();
    private DateTimeOffset _now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    /// <summary>At first Monday 2026-11-23, nine in the morning in Beijing.</summary>
    public DateTimeOffset Now
    {
        get { lock (_door) return _now; }
        set { lock (_door) _now = value; }
    }

    public void Advance(TimeSpan by)
    {
        lock (_door) _now += by;
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The monotonic clock moves with the wall clock, so that nothing takes an Advance for a clock that was tampered with.</summary>
    public override long GetTimestamp() => Now.UtcTicks;

    /// <summary>What comes again and again stands still: a test that wants a sweep runs it, and none comes between what the test does. Time limits are real.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        period == Timeout.InfiniteTimeSpan ? base.CreateTimer(callback, state, dueTime, period) : new StandingTimer();

    private sealed class StandingTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
