namespace Academy.Domain.Tests;

public sealed class BeijingTimeTests
{
    [Theory]
    [InlineData("2026-11-20T15:59:59.9999999Z", "2026-11-20")]
    [InlineData("2026-11-20T16:00:00Z", "2026-11-21")]
    [InlineData("2026-11-21T00:00:00+08:00", "2026-11-21")]
    [InlineData("2026-12-31T11:30:00-05:00", "2027-01-01")]
    [InlineData("2026-07-01T16:00:00Z", "2026-07-02")]
    public void A_day_changes_at_midnight_in_Shanghai_in_summer_and_winter(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), DateTimeOffset.Parse(instant, null).Day());

    [Fact]
    public void A_day_begins_where_the_one_before_ends()
    {
        var start = new DateOnly(2026, 11, 21).Start();

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 16, 0, 0, TimeSpan.Zero), start);
        Assert.Equal(new DateOnly(2026, 11, 21), start.Day());
        Assert.Equal(new DateOnly(2026, 11, 20), start.AddTicks(-1).Day());
    }
}
