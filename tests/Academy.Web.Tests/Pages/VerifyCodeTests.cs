using System.Net;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

public abstract class VerifyCodeTests(AcademyApp app) : IAsyncLifetime
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Story _story = null!;
    private Person _holder = null!;
    private Certificate _certificate = null!;

    public sealed class OnSqlite(SqliteApp app) : VerifyCodeTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : VerifyCodeTests(app), IClassFixture<PostgresApp>;

    private string Token => _certificate.Codes.Single(c => c.IsCurrent).Token;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _holder = await _story.HireAsync("欧阳建国");
        _certificate = await _story.CertifyAsync(_holder);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task A_genuine_code_is_valid_and_tells_a_stranger_what_the_card_says_with_the_name_masked()
    {
        using var visitor = app.Visit();
        using var response = await visitor.GetAsync($"/C/{Token}");
        var page = await response.ReadPageAsync();
        var text = page.Body!.TextContent;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var verdict = page.QuerySelector("[data-result]")!;
        Assert.Equal("VALID_STATIC", verdict.GetAttribute("data-result"));
        Assert.Contains("verdict--valid", verdict.ClassList);
        Assert.NotNull(verdict.QuerySelector("svg.verdict__icon[aria-hidden=true] path"));
        Assert.Equal(("有效", "证书真实、在有效期内。请在下面核对姓名。"), (verdict.QuerySelector("h1")!.TextContent, verdict.QuerySelector(".verdict__advice")!.TextContent));
        Assert.Equal(["姓名", "岗位"], verdict.QuerySelectorAll("dt").Take(2).Select(dt => dt.TextContent));
        Assert.StartsWith("查验时间 ", verdict.QuerySelector(".verdict__note")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("欧*", text, StringComparison.Ordinal);
        Assert.DoesNotContain("阳", text, StringComparison.Ordinal);
        Assert.Contains(_story.Organization.SignName, text, StringComparison.Ordinal);
        Assert.Contains("景区服务员", text, StringComparison.Ordinal);
        Assert.Contains("请确认网址为 localhost:5080", text, StringComparison.Ordinal);
        Assert.DoesNotContain("自考", text, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), [style], img"));
    }

    [DataFact]
    public async Task A_strangers_answer_sets_no_cookie_is_not_stored_and_sends_its_address_nowhere()
    {
        using var visitor = app.Visit();
        using var response = await visitor.GetAsync($"/C/{Token}");

        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
    }

    [DataFact]
    public async Task Json_holds_the_public_fields_and_no_other()
    {
        var (status, json) = await AskAsync(Token);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("VALID_STATIC", json.GetProperty("result").GetString());
        Assert.Equal("欧*", json.GetProperty("name").GetString());
        Assert.Equal(
            ["checkedAt", "expiresOn", "issuedOn", "liveSince", "lost", "name", "number", "organization", "position", "result", "since"],
            json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [DataFact]
    public async Task Only_the_exact_address_is_a_code()
    {
        using var visitor = app.Visit();
        foreach (var path in (string[])[$"/c/{Token}", $"/C/{Token.ToLowerInvariant()}", $"/C/{Token}/", $"/C/{Token}=", "/C/", "/C", $"/L/{Token}", $"/C/%20{Token}"])
        {
            using var response = await visitor.GetAsync(path);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound, $"{path} answered {(int)response.StatusCode}");
        }
    }

    [DataFact]
    public async Task Every_changed_character_is_refused()
    {
        var keys = await app.Services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None);
        for (var place = 0; place < Token.Length; place++)
        {
            foreach (var other in Alphabet.Where(c => c != Token[place]))
            {
                Assert.IsType<CodeReading.Refused>(CodeReader.Read(CodeKind.Static, Changed(place, other), ["localhost:5080"], keys));
            }
        }

        for (var place = 0; place < Token.Length; place += 4)
        {
            var (status, json) = await AskAsync(Changed(place, Token[place] == 'A' ? 'B' : 'A'));
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains(json.GetProperty("result").GetString(), (string[])["MALFORMED", "FORGED", "KEY_UNKNOWN"]);
            // Refused codes of one source run out; a minute later there are more.
            app.Clock.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [DataFact]
    public async Task Codes_that_are_none_get_their_own_result_and_404()
    {
        Assert.Equal((HttpStatusCode.NotFound, "MALFORMED"), await ResultAsync("HELLO"));
        Assert.Equal((HttpStatusCode.NotFound, "MALFORMED"), await ResultAsync(new string('A', 700)));
        Assert.Equal((HttpStatusCode.NotFound, "MALFORMED"), await ResultAsync("%E8%AF%81%FF"));
        Assert.Equal((HttpStatusCode.NotFound, "MALFORMED"), await ResultAsync("..%2F..%2Fetc"));

        var fields = Fields();
        Assert.Equal((HttpStatusCode.NotFound, "FORGED"), await ResultAsync(await SignAsync(fields, "other.example.cn", ours: true)));
        Assert.Equal((HttpStatusCode.NotFound, "FORGED"), await ResultAsync(await SignAsync(fields, "localhost:5080", ours: false)));
        Assert.Equal((HttpStatusCode.NotFound, "KEY_UNKNOWN"), await ResultAsync(await SignAsync(fields, "localhost:5080", ours: false, kid: 77)));
    }

    [DataFact]
    public async Task A_right_signature_over_what_was_never_issued_is_an_alarm()
    {
        var fields = Fields();

        Assert.Equal((HttpStatusCode.NotFound, "FORGED_KEY_ALARM"), await ResultAsync(await SignAsync(fields with { Name = "李鬼" }, "localhost:5080", ours: true)));
        Assert.Equal((HttpStatusCode.NotFound, "FORGED_KEY_ALARM"), await ResultAsync(await SignAsync(fields with { Index = (fields.Index + 1) % StatusIndex.Capacity }, "localhost:5080", ours: true)));
    }

    [DataFact]
    public async Task The_day_after_the_last_it_has_expired()
    {
        var before = app.Clock.Now;
        try
        {
            app.Clock.Now = _certificate.ExpiresOn.AddDays(1).Start().AddSeconds(-1);
            Assert.Equal((HttpStatusCode.OK, "VALID_STATIC"), await ResultAsync(Token));
            app.Clock.Now = _certificate.ExpiresOn.AddDays(1).Start();
            Assert.Equal((HttpStatusCode.OK, "EXPIRED"), await ResultAsync(Token));
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task A_decision_suspends_and_revokes_with_its_day_and_without_its_reason()
    {
        Assert.True(await DecideAsync(CertificateAct.Suspended, "违章操作"));
        Assert.Equal((HttpStatusCode.OK, "SUSPENDED"), await ResultAsync(Token));
        Assert.True(await DecideAsync(CertificateAct.Resumed, "整改完成"));
        Assert.Equal((HttpStatusCode.OK, "VALID_STATIC"), await ResultAsync(Token));

        Assert.True(await DecideAsync(CertificateAct.Revoked, "替考"));
        using var visitor = app.Visit();
        var text = (await visitor.GetPageAsync($"/C/{Token}")).Body!.TextContent;
        Assert.Equal((HttpStatusCode.OK, "REVOKED"), await ResultAsync(Token));
        Assert.Contains("2026-11-2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("替考", text, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Who_has_left_may_not_work_and_the_code_says_so_at_once()
    {
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == _holder.Id).Select(e => e.Id).SingleAsync());
        Assert.True(await app.ActAsync((EndEngagement end) => end.RunAsync(engagement, _story.Organization.Id, forGood: false, _story.Manager.Id, CancellationToken.None)));

        Assert.Equal((HttpStatusCode.OK, "SUSPENDED"), await ResultAsync(Token));
    }

    [DataFact]
    public async Task A_newer_code_supersedes_the_old_one()
    {
        var old = Token;
        var fields = Fields();
        var signed = await SignCodeAsync(fields with { Index = (fields.Index + 7) % StatusIndex.Capacity }, "localhost:5080", ours: true);
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == _certificate.Id)).AddCode(
            new CertificateCode(_certificate.Codes[0].List, (fields.Index + 7) % StatusIndex.Capacity, signed.Payload, signed.Text, signed.Kid, "localhost:5080", app.Clock.Now)));

        Assert.Equal((HttpStatusCode.OK, "SUPERSEDED"), await ResultAsync(old));
        Assert.Equal((HttpStatusCode.OK, "VALID_STATIC"), await ResultAsync(signed.Text));
    }

    [DataFact]
    public async Task A_typed_name_is_the_same_or_another_and_after_ten_wrong_ones_nothing_is_said()
    {
        using var visitor = app.Visit();
        Assert.Contains("姓名一致", await TypeAsync(visitor, " 欧阳建国 "), StringComparison.Ordinal);
        for (var wrong = 0; wrong < 10; wrong++) Assert.Contains("姓名不一致", await TypeAsync(visitor, $"欧阳{wrong}"), StringComparison.Ordinal);

        var refused = await TypeAsync(visitor, "欧阳建国");
        Assert.Contains("试得太多了", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("一致", refused, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("姓名一致", await TypeAsync(visitor, "欧阳建国"), StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Too_many_refused_codes_close_the_door_to_refused_codes_only()
    {
        using var visitor = app.Visit();
        HttpStatusCode last = default;
        for (var tries = 0; tries < 61; tries++)
        {
            using var response = await visitor.GetAsync("/C/HELLO");
            last = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal((HttpStatusCode.OK, "VALID_STATIC"), await ResultAsync(Token));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((HttpStatusCode.NotFound, "MALFORMED"), await ResultAsync("HELLO"));
    }

    [DataFact]
    public async Task An_inspector_sees_all_at_the_same_address_and_the_look_is_kept_once()
    {
        var inspector = await _story.GrantAsync("孙检", Role.Inspector);
        using var visitor = await _story.VisitAsync(inspector);

        var page = await visitor.GetPageAsync($"/C/{Token}");
        await visitor.GetPageAsync($"/C/{Token}");
        var text = page.Body!.TextContent;

        Assert.Equal("CHECK_IDENTITY", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("欧阳建国", text, StringComparison.Ordinal);
        Assert.Contains("自考", text, StringComparison.Ordinal);
        Assert.Contains("100 / 100", text, StringComparison.Ordinal);
        var scan = Assert.Single(await app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == inspector.Id).ToListAsync()));
        Assert.Equal((_certificate.Id, VerificationResult.ValidStatic), (scan.CertificateId, scan.Result));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Actor == inspector.Id && a.Action == "certificate.inspected" && a.Subject == _certificate.Id)));

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await visitor.GetPageAsync($"/C/{Token}");
        Assert.Equal(2, await app.ReadAsync(db => db.Scans.CountAsync(s => s.InspectorId == inspector.Id)));
    }

    [DataFact]
    public async Task Nobody_else_who_is_signed_in_sees_more_than_a_stranger()
    {
        using var visitor = await _story.VisitAsync(_story.Manager);

        Assert.DoesNotContain("欧阳建国", (await visitor.GetPageAsync($"/C/{Token}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_keys_are_public()
    {
        using var visitor = app.Visit();
        var keys = JsonDocument.Parse(await visitor.GetStringAsync("/.well-known/jwks.json")).RootElement.GetProperty("keys").EnumerateArray().ToList();

        Assert.Contains(keys, k => k.GetProperty("x-purpose").GetString() == "issuer" && k.GetProperty("x-short-kid").GetInt32() == _certificate.Codes[0].KeyId);
        Assert.DoesNotContain(keys, k => k.TryGetProperty("d", out _));
    }

    private string Changed(int place, char to) => string.Concat(Token.AsSpan(0, place), to.ToString(), Token.AsSpan(place + 1));

    private CodeFields Fields() => new(
        _certificate.Codes[0].Index, _certificate.ExpiresOn, _certificate.IssuedOn, _certificate.HolderName, _story.Organization.Number, Story.Position, null);

    private async Task<string> SignAsync(CodeFields fields, string host, bool ours, byte kid = 1) => (await SignCodeAsync(fields, host, ours, kid)).Text;

    private async Task<SignedCode> SignCodeAsync(CodeFields fields, string host, bool ours, byte kid = 1)
    {
        if (ours) return CertificateToken.Sign(fields, host, await app.Services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None));
        var box = app.Services.GetRequiredService<SecretBox>();
        return CertificateToken.Sign(fields, host, new KeyRing([SigningKeys.Create(KeyPurpose.Issuer, kid, fields.IssuedOn.AddDays(-1), fields.LastDay, box)], box));
    }

    private Task<bool> DecideAsync(CertificateAct act, string reason) =>
        app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _story.Organization.Id, act, reason, _story.Manager.Id, CancellationToken.None));

    private async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(string token)
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/C/{token}") { Headers = { { "Accept", "application/json" } } };
        using var response = await visitor.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<(HttpStatusCode Status, string? Result)> ResultAsync(string token)
    {
        var (status, json) = await AskAsync(token);
        return (status, json.GetProperty("result").GetString());
    }

    private async Task<string> TypeAsync(HttpClient visitor, string name)
    {
        var page = await visitor.GetPageAsync($"/C/{Token}");
        using var response = await visitor.SubmitAsync(page.FormWith("name"), ("name", name));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        return (await response.ReadPageAsync()).Body!.TextContent;
    }
}
