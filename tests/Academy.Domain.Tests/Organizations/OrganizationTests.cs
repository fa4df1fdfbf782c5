using Academy.Domain.Organizations;

namespace Academy.Domain.Tests.Organizations;

public sealed class OrganizationTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("000")]
    [InlineData("az09")]
    [InlineData("abcdefghijk9")]
    public void A_code_is_three_to_twelve_small_letters_and_digits(string code) =>
        Assert.Equal(code, Found(code).Code);

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("abcdefghijk90")]
    [InlineData("Abc")]
    [InlineData("ab-c")]
    [InlineData("ab/c")]
    [InlineData("ab c")]
    [InlineData("abé")]
    [InlineData("景区一")]
    [InlineData("ab１")]
    public void Another_form_of_code_is_refused(string code) =>
        Assert.Throws<ArgumentException>(() => Found(code));

    [Fact]
    public void A_number_too_small_for_the_certificate_code_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Found("abc", Organization.FirstNumber - 1));
        Assert.Equal(Organization.FirstNumber, Found("abc", Organization.FirstNumber).Number);
    }

    private static Organization Found(string code, int number = 4201) => new(Guid.NewGuid(), number, code, "某某景区有限公司", "某某景区");
}
