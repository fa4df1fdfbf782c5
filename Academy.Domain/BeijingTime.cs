namespace Academy.Domain;

/// <summary>Days are counted in Asia/Shanghai, which has had no summer time since 1991: UTC+8.</summary>
public static class BeijingTime
{
    /// <summary>The offset of Asia/Shanghai.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day an instant falls on.</summary>
    public static DateOnly Day(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant a day begins.</summary>
    public static DateTimeOffset Start(this DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
