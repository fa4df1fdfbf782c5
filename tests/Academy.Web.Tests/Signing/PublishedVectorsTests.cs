using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

/// <summary>Where this room agrees with what others have published, and what it refuses on purpose.</summary>
public sealed class PublishedVectorsTests
{
    private const string Order = "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

    // RFC 9052, C.2.1, by the key "11" of the COSE examples.
    private const string SingleSigner =
        "d28443a10126a10442313154546869732069732074686520636f6e74656e742e5840" +
        "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36";

    private static readonly Es256 Eleven = Key("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff", "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");

    // Wycheproof, ecdsa_secp256r1_sha256_p1363, group 1.
    private static readonly Es256 Wycheproof = Key("2927b10512bae3eddcfe467828128bad2903269919f7086069c8c4df6c732838", "c7787964eaac00e5921fb1498a60f4606766b3d9685001558d1a974e7341513e");
    private static readonly byte[] Message = "123400"u8.ToArray();
    private static readonly byte[] Valid = Hex("2ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e184cd60b855d442f5b3c7b11eb6c4e0ae7525fe710fab9aa7c77a67f79e6fadd76");

    [Fact]
    public void The_structure_that_is_signed_is_that_of_the_COSE_examples()
    {
        var bytes = CoseSign1.ToBeSigned(Hex("a10126"), "", "This is the content."u8);

        Assert.Equal("846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e", Convert.ToHexStringLower(bytes));
        Assert.True(Eleven.Verify(bytes, Hex(SingleSigner).AsSpan(^64)));
    }

    [Fact]
    public void A_kid_outside_the_protected_header_is_refused_on_purpose() => Assert.Null(CoseSign1.Read(Hex(SingleSigner)));

    [Fact]
    public void A_valid_signature_of_Wycheproof_is_valid_here() => Assert.True(Wycheproof.Verify(Message, Valid));

    [Fact]
    public void Its_twin_that_ECDSA_accepts_too_is_refused_on_purpose()
    {
        var order = BigInteger.Parse(Order, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var s = order - new BigInteger(Valid.AsSpan(^32), isUnsigned: true, isBigEndian: true);
        byte[] twin = [.. Valid[..32], .. s.ToByteArray(isUnsigned: true, isBigEndian: true)];

        // .NET itself takes it.
        using var key = ECDsa.Create(Point("2927b10512bae3eddcfe467828128bad2903269919f7086069c8c4df6c732838", "c7787964eaac00e5921fb1498a60f4606766b3d9685001558d1a974e7341513e"));
        Assert.True(key.VerifyData(Message, twin, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Assert.False(Wycheproof.Verify(Message, twin));
    }

    /// <summary>The kinds of Wycheproof's special r and s: 0, 1, the order and its neighbours, the field's prime, all bits.</summary>
    public static TheoryData<string, string> Special()
    {
        string[] values =
        [
            "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000001",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552", "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ];
        var pairs = new TheoryData<string, string>();
        foreach (var r in values)
        {
            foreach (var s in values) pairs.Add(r, s);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Special))]
    public void Special_values_are_no_signature(string r, string s) => Assert.False(Wycheproof.Verify(Message, Hex(r + s)));

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(0)]
    [InlineData(128)]
    public void A_signature_of_another_length_is_none(int length) => Assert.False(Wycheproof.Verify(Message, [.. Valid.Concat(Valid).Take(length)]));

    [Theory]
    // draft-ietf-oauth-status-list, 4.1: one bit each, and two bits each.
    [InlineData("eNrbuRgAAhcBXQ", "b9a3")]
    [InlineData("eNo76fITAAPfAgc", "c944f9")]
    public void Lists_of_the_draft_inflate_to_its_bytes(string packed, string bits)
    {
        Assert.Equal(bits, Convert.ToHexStringLower(StatusList.Inflate(Base64Url.DecodeFromChars(packed))!));
        Assert.Equal(bits, Convert.ToHexStringLower(StatusList.Inflate(StatusList.Deflate(Hex(bits)))!));
    }

    [Fact]
    public void Two_bits_each_are_packed_from_the_lowest_as_in_the_draft()
    {
        int[] statuses = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
        Assert.Equal("c944f9", Convert.ToHexStringLower(StatusList.Pack(statuses.Index().Select(s => (s.Index, (CodeStatus)s.Item)))[..3]));
    }

    [Fact]
    public void A_whole_list_of_the_draft_is_the_list_that_is_packed_here()
    {
        // Appendix C, two bits, 2^20 entries.
        const string Packed =
            "78daeddb310d00211000412ea1a04004fe5520ed357c28c81d3312b6df68bc65480000000000406e21010000000000000000000000000000000000000000000000000000000000000040795b02000000" +
            "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080f4ba" +
            "0400000000000000000000000000406d764a000000000000000000000000000000000000000000e0922101000000000000000000000000000000000000fc131200000000000000000000000000000000" +
            "000000000000000000000000000000c0912e01000000000000000000000000000000000000c07d4b02000000000000000000000000000000a8614a0000000000000000000000406a1fcd60010c";
        (int, int)[] statuses = [(0, 1), (1993, 2), (25460, 1), (159495, 3), (495669, 1), (554353, 1), (645645, 2), (723232, 1), (854545, 1), (934534, 2), (1000345, 3)];

        Assert.Equal(StatusList.Pack(statuses.Select(s => (s.Item1, (CodeStatus)s.Item2))), StatusList.Inflate(Hex(Packed)));
    }

    [Fact]
    public void The_draft_s_own_file_is_refused_on_purpose_for_its_kid_is_not_protected()
    {
        var file = Hex(
            "d28453a20126106e7374617475736c6973742b637774a1044231325860a50278216874747073" +
            "3a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31017368747470733a2f2f6578616d706c652e636f6d061a648c5bea041a8898dfea19fffe" +
            "56a2646269747301636c73744a78dadbb918000217015d58400f2ca3772e10b09d5d6ed56461f7cba1a816c6234072d1bb693db277048e5db5a4e64444492a9b781d6c7ac9714db99cc7aadb3812ec90cab7794170bab5b473");

        Assert.Null(CoseSign1.Read(file));
    }

    [Theory]
    // RFC 8949, appendix A: well-formed, and not deterministic.
    [InlineData("1817")]
    [InlineData("1900ff")]
    [InlineData("fb3ff199999999999a")]
    [InlineData("9fff")]
    [InlineData("bfff")]
    [InlineData("5f42010243030405ff")]
    [InlineData("f7")]
    public void What_is_CBOR_and_not_our_form_is_no_payload(string item) =>
        Assert.Null(CertificatePayload.Decode(Hex("88" + item + "190b6a1909d46ce6aca7e998b3e5bbbae59bbd191069190138004864 32647eedae49e1"), CodeKind.Static));

    private static Es256 Key(string x, string y) => new(() => ECDsa.Create(Point(x, y)));

    private static ECParameters Point(string x, string y) => new() { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Hex(x), Y = Hex(y) } };

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
