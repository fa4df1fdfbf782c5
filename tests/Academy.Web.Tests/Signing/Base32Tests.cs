using System.Text;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void The_vectors_of_RFC_4648_hold_without_padding(string plain, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(plain)));
        Assert.True(Base32.TryDecode(encoded, out var bytes));
        Assert.Equal(plain, Encoding.ASCII.GetString(bytes));
    }

    [Theory]
    [InlineData("my")]
    [InlineData("MY======")]
    [InlineData("MZ")]
    [InlineData("M")]
    [InlineData("MZX")]
    [InlineData("MZXW6Y")]
    [InlineData("M1")]
    [InlineData(" MY")]
    [InlineData("ＭＹ")]
    public void Any_other_spelling_is_refused(string text) => Assert.False(Base32.TryDecode(text, out _));

    [Fact]
    public void Every_length_comes_back()
    {
        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            Random.Shared.NextBytes(bytes);
            Assert.True(Base32.TryDecode(Base32.Encode(bytes), out var back));
            Assert.Equal(bytes, back);
        }
    }
}
