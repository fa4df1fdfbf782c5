using Academy.Domain.Organizations;

namespace Academy.Domain.Tests.Organizations;

public sealed class RoleGrantTests
{
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 30);

    [Theory]
    [InlineData("2026-10-31", false)]
    [InlineData("2026-11-01", true)]
    [InlineData("2026-11-30", true)]
    [InlineData("2026-12-01", false)]
    public void A_delegation_counts_on_its_days_both_ends_included(string day, bool counts) =>
        Assert.Equal(counts, Grant(To).IsCurrent(DateOnly.Parse(day, null)));

    [Fact]
    public void Without_an_end_it_counts_until_taken_back()
    {
        var grant = Grant(null);
        Assert.True(grant.IsCurrent(From.AddYears(20)));

        grant.End(Scene.Today);

        Assert.True(grant.IsCurrent(Scene.Today));
        Assert.False(grant.IsCurrent(Scene.Today.AddDays(1)));
    }

    private static RoleGrant Grant(DateOnly? to) => new(Guid.NewGuid(), Scene.Manager, Role.SafetyManager, Scene.House, null, From, to, null);
}
