using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

public sealed class NameFitTests
{
    [Theory]
    [InlineData("李", NameFit.TooShort)]
    [InlineData("Anna", NameFit.TooShort)]
    [InlineData("Annas", NameFit.Fits)]
    [InlineData("李安", NameFit.Fits)]
    [InlineData("阿卜杜拉·买买提", NameFit.Fits)]
    [InlineData("", NameFit.TooShort)]
    public void A_name_is_as_long_as_the_code_can_carry(string name, NameFit fit) => Assert.Equal(fit, CertificatePayload.FitOf(name));

    [Fact]
    public void Half_a_character_is_no_text() => Assert.Equal(NameFit.NotText, CertificatePayload.FitOf('\ud800' + "李安"));

    [Theory]
    [InlineData(20, NameFit.Fits)]
    [InlineData(21, NameFit.TooLong)]
    public void Twenty_characters_is_the_most(int characters, NameFit fit) => Assert.Equal(fit, CertificatePayload.FitOf(new string('李', characters)));

    /// <summary>The shortest and the longest that fit are signed with the least and the greatest of everything else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_fits_can_be_signed(bool shortest)
    {
        var name = new string('a', shortest ? CertificatePayload.ShortestName : CertificatePayload.LongestName);
        var (index, organization, position) = shortest ? (1 << 16, Organization.FirstNumber, 1) : (StatusIndex.Capacity - 1, int.MaxValue, int.MaxValue);
        var fields = new CodeFields(index, Sample.Fields.LastDay, Sample.Fields.IssuedOn, name, organization, position, shortest ? null : ulong.MaxValue);

        Assert.Equal(NameFit.Fits, CertificatePayload.FitOf(name));
        Assert.InRange(CertificatePayload.Encode(fields).Length, 24, 110);
        if (shortest) Assert.Equal(23, CertificatePayload.Encode(fields with { Name = name[1..] }).Length);
    }
}
