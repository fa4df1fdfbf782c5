using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Operations;

namespace Academy.Web.Tests.Operations;

/// <summary>The export for foreign wallets.</summary>
public abstract class BadgeTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Person _holder = null!;
    private Certificate _certificate = null!;

    public sealed class OnSqlite(SqliteApp app) : BadgeTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : BadgeTests(app), IClassFixture<PostgresApp>;

    private string Address => $"/certificates/{_certificate.Id}/badge";

    private int Index => _certificate.Codes[0].Index;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _holder = await _story.HireAsync("欧阳建国");
        _certificate = await _story.CertifyAsync(_holder);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task The_holder_downloads_a_badge_that_the_key_it_names_proves()
    {
        using var holder = await _story.VisitAsync(_holder);
        using var response = await holder.GetAsync(Address);
        Assert.Equal((HttpStatusCode.OK, "application/vc+jwt"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith(".jwt", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var (head, badge) = await ProveAsync(await response.Content.ReadAsStringAsync());

        Assert.Equal(["alg", "kid", "typ"], head.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["VerifiableCredential", "OpenBadgeCredential"], badge.GetProperty("type").EnumerateArray().Select(t => t.GetString()));
        // What the registered claims say, the credential says too.
        var subject = badge.GetProperty("credentialSubject");
        Assert.Equal(badge.GetProperty("issuer").GetProperty("id").GetString(), badge.GetProperty("iss").GetString());
        Assert.Equal(badge.GetProperty("id").GetString(), badge.GetProperty("jti").GetString());
        Assert.Equal(subject.GetProperty("id").GetString(), badge.GetProperty("sub").GetString());
        Assert.Equal(badge.GetProperty("validFrom").GetDateTimeOffset().ToUnixTimeSeconds(), badge.GetProperty("nbf").GetInt64());
        Assert.Equal(badge.GetProperty("validUntil").GetDateTimeOffset().ToUnixTimeSeconds(), badge.GetProperty("exp").GetInt64());
        Assert.Equal(_certificate.ExpiresOn, badge.GetProperty("validUntil").GetDateTimeOffset().Day());
        Assert.Equal("景区服务员（示范）", subject.GetProperty("achievement").GetProperty("name").GetString());

        // The name is there for whoever knows it, and only for them.
        var name = subject.GetProperty("identifier")[0];
        Assert.Equal($"sha256${Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"欧阳建国{name.GetProperty("salt").GetString()}")))}", name.GetProperty("identityHash").GetString());
        Assert.DoesNotContain("欧阳", badge.ToString(), StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Nobody_else_gets_it_and_nobody_while_the_certificate_is_suspended()
    {
        using var manager = await _story.VisitAsync(_story.Manager);
        using var refused = await manager.GetAsync(Address);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        await ChangeAsync(CertificateAct.Suspended);
        using var holder = await _story.VisitAsync(_holder);
        using var conflict = await holder.GetAsync(Address);
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
    }

    [DataFact]
    public async Task A_revoked_badge_is_in_the_list_it_names_and_a_suspended_one_is_not()
    {
        using var holder = await _story.VisitAsync(_holder);
        var (_, badge) = await ProveAsync(await holder.GetStringAsync(Address));
        var status = badge.GetProperty("credentialStatus");
        Assert.Equal(("BitstringStatusListEntry", "revocation", $"{Index}"), (status.GetProperty("type").GetString(), status.GetProperty("statusPurpose").GetString(), status.GetProperty("statusListIndex").GetString()));
        var address = new Uri(status.GetProperty("statusListCredential").GetString()!).AbsolutePath;

        Assert.False(await IsSetAsync(address));
        await ChangeAsync(CertificateAct.Suspended);
        // Signed once a minute, however many ask.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsSetAsync(address));
        await ChangeAsync(CertificateAct.Revoked);
        Assert.False(await IsSetAsync(address));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await IsSetAsync(address));
        Assert.Equal(HttpStatusCode.NotFound, (await holder.GetAsync("/badges/status/20Q1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await holder.GetAsync("/keys/badge-9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await holder.GetAsync("/keys/issuer-1")).StatusCode);
    }

    private async Task<bool> IsSetAsync(string address)
    {
        using var visitor = app.Visit();
        var (_, list) = await ProveAsync(await visitor.GetStringAsync(address));
        var encoded = list.GetProperty("credentialSubject").GetProperty("encodedList").GetString()!;
        Assert.Equal('u', encoded[0]);
        await using var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(encoded.AsSpan(1))), CompressionMode.Decompress);
        using var bits = new MemoryStream();
        await gzip.CopyToAsync(bits);
        // 16 KB at least, so that one does not stand alone; index 0 is the left-most bit.
        Assert.InRange(bits.Length, 16 * 1024, 1 << 20);
        return (bits.ToArray()[Index / 8] & (0x80 >> (Index % 8))) != 0;
    }

    /// <summary>Verifies a JWT by the one JWK that its kid leads to, as any validator does.</summary>
    private async Task<(JsonElement Head, JsonElement Claims)> ProveAsync(string jwt)
    {
        var parts = jwt.Split('.');
        var (head, claims) = (Json(parts[0]), Json(parts[1]));
        using var visitor = app.Visit();
        using var document = JsonDocument.Parse(await visitor.GetStringAsync(new Uri(head.GetProperty("kid").GetString()!).AbsolutePath));
        var jwk = document.RootElement;
        Assert.Equal((head.GetProperty("kid").GetString(), "ES256"), (jwk.GetProperty("kid").GetString(), head.GetProperty("alg").GetString()));
        byte[] Part(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Part("x"), Y = Part("y") } });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        return (head, claims);
    }

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));

    private Task<bool> ChangeAsync(CertificateAct act) =>
        app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _certificate.OrganizationId, act, "抽查", _story.Manager.Id, CancellationToken.None));
}
