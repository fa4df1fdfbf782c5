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

    private static GuestAccess Given() => new(Guid.NewGuid(), Scene.House, Guid.NewGuid(), "李督", "云岭县消防救援大队", "53010001", new string('a', 64), Scene.Manager, Scene.Now);
}
