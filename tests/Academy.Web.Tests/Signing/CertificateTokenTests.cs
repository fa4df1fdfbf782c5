using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class CertificateTokenTests
{
    [Fact]
    public void The_head_has_its_documented_bytes()
    {
        Base32.TryDecode(CertificateToken.Sign(Fields, Host, Ring).Text, out var bytes);
        Assert.Equal("8446A20126044101A05829", Convert.ToHexString(bytes.AsSpan(0, 11)));
        Assert.Equal("5840", Convert.ToHexString(bytes.AsSpan(11 + 41, 2)));
        Assert.Equal(118, bytes.Length);
    }

    [Fact]
    public void What_is_signed_has_its_documented_bytes() => Assert.Equal(
        "846A5369676E617475726531" + "46A20126044101" + "55" + "574C41512D434552542D317C762E776C61712E636E" + "43010203",
        Convert.ToHexString(CertificateToken.ToBeSigned(CodeKind.Static, Host, 1, [1, 2, 3])));

    [Fact]
    public void A_live_code_is_signed_as_something_else() => Assert.NotEqual(
        CertificateToken.ToBeSigned(CodeKind.Static, Host, 1, [1, 2, 3]),
        CertificateToken.ToBeSigned(CodeKind.Live, Host, 1, [1, 2, 3]));

    [Fact]
    public void The_key_in_use_on_the_day_of_issue_signs()
    {
        var next = Key(KeyPurpose.Issuer, 2) with { From = Issued, To = Issued.AddYears(1) };
        var ring = new KeyRing([Issuer, next], Box);
        Assert.Equal(2, CertificateToken.Sign(Fields, Host, ring).Kid);
        Assert.Equal(1, CertificateToken.Sign(Fields with { IssuedOn = Issued.AddDays(-1) }, Host, ring).Kid);
    }

    [Theory]
    [InlineData(KeyState.Retired)]
    [InlineData(KeyState.Compromised)]
    public void A_key_out_of_use_signs_no_more(KeyState state) => Assert.Throws<InvalidOperationException>(
        () => CertificateToken.Sign(Fields, Host, new KeyRing([Issuer with { State = state }], Box)));

    [Fact]
    public void No_key_signs_outside_its_window() => Assert.Throws<InvalidOperationException>(
        () => CertificateToken.Sign(Fields with { IssuedOn = Issuer.To.AddDays(1) }, Host, Ring));

    [Fact]
    public void Fields_too_short_for_the_fixed_head_are_not_signed()
    {
        var small = Fields with { Name = "王伟", PhotoHash = null, Organization = 1, Position = 2 };
        Assert.Throws<ArgumentException>(() => CertificateToken.Sign(small, Host, Ring));
        Assert.NotNull(CertificateToken.Sign(small with { Organization = 24 }, Host, Ring));
    }
}
