using System.Net;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

public abstract class InspectTests(AcademyApp app) : IAsyncLifetime
{
    private Person _inspector = null!;
    private Story _story = null!;
    private Certificate _certificate = null!;
    private HttpClient _visitor = null!;

    public sealed class OnSqlite(SqliteApp app) : InspectTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : InspectTests(app), IClassFixture<PostgresApp>;

    private CertificateNumber Number => new(_certificate.Codes[0].List, _certificate.Codes[0].Index);
    private string Check => app.Services.GetRequiredService<LookupCode>().For(Number);

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        _inspector = await _story.GrantAsync("孙检", Role.Inspector);
        _visitor = await _story.VisitAsync(_inspector);
    }

    public Task DisposeAsync()
    {
        _visitor?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task Number_and_check_code_give_the_full_result_and_the_look_is_listed()
    {
        using var answer = await TypeAsync(Number.ToString(), Check);
        var result = await _visitor.GetPageAsync(answer.Headers.Location!.OriginalString);
        var list = (await _visitor.GetPageAsync("/inspect")).Body!.TextContent;

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("CHECK_IDENTITY", result.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("张伟", result.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(_certificate.Codes[0].Token, answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Contains("张伟", list, StringComparison.Ordinal);
        Assert.Contains("还没核对人证", list, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task What_was_seen_of_the_person_is_kept_once()
    {
        var page = await _visitor.GetPageAsync($"/C/{_certificate.Codes[0].Token}");
        var form = page.Forms.Single(f => f.Action.Contains("/inspect/scans/", StringComparison.Ordinal));
        using (var answer = await _visitor.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var scan = await app.ReadAsync(db => db.Scans.SingleAsync(s => s.InspectorId == _inspector.Id));
        var kept = await _visitor.GetPageAsync($"/inspect/scans/{scan.Id}");

        // The form's first button.
        Assert.Equal(IdentityMatch.Different, scan.Match);
        Assert.Contains("已记录：人证不符", kept.Body!.TextContent, StringComparison.Ordinal);
        using (var again = await _visitor.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Actor == _inspector.Id && a.Action == "certificate.compared")));
        Assert.Contains("人证不符", (await _visitor.GetPageAsync("/inspect")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_look_of_the_future_stands_for_none_of_now()
    {
        var ahead = new Scan(Guid.CreateVersion7(), _inspector.Id, _certificate.Id, _story.Organization.Id, Number.ToString(), VerificationResult.ValidStatic, app.Clock.Now.AddDays(3));
        await app.ArrangeAsync(db => db.Add(ahead));
        using var look = await _visitor.GetAsync($"/C/{_certificate.Codes[0].Token}");

        Assert.Equal(2, await app.ReadAsync(db => db.Scans.CountAsync(s => s.InspectorId == _inspector.Id)));
    }

    [DataFact]
    public async Task Another_inspectors_look_is_not_there()
    {
        using (await TypeAsync(Number.ToString(), Check))
        {
            var scan = await app.ReadAsync(db => db.Scans.SingleAsync(s => s.InspectorId == _inspector.Id));
            using var other = await _story.VisitAsync(await _story.GrantAsync("周检", Role.Inspector));
            using var seen = await other.GetAsync($"/inspect/scans/{scan.Id}");
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
            Assert.DoesNotContain("张伟", (await other.GetPageAsync("/inspect")).Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [DataFact]
    public async Task A_foreign_code_is_named_and_never_opened()
    {
        using var answer = await PasteAsync("https://v.example-fake.cn/C/QRDKEAJGARAQ");
        var page = await _visitor.GetPageAsync(answer.Headers.Location!.OriginalString);

        Assert.StartsWith("/inspect/scans/", answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Equal("NOT_OURS", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("v.example-fake.cn", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href*='example-fake']"));
        Assert.Equal("v.example-fake.cn", await app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == _inspector.Id).Select(s => s.Shown).SingleAsync()));
    }

    [DataFact]
    public async Task A_foreign_code_of_any_length_is_shown_by_its_beginning()
    {
        (string Text, string Shown)[] cases =
        [
            ("https://" + string.Concat(Enumerable.Repeat("aaaaaaaaa.", 30)) + "cn/C/A", string.Concat(Enumerable.Repeat("aaaaaaaaa.", 6))),
            (new string('甲', 59) + "😀😀", new string('甲', 59) + "😀"),
            ("甲" + new string('\u0301', 300), ""),
        ];
        foreach (var (text, shown) in cases)
        {
            using var answer = await PasteAsync(text);
            Assert.StartsWith("/inspect/scans/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            var id = Guid.Parse(answer.Headers.Location.OriginalString.Split('/')[^1]);
            Assert.Equal(shown, await app.ReadAsync(db => db.Scans.Where(s => s.Id == id).Select(s => s.Shown).SingleAsync()));
        }
    }

    [DataFact]
    public async Task Two_forged_codes_are_two_looks()
    {
        var token = _certificate.Codes[0].Token;
        foreach (var place in (int[])[token.Length - 20, token.Length - 30, token.Length - 20])
        {
            using var look = await _visitor.GetAsync($"/C/{token[..place]}{(token[place] == 'A' ? 'B' : 'A')}{token[(place + 1)..]}");
            Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
        }

        Assert.Equal(2, await app.ReadAsync(db => db.Scans.CountAsync(s => s.InspectorId == _inspector.Id)));
    }

    [DataFact]
    public async Task What_is_no_number_locks_no_other()
    {
        for (var i = 0; i < 22; i++)
        {
            using var wrong = await TypeAsync("27Q3", "AAAAAAAA");
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
            // Ten a minute is what one source may.
            app.Clock.Advance(TimeSpan.FromSeconds(7));
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [DataFact]
    public async Task Pasted_text_of_our_own_opens_its_code()
    {
        using var ours = await PasteAsync($"HTTP://LOCALHOST:5080/C/{_certificate.Codes[0].Token}");
        Assert.Equal($"/C/{_certificate.Codes[0].Token}", ours.Headers.Location!.OriginalString);

        // Another host's name before ours, or ours as somebody's user name, is foreign.
        foreach (var text in (string[])["http://localhost:5080.evil.cn/C/AAAA", "http://localhost:5080@evil.cn/C/AAAA", "javascript:alert(1)", "你好"])
        {
            using var foreign = await PasteAsync(text);
            Assert.StartsWith("/inspect/scans/", foreign.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [DataFact]
    public async Task Nobody_but_an_inspector_gets_in()
    {
        using var visitor = await _story.VisitAsync(_story.Manager);
        using var answer = await visitor.GetAsync("/inspect");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [DataFact]
    public async Task A_stranger_looks_up_number_and_check_code_and_sees_the_masked_view_without_a_cookie_or_the_token()
    {
        using var visitor = app.Visit();
        using var response = await LookUpAsync(visitor, Number.ToString(), Check);
        var page = await response.ReadPageAsync();
        var html = page.DocumentElement.OuterHtml;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("VALID_STATIC", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("张*", html, StringComparison.Ordinal);
        Assert.DoesNotContain("张伟", html, StringComparison.Ordinal);
        Assert.DoesNotContain(_certificate.Codes[0].Token, html, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));

        using var named = await visitor.SubmitAsync(page.FormWith("name"), ("name", "张伟"));
        Assert.Contains("姓名一致", (await named.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_wrong_number_and_a_wrong_code_get_one_answer_and_ten_tries()
    {
        using var visitor = app.Visit();
        var unknown = new CertificateNumber(Number.List, (Number.Index + 1) % StatusIndex.Capacity).ToString();
        using var wrongNumber = await LookUpAsync(visitor, unknown, Check);
        using var wrongCode = await LookUpAsync(visitor, Number.ToString(), "AAAAAAAA");
        using var nonsense = await LookUpAsync(visitor, "nonsense", "nonsense");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [wrongNumber.StatusCode, wrongCode.StatusCode, nonsense.StatusCode]);
        Assert.Equal((await wrongNumber.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, (await wrongCode.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent);

        for (var tries = 3; tries < 10; tries++) (await LookUpAsync(visitor, Number.ToString(), "AAAAAAAA")).Dispose();
        using var refused = await LookUpAsync(visitor, Number.ToString(), Check);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        using var later = await LookUpAsync(visitor, Number.ToString(), Check);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    private async Task<HttpResponseMessage> TypeAsync(string number, string check) =>
        await _visitor.SubmitAsync((await _visitor.GetPageAsync("/inspect")).FormWith("Card.Number"), ("Card.Number", number), ("Card.Check", check));

    private async Task<HttpResponseMessage> PasteAsync(string text) =>
        await _visitor.SubmitAsync((await _visitor.GetPageAsync("/inspect")).FormWith("text"), ("text", text));

    private static async Task<HttpResponseMessage> LookUpAsync(HttpClient visitor, string number, string check) =>
        await visitor.SubmitAsync((await visitor.GetPageAsync("/verify")).FormWith("Card.Number"), ("Card.Number", number), ("Card.Check", check));
}
