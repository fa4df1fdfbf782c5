using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class GuestAccessTests
{
    [Fact]
    public void A_guest_may_be_in_for_two_hours()
    {
        var access = Given();

        Assert.True(access.IsOpen(Scene.Now.AddHours(2).AddTicks(-1)));
        Assert.False(access.IsOpen(Scene.Now.AddHours(2)));
        Assert.False(access.Use(Scene.Now.AddHours(2)));
    }

    [Fact]
    public void The_code_works_once()
    {
        var access = Given();

        Assert.True(access.Use(Scene.Now.AddMinutes(5)));
        Assert.False(access.Use(Scene.Now.AddMinutes(6)));
        Assert.True(access.IsOpen(Scene.Now.AddMinutes(6)));
    }

    [Fact]
    public void Taken_back_the_guest_is_out_at_once()
    {
        var access = Given();
        Assert.True(access.Revoke(Scene.Manager, Scene.Now.AddMinutes(1)));

        Assert.False(access.IsOpen(Scene.Now.AddMinutes(1)));
        Assert.False(access.Use(Scene.Now.AddMinutes(1)));
        Assert.False(access.Revoke(Scene.Manager, Scene.Now.AddMinutes(2)));
    }

    [Fact]
    public void Out_after_two_hours_a_guest_may_hand_in_for_a_day_what_was_recorded_in_them()
    {
        var access = Given();
        Assert.True(access.Use(Scene.Now.AddMinutes(5)));

        Assert.False(access.MayHandIn(Scene.Now.AddHours(2).AddTicks(-1)));
        Assert.True(access.MayHandIn(Scene.Now.AddHours(2)));
        Assert.True(access.MayHandIn(Scene.Now.AddHours(26).AddTicks(-1)));
        Assert.False(access.MayHandIn(Scene.Now.AddHours(26)));
        // Clocks may differ by five minutes.
        Assert.Equal([false, true, true, false], new[] { -1, 0, 124, 125 }.Select(minute => access.WasIn(Scene.Now.AddMinutes(minute))));
    }

    [Fact]
    public void Who_never_came_or_was_sent_away_hands_in_nothing()
    {
        var (never, sent) = (Given(), Given());
        Assert.True(sent.Use(Scene.Now));
        Assert.True(sent.Revoke(Scene.Manager, Scene.Now.AddMinutes(1)));

        Assert.False(never.MayHandIn(Scene.Now.AddHours(3)));
        Assert.False(never.WasIn(Scene.Now));
        Assert.False(sent.MayHandIn(Scene.Now.AddHours(3)));
        Assert.False(sent.WasIn(Scene.Now));
    }

    [Fact]
    public void Who_hands_in_can_be_sent_away_still()
    {
        var (access, never) = (Given(), Given());
        Assert.True(access.Use(Scene.Now));

        Assert.True(access.Revoke(Scene.Manager, Scene.Now.AddHours(3)));
        Assert.False(access.MayHandIn(Scene.Now.AddHours(3)));
        Assert.False(never.Revoke(Scene.Manager, Scene.Now.AddHours(3)));
    }

    private static GuestAccess Given() => new(Guid.NewGuid(), Scene.House, Guid.NewGuid(), "李督", "云岭县消防救援大队", "53010001", new string('a', 64), Scene.Manager, Scene.Now);
}
