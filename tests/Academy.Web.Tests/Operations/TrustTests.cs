using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>What a verifier without signal downloads, and what it says of what happens to certificates and keys.</summary>
public abstract class TrustTests(AcademyApp app) : IAsyncLifetime
{
    private const string PublicUrl = "http://localhost:5080", Host = "localhost:5080";

    private Story _story = null!;
    private Certificate _certificate = null!;

    public sealed class OnSqlite(SqliteApp app) : TrustTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : TrustTests(app), IClassFixture<PostgresApp>;

    private string List => _certificate.Codes[0].List;

    private int Index => _certificate.Codes[0].Index;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        // What other nodes do is seen after a minute.
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        _story = await Story.BeginAsync(app);
        _certificate = await _story.CertifyAsync(await _story.HireAsync("欧阳建国"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task A_list_is_published_to_anybody_as_a_signed_file_that_is_not_packed_again()
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/{List}");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var response = await visitor.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/statuslist+cwt"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var (subject, list) = StatusList.Read(await response.Content.ReadAsByteArrayAsync(), await RingAsync())!.Value;
        Assert.Equal(($"{PublicUrl}/s/{List}", CodeStatus.Valid), (subject, list[Index]));

        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync($"/s/{List}", response.Headers.ETag!));
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == _certificate.Id)).Suspend(SuspensionGrounds.Decision, "违章", _story.Manager.Id, app.Clock.Now));
        await RoundAsync();
        Assert.Equal(HttpStatusCode.OK, await AgainAsync($"/s/{List}", response.Headers.ETag!));
    }

    [DataTheory]
    [InlineData("20Q1")]
    [InlineData("99Q4")]
    [InlineData("27Q5")]
    [InlineData("27q3")]
    [InlineData("nonsense")]
    public async Task What_is_no_open_list_is_not_found(string list)
    {
        using var visitor = app.Visit();
        using var response = await visitor.GetAsync($"/s/{list}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [DataFact]
    public async Task Whatever_happens_to_a_certificate_is_in_the_list_after_the_next_round()
    {
        Assert.Equal(CodeStatus.Valid, (await ListAsync())[Index]);
        foreach (var (act, status) in new[] { (CertificateAct.Suspended, CodeStatus.Suspended), (CertificateAct.Resumed, CodeStatus.Valid), (CertificateAct.Revoked, CodeStatus.Revoked) })
        {
            Assert.True(await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _certificate.OrganizationId, act, "抽查", _story.Manager.Id, CancellationToken.None)));
            await RoundAsync();
            Assert.Equal(status, (await ListAsync())[Index]);
        }
    }

    [DataFact]
    public async Task An_unchanged_list_keeps_its_bytes_and_is_signed_again_before_it_is_a_quarter_of_an_hour_old()
    {
        var first = await ListAsync();
        await RoundAsync();
        Assert.Equal(first.IssuedAt, (await ListAsync()).IssuedAt);

        app.Clock.Advance(TimeSpan.FromMinutes(14));
        await RoundAsync();
        Assert.Equal(app.Clock.Now, (await ListAsync()).IssuedAt);
    }

    [DataFact]
    public async Task A_list_never_goes_back_in_time_though_the_servers_clock_does()
    {
        var first = await ListAsync();
        app.Clock.Advance(TimeSpan.FromHours(-1));
        await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _certificate.OrganizationId, CertificateAct.Revoked, "抽查", _story.Manager.Id, CancellationToken.None));
        await RoundAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));

        var second = await ListAsync();
        Assert.True(second.IssuedAt > first.IssuedAt);
        Assert.Equal(CodeStatus.Revoked, second[Index]);
    }

    [DataFact]
    public async Task A_reissued_code_is_superseded_in_the_list_and_the_new_one_is_not()
    {
        var fresh = Index == StatusIndex.Capacity - 1 ? Index - 1 : Index + 1;
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == _certificate.Id)).AddCode(new CertificateCode(List, fresh, [1], "A", 1, Host, app.Clock.Now)));
        await RoundAsync();

        var list = await ListAsync();
        Assert.Equal((CodeStatus.Superseded, CodeStatus.Valid), (list[Index], list[fresh]));
    }

    [DataFact]
    public async Task A_verifier_without_signal_says_with_what_it_downloaded_what_the_server_says()
    {
        var verifier = await DownloadAsync();
        var text = CodeUrl.For(new Uri(PublicUrl), CodeKind.Static, _certificate.Codes[0].Token);
        var verdict = verifier.Verify(text, null, app.Clock.Now);
        Assert.Equal((VerificationResult.ValidStatic, false, false), (verdict.Result, verdict.IsUnconfirmed, verdict.IsClockWrong));
        Assert.InRange(verdict.ListAge!.Value, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(15));

        await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _certificate.OrganizationId, CertificateAct.Suspended, "抽查", _story.Manager.Id, CancellationToken.None));
        await RoundAsync();
        Assert.Equal(VerificationResult.Suspended, (await DownloadAsync()).Verify(text, null, app.Clock.Now).Result);
    }

    [DataFact]
    public async Task The_drill_a_key_is_stolen_and_nobody_is_stopped_at_the_gate()
    {
        var text = CodeUrl.For(new Uri(PublicUrl), CodeKind.Static, _certificate.Codes[0].Token);
        var before = await BundleAsync();
        var old = _certificate.Codes[0].KeyId;

        // Rotated: the next key is in the bundle thirty days before it signs.
        var made = (await app.ActAsync((RotateKeys rotate) => rotate.RunAsync(null, CancellationToken.None)))!;
        var rotated = await BundleAsync();
        Assert.True(rotated.Sequence > before.Sequence);
        foreach (var key in made.Where(k => k.Purpose is not KeyPurpose.Badge)) Assert.Equal((key.From, KeyState.Active), (rotated.Keys.Find(key.Purpose, key.Kid)!.From, rotated.Keys.Find(key.Purpose, key.Kid)!.State));
        Assert.All(made, key => Assert.True(key.From > app.Clock.Now.Day()));
        Assert.Null(rotated.Keys.Find(KeyPurpose.Badge, 1));

        // Stolen: offline the old codes are grey, online the issuance row vouches for them.
        var verdict = (await DownloadAsync()).Verify(text, null, app.Clock.Now);
        Assert.Equal(VerificationResult.ValidStatic, verdict.Result);
        Assert.Equal(CondemnOutcome.Condemned, await app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.Issuer, (byte)old, null, CancellationToken.None)));
        Assert.Equal(CondemnOutcome.Already, await app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.Issuer, (byte)old, null, CancellationToken.None)));
        Assert.Equal(CondemnOutcome.Unknown, await app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.Issuer, 200, null, CancellationToken.None)));
        var condemned = await DownloadAsync();
        Assert.Equal(VerificationResult.KeyRevoked, condemned.Verify(text, null, app.Clock.Now).Result);
        Assert.Equal("VALID_STATIC", await OnlineAsync(_certificate.Codes[0].Token));
        Assert.Null(await app.ReadAsync(db => db.Keys.Where(k => k.Purpose == "Issuer" && k.Kid == old).Select(k => k.SealedPrivateKey).SingleAsync()));

        // Today's new key signs on, and a verifier with the new bundle believes it.
        var next = await _story.CertifyAsync(await _story.HireAsync("李小红"));
        Assert.NotEqual(old, next.Codes[0].KeyId);
        Assert.Equal(VerificationResult.ValidStatic, condemned.Verify(CodeUrl.For(new Uri(PublicUrl), CodeKind.Static, next.Codes[0].Token), null, app.Clock.Now).Result);
        Assert.Equal("VALID_STATIC", await OnlineAsync(next.Codes[0].Token));
    }

    [DataFact]
    public async Task A_condemned_key_of_the_lists_takes_every_list_it_signed_with_it()
    {
        var stolen = await (await GetAsync($"/s/{List}")).Content.ReadAsByteArrayAsync();
        var kid = CoseSign1.Read(stolen)!.Kid;
        Assert.Equal(CondemnOutcome.Condemned, await app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.StatusList, kid, null, CancellationToken.None)));

        var trust = await BundleAsync();
        Assert.False(new OfflineVerifier(trust, PublicUrl, [Host]).Take(stolen));
        var fresh = await (await GetAsync($"/s/{List}")).Content.ReadAsByteArrayAsync();
        Assert.NotEqual(kid, CoseSign1.Read(fresh)!.Kid);
        Assert.True(new OfflineVerifier(trust, PublicUrl, [Host]).Take(fresh));
        Assert.Equal(StatusList.Read(fresh, trust.Keys)!.Value.List.IssuedAt, trust.LeastIssuedAt[List]);
    }

    [DataFact]
    public async Task Without_the_root_keys_change_and_the_bundle_stays_and_with_another_root_nothing_changes()
    {
        var root = await app.ReadAsync(db => db.Keys.SingleAsync(k => k.Purpose == "Root"));
        var sealedPart = root.SealedPrivateKey!;
        await app.ArrangeAsync(async db => (await db.Keys.SingleAsync(k => k.Purpose == "Root")).DestroyPrivateKey());
        try
        {
            var before = (await BundleAsync()).Sequence;
            var live = await app.ReadAsync(db => db.Keys.Where(k => k.Purpose == "Live" && k.State == "Active" && k.SealedPrivateKey != null).MinAsync(k => k.Kid));
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await Assert.ThrowsAsync<CryptographicException>(() => app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.Live, live, other.ExportPkcs8PrivateKey(), CancellationToken.None)));
            Assert.Equal("Active", await app.ReadAsync(db => db.Keys.Where(k => k.Purpose == "Live" && k.Kid == live).Select(k => k.State).SingleAsync()));

            await app.ActAsync((CondemnKey condemn) => condemn.RunAsync(KeyPurpose.Live, live, null, CancellationToken.None));
            Assert.Equal(before, (await BundleAsync()).Sequence);
            Assert.Equal(KeyState.Active, (await BundleAsync()).Keys.Find(KeyPurpose.Live, live)!.State);

            var away = SigningKeys.ExportPrivateKey(KeyStore.KeyOf(root), new SecretBox(new AcademySecret("a-secret-of-the-tests-and-of-nobody-else")));
            Assert.NotNull(await app.ActAsync((SignTrustBundle sign) => sign.RunAsync(away, CancellationToken.None)));
            Assert.Equal((before + 1, KeyState.Compromised), ((await BundleAsync()).Sequence, (await BundleAsync()).Keys.Find(KeyPurpose.Live, live)!.State));
        }
        finally
        {
            await app.ArrangeAsync(async db => db.Entry(await db.Keys.SingleAsync(k => k.Purpose == "Root")).Property(k => k.SealedPrivateKey).CurrentValue = sealedPart);
        }
    }

    [DataFact]
    public async Task Names_are_for_inspectors_and_signed_by_the_key_of_the_lists()
    {
        using var stranger = app.Visit();
        using var refused = await stranger.GetAsync("/inspect/names.cose");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);

        var neighbour = await Story.BeginAsync(app);
        var person = await _story.GrantAsync("检查员", Role.Inspector);
        var own = new Position(700_001, $"own-{Guid.NewGuid():n}"[..12], neighbour.Organization.Id, "邻家岗位", false, false);
        await app.ArrangeAsync(db => db.AddRange(own, new InspectorAssignment(Guid.CreateVersion7(), person.Id, null, null, _story.Organization.Id, app.Clock.Now.Day(), null, _story.Manager.Id)));
        using var inspector = await _story.VisitAsync(person);
        using var answer = await inspector.GetAsync("/inspect/names.cose");
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
        var names = CoseSign1.Read(await answer.Content.ReadAsByteArrayAsync())!;
        var ring = await RingAsync();
        Assert.True(names.IsSignedBy(ring.Find(KeyPurpose.StatusList, names.Kid)!, ring, $"WLAQ-NAMES-1|{Host}"));
        Assert.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(_story.Organization.SignName)), Convert.ToHexString(names.Payload), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes("景区服务员")), Convert.ToHexString(names.Payload), StringComparison.Ordinal);
        // Of those that are not theirs nobody learns who they are.
        foreach (var foreign in (string[])[neighbour.Organization.SignName, "邻家岗位"]) Assert.DoesNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(foreign)), Convert.ToHexString(names.Payload), StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_bundle_and_the_key_set_are_public_and_may_be_kept_for_a_while()
    {
        using var bundle = await GetAsync("/trust.cose");
        Assert.Equal("application/cose; cose-type=\"cose-sign1\"", bundle.Content.Headers.ContentType!.ToString());
        Assert.Equal(TimeSpan.FromMinutes(1), bundle.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync("/trust.cose", bundle.Headers.ETag!));
        await app.ActAsync((SignTrustBundle sign) => sign.RunAsync(null, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await AgainAsync("/trust.cose", bundle.Headers.ETag!));

        using var set = await GetAsync("/.well-known/jwks.json");
        Assert.Equal(("application/jwk-set+json", TimeSpan.FromMinutes(5)), (set.Content.Headers.ContentType!.MediaType, set.Headers.CacheControl!.MaxAge));
        Assert.Equal(["*"], set.Headers.GetValues("Access-Control-Allow-Origin"));
        using var keys = JsonDocument.Parse(await set.Content.ReadAsStringAsync());
        Assert.Contains(keys.RootElement.GetProperty("keys").EnumerateArray(), k => k.GetProperty("x-purpose").GetString() == "issuer");
    }

    [DataFact]
    public async Task An_Administrator_sees_the_fingerprint_and_whether_the_bundle_knows_the_keys()
    {
        using var admin = await _story.VisitAsync(await _story.GrantAsync("管维", Role.Administrator));
        await app.ActAsync((SignTrustBundle sign) => sign.RunAsync(null, CancellationToken.None));
        var page = await admin.GetPageAsync("/admin/keys");
        var root = (await RingAsync()).Keys.Single(k => k.Purpose is KeyPurpose.Root);
        Assert.Contains(TrustBundle.FingerprintOf(root), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("信任包是最新的", page.Body.TextContent, StringComparison.Ordinal);

        // A key was made where the root was not at hand.
        var today = app.Clock.Now.Day();
        await app.ArrangeAsync(db => db.Add(new StoredKey("Live", 250, new byte[32], new byte[32], today, today, "Retired", null, true)));
        app.Services.GetRequiredService<KeyStore>().Forget();
        Assert.Contains("信任包不知道密钥的变化", (await admin.GetPageAsync("/admin/keys")).Body!.TextContent, StringComparison.Ordinal);
        await app.ArrangeAsync(async db => db.Remove(await db.Keys.SingleAsync(k => k.Kid == 250)));
        app.Services.GetRequiredService<KeyStore>().Forget();
    }

    /// <summary>Asks as somebody who has a version of the file.</summary>
    private async Task<HttpStatusCode> AgainAsync(string address, EntityTagHeaderValue tag)
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { tag } } };
        using var response = await visitor.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<OfflineVerifier> DownloadAsync()
    {
        var verifier = new OfflineVerifier(await BundleAsync(), PublicUrl, [Host]);
        using var list = await GetAsync($"/s/{List}");
        Assert.True(verifier.Take(await list.Content.ReadAsByteArrayAsync()));
        return verifier;
    }

    private async Task<TrustBundle> BundleAsync()
    {
        using var response = await GetAsync("/trust.cose");
        var root = (await RingAsync()).Keys.Single(k => k.Purpose is KeyPurpose.Root);
        return Assert.IsType<TrustBundle>(TrustBundle.Read(await response.Content.ReadAsByteArrayAsync(), Host, TrustBundle.FingerprintOf(root)));
    }

    private async Task<StatusList> ListAsync()
    {
        using var response = await GetAsync($"/s/{List}");
        return StatusList.Read(await response.Content.ReadAsByteArrayAsync(), await RingAsync())!.Value.List;
    }

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var visitor = app.Visit();
        var response = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private async Task<string> OnlineAsync(string token)
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/C/{token}") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };
        using var response = await visitor.SendAsync(request);
        using var look = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return look.RootElement.GetProperty("result").GetString()!;
    }

    private async Task<KeyRing> RingAsync() => await app.Services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None);

    private Task RoundAsync() => app.Services.GetRequiredService<PublishStatusLists>().RunOnceAsync(CancellationToken.None);
}
