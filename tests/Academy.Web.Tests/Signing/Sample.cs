using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

/// <summary>One certificate and one set of keys for all tests of this room.</summary>
internal static class Sample
{
    public const string Host = "v.wlaq.cn";
    public static readonly DateOnly Issued = new(2026, 11, 21);
    public static readonly AcademySecret Secret = new("0123456789abcdef0123456789abcdef");
    public static readonly SecretBox Box = new(Secret);
    public static readonly CodeFields Fields = new(734512, new(2027, 9, 21), Issued, "欧阳建国", 4201, 312, 0x6432647EEDAE49E1);
    public static readonly SigningKey Issuer = Key(KeyPurpose.Issuer, 1);
    public static readonly KeyRing Ring = new([Issuer, Key(KeyPurpose.Live, 7)], Box);

    public static SigningKey Key(KeyPurpose purpose, byte kid) =>
        SigningKeys.Create(purpose, kid, new(2026, 7, 1), new(2027, 6, 30), Box);

    public static CodeReading Read(string token, KeyRing? ring = null) =>
        CodeReader.Read(CodeKind.Static, token, [Host], ring ?? Ring);

    public static VerificationResult Refusal(CodeReading reading) => Assert.IsType<CodeReading.Refused>(reading).Result;
}
