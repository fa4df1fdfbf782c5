using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Academy.Web.Signing;

/// <summary>The public keys as a JWK set (RFC 7517), for <c>/.well-known/jwks.json</c>.</summary>
public static class Jwks
{
    /// <summary>All keys but the root, which is pinned, never fetched, and compromised ones.</summary>
    public static string Json(KeyRing keys) => new JsonObject
    {
        ["keys"] = new JsonArray([.. keys.Keys
            .Where(k => k.Purpose != KeyPurpose.Root && k.State != KeyState.Compromised)
            .Select(key =>
            {
                var jwk = Jwk(key, Thumbprint(key));
                // The kid in the codes; it is unique within its purpose only.
                (jwk["x-short-kid"], jwk["x-purpose"]) = (key.Kid, key.Purpose switch
                {
                    KeyPurpose.Issuer => "issuer",
                    KeyPurpose.Live => "live",
                    KeyPurpose.Badge => "badge",
                    _ => "status-list",
                });
                return jwk;
            })]),
    }.ToJsonString();

    /// <summary>RFC 7638.</summary>
    internal static string Thumbprint(SigningKey key)
    {
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(key.X)}}","y":"{{Base64Url.EncodeToString(key.Y)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    /// <summary>One public key (RFC 7517).</summary>
    internal static JsonObject Jwk(SigningKey key, string kid) => new()
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["x"] = Base64Url.EncodeToString(key.X),
        ["y"] = Base64Url.EncodeToString(key.Y),
        ["use"] = "sig",
        ["alg"] = "ES256",
        ["kid"] = kid,
    };
}
