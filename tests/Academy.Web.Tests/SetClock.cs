namespace Academy.Web.Tests;

/// <summary>A machine whose wall clock anybody may set, while its monotonic clock goes on.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    public TimeSpan Monotonic { get; private set; } = TimeSpan.FromDays(1);

    public void Pass(TimeSpan time) => (Wall, Monotonic) = (Wall + time, Monotonic + time);

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Monotonic.Ticks;
}
