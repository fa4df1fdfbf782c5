using Academy.Domain.Certificates;

namespace Academy.Domain.Tests.Certificates;

public sealed class ValidityTests
{
    [Theory]
    [InlineData(12, false, 12)]
    [InlineData(12, true, 6)]
    [InlineData(6, true, 6)]
    [InlineData(3, true, 3)]
    [InlineData(3, false, 3)]
    [InlineData(24, false, 24)]
    public void At_a_place_of_public_assembly_it_holds_half_a_year_at_most(int required, bool isPublicAssembly, int months) =>
        Assert.Equal(months, Validity.Months(required, isPublicAssembly));

    [Theory]
    [InlineData("2026-11-21", 6, "2027-05-20")]
    [InlineData("2026-11-21", 12, "2027-11-20")]
    [InlineData("2026-01-01", 12, "2026-12-31")]
    [InlineData("2026-03-01", 12, "2027-02-28")]
    [InlineData("2027-03-01", 12, "2028-02-29")]
    [InlineData("2028-02-29", 12, "2029-02-27")]
    [InlineData("2026-08-31", 6, "2027-02-27")]
    [InlineData("2026-08-30", 6, "2027-02-27")]
    [InlineData("2026-08-28", 6, "2027-02-27")]
    [InlineData("2026-08-29", 6, "2027-02-27")]
    [InlineData("2027-08-31", 6, "2028-02-28")]
    [InlineData("2026-12-31", 6, "2027-06-29")]
    [InlineData("2026-10-31", 6, "2027-04-29")]
    public void The_last_day_is_the_one_before_the_same_day_that_many_months_on(string issued, int months, string lastDay) =>
        Assert.Equal(DateOnly.Parse(lastDay, null), Validity.LastDay(DateOnly.Parse(issued, null), months));

    [Fact]
    public void A_renewal_opens_so_many_days_before_the_end() =>
        Assert.Equal(new DateOnly(2027, 4, 20), Validity.RenewalOpensOn(new DateOnly(2027, 5, 20), 30));
}
