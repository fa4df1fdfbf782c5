using System.Numerics;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class CodeReaderTests
{
    // Made by another program in another language from the design's text alone.
    private const string ForeignToken =
        "QRDKEAJGARAQDICYFGEBUAALGUYBSC3KDEE5I3HGVST6TGFT4W53VZM3XUMRA2IZAE4AASDEGJSH53NOJHQVQQAAN6TL6XLNW44BU53EJ6LWM77SCGTJ4HM22RD6YJQYQP4IYU2JBMBUAAEUBMYOABAHC5LR2IEXOTDRBCFLDMJU6MJ5QDKRBKTQTEAB6";

    private static readonly SigningKey ForeignKey = new(
        KeyPurpose.Issuer,
        1,
        Convert.FromHexString("8a9f155bab411fd19fdf43430431332539d25ddb366864f8198653d17c14c2e5"),
        Convert.FromHexString("100a7b6648e222ed1c30695c520af802525ce52d57d0aa4aec227a0229b35f2f"),
        new(2026, 7, 1),
        new(2027, 6, 30),
        KeyState.Active,
        null,
        IsDemo: false);

    private static readonly SignedCode Code = CertificateToken.Sign(Fields, Host, Ring);

    [Fact]
    public void A_signed_code_reads_back()
    {
        var read = Assert.IsType<CodeReading.Genuine>(Read(Code.Text));
        Assert.Equal(Fields, read.Fields);
        Assert.Equal(Code.Payload, read.Payload);
        Assert.Equal((Host, (byte)1, false), (read.Host, read.Kid, read.IsKeyCompromised));
        Assert.Null(read.LiveUntil);
        Assert.Equal(189, Code.Text.Length);
    }

    [Fact]
    public void A_code_signed_by_another_program_is_genuine()
    {
        var read = Assert.IsType<CodeReading.Genuine>(Read(ForeignToken, new KeyRing([ForeignKey], Box)));
        Assert.Equal("欧阳建国", read.Fields.Name);
    }

    [Fact]
    public void Every_changed_missing_or_added_character_is_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345670189abcz =-.欧";
        var accepted = new List<string>();
        void Try(string token)
        {
            if (token != Code.Text && Read(token) is not CodeReading.Refused)
            {
                accepted.Add(token);
            }
        }

        for (var at = 0; at <= Code.Text.Length; at++)
        {
            foreach (var character in Alphabet)
            {
                Try(Code.Text.Insert(at, character.ToString()));
                if (at < Code.Text.Length)
                {
                    Try(Code.Text[..at] + character + Code.Text[(at + 1)..]);
                }
            }

            if (at < Code.Text.Length)
            {
                Try(Code.Text.Remove(at, 1));
            }
        }

        Assert.Empty(accepted);
    }

    [Fact]
    public void No_text_makes_reading_throw()
    {
        var random = new Random(20260901);
        for (var i = 0; i < 100_000; i++)
        {
            var reading = Read(i % 2 == 0 ? RandomText(random) : Mutated(random));
            Assert.IsType<CodeReading.Refused>(reading);
        }
    }

    [Fact]
    public void Lower_case_is_another_text() =>
        Assert.Equal(VerificationResult.Malformed, Refusal(Read(Code.Text.ToLowerInvariant())));

    [Fact]
    public void Longer_than_600_characters_is_refused_unread()
    {
        var text = new string('A', 1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(VerificationResult.Malformed, Refusal(Read(text)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Bytes_behind_the_signature_are_malformed()
    {
        Base32.TryDecode(Code.Text, out var bytes);
        Assert.Equal(VerificationResult.Malformed, Refusal(Read(Base32.Encode([.. bytes, 0]))));
    }

    [Fact]
    public void A_payload_of_under_24_bytes_is_malformed_even_when_signed()
    {
        byte Short(string name, out byte[] token)
        {
            var payload = CertificatePayload.Encode(Fields with { Name = name, PhotoHash = null, Organization = 1, Position = 2 });
            var signature = Ring.Sign(Issuer, CertificateToken.ToBeSigned(CodeKind.Static, Host, 1, payload));
            token = [0x84, 0x46, 0xA2, 0x01, 0x26, 0x04, 0x41, 1, 0xA0, 0x58, (byte)payload.Length, .. payload, 0x58, 64, .. signature];
            return (byte)payload.Length;
        }

        Assert.Equal(23, Short("王伟", out var token));
        Assert.Equal(VerificationResult.Malformed, Refusal(Read(Base32.Encode(token))));
        Assert.Equal(24, Short("王伟a", out token));
        Assert.IsType<CodeReading.Genuine>(Read(Base32.Encode(token)));
    }

    [Fact]
    public void The_second_signature_that_ECDSA_allows_is_forged()
    {
        Base32.TryDecode(Code.Text, out var bytes);
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);
        var s = new BigInteger(bytes.AsSpan(^32), isUnsigned: true, isBigEndian: true);
        Assert.True(s <= order / 2);
        var high = (order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.AsSpan(^32).Clear();
        high.CopyTo(bytes.AsSpan(bytes.Length - high.Length));
        Assert.Equal(VerificationResult.Forged, Refusal(Read(Base32.Encode(bytes))));
    }

    [Fact]
    public void Every_signature_made_is_low()
    {
        // Without lowering, half of them would be refused.
        for (var i = 0; i < 200; i++)
        {
            Assert.IsType<CodeReading.Genuine>(Read(CertificateToken.Sign(Fields, Host, Ring).Text));
        }
    }

    [Fact]
    public void A_key_that_is_not_known_is_named_as_such()
    {
        Assert.Equal(VerificationResult.KeyUnknown, Refusal(Read(Code.Text, new KeyRing([], Box))));
        Assert.Equal(VerificationResult.KeyUnknown, Refusal(Read(Code.Text, new KeyRing([Key(KeyPurpose.Live, 1)], Box))));
    }

    [Fact]
    public void Another_key_under_the_same_kid_makes_it_forged() =>
        Assert.Equal(VerificationResult.Forged, Refusal(Read(Code.Text, new KeyRing([Key(KeyPurpose.Issuer, 1)], Box))));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_day_of_issue_outside_the_keys_window_is_forged(int side)
    {
        var window = side < 0
            ? Issuer with { From = Issued.AddDays(1) }
            : Issuer with { To = Issued.AddDays(-1) };
        Assert.Equal(VerificationResult.Forged, Refusal(Read(Code.Text, new KeyRing([window], Box))));
        var edge = Issuer with { From = Issued, To = Issued };
        Assert.IsType<CodeReading.Genuine>(Read(Code.Text, new KeyRing([edge], Box)));
    }

    [Fact]
    public void A_retired_key_still_proves_and_a_compromised_one_says_so()
    {
        var retired = Assert.IsType<CodeReading.Genuine>(Read(Code.Text, new KeyRing([Issuer with { State = KeyState.Retired }], Box)));
        Assert.False(retired.IsKeyCompromised);
        var compromised = Assert.IsType<CodeReading.Genuine>(Read(Code.Text, new KeyRing([Issuer with { State = KeyState.Compromised }], Box)));
        Assert.True(compromised.IsKeyCompromised);
    }

    [Fact]
    public void A_code_of_another_host_is_forged_unless_that_was_ours()
    {
        Assert.Equal(VerificationResult.Forged, Refusal(CodeReader.Read(CodeKind.Static, Code.Text, ["other.cn"], Ring)));
        var read = CodeReader.Read(CodeKind.Static, Code.Text, ["other.cn", Host], Ring);
        Assert.Equal(Host, Assert.IsType<CodeReading.Genuine>(read).Host);
    }

    [Theory]
    [InlineData("HTTPS://V.WLAQ.CN/C/", true)]
    [InlineData("https://v.wlaq.cn/C/", true)]
    [InlineData("https://v.wlaq.cn/c/", false)]
    [InlineData("https://v.wlaq.cn/X/", false)]
    [InlineData("https://v.wlaq.cn.evil.cn/C/", false)]
    [InlineData("https://v.wlaq.cn:444/C/", false)]
    [InlineData("https://evil.cn/C/", false)]
    [InlineData("ftp://v.wlaq.cn/C/", false)]
    [InlineData(" https://v.wlaq.cn/C/", false)]
    [InlineData("", false)]
    public void Only_our_URLs_are_ours(string prefix, bool ours)
    {
        var reading = CodeReader.ReadUrl(prefix + Code.Text, [Host], Ring);
        Assert.Equal(ours ? null : VerificationResult.NotOurs, (reading as CodeReading.Refused)?.Result);
    }

    [Fact]
    public void A_live_code_shows_the_same_certificate_for_a_minute()
    {
        var now = new DateTimeOffset(2027, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var live = CertificateToken.SignLive(Fields, now, new(2027, 2, 3), Host, Ring);
        var read = Assert.IsType<CodeReading.Genuine>(CodeReader.Read(CodeKind.Live, live.Text, [Host], Ring));
        Assert.Equal(now.AddSeconds(60), read.LiveUntil);
        Assert.Equal(Code.Payload, read.Payload);
        Assert.Equal(VerificationResult.Malformed, Refusal(Read(live.Text)));
        Assert.Equal(VerificationResult.Malformed, Refusal(CodeReader.Read(CodeKind.Live, Code.Text, [Host], Ring)));
    }

    [Fact]
    public void A_live_code_must_be_signed_in_the_window_of_its_own_key()
    {
        // 16:00 UTC is the next day in China: the first one on which the key signs.
        var midnight = new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero);
        CodeReading At(DateTimeOffset now) => CodeReader.Read(
            CodeKind.Live, CertificateToken.SignLive(Fields, now, Issued, Host, Ring).Text, [Host], Ring);
        Assert.IsType<CodeReading.Genuine>(At(midnight));
        Assert.Equal(VerificationResult.Forged, Refusal(At(midnight.AddSeconds(-1))));
    }

    [Fact]
    public void Many_threads_may_read_at_once() => Parallel.For(
        0,
        2_000,
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        _ => Assert.IsType<CodeReading.Genuine>(Read(Code.Text)));

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        var plain = random.Next(2) == 0;
        for (var length = random.Next(650); length > 0; length--)
        {
            text.Append(plain ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.Next(32)] : (char)random.Next(0x10000));
        }

        return text.ToString();
    }

    private static string Mutated(Random random)
    {
        Base32.TryDecode(Code.Text, out var bytes);
        // The first bytes and the payload's decide how far reading goes.
        bytes[random.Next(random.Next(2) == 0 ? 12 : bytes.Length)] ^= (byte)random.Next(1, 256);
        return Base32.Encode(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
    }
}
