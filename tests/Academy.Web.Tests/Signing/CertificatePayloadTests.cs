using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

public sealed class CertificatePayloadTests
{
    // The worked example of the design, with the level that is issued now: none.
    private const string Example = "881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1";

    private static readonly CodeFields ExampleFields =
        new(734512, new(2028, 1, 1), new(2026, 11, 21), "欧阳建国", 4201, 312, 0x6432647EEDAE49E1);

    [Fact]
    public void The_worked_example_has_its_documented_bytes()
    {
        Assert.Equal(Example, Convert.ToHexStringLower(CertificatePayload.Encode(ExampleFields)));
        Assert.Equal(ExampleFields, Decode(Example));
    }

    [Fact]
    public void A_code_without_a_photo_holds_null()
    {
        var fields = ExampleFields with { PhotoHash = null };
        var bytes = CertificatePayload.Encode(fields);
        Assert.Equal(0xF6, bytes[^1]);
        Assert.Equal(fields, Decode(Convert.ToHexString(bytes)));
    }

    [Theory]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013802486432647eedae49e1", "level 2")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e100", "a byte too many")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49", "a byte too few")]
    [InlineData("981a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "another array head")]
    [InlineData("98081a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a long array head")]
    [InlineData("9f1a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1ff", "an open array")]
    [InlineData("871a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800", "seven items")]
    [InlineData("891a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e11a65000000", "a live code's end")]
    [InlineData("881b00000000000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a long integer")]
    [InlineData("881a000b35301a00000b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a long day")]
    [InlineData("883a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "an index below 0")]
    [InlineData("881a80000000190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "an index over 31 bits")]
    [InlineData("88fa490b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a float")]
    [InlineData("88c11a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a tag")]
    [InlineData("881a000b353019ffff1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a day after 2099")]
    [InlineData("881a000b3530190b6a1909d460191069190138004864 32647eedae49e1", "no name")]
    [InlineData("881a000b3530190b6a1909d462c3a919106919013800486432647eedae49e1", null)]
    [InlineData("881a000b3530190b6a1909d46365cc8119106919013800486432647eedae49e1", "a name that is not NFC")]
    [InlineData("881a000b3530190b6a1909d462c32819106919013800486432647eedae49e1", "a name that is not UTF-8")]
    [InlineData("881a000b3530190b6a1909d463eda08019106919013800486432647eedae49e1", "half a surrogate pair")]
    [InlineData("881a000b3530190b6a1909d44ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1", "a name as bytes")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd1910698219013819013900486432647eedae49e1", "two Positions")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106981190138 00486432647eedae49e1", "one Position in an array")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800476432647eedae49", "a photo hash of 7 bytes")]
    [InlineData("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800f7", "undefined for null")]
    [InlineData("", "nothing")]
    public void Only_the_one_exact_form_is_read(string hex, string? flaw)
    {
        var fields = Decode(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.True(fields is null == flaw is not null, flaw ?? "é in one character is a name");
    }

    [Fact]
    public void A_name_of_61_bytes_is_neither_written_nor_read()
    {
        var longest = ExampleFields with { Name = new string('李', 20) };
        Assert.Equal(longest, Decode(Convert.ToHexString(CertificatePayload.Encode(longest))));
        Assert.Throws<ArgumentException>(() => CertificatePayload.Encode(ExampleFields with { Name = longest.Name + "a" }));
        var tooLong = Convert.ToHexString(CertificatePayload.Encode(longest)).Replace("783C", "783D61", StringComparison.Ordinal);
        Assert.Null(Decode(tooLong));
    }

    [Fact]
    public void A_name_that_would_not_be_read_is_not_written()
    {
        // Half a surrogate pair does not survive in an attribute.
        foreach (var name in new[] { "", "e\u0301", "\uD800" })
        {
            Assert.Throws<ArgumentException>(() => CertificatePayload.Encode(ExampleFields with { Name = name }));
        }
    }

    [Fact]
    public void Days_outside_2020_to_2099_are_not_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CertificatePayload.Encode(ExampleFields with { LastDay = new(2100, 1, 1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CertificatePayload.Encode(ExampleFields with { IssuedOn = new(2019, 12, 31) }));
    }

    [Fact]
    public void What_can_be_read_has_one_spelling_only()
    {
        var random = new Random(20260901);
        var example = Convert.FromHexString(Example);
        var read = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = example.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (CertificatePayload.Decode(bytes, CodeKind.Static) is var (fields, _))
            {
                read++;
                Assert.Equal(bytes, CertificatePayload.Encode(fields));
            }
        }

        Assert.InRange(read, 1_000, 99_000);
    }

    [Fact]
    public void Noncharacters_in_a_name_do_not_throw()
    {
        foreach (var name in new[] { "\uFFFF", "\uFFFE", "\uFDD0", "\U0010FFFF", "\0" })
        {
            var fields = ExampleFields with { Name = "abc" };
            var hex = Convert.ToHexString(CertificatePayload.Encode(fields));
            var utf8 = System.Text.Encoding.UTF8.GetBytes(name);
            var changed = hex.Replace("63616263", Convert.ToHexString([(byte)(0x60 + utf8.Length), .. utf8]), StringComparison.Ordinal);
            Assert.Equal(name, Decode(changed)?.Name ?? name);
        }
    }

    private static CodeFields? Decode(string hex) =>
        CertificatePayload.Decode(Convert.FromHexString(hex), CodeKind.Static)?.Fields;
}
