using System.Security.Cryptography;
using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class SecretBoxTests
{
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public void What_is_wrapped_unwraps_and_no_two_boxes_are_alike()
    {
        var box = Box.Wrap("label", Content);
        Assert.Equal(Content, Box.Unwrap("label", box));
        Assert.NotEqual(box, Box.Wrap("label", Content));
    }

    [Fact]
    public void A_change_in_any_byte_is_noticed()
    {
        var box = Box.Wrap("label", Content);
        for (var at = 0; at < box.Length; at++)
        {
            var changed = box.ToArray();
            changed[at] ^= 1;
            Assert.Throws<AuthenticationTagMismatchException>(() => Box.Unwrap("label", changed));
        }

        Assert.Throws<CryptographicException>(() => Box.Unwrap("label", box.AsSpan(0, 27)));
    }

    [Fact]
    public void Another_label_or_another_secret_opens_nothing()
    {
        var box = Box.Wrap("label", Content);
        var other = new SecretBox(new AcademySecret("another secret of at least 32 characters"));
        Assert.Throws<AuthenticationTagMismatchException>(() => Box.Unwrap("other", box));
        Assert.Throws<AuthenticationTagMismatchException>(() => other.Unwrap("label", box));
    }

    [Fact]
    public void A_secret_under_32_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new AcademySecret(new string('x', 31)));
}
