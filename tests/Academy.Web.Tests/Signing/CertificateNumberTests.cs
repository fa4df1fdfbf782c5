using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class CertificateNumberTests
{
    private static readonly CertificateNumber Number = new("27Q3", 734512);

    [Theory]
    [InlineData("A12425GABC1234002", 'M')] // the example of the Global Release Identifier
    [InlineData("00000000D07A0090", 'Q')] // the example of ISAN
    [InlineData("27Q30734512", 'R')] // computed by another program
    public void The_check_character_is_that_of_ISO_7064(string body, char check) =>
        Assert.Equal(check, CertificateNumber.CheckCharacter(body));

    [Theory]
    [InlineData("27Q3-0734512-R")]
    [InlineData("27q3 0734512 r")]
    [InlineData(" 27Q30734512R ")]
    [InlineData("２７Ｑ３－０７３４５１２－Ｒ")]
    [InlineData("27Q3—0734512–R")]
    public void A_number_is_read_as_people_type_it(string typed)
    {
        Assert.True(CertificateNumber.TryParse(typed, out var number));
        Assert.Equal(Number, number);
        Assert.Equal("27Q3-0734512-R", number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("27Q3-0734512")]
    [InlineData("27Q3-0734512-S")]
    [InlineData("27Q3-0734513-R")]
    [InlineData("27Q5-0734512-N")]
    [InlineData("27Q0-0734512-8")]
    [InlineData("2AQ3-0734512-J")]
    [InlineData("27R3-0734512-N")]
    [InlineData("27Q3-073451A-B")]
    [InlineData("27Q3-07345120-R")]
    [InlineData("27Q3_0734512_R")]
    public void Anything_else_is_not(string typed) => Assert.False(CertificateNumber.TryParse(typed, out _));

    [Fact]
    public void Odd_text_does_not_make_parsing_throw()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(70)).Select(_ => (char)random.Next(0x10000)));
            Assert.False(CertificateNumber.TryParse(typed, out _));
            Assert.False(new LookupCode(Secret).Matches(Number, typed));
        }
    }

    [Fact]
    public void Every_single_wrong_character_is_noticed()
    {
        var right = Number.ToString();
        for (var at = 0; at < right.Length; at++)
        {
            foreach (var character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => c != right[at]))
            {
                Assert.False(CertificateNumber.TryParse(right[..at] + character + right[(at + 1)..], out _));
            }
        }
    }

    [Theory]
    [InlineData(2027, 1, 1, "27Q1")]
    [InlineData(2027, 3, 31, "27Q1")]
    [InlineData(2027, 4, 1, "27Q2")]
    [InlineData(2027, 9, 30, "27Q3")]
    [InlineData(2030, 12, 31, "30Q4")]
    public void The_list_is_that_of_the_quarter_of_expiry(int year, int month, int day, string list) =>
        Assert.Equal(list, StatusIndex.ListOf(new DateOnly(year, month, day)));

    [Fact]
    public void Drawn_indexes_lie_in_the_list_and_differ()
    {
        var drawn = Enumerable.Range(0, 1_000).Select(_ => StatusIndex.Draw()).ToList();
        Assert.All(drawn, i => Assert.InRange(i, 0, StatusIndex.Capacity - 1));
        Assert.InRange(drawn.Distinct().Count(), 950, 1_000);
    }

    [Fact]
    public void Day_numbers_count_from_2020()
    {
        Assert.Equal(0u, DayNumber.Of(new DateOnly(2020, 1, 1)));
        Assert.Equal(2922u, DayNumber.Of(new DateOnly(2028, 1, 1)));
        Assert.True(DayNumber.TryDay(2516, out var day));
        Assert.Equal(new DateOnly(2026, 11, 21), day);
        Assert.False(DayNumber.TryDay(DayNumber.Of(new DateOnly(2099, 12, 31)) + 1, out _));
    }

    [Fact]
    public void The_lookup_code_is_the_documented_HMAC() =>
        // Computed by another program from secret and number.
        Assert.Equal("FYOKC2SS", new LookupCode(Secret).For(Number));

    [Theory]
    [InlineData("FYOKC2SS", true)]
    [InlineData("fyok c2ss", true)]
    [InlineData("FY0K-C2SS", true)]
    [InlineData("FYOKC2ST", false)]
    [InlineData("FYOKC2S", false)]
    [InlineData("", false)]
    public void A_lookup_code_is_matched_as_people_type_it(string typed, bool right) =>
        Assert.Equal(right, new LookupCode(Secret).Matches(Number, typed));

    [Fact]
    public void Nought_and_one_are_read_as_the_letters_they_were_taken_for()
    {
        var codes = new LookupCode(Secret);
        var number = Enumerable.Range(0, 10_000).Select(i => Number with { Index = i })
            .First(n => codes.For(n).Contains('O', StringComparison.Ordinal) && codes.For(n).Contains('I', StringComparison.Ordinal));
        Assert.True(codes.Matches(number, codes.For(number).Replace('O', '0').Replace('I', '1')));
    }

    [Fact]
    public void Another_number_or_another_secret_has_another_lookup_code()
    {
        Assert.NotEqual("FYOKC2SS", new LookupCode(Secret).For(Number with { Index = 734513 }));
        Assert.NotEqual("FYOKC2SS", new LookupCode(Secret).For(Number with { List = "27Q4" }));
        Assert.NotEqual("FYOKC2SS", new LookupCode(new AcademySecret("another secret of at least 32 characters")).For(Number));
    }
}
