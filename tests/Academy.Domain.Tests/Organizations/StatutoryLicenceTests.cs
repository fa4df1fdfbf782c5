using Academy.Domain.Organizations;

namespace Academy.Domain.Tests.Organizations;

public sealed class StatutoryLicenceTests
{
    private static readonly DateOnly ExpiresOn = new(2027, 2, 28);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void It_is_in_force_to_the_end_of_its_last_day(int days, bool inForce) =>
        Assert.Equal(inForce, Checked().IsInForce(ExpiresOn.AddDays(days)));

    [Fact]
    public void Nobody_relies_on_a_licence_that_was_not_checked() => Assert.False(Registered().IsInForce(Scene.Today));

    [Fact]
    public void Who_checked_it_and_when_is_kept()
    {
        var licence = Checked();

        Assert.Equal((Scene.Manager, Scene.Now), (licence.CheckedBy, licence.CheckedAt));
    }

    [Fact]
    public void Nobody_checks_their_own_licence()
    {
        var licence = Registered();

        Assert.Throws<InvalidOperationException>(() => licence.Confirm(Scene.Employee, Scene.Now));
        Assert.False(licence.IsInForce(Scene.Today));
    }

    [Fact]
    public void A_withdrawn_licence_counts_no_more_and_says_why()
    {
        var licence = Checked();

        Assert.True(licence.Withdraw(Scene.Manager, "有效期填错", Scene.Now));
        Assert.False(licence.Withdraw(Scene.Manager, "再来一次", Scene.Now.AddHours(1)));
        Assert.False(licence.IsInForce(Scene.Today));
        Assert.Equal((Scene.Manager, Scene.Now, "有效期填错"), (licence.WithdrawnBy, licence.WithdrawnAt, licence.WithdrawalReason));
    }

    [Fact]
    public void Nobody_withdraws_their_own_licence() =>
        Assert.Throws<InvalidOperationException>(() => Checked().Withdraw(Scene.Employee, "不想要了", Scene.Now));

    private static StatutoryLicence Registered() => new(Guid.NewGuid(), Scene.Employee, "导游证", "D-1", "文化和旅游局", ExpiresOn);

    private static StatutoryLicence Checked()
    {
        var licence = Registered();
        licence.Confirm(Scene.Manager, Scene.Now);
        return licence;
    }
}
