using System.Security.Cryptography;
using System.Text.Json;
using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class SigningKeysTests
{
    [Fact]
    public void A_private_part_comes_out_goes_in_and_signs()
    {
        var root = Key(KeyPurpose.Root, 3);
        var pkcs8 = SigningKeys.ExportPrivateKey(root, Box);
        var removed = root with { SealedPrivateKey = null };
        Assert.Throws<InvalidOperationException>(() => SigningKeys.ExportPrivateKey(removed, Box));

        var ring = new KeyRing([SigningKeys.ImportPrivateKey(removed, pkcs8, Box)], Box);
        var signature = ring.Sign(ring.InUse(KeyPurpose.Root, Issued), [1, 2, 3]);
        Assert.True(ring.Verify(root, [1, 2, 3], signature));
        Assert.False(ring.Verify(root, [1, 2, 4], signature));
    }

    [Fact]
    public void Another_keys_private_part_does_not_go_in() => Assert.Throws<CryptographicException>(
        () => SigningKeys.ImportPrivateKey(Key(KeyPurpose.Root, 1), SigningKeys.ExportPrivateKey(Issuer, Box), Box));

    [Fact]
    public void A_sealed_key_put_under_another_kid_or_purpose_does_not_open()
    {
        Assert.Throws<AuthenticationTagMismatchException>(() => SigningKeys.ExportPrivateKey(Issuer with { Kid = 2 }, Box));
        Assert.Throws<AuthenticationTagMismatchException>(() => SigningKeys.ExportPrivateKey(Issuer with { Purpose = KeyPurpose.Live }, Box));
    }

    [Fact]
    public void Kid_0_and_a_window_that_ends_before_it_begins_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Key(KeyPurpose.Issuer, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SigningKeys.Create(KeyPurpose.Issuer, 1, Issued, Issued.AddDays(-1), Box));
    }

    [Fact]
    public void A_kid_is_given_once_within_a_purpose() =>
        Assert.Throws<ArgumentException>(() => new KeyRing([Issuer, Key(KeyPurpose.Issuer, Issuer.Kid)], Box));

    [Fact]
    public void The_published_set_holds_public_parts_of_sound_keys_only()
    {
        var ring = new KeyRing(
            [Issuer, Key(KeyPurpose.Issuer, 2) with { State = KeyState.Compromised }, Key(KeyPurpose.Root, 3), Key(KeyPurpose.StatusList, 4) with { State = KeyState.Retired }],
            Box);
        var keys = JsonDocument.Parse(Jwks.Json(ring)).RootElement.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal([(1, "issuer"), (4, "status-list")], keys.Select(k => (k.GetProperty("x-short-kid").GetInt32(), k.GetProperty("x-purpose").GetString()!)));
        Assert.Equal(
            ["kty", "crv", "x", "y", "use", "alg", "kid", "x-short-kid", "x-purpose"],
            keys[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(Jwks.Thumbprint(Issuer), keys[0].GetProperty("kid").GetString());
    }

    [Fact]
    public void A_thumbprint_is_that_of_RFC_7638()
    {
        // The key of RFC 7517, A.1; the thumbprint was computed by another program.
        var key = Issuer with
        {
            X = Convert.FromHexString("30a0424cd21c2944838a2d75c92b37e76ea20d9f00893a3b4eee8a3c0aafec3e"),
            Y = Convert.FromHexString("e04b65e92456d9888b52b379bdfbd51ee869ef1f0fc65b6659695b6cce081723"),
        };
        Assert.Equal("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", Jwks.Thumbprint(key));
    }
}
