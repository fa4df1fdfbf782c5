using Academy.Domain.Training;

namespace Academy.Domain.Tests.Training;

public sealed class ClassroomSessionTests
{
    private static readonly DateTimeOffset Begins = Scene.Now.AddHours(24);
    private static readonly DateTimeOffset Ends = Begins.AddHours(2);

    [Fact]
    public void A_session_is_planned_before_it_is_held()
    {
        Assert.Throws<ArgumentException>(() => Plan(Begins, Ends, plannedAt: Begins.AddTicks(1)));
        Assert.Equal(Begins, Plan(Begins, Ends, plannedAt: Begins).PlannedAt);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(0)]
    [InlineData(8 * 60 + 1)]
    public void A_session_that_ends_before_it_begins_or_after_eight_hours_is_refused(int minutes) =>
        Assert.Throws<ArgumentException>(() => Plan(Begins, Begins.AddMinutes(minutes)));

    [Fact]
    public void Eight_hours_are_allowed() => Assert.Equal(Begins.AddHours(8), Plan(Begins, Begins.AddHours(8)).EndsAt);

    [Fact]
    public void Signing_in_is_possible_while_it_is_held()
    {
        var session = Plan(Begins, Ends);

        Assert.False(session.SignIn(Scene.Employee, Begins.AddTicks(-1)));
        Assert.False(session.SignIn(Scene.Employee, Ends.AddTicks(1)));
        Assert.Empty(session.Attendances);
        Assert.True(session.SignIn(Scene.Employee, Begins));
        Assert.True(session.SignIn(Scene.Manager, Ends));
    }

    [Fact]
    public void Signing_in_twice_is_signing_in_once_and_the_first_instant_counts()
    {
        var session = Plan(Begins, Ends);
        session.SignIn(Scene.Employee, Begins.AddMinutes(5));

        Assert.True(session.SignIn(Scene.Employee, Begins.AddMinutes(50)));
        Assert.Equal([Begins.AddMinutes(5)], session.Attendances.Select(a => a.SignedInAt));
    }

    [Fact]
    public void It_cannot_be_closed_before_it_has_ended()
    {
        var session = Held();

        Assert.Empty(session.Close(Set(Scene.Employee), Ends.AddTicks(-1)));
        Assert.Null(session.ClosedAt);
        Assert.Equal([Scene.Employee], session.Close(Set(Scene.Employee), Ends));
        Assert.Equal(Ends, session.ClosedAt);
    }

    [Fact]
    public void Only_who_was_there_and_passed_the_checkpoint_has_completed_its_lessons()
    {
        var session = Held();
        session.SignIn(Scene.Manager, Begins);

        var completed = session.Close(Set(Scene.Employee, Guid.NewGuid()), Ends);

        Assert.Equal([Scene.Employee], completed);
        Assert.Equal([true, false], session.Attendances.Select(a => a.PassedCheckpoint));
    }

    [Fact]
    public void What_was_closed_is_not_changed()
    {
        var session = Held();
        session.Close(Set(), Ends);

        Assert.Empty(session.Close(Set(Scene.Employee), Ends.AddHours(1)));
        Assert.False(session.SignIn(Scene.Manager, Ends));
        Assert.Equal(Ends, session.ClosedAt);
        Assert.False(Assert.Single(session.Attendances).PassedCheckpoint);
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(15.5, 104)]
    [InlineData(120, 0)]
    public void Attendance_counts_whole_minutes_from_signing_in_to_the_planned_end(double late, int minutes)
    {
        var session = Plan(Begins, Ends);
        session.SignIn(Scene.Employee, Begins.AddMinutes(late));
        Assert.Equal(0, Assert.Single(session.Attendances).Minutes);

        session.Close(Set(), Ends.AddHours(5));

        Assert.Equal(minutes, Assert.Single(session.Attendances).Minutes);
    }

    private static ClassroomSession Held()
    {
        var session = Plan(Begins, Ends);
        session.SignIn(Scene.Employee, Begins);
        return session;
    }

    private static ClassroomSession Plan(DateTimeOffset begins, DateTimeOffset ends, DateTimeOffset? plannedAt = null) =>
        new(Guid.NewGuid(), Scene.House, "灭火器实操", "停车场", "周安", begins, ends, ["C03/01-a"], Scene.Manager, plannedAt ?? Scene.Now);

    private static HashSet<Guid> Set(params Guid[] people) => [.. people];
}
