using System.Text;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

/// <summary>Whatever is scanned or downloaded gets an answer, never an exception.</summary>
public sealed class FuzzTests
{
    private static readonly SharedFileOfCases Shared = SharedFileOfCases.Read();
    private static readonly TrustBundle Trust = TrustBundle.Read(Convert.FromBase64String(Shared.Trust), "v.wlaq.cn", Shared.RootFingerprint)!;
    private static readonly byte[][] Files = [Convert.FromBase64String(Shared.Trust), .. Shared.Lists.Values.Select(Convert.FromBase64String)];

    [Fact]
    public void A_hundred_thousand_inputs_get_an_answer() => Run(100_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Ten_million_inputs_get_an_answer() => Run(10_000_000);

    private static void Run(int inputs)
    {
        const int Each = 10_000;
        Parallel.For(0, inputs / Each, part =>
        {
            var random = new Random(20260901 + part);
            var verifier = new OfflineVerifier(Trust, Shared.PublicUrl, ["v.wlaq.cn"]);
            var now = new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero);
            for (var i = 0; i < Each; i++)
            {
                // One in a hundred is a file, which is some hundred times as long as a code.
                if (i % 100 == 0) ReadFile(random, verifier);
                else Assert.True(Enum.IsDefined(verifier.Verify(Text(random), null, now).Result));
            }
        });
    }

    private static void ReadFile(Random random, OfflineVerifier verifier)
    {
        byte[] bytes = [.. Files[random.Next(Files.Length)]];
        for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
        verifier.Take(bytes);
        TrustBundle.Read(bytes, "v.wlaq.cn", Shared.RootFingerprint);
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder(Shared.Cases[random.Next(Shared.Cases.Length)].Text);
        switch (random.Next(4))
        {
            case 0:
                text.Clear();
                for (var length = random.Next(700); length > 0; length--) text.Append((char)random.Next(0x10000));
                break;
            case 1:
                text.Clear().Append("HTTPS://V.WLAQ.CN/").Append(random.Next(2) == 0 ? "C/" : "L/");
                for (var length = random.Next(300); length > 0; length--) text.Append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.Next(32)]);
                break;
            case 2:
                return "HTTPS://V.WLAQ.CN/C/" + Base32.Encode(Bytes(random));
            default:
                for (var changes = random.Next(1, 4); changes > 0 && text.Length > 0; changes--) text[random.Next(text.Length)] = (char)random.Next(0x20, 0x7F);
                break;
        }

        return text.ToString();
    }

    /// <summary>The fixed head, so that what lies behind it is read, and a payload that begins rightly.</summary>
    private static byte[] Bytes(Random random)
    {
        var length = random.Next(20, 115);
        var payload = new byte[length];
        random.NextBytes(payload);
        Convert.FromHexString("881a000b3530190b6a1909d4").CopyTo(payload, 0);
        if (random.Next(2) == 0) payload[random.Next(12)] = (byte)random.Next(256);
        var signature = new byte[64];
        random.NextBytes(signature);
        return [0x84, 0x46, 0xA2, 0x01, 0x26, 0x04, 0x41, 1, 0xA0, 0x58, (byte)length, .. payload, 0x58, 64, .. signature];
    }
}
