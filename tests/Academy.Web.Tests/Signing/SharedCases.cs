using System.Formats.Cbor;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

/// <summary>One case of <c>cases.json</c>.</summary>
/// <param name="Now">The verifier's clock, RFC 3339.</param>
/// <param name="Lists">Names of the lists that the verifier holds.</param>
/// <param name="Position">Asked for by the inspector; null for none.</param>
/// <param name="Result">The code that must come out.</param>
/// <param name="Unconfirmed">Whether the verdict is yellow for the age of the list.</param>
/// <param name="ListAge">In seconds; null where no list speaks of the code, or it was refused.</param>
internal sealed record SharedCase(string Name, string Text, string Now, string[] Lists, int? Position, string Result, bool Unconfirmed, long? ListAge, string Why);

/// <summary>A file that must be refused, or taken.</summary>
internal sealed record SharedFile(string Name, string Bytes, bool Accepted, string Why);

/// <summary>The whole file.</summary>
internal sealed record SharedFileOfCases(
    string[] About,
    string PublicUrl,
    string[] FormerHosts,
    string RootFingerprint,
    string Trust,
    Dictionary<string, string> Lists,
    SharedFile[] TrustFiles,
    SharedFile[] ListFiles,
    SharedCase[] Cases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it lies beside this file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Architecture.Sources.Root, "tests", "Academy.Web.Tests", "Signing", "cases.json");

    public static SharedFileOfCases Read() => JsonSerializer.Deserialize<SharedFileOfCases>(File.ReadAllText(Path), Json)!;

    public void Write() => File.WriteAllText(Path, JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>
/// Writes the cases that C# and the browser's code must agree on, with keys of its own. Signatures are made anew each time, so the
/// file is written only when somebody asks: <c>ACADEMY_WRITE_CASES=1 dotnet test --filter SharedCases</c>.
/// </summary>
internal static class SharedCases
{
    private const string PublicUrl = "https://v.wlaq.cn", Host = "v.wlaq.cn", Former = "old.wlaq.cn", Prefix = "HTTPS://V.WLAQ.CN/C/", LivePrefix = "HTTPS://V.WLAQ.CN/L/";

    private static readonly DateOnly From = new(2026, 7, 1), To = new(2027, 6, 30), Issued = new(2026, 11, 21), Last = new(2027, 9, 21);
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 1, 0, 0, TimeSpan.Zero);

    private static readonly SigningKey
        Root = Key(KeyPurpose.Root, 1, 11), Issuer = Key(KeyPurpose.Issuer, 1, 21), Condemned = Key(KeyPurpose.Issuer, 2, 22) with { State = KeyState.Compromised },
        Retired = Key(KeyPurpose.Issuer, 3, 23) with { State = KeyState.Retired }, Live = Key(KeyPurpose.Live, 1, 31), Lists = Key(KeyPurpose.StatusList, 1, 41),
        CondemnedLists = Key(KeyPurpose.StatusList, 2, 42) with { State = KeyState.Compromised }, Stranger = Key(KeyPurpose.Issuer, 9, 99), OtherRoot = Key(KeyPurpose.Root, 1, 12);

    private static readonly KeyRing Ring = new([Root, Issuer, Condemned, Retired, Live, Lists, CondemnedLists], Sample.Box);

    private static readonly CodeFields Fields = new(734512, Last, Issued, "欧阳建国", 4201, 312, 0x6432647EEDAE49E1);

    private static readonly List<SharedCase> Cases = [];

    private static readonly string[] Fresh = ["fresh"];

    public static SharedFileOfCases Make()
    {
        var trust = Bundle(7, Ring, Root);
        var fresh = StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([(100_001, CodeStatus.Revoked), (100_002, CodeStatus.Suspended), (100_003, CodeStatus.Superseded)]), Now - TimeSpan.FromHours(1), Ring);
        var lists = new Dictionary<string, byte[]>
        {
            ["fresh"] = fresh,
            ["fresh-26Q4"] = StatusList.Sign(PublicUrl, "26Q4", StatusList.Pack([(100_001, CodeStatus.Revoked), (100_002, CodeStatus.Suspended)]), Now - TimeSpan.FromHours(1), Ring),
            ["rolled-back"] = StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([]), Now - TimeSpan.FromDays(10), Ring),
            ["forged"] = StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([]), Now, new KeyRing([Key(KeyPurpose.StatusList, 1, 49)], Sample.Box)),
            ["other-host"] = StatusList.Sign("https://evil.cn", "27Q3", StatusList.Pack([]), Now, Ring),
            ["other-quarter"] = StatusList.Sign(PublicUrl, "27Q2", StatusList.Pack([]), Now, Ring),
            ["condemned-key"] = StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([]), Now, new KeyRing([CondemnedLists with { State = KeyState.Active }], Sample.Box)),
        };
        Cases.Clear();
        Addresses();
        Texts();
        Bytes();
        Signatures();
        Days();
        Statuses();
        LiveCodes();
        return new SharedFileOfCases(
            [
                "Codes and what a verifier without signal must say of them; C# (OfflineVerifier) and the browser's code are held against the same file.",
                "trust: trust.cose in base64, by the root whose SHA-256(x|y) is rootFingerprint, aad 'WLAQ-TRUST-1|v.wlaq.cn'. COSE_Sign1 is tagged 18 (d2 84 ...), protected {1:-7, 4:h'kid'} and for lists 16:type, unprotected {}; all CBOR is deterministic (shortest, definite, keys sorted, RFC 8949 4.2).",
                "trust payload: {1: seq, 2: iat, 3: [{1: purpose 0 root 1 issuer 2 live 3 status list, 2: kid (uint), 3: x, 4: y, 5: first day, 6: last day, 7: state 0 active 1 retired 2 compromised}], 4: {list: least acceptable iat}, 5: {}}; days count from 2020-01-01, instants are Unix seconds.",
                "lists: status lists in base64, aad empty, {2: '<publicUrl>/s/27Q3', 4: exp, 6: iat, 65533: {'lst': zlib, 'bits': 2}, 65534: 300}; each case names those its verifier holds. A list is taken only if its key is sound and signed in its window, its subject is ours, and its iat is not below the bundle's least.",
                "case: text as scanned, now, position asked for (null: none) -> result. unconfirmed: in force by a list older than 24 h (to 72 h): yellow. listAge in whole seconds, null where no list speaks of the code or the code was refused before.",
                "Offline rules: 72 h and less confirm (over 24 h: unconfirmed), more is STATUS_UNKNOWN; values 1, 2, 3 bind however old the list is; KEY_REVOKED for every code of a compromised key; a live code counts as live for 60 + 30 s before and after it was signed; a clock more than 2 min behind the bundle or any list held is STATUS_UNKNOWN instead of anything in force.",
                "trustFiles, listFiles: files that must be taken or refused on their own (lists under the bundle above).",
            ],
            PublicUrl,
            [Former],
            TrustBundle.FingerprintOf(Root),
            Convert.ToBase64String(trust),
            lists.ToDictionary(l => l.Key, l => Convert.ToBase64String(l.Value)),
            [.. TrustFiles(trust)],
            [.. ListFiles(lists)],
            [.. Cases]);
    }

    private static void Addresses()
    {
        var token = Token(Fields);
        Add("genuine", Prefix + token, "VALID_STATIC", "a card");
        Add("genuine, address in lower case", "https://v.wlaq.cn/C/" + token, "VALID_STATIC", "scheme and host in any case");
        Add("genuine, http", "HTTP://V.WLAQ.CN/C/" + token, "VALID_STATIC", "the signature decides, not the scheme");
        Add("genuine, former host", "HTTPS://OLD.WLAQ.CN/C/" + Token(Fields, host: Former), "VALID_STATIC", "signed for a host that was ours");
        Add("former host's code at the present one", Prefix + Token(Fields, host: Former), "VALID_STATIC", "the signature tells for which host");
        Add("genuine, without photo", Prefix + Token(Fields with { PhotoHash = null }), "VALID_STATIC", "null for the photo");
        Add("genuine, longest name", Prefix + Token(Fields with { Name = new string('李', 20) }), "VALID_STATIC", "60 bytes");
        Add("genuine, rare characters", Prefix + Token(Fields with { Name = "㛃𬭎䶮·阿不都" }), "VALID_STATIC", "beyond the first plane");
        Add("genuine, retired key", Prefix + Token(Fields, Retired), "VALID_STATIC", "what it signed in its window stands");
        Add("other host", "HTTPS://EVIL.CN/C/" + token, "NOT_OURS", "never opened");
        Add("our host as a subdomain", "HTTPS://V.WLAQ.CN.EVIL.CN/C/" + token, "NOT_OURS", "look-alike");
        Add("our host as a user", "HTTPS://V.WLAQ.CN@EVIL.CN/C/" + token, "NOT_OURS", "look-alike");
        Add("another port", "HTTPS://V.WLAQ.CN:444/C/" + token, "NOT_OURS", "another deployment");
        Add("unknown path", "HTTPS://V.WLAQ.CN/X/" + token, "NOT_OURS", "no path of ours");
        Add("path in lower case", "HTTPS://V.WLAQ.CN/c/" + token, "NOT_OURS", "the path is matched exactly");
        Add("blank before", " " + Prefix + token, "NOT_OURS", "exactly");
        Add("other scheme", "FTP://V.WLAQ.CN/C/" + token, "NOT_OURS", "no address");
        Add("no address", "欧阳建国", "NOT_OURS", "any other QR");
        Add("nothing", "", "NOT_OURS", "empty text");
        Add("bare token", token, "NOT_OURS", "a scanner reads whole addresses");
    }

    private static void Texts()
    {
        var token = Token(Fields);
        Malformed("no token", "", "nothing behind the path");
        Malformed("over 600 characters", new string('A', 601), "refused unread");
        Malformed("token in lower case", token.ToLowerInvariant(), "no second spelling");
        Malformed("0 for O", "0" + token[1..], "not in the alphabet");
        Malformed("padding", token + "===", "no padding");
        Malformed("query behind", token + "?x=1", "no such form");
        Malformed("slash behind", token + "/", "no such form");
        Malformed("line end behind", token + "\n", "no such form");
        Malformed("full-width letter", "Ｑ" + token[1..], "not in the alphabet");
        // 118 bytes leave one unused bit at the end.
        Malformed("unused bit set", token[..^1] + Next(token[^1]), "a second spelling of the same bytes");
        Malformed("a character missing", token[..^1], "cut off");
        Malformed("a character more", token + "A", "a byte more, or a length no bytes have");
        Malformed("first character missing", token[1..], "cut off");
    }

    private static void Bytes()
    {
        var payload = CertificatePayload.Encode(Fields);
        var good = TokenBytes(payload, Issuer, Host);
        Malformed("a byte behind", Base32.Encode([.. good, 0]), "trailing bytes");
        Malformed("tagged", Base32.Encode([0xD2, .. good]), "another head");
        Malformed("array of 3", Base32.Encode(Changed(good, 0, 0x83)), "another head");
        Malformed("unprotected header open", Base32.Encode(Changed(good, 8, 0xBF)), "another head; the signature does not cover it");
        Malformed("unprotected header with an entry", Base32.Encode(Changed(good, 8, 0xA1)), "another head");
        Malformed("algorithm ES384", Base32.Encode(Changed(good, 4, 0x38)), "another head");
        Malformed("payload length 23", Base32.Encode(Changed(good, 10, 23)), "not the length");
        Malformed("signature head", Base32.Encode(Changed(good, 11 + payload.Length + 1, 0x41)), "not 64 bytes");
        SignedButMalformed("array of 7", Hex("871a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800"));
        SignedButMalformed("open array", Hex("9f1a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1ff"));
        SignedButMalformed("long array head", Hex("98081a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("index in 8 bytes", Hex("881b00000000000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("day in 4 bytes", Hex("881a000b35301a00000b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("index below 0", Hex("883a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("index over 31 bits", Hex("881a80000000190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("float", Hex("88fa490b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("tag inside", Hex("88c11a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("day after 2099", Hex("881a000b353019ffff1909d46ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("no name", Hex("881a000b3530190b6a1909d4601910691901380048 6432647eedae49e1"));
        SignedButMalformed("name not NFC", Hex("881a000b3530190b6a1909d46365cc8119106919013800486432647eedae49e1"));
        SignedButMalformed("name not UTF-8", Hex("881a000b3530190b6a1909d462c32819106919013800486432647eedae49e1"));
        SignedButMalformed("half a surrogate pair", Hex("881a000b3530190b6a1909d463eda08019106919013800486432647eedae49e1"));
        SignedButMalformed("name as bytes", Hex("881a000b3530190b6a1909d44ce6aca7e998b3e5bbbae59bbd19106919013800486432647eedae49e1"));
        SignedButMalformed("name of 61 bytes", [.. Hex("881a000b3530190b6a1909d4783d61"), .. Enumerable.Repeat(Hex("e69d8e"), 20).SelectMany(b => b), .. Hex("19106919013800486432647eedae49e1")]);
        SignedButMalformed("two Positions", Hex("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd1910698219013819013900486432647eedae49e1"));
        SignedButMalformed("level 2", Hex("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013802486432647eedae49e1"));
        SignedButMalformed("photo of 7 bytes", Hex("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800476432647eedae49"));
        SignedButMalformed("undefined for null", Hex("881a000b3530190b6a1909d46ce6aca7e998b3e5bbbae59bbd19106919013800f7"));
        SignedButMalformed("a byte behind the array", [.. payload, 0]);
        SignedButMalformed("a live payload", CertificatePayload.Encode(Fields, Now));
        Malformed("payload of 23 bytes", Base32.Encode(TokenBytes(CertificatePayload.Encode(Fields with { Name = "王伟", PhotoHash = null, Organization = 1, Position = 2 }), Issuer, Host)), "the head has one byte for a length from 24");
        Add("static payload as a live code", LivePrefix + Base32.Encode(TokenBytes(payload, Live, Host, CodeKind.Live)), "MALFORMED", "a live code says when it ends");
    }

    private static void Signatures()
    {
        var payload = CertificatePayload.Encode(Fields);
        var good = TokenBytes(payload, Issuer, Host);
        Add("kid unknown", Prefix + Token(Fields, Stranger), "KEY_UNKNOWN", "the bundle may be older than the code");
        Add("kid 0", Prefix + Base32.Encode(Changed(good, 7, 0)), "KEY_UNKNOWN", "no key has it");
        Add("kid of another purpose", LivePrefix + Base32.Encode(Changed(TokenBytes(CertificatePayload.Encode(Fields, Now), Live, Host, CodeKind.Live), 7, 3)), "KEY_UNKNOWN", "kids count within their purpose");
        Add("another key under a known kid", Prefix + Base32.Encode(Changed(TokenBytes(payload, Stranger, Host), 7, 1)), "FORGED", "the signature is not the key's");
        Add("kid exchanged", Prefix + Base32.Encode(Changed(good, 7, 3)), "FORGED", "the kid is signed");
        Add("name changed", Prefix + Base32.Encode(Changed(good, 11 + 15, 0xA8)), "FORGED", "the payload is signed");
        Add("index changed", Prefix + Base32.Encode(Changed(good, 11 + 5, 0x31)), "FORGED", "the payload is signed");
        Add("signed for another host", Prefix + Token(Fields, host: "evil.cn"), "FORGED", "the host is signed");
        Add("signed as a live code", Prefix + Base32.Encode(TokenBytes(payload, Issuer, Host, CodeKind.Live)), "FORGED", "the kind is signed");
        Add("s in the upper half", Prefix + Base32.Encode(HighS(good)), "FORGED", "of two signatures that mathematics accepts one is ours");
        Add("r and s 0", Prefix + Base32.Encode([.. good[..^64], .. new byte[64]]), "FORGED", "Wycheproof");
        Add("r the order", Prefix + Base32.Encode([.. good[..^64], .. Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), .. good[^32..]]), "FORGED", "Wycheproof");
        Add("r and s 1", Prefix + Base32.Encode([.. good[..^64], .. new byte[31], 1, .. new byte[31], 1]), "FORGED", "Wycheproof");
        Add("issued before the key's window", Prefix + Raw(Fields with { IssuedOn = From.AddDays(-1) }), "FORGED", "back-dated");
        Add("issued after the key's window", Prefix + Raw(Fields with { IssuedOn = To.AddDays(1), LastDay = Last }), "FORGED", "not its time");
        Add("compromised key", Prefix + Raw(Fields, Condemned), "KEY_REVOKED", "only the issuance row could vouch for it");
        Add("compromised key, expired", Prefix + Raw(Fields with { LastDay = Issued }, Condemned), "KEY_REVOKED", "nothing it says is believed");
        Add("compromised key, revoked", Prefix + Raw(Fields with { Index = 100_001 }, Condemned), "KEY_REVOKED", "nothing it says is believed");
    }

    private static void Days()
    {
        string[] held = ["fresh", "fresh-26Q4"];
        var today = Now.Day();
        Add("last day", Prefix + Token(Fields with { LastDay = today }), "VALID_STATIC", "to 24:00", held);
        Add("last second of the last day", Prefix + Token(Fields with { LastDay = today }), "VALID_STATIC", "24:00 in Asia/Shanghai is 16:00 UTC", held, new DateTimeOffset(2026, 12, 1, 15, 59, 59, TimeSpan.Zero));
        Add("first second after it", Prefix + Token(Fields with { LastDay = today }), "EXPIRED", "24:00 in Asia/Shanghai is 16:00 UTC", held, new DateTimeOffset(2026, 12, 1, 16, 0, 0, TimeSpan.Zero));
        Add("expired", Prefix + Token(Fields with { LastDay = today.AddDays(-1) }), "EXPIRED", "yesterday was the last day", held);
        Add("expired, without a list", Prefix + Token(Fields with { LastDay = today.AddDays(-1) }), "EXPIRED", "the code itself says so", []);
        Add("issued tomorrow", Prefix + Token(Fields with { IssuedOn = today.AddDays(1) }), "VALID_STATIC", "clocks may differ by a day's edge");
        Add("issued the day after", Prefix + Token(Fields with { IssuedOn = today.AddDays(2) }), "NOT_YET", "not yet");
    }

    private static void Statuses()
    {
        string[] held = ["fresh", "fresh-26Q4"];
        var yesterday = Now.Day().AddDays(-1);
        var genuine = Prefix + Token(Fields);
        var (revoked, suspended, superseded) = (Prefix + Token(Fields with { Index = 100_001 }), Prefix + Token(Fields with { Index = 100_002 }), Prefix + Token(Fields with { Index = 100_003 }));
        var signed = Now - TimeSpan.FromHours(1);
        Add("revoked", revoked, "REVOKED", "value 1");
        Add("suspended", suspended, "SUSPENDED", "value 2");
        Add("superseded", superseded, "SUPERSEDED", "value 3");
        Add("revoked and expired", Prefix + Token(Fields with { Index = 100_001, LastDay = yesterday }), "REVOKED", "revoked outranks expired", held);
        Add("suspended and expired", Prefix + Token(Fields with { Index = 100_002, LastDay = yesterday }), "EXPIRED", "expired outranks suspended", held);
        Add("revoked, list of 100 h", revoked, "REVOKED", "a seen revocation binds", now: signed + TimeSpan.FromHours(100));
        Add("suspended, list of 100 h", suspended, "SUSPENDED", "what is seen binds", now: signed + TimeSpan.FromHours(100));
        Add("superseded, list of 25 h", superseded, "SUPERSEDED", "what is seen binds", now: signed + TimeSpan.FromHours(25));
        Add("list of 24 h", genuine, "VALID_STATIC", "still sure", now: signed + TimeSpan.FromHours(24));
        Add("list of 24 h and 1 s", genuine, "VALID_STATIC", "yellow", now: signed + TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Add("list of 25 h", genuine, "VALID_STATIC", "yellow", now: signed + TimeSpan.FromHours(25));
        Add("list of 72 h", genuine, "VALID_STATIC", "yellow to the end", now: signed + TimeSpan.FromHours(72));
        Add("list of 72 h and 1 s", genuine, "STATUS_UNKNOWN", "grey", now: signed + TimeSpan.FromHours(72) + TimeSpan.FromSeconds(1));
        Add("list of 73 h", genuine, "STATUS_UNKNOWN", "grey, never green", now: signed + TimeSpan.FromHours(73));
        Add("list of 25 h, another position", genuine, "WRONG_POST", "not this post, and not even sure", now: signed + TimeSpan.FromHours(25), position: 1);
        Add("no list", genuine, "STATUS_UNKNOWN", "grey, never green", []);
        Add("list of another quarter", genuine, "STATUS_UNKNOWN", "it says nothing of this code", ["other-quarter"]);
        Add("list rolled back", genuine, "STATUS_UNKNOWN", "older than the bundle allows", ["rolled-back"]);
        Add("list forged", genuine, "STATUS_UNKNOWN", "not signed by the key", ["forged"]);
        Add("list of another host", genuine, "STATUS_UNKNOWN", "not our subject", ["other-host"]);
        Add("list of a condemned key", genuine, "STATUS_UNKNOWN", "its signature proves nothing", ["condemned-key"]);
        Add("newer and older list", revoked, "REVOKED", "the newest counts, in any order", ["fresh", "rolled-back"]);
        Add("index out of range", Prefix + Token(Fields with { Index = StatusIndex.Capacity }), "STATUS_UNKNOWN", "the list has 2^20 entries");
        Add("clock 3 min behind", genuine, "STATUS_UNKNOWN", "nothing is green by a wrong clock", now: signed - TimeSpan.FromMinutes(3));
        Add("clock 2 min behind", genuine, "VALID_STATIC", "clocks differ a little", now: signed - TimeSpan.FromMinutes(2));
        Add("clock behind, revoked", revoked, "REVOKED", "what is seen binds", now: signed - TimeSpan.FromHours(3));
        Add("position asked for", genuine, "VALID_STATIC", "this post", position: 312);
        Add("another position asked for", genuine, "WRONG_POST", "another post", position: 313);
        Add("another position, expired", Prefix + Token(Fields with { LastDay = yesterday }), "EXPIRED", "expired outranks", held, position: 313);
    }

    private static void LiveCodes()
    {
        var live = LivePrefix + CertificateToken.SignLive(Fields, Now, Now.Day(), Host, Ring).Text;
        DateTimeOffset After(int seconds) => Now + TimeSpan.FromSeconds(seconds);
        Add("live, just signed", live, "VALID_LIVE", "0 s");
        Add("live, 60 s", live, "VALID_LIVE", "its time", now: After(60));
        Add("live, 90 s", live, "VALID_LIVE", "30 s of tolerance offline", now: After(90));
        Add("live, 91 s", live, "STALE_LIVE", "a screenshot", now: After(91));
        Add("live, an hour", live, "STALE_LIVE", "a screenshot", now: After(3600));
        Add("live, 90 s ahead", live, "VALID_LIVE", "a clock that is behind", now: After(-90));
        Add("live, 91 s ahead", live, "STALE_LIVE", "signed in the future", now: After(-91));
        Add("live, list of 25 h", live, "STALE_LIVE", "yellow", now: After(24 * 3600));
        Add("live, no list", live, "STATUS_UNKNOWN", "a live code proves no status", []);
        Add("live, revoked", LivePrefix + CertificateToken.SignLive(Fields with { Index = 100_001 }, Now, Now.Day(), Host, Ring).Text, "REVOKED", "revoked outranks");
        Add("live, another position", live, "WRONG_POST", "another post", position: 313);
        Add("live, outside the window of its key", LivePrefix + CertificateToken.SignLive(Fields, new DateTimeOffset(2026, 6, 30, 15, 59, 59, TimeSpan.Zero), Issued, Host, Ring).Text, "FORGED", "signed before the key's first day");
        Add("live code at /C/", live.Replace("/L/", "/C/", StringComparison.Ordinal), "MALFORMED", "another form");
    }

    private static IEnumerable<SharedFile> TrustFiles(byte[] trust)
    {
        yield return File("genuine", trust, true, "by the pinned root");
        yield return File("another root", Bundle(8, new KeyRing([OtherRoot, Issuer, Live, Lists], Sample.Box), OtherRoot), false, "not the pinned root, though it signs itself");
        yield return File("another root's signature", Bundle(8, new KeyRing([OtherRoot], Sample.Box), OtherRoot, published: Ring), false, "the pinned root's name, another's signature");
        yield return File("another host", TrustBundle.Sign(8, Now, Root, Ring, new Dictionary<string, DateTimeOffset>(), "evil.cn"), false, "the host is signed");
        yield return File("a bit changed", Changed(trust, trust.Length / 2, (byte)(trust[trust.Length / 2] ^ 1)), false, "signed");
        yield return File("untagged", trust[1..], false, "one form");
        yield return File("a byte behind", [.. trust, 0], false, "one form");
        yield return File("cut off", trust[..^1], false, "one form");
        yield return File("a list", StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([]), Now, Ring), false, "another file");
    }

    private static IEnumerable<SharedFile> ListFiles(Dictionary<string, byte[]> lists)
    {
        foreach (var (name, accepted, why) in new[] { ("fresh", true, "sound"), ("rolled-back", false, "older than the bundle allows"), ("forged", false, "another key"), ("other-host", false, "another subject"), ("condemned-key", false, "a compromised key") }) yield return File(name, lists[name], accepted, why);
        var fresh = lists["fresh"];
        yield return File("untagged", fresh[1..], false, "one form");
        yield return File("a byte behind", [.. fresh, 0], false, "one form");
        yield return File("a bit changed", Changed(fresh, fresh.Length / 2, (byte)(fresh[fresh.Length / 2] ^ 1)), false, "signed");
        yield return File("without type", Claims(2, Deflated(), type: null), false, "the type is in the protected header");
        yield return File("one bit each", Claims(1, Deflated()), false, "a list of ours has two");
        yield return File("not zlib", Claims(2, [1, 2, 3, 4]), false, "does not inflate");
        yield return File("over a megabyte", Claims(2, StatusList.Deflate(new byte[StatusIndex.Capacity + 1])), false, "larger than any list of ours");
    }

    private static byte[] Deflated() => StatusList.Deflate(StatusList.Pack([]));

    private static byte[] Claims(int bits, byte[] content, string? type = StatusList.MediaType)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(2);
        writer.WriteTextString($"{PublicUrl}/s/27Q3");
        writer.WriteInt32(4);
        writer.WriteInt64((Now + StatusList.Lasts).ToUnixTimeSeconds());
        writer.WriteInt32(6);
        writer.WriteInt64(Now.ToUnixTimeSeconds());
        writer.WriteInt32(65533);
        writer.WriteStartMap(2);
        writer.WriteTextString("lst");
        writer.WriteByteString(content);
        writer.WriteTextString("bits");
        writer.WriteInt32(bits);
        writer.WriteEndMap();
        writer.WriteInt32(65534);
        writer.WriteInt32(300);
        writer.WriteEndMap();
        return CoseSign1.Sign(writer.Encode(), "", Lists, Ring, type);
    }

    private static SharedFile File(string name, byte[] bytes, bool accepted, string why) => new(name, Convert.ToBase64String(bytes), accepted, why);

    private static void SignedButMalformed(string name, byte[] payload) => Malformed(name, Base32.Encode(TokenBytes(payload, Issuer, Host)), "signed, and yet not the one form");

    private static void Malformed(string name, string token, string why) => Add(name, Prefix + token, "MALFORMED", why);

    private static void Add(string name, string text, string result, string why, string[]? lists = null, DateTimeOffset? now = null, int? position = null)
    {
        var held = lists ?? Fresh;
        var at = now ?? Now;
        var verdict = Verifier(held).Verify(text, position, at);
        // The expected result is written by hand; age and colour follow from the clock that was chosen.
        Cases.Add(new SharedCase(name, text, at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), held, position, result, why.StartsWith("yellow", StringComparison.Ordinal) || why.StartsWith("not this post, and", StringComparison.Ordinal), (long?)verdict.ListAge?.TotalSeconds, why));
    }

    private static OfflineVerifier Verifier(string[] held)
    {
        var verifier = new OfflineVerifier(TrustBundle.Read(Bundle(7, Ring, Root), Host, TrustBundle.FingerprintOf(Root))!, PublicUrl, [Host, Former]);
        if (held.Any(h => h.StartsWith("fresh", StringComparison.Ordinal)))
        {
            verifier.Take(StatusList.Sign(PublicUrl, "27Q3", StatusList.Pack([]), Now - TimeSpan.FromHours(1), Ring));
            if (held.Contains("fresh-26Q4")) verifier.Take(StatusList.Sign(PublicUrl, "26Q4", StatusList.Pack([]), Now - TimeSpan.FromHours(1), Ring));
        }

        return verifier;
    }

    private static byte[] Bundle(long sequence, KeyRing ring, SigningKey root, KeyRing? published = null)
    {
        var least = new Dictionary<string, DateTimeOffset> { ["26Q4"] = Now - TimeSpan.FromDays(5), ["27Q3"] = Now - TimeSpan.FromDays(5) };
        if (published is null) return TrustBundle.Sign(sequence, Now - TimeSpan.FromDays(5), root, ring, least, Host);
        var genuine = CoseSign1.Read(TrustBundle.Sign(sequence, Now - TimeSpan.FromDays(5), Root, published, least, Host))!;
        return CoseSign1.Sign(genuine.Payload, $"WLAQ-TRUST-1|{Host}", root, ring);
    }

    private static string Token(CodeFields fields, SigningKey? key = null, string host = Host) => Base32.Encode(TokenBytes(CertificatePayload.Encode(fields), key ?? Issuer, host));

    /// <summary>As an attacker signs who has the key: outside its window, with a condemned one.</summary>
    private static string Raw(CodeFields fields, SigningKey? key = null) => Token(fields, key);

    private static byte[] TokenBytes(byte[] payload, SigningKey key, string host, CodeKind kind = CodeKind.Static)
    {
        var ring = new KeyRing([key], Sample.Box);
        return [0x84, 0x46, 0xA2, 0x01, 0x26, 0x04, 0x41, key.Kid, 0xA0, 0x58, (byte)payload.Length, .. payload, 0x58, 64, .. ring.Sign(key, CertificateToken.ToBeSigned(kind, host, key.Kid, payload))];
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] HighS(byte[] token)
    {
        var order = new BigInteger(Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), isUnsigned: true, isBigEndian: true);
        var high = (order - new BigInteger(token.AsSpan(^32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. token[..^32], .. new byte[32 - high.Length], .. high];
    }

    private static char Next(char character) => (char)(character + 1);

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>The key whose private part is this small number: everybody may have it.</summary>
    private static SigningKey Key(KeyPurpose purpose, byte kid, int secret)
    {
        var d = new byte[32];
        d[31] = (byte)secret;
        using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return SigningKeys.ImportPrivateKey(new SigningKey(purpose, kid, point.X!, point.Y!, From, To, KeyState.Active, null, IsDemo: true), pair.ExportPkcs8PrivateKey(), Sample.Box);
    }
}
