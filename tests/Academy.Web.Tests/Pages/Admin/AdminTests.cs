using System.Net;
using Academy.Domain;
using Academy.Domain.Organizations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Admin;

/// <summary>The Administrator's pages, from an empty database on. Each test has organizations of its own.</summary>
public abstract partial class AdminTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : AdminTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : AdminTests(app), IClassFixture<PostgresApp>;

    private const string NewPassword = "a long sentence of my own";

    /// <summary>Beyond the numbers that stories give to their organizations.</summary>
    private const int FarNumber = 1_000_000;

    private static int _codes;

    private Story _story = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        // What a test does is newer than what the tests before it did.
        app.Clock.Advance(TimeSpan.FromHours(1));
        if (!await app.ReadAsync(db => db.Organizations.AnyAsync(o => o.Number >= FarNumber)))
        {
            await app.ArrangeAsync(db => db.Add(new Organization(Guid.CreateVersion7(), FarNumber, "far", "远方旅游有限公司", "远方")));
        }

        _story = await Story.BeginAsync(app);
        _admin = await _story.VisitAsync(await _story.GrantAsync("管维", Role.Administrator));
    }

    public Task DisposeAsync()
    {
        _admin.Dispose();
        return Task.CompletedTask;
    }

    [DataTheory]
    [InlineData("/admin")]
    [InlineData("/admin/organizations")]
    [InlineData("/admin/organizations/new")]
    [InlineData("/admin/inspectors")]
    [InlineData("/admin/accounts")]
    [InlineData("/admin/content")]
    [InlineData("/admin/audit")]
    [InlineData("/admin/keys")]
    [InlineData("/admin/slip")]
    public async Task Is_closed_to_a_manager(string page)
    {
        using var manager = await _story.VisitAsync(_story.Manager);
        using var refused = await manager.GetAsync(page);
        using var opened = await _admin.GetAsync(page);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, opened.StatusCode));
    }

    [DataFact]
    public async Task An_administrator_begins_at_their_own_page()
    {
        using var response = await _admin.GetAsync("/");

        Assert.Equal("/admin", response.Headers.Location?.OriginalString);
    }

    [DataFact]
    public async Task The_trail_is_filtered_by_action_and_organization()
    {
        var mine = await OpenAsync();
        var other = await OpenAsync();
        var page = await _admin.GetPageAsync("/admin/audit");
        using var filtered = await _admin.SubmitAsync(page.FormWith("act"), ("act", "organization.opened"), ("organization", mine.Id.ToString()));

        var row = Assert.Single((await filtered.ReadPageAsync()).QuerySelectorAll("tbody tr"));
        Assert.Contains(mine.Code, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("管维", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains(other.Code, StringComparison.Ordinal));
    }

    [DataFact]
    public async Task The_trail_says_in_words_what_was_done()
    {
        var organization = await OpenAsync();
        (string Action, string? Detail, string Words)[] rows =
        [
            ("role.granted", "SafetyManager", "安全管理员"),
            ("certificate.inspected", "VALID_STATIC", "有效"),
            ("certificate.compared", "Same", "人证相符"),
            ("cycle.moved", "Assigned → Learning", "还没开始 → 学习中"),
            ("classroom.signed-in", "12 people", "12 人"),
            ("classroom.closed", "12 present, 3 passed", "12 人到场, 3 人通过"),
            ("certificate.suspended", "LicenceLapsed,ThirdFail", "法定证件失效,第三次考试不合格"),
            ("certificate.revoked", "replaced by the twin brother", "replaced by the twin brother"),
            ("exam.lease", null, "开始作答"),
            ("exam.taken-over", null, "换设备作答"),
        ];
        await app.ArrangeAsync(db =>
        {
            foreach (var (action, detail, _) in rows) db.Add(new AuditEntry(Guid.CreateVersion7(app.Clock.Now), organization.Id, null, action, null, detail, null, app.Clock.Now));
        });

        foreach (var (action, detail, words) in rows)
        {
            var row = Assert.Single((await _admin.GetPageAsync($"/admin/audit?act={action}&organization={organization.Id}")).QuerySelectorAll("tbody tr"));
            Assert.Equal(words, row.QuerySelector(detail is null ? "[data-label=动作]" : "[data-label=说明]")!.TextContent.Trim());
        }
    }

    [DataFact]
    public async Task The_trail_is_paged()
    {
        var organization = await OpenAsync();
        await app.ArrangeAsync(db =>
        {
            for (var i = 0; i < 60; i++) db.Add(new AuditEntry(Guid.CreateVersion7(app.Clock.Now), organization.Id, null, "cycle.moved", null, $"第 {i} 次", null, app.Clock.Now));
        });
        var address = $"/admin/audit?act=cycle.moved&organization={organization.Id}";

        var first = await _admin.GetPageAsync(address);
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var next = Assert.Single(first.QuerySelectorAll<IHtmlAnchorElement>("main a"), a => a.TextContent.Contains("下一页", StringComparison.Ordinal));
        Assert.Equal(10, (await _admin.GetPageAsync($"/admin/audit{next.Search}")).QuerySelectorAll("tbody tr").Length);
    }

    [DataFact]
    public async Task Content_is_checked_and_unchanged_content_makes_no_new_release()
    {
        var page = await _admin.GetPageAsync("/admin/content?check=true");
        Assert.Contains("没有错误", page.QuerySelector("#problems")!.TextContent, StringComparison.Ordinal);
        var before = await app.ReadAsync(db => db.Releases.CountAsync());

        using var published = await _admin.SubmitAsync(PublishForm(page));

        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        Assert.Contains("没有变化", (await _admin.GetPageAsync("/admin/content")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await app.ReadAsync(db => db.Releases.CountAsync()));
    }

    [DataFact]
    public async Task A_mistake_is_named_with_file_and_line_and_the_release_in_force_stays()
    {
        var before = await app.ReadAsync(db => db.Releases.CountAsync());
        using var response = await WithContentAsync("abilities.yml", text => text + "\n- nonsense: [\n", async () => await _admin.SubmitAsync(PublishForm(await _admin.GetPageAsync("/admin/content"))));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches(@"abilities\.yml:\d+", (await response.ReadPageAsync()).QuerySelector("#problems tbody th")!.TextContent);
        Assert.Equal(before, await app.ReadAsync(db => db.Releases.CountAsync()));
    }

    [DataFact]
    public async Task A_release_says_what_it_changed()
    {
        using var published = await WithContentAsync("laws.yml", text => text + "\n# reviewed again\n", async () => await _admin.SubmitAsync(PublishForm(await _admin.GetPageAsync("/admin/content"))));

        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var newest = (await _admin.GetPageAsync("/admin/content")).QuerySelector(".card-list .item")!;
        Assert.Contains("管维", newest.TextContent, StringComparison.Ordinal);
        Assert.Contains("新增 0，修改 1，删除 0", newest.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("laws.yml", newest.QuerySelector("details code")!.TextContent);
    }

    private static IHtmlFormElement PublishForm(IHtmlDocument page) => page.QuerySelectorAll<IHtmlFormElement>("main form").Single(f => f.Method == "post");

    /// <summary>Lets the server read a copy of the content in which one file is another.</summary>
    private async Task<T> WithContentAsync<T>(string file, Func<string, string> edit, Func<Task<T>> act)
    {
        var settings = (AcademySettings)app.Services.GetService(typeof(AcademySettings))!;
        var (shipped, copy) = (settings.Content, Path.Combine(app.Database.Folder, Guid.NewGuid().ToString("N")));
        foreach (var source in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(shipped, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        await File.WriteAllTextAsync(Path.Combine(copy, file), edit(await File.ReadAllTextAsync(Path.Combine(copy, file))));
        settings.Content = copy;
        try
        {
            return await act();
        }
        finally
        {
            settings.Content = shipped;
        }
    }

    private static string NextCode() => $"dw{Interlocked.Increment(ref _codes):D5}";

    /// <summary>A new organization, opened through the page.</summary>
    private async Task<Organization> OpenAsync()
    {
        var code = NextCode();
        using var response = await OpenAsync(_admin, code);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return await app.ReadAsync(db => db.Organizations.SingleAsync(o => o.Code == code));
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient admin, string code, params (string Field, string Value)[] fields)
    {
        var page = await admin.GetPageAsync("/admin/organizations/new");
        return await admin.SubmitAsync(page.FormWith("Input.Code"), [("Input.Code", code), ("Input.LegalName", $"{code} 有限公司"), ("Input.SignName", $"{code} 景区"), .. fields]);
    }
}
