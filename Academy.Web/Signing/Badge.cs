using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Academy.Domain;
using Academy.Domain.Certificates;

namespace Academy.Web.Signing;

/// <summary>What a badge says: nothing that is not printed on the card.</summary>
/// <param name="Id">The certificate's.</param>
/// <param name="List">Status list of its current code.</param>
/// <param name="Index">Its entry there.</param>
public sealed record BadgeFacts(
    Guid Id, string HolderName, string PositionName, string OrganizationName, int Position, DateOnly IssuedOn, DateOnly ExpiresOn, string List, int Index);

/// <summary>Exports a certificate as an Open Badge 3.0 for foreign wallets: a VC-JWT, and its Bitstring Status List.</summary>
/// <remarks>ES256: of the algorithms that validators take the one whose keys are kept, rotated and condemned here already (decisions/0014).</remarks>
public static class Badge
{
    /// <summary>Of both files.</summary>
    public const string MediaType = "application/vc+jwt";

    private const string KeyPrefix = "badge-";
    private const string Credentials = "https://www.w3.org/ns/credentials/v2";
    private const string OpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    private const string Schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Name of a key under <c>/keys/</c>.</summary>
    public static string NameOf(SigningKey key) => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{key.Kid}");

    /// <summary>The public key of that name as one JWK, as validators expect it; null for none that proves anything.</summary>
    public static string? Jwk(string name, string publicUrl, KeyRing keys) =>
        keys.Keys.FirstOrDefault(k => k.Purpose is KeyPurpose.Badge && k.State is not KeyState.Compromised && NameOf(k) == name) is { } key
            ? Jwks.Jwk(key, KeyAddress(key, publicUrl)).ToJsonString()
            : null;

    /// <param name="salt">16 random bytes: the name is in it as a salted hash, for whoever knows the name to compare.</param>
    /// <exception cref="InvalidOperationException">No key for badges is in use today.</exception>
    public static string Sign(BadgeFacts facts, string publicUrl, byte[] salt, DateTimeOffset now, KeyRing keys)
    {
        var address = publicUrl.TrimEnd('/');
        var (from, until) = (facts.IssuedOn.Start(), facts.ExpiresOn.AddDays(1).Start().AddSeconds(-1));
        // Of this one badge: two badges of one person are not to be joined by it.
        var subject = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.ASCII.GetBytes($"badge-subject|{facts.Id}")).AsSpan(0, 16))}";
        var id = $"urn:uuid:{facts.Id}";
        var saltText = Convert.ToHexStringLower(salt);
        var list = StatusAddress(address, facts.List);
        return Jwt(
            new JsonObject
            {
                ["iss"] = address,
                ["jti"] = id,
                ["sub"] = subject,
                ["nbf"] = from.ToUnixTimeSeconds(),
                ["exp"] = until.ToUnixTimeSeconds(),
                ["@context"] = new JsonArray(Credentials, OpenBadges),
                ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
                ["id"] = id,
                ["name"] = $"{facts.PositionName} 岗位安全培训合格证",
                ["issuer"] = new JsonObject { ["id"] = address, ["type"] = new JsonArray("Profile"), ["name"] = facts.OrganizationName, ["url"] = address },
                ["validFrom"] = Instant(from),
                ["validUntil"] = Instant(until),
                ["credentialSubject"] = new JsonObject
                {
                    ["id"] = subject,
                    ["type"] = new JsonArray("AchievementSubject"),
                    ["identifier"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "IdentityObject",
                        ["identityType"] = "name",
                        ["hashed"] = true,
                        ["salt"] = saltText,
                        ["identityHash"] = $"sha256${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.HolderName + saltText)))}",
                    }),
                    ["achievement"] = new JsonObject
                    {
                        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{address}/verify#position-{facts.Position}"),
                        ["type"] = new JsonArray("Achievement"),
                        ["achievementType"] = "Certification",
                        ["name"] = facts.PositionName,
                        ["description"] = "单位内部安全培训考核凭证，不替代国家规定的职业资格或特种作业操作证件。",
                        ["criteria"] = new JsonObject { ["narrative"] = "完成本岗位规定的课程和学时，考试合格，实操和法定证件符合要求。" },
                    },
                },
                ["credentialSchema"] = new JsonArray(new JsonObject { ["id"] = Schema, ["type"] = "1EdTechJsonSchemaValidator2019" }),
                // One object, not a list: validators read its type.
                ["credentialStatus"] = new JsonObject
                {
                    ["id"] = string.Create(CultureInfo.InvariantCulture, $"{list}#{facts.Index}"),
                    ["type"] = "BitstringStatusListEntry",
                    ["statusPurpose"] = "revocation",
                    ["statusListIndex"] = facts.Index.ToString(CultureInfo.InvariantCulture),
                    ["statusListCredential"] = list,
                },
            },
            publicUrl,
            now,
            keys);
    }

    /// <summary>The list of the badges that count no more. A suspension is not among them: what this list says is final.</summary>
    /// <param name="entries">Indexes of codes that are revoked or superseded.</param>
    /// <exception cref="InvalidOperationException">No key for badges is in use today.</exception>
    public static string SignStatusList(string name, IEnumerable<int> entries, string publicUrl, DateTimeOffset now, KeyRing keys)
    {
        var address = publicUrl.TrimEnd('/');
        var id = StatusAddress(address, name);
        var until = now + StatusList.Lasts;
        return Jwt(
            new JsonObject
            {
                ["iss"] = address,
                ["jti"] = id,
                ["sub"] = $"{id}#list",
                ["nbf"] = now.ToUnixTimeSeconds(),
                ["exp"] = until.ToUnixTimeSeconds(),
                ["@context"] = new JsonArray(Credentials),
                ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
                ["id"] = id,
                ["issuer"] = address,
                ["validFrom"] = Instant(now),
                ["validUntil"] = Instant(until),
                ["credentialSubject"] = new JsonObject { ["id"] = $"{id}#list", ["type"] = "BitstringStatusList", ["statusPurpose"] = "revocation", ["encodedList"] = Encode(entries) },
            },
            publicUrl,
            now,
            keys);
    }

    /// <summary>Multibase base64url of gzip of one bit each, MSB first: the other way round than in a Token Status List.</summary>
    internal static string Encode(IEnumerable<int> entries)
    {
        var bits = new byte[StatusIndex.Capacity / 8];
        foreach (var index in entries) bits[index / 8] |= (byte)(0x80 >> (index % 8));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bits);
        return "u" + Base64Url.EncodeToString(packed.ToArray());
    }

    private static string StatusAddress(string address, string list) => $"{address}/badges/status/{list}";

    private static string KeyAddress(SigningKey key, string publicUrl) => $"{publicUrl.TrimEnd('/')}/keys/{NameOf(key)}";

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Jwt(JsonObject claims, string publicUrl, DateTimeOffset now, KeyRing keys)
    {
        var key = keys.InUse(KeyPurpose.Badge, now.Day());
        // No other header is allowed.
        var head = new JsonObject { ["alg"] = "ES256", ["kid"] = KeyAddress(key, publicUrl), ["typ"] = "JWT" };
        var signed = $"{Part(head)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(keys.Sign(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString(Plain)));
}
