using Academy.Domain.Organizations;

namespace Academy.Domain.Tests.Organizations;

public sealed class EngagementTests
{
    private const int Cook = 7;
    private static readonly DateOnly First = new(2026, 4, 1);
    private static readonly DateOnly Last = new(2026, 10, 31);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(4000, true)]
    public void It_runs_from_its_first_day_on(int days, bool runs) =>
        Assert.Equal(runs, Engage().IsCurrent(First.AddDays(days)));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Its_last_day_still_counts_and_the_next_does_not(int days, bool runs)
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First);
        engagement.Leave(Last);

        Assert.Equal(runs, engagement.IsCurrent(Last.AddDays(days)));
        Assert.Equal(runs, engagement.Holds(Cook, Last.AddDays(days)));
    }

    [Fact]
    public void Who_leaves_before_the_first_day_never_worked_here()
    {
        var engagement = Engage();
        engagement.Leave(First.AddDays(-1));

        Assert.False(engagement.IsCurrent(First.AddDays(-1)));
        Assert.False(engagement.IsCurrent(First));
    }

    [Fact]
    public void A_position_is_held_from_the_day_it_was_taken()
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First.AddDays(10));

        Assert.False(engagement.Holds(Cook, First.AddDays(9)));
        Assert.True(engagement.Holds(Cook, First.AddDays(10)));
        Assert.False(engagement.Holds(Cook + 1, First.AddDays(10)));
    }

    [Fact]
    public void A_position_taken_before_work_begins_is_held_from_the_first_day_of_work()
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First.AddDays(-10));

        Assert.False(engagement.Holds(Cook, First.AddDays(-1)));
        Assert.True(engagement.Holds(Cook, First));
    }

    [Fact]
    public void Taking_a_position_twice_is_taking_it_once()
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First);
        engagement.TakePosition(Cook, First.AddDays(5));
        engagement.TakePosition(Cook + 1, First);

        Assert.Equal([(Cook, First), (Cook + 1, First)], engagement.Positions.Select(p => (p.Position, p.StartsOn)));
    }

    [Fact]
    public void A_position_that_ended_is_held_to_its_last_day_and_the_others_stay()
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First);
        engagement.TakePosition(Cook + 1, First);

        Assert.True(engagement.EndPosition(Cook, Last));
        Assert.False(engagement.EndPosition(Cook, Last));
        Assert.True(engagement.Holds(Cook, Last));
        Assert.False(engagement.Holds(Cook, Last.AddDays(1)));
        Assert.True(engagement.Holds(Cook + 1, Last.AddDays(1)));
    }

    [Fact]
    public void A_position_ended_by_mistake_is_taken_again_on_the_same_day_without_a_second_row()
    {
        var engagement = Engage();
        engagement.TakePosition(Cook, First);
        engagement.EndPosition(Cook, First.AddDays(-1));
        Assert.False(engagement.Holds(Cook, First));
        engagement.TakePosition(Cook, First);

        Assert.True(engagement.Holds(Cook, First));
        Assert.Single(engagement.Positions);
    }

    [Fact]
    public void Moving_changes_the_place_and_not_the_positions()
    {
        var (venue, department) = (Guid.NewGuid(), Guid.NewGuid());
        var engagement = Engage();
        engagement.TakePosition(Cook, First);
        engagement.Move(venue, department);

        Assert.Equal((venue, department), (engagement.VenueId, engagement.DepartmentId));
        Assert.True(engagement.Holds(Cook, First));
    }

    private static Engagement Engage() =>
        new(Guid.NewGuid(), Scene.Employee, Scene.House, "1001", "本单位", EngagementKind.Seasonal, Guid.NewGuid(), Guid.NewGuid(), First);
}
