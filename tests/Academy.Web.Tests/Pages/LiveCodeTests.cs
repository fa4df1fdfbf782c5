using System.Net;
using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Operations;
using ImageMagick;

namespace Academy.Web.Tests;

/// <summary>出示证件, and what a scan of it says.</summary>
public abstract partial class LiveCodeTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Person _person = null!;
    private Certificate _certificate = null!;
    private HttpClient _holder = null!;

    public sealed class OnSqlite(SqliteApp app) : LiveCodeTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : LiveCodeTests(app), IClassFixture<PostgresApp>;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _person = await _story.HireAsync("欧阳建国");
        await _story.PhotographAsync(_person, MagickColors.SteelBlue);
        _certificate = await _story.CertifyAsync(_person);
        _holder = await _story.VisitAsync(_person);
    }

    public Task DisposeAsync()
    {
        _holder?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task The_holder_shows_name_position_photo_and_a_code_that_renews_itself()
    {
        var page = await _holder.GetPageAsync($"/certificates/{_certificate.Id}/live");

        Assert.Contains("欧阳建国", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".live__photo"));
        Assert.NotNull(page.QuerySelector(".live__code svg"));
        Assert.Equal("30", page.QuerySelector("noscript")!.InnerHtml is { } inner ? RefreshIn().Match(inner).Groups[1].Value : "");
        Assert.Empty(page.QuerySelectorAll("[style]"));
        var part = await _holder.GetStringAsync($"/certificates/{_certificate.Id}/live?handler=Code");
        Assert.StartsWith("<div class=\"live__card\"", part.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Fresh_it_is_live_and_after_a_minute_a_screenshot_that_says_when_it_was_made()
    {
        var token = await TokenAsync();
        var (fresh, _) = await ScanAsync(token);
        Assert.Equal("VALID_LIVE", fresh);

        var before = app.Clock.Now;
        try
        {
            app.Clock.Advance(TimeSpan.FromSeconds(7));
            Assert.Contains("7 秒前生成", (await ScanAsync(token)).Text, StringComparison.Ordinal);
            app.Clock.Advance(TimeSpan.FromSeconds(53));
            Assert.Equal("VALID_LIVE", (await ScanAsync(token)).Result);
            app.Clock.Advance(TimeSpan.FromSeconds(240));
            var (stale, text) = await ScanAsync(token);
            Assert.Equal("STALE_LIVE", stale);
            Assert.Contains("静态码/截图 — 生成于 09:00:00（5 分钟前）", text, StringComparison.Ordinal);
            Assert.Contains("比对照片", text, StringComparison.Ordinal);
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task A_live_code_is_no_static_one_nor_the_other_way_round()
    {
        using var visitor = app.Visit();
        foreach (var path in new[] { $"/C/{await TokenAsync()}", $"/L/{_certificate.CurrentCode!.Token}", $"/l/{await TokenAsync()}" })
        {
            using var answer = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [DataFact]
    public async Task An_inspector_compares_the_photo_whatever_kind_of_code_it_was()
    {
        using var inspector = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));

        var page = await inspector.GetPageAsync($"/L/{await TokenAsync()}");

        Assert.Equal("COMPARE_PHOTO", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.NotNull(page.QuerySelector(".watched img"));
        Assert.Equal(["Different", "Same"], page.QuerySelectorAll("button[name=match]").Select(b => b.GetAttribute("value")!));
    }

    [DataFact]
    public async Task Only_the_holder_shows_it()
    {
        using var other = await _story.VisitAsync(await _story.HireAsync("李娜"));
        foreach (var path in new[] { "", "?handler=Code" })
        {
            using var answer = await other.GetAsync($"/certificates/{_certificate.Id}/live{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [DataFact]
    public async Task What_is_not_good_is_never_shown_lively()
    {
        Assert.True(await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _story.Organization.Id, CertificateAct.Suspended, "调查事故", _story.Manager.Id, CancellationToken.None)));
        var suspended = await _holder.GetPageAsync($"/certificates/{_certificate.Id}/live");
        Assert.Equal("SUSPENDED", suspended.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Null(suspended.QuerySelector(".live__code"));

        Assert.True(await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _story.Organization.Id, CertificateAct.Resumed, "查清了", _story.Manager.Id, CancellationToken.None)));
        Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(_certificate.Id, null, null, _person.Id, CancellationToken.None)));
        var lost = await _holder.GetPageAsync($"/certificates/{_certificate.Id}/live");
        Assert.Equal("LOST", lost.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Null(lost.QuerySelector(".live__code"));
    }

    [DataFact]
    public async Task Home_and_card_lead_to_it()
    {
        Assert.NotNull((await _holder.GetPageAsync("/")).QuerySelector($"a[href='/certificates/{_certificate.Id}/live']"));
        Assert.NotNull((await _holder.GetPageAsync($"/certificates/{_certificate.Id}")).QuerySelector($"a[href='/certificates/{_certificate.Id}/live']"));
    }

    /// <summary>What the code on the screen would be read as.</summary>
    private async Task<string> TokenAsync() => (await app.ActAsync((SignLiveCode sign) => sign.RunAsync(_certificate.Id, _person.Id, CancellationToken.None)))!.Token!;

    private async Task<(string? Result, string Text)> ScanAsync(string token)
    {
        using var visitor = app.Visit();
        var page = await visitor.GetPageAsync($"/L/{token}");
        return (page.QuerySelector("[data-result]")!.GetAttribute("data-result"), page.Body!.TextContent);
    }

    [GeneratedRegex("content=\"(\\d+)\"")]
    private static partial Regex RefreshIn();
}
