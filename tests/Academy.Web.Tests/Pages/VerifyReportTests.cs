using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Operations;
using Academy.Web.Signing;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>What happens around a result: reports, counts of looks, alarms, quotas, the inspector's phrase.</summary>
public abstract class VerifyReportTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Certificate _certificate = null!;

    public sealed class OnSqlite(SqliteApp app) : VerifyReportTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : VerifyReportTests(app), IClassFixture<PostgresApp>;

    private string Address => $"/C/{_certificate.Codes[0].Token}";

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task A_stranger_reports_an_administrator_answers_and_the_manager_sees_both_without_the_contact()
    {
        using var stranger = app.Visit();
        using (var refused = await ReportAsync(stranger, Address, "假", "139"))
        {
            var again = await refused.ReadPageAsync();
            Assert.Contains("4 到 500 个字", again.GetElementById("report-problem")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("假", again.GetElementById("report")!.TextContent);
        }

        using (var kept = await ReportAsync(stranger, Address, "照片不是他本人", "13900000000"))
        {
            Assert.Contains("举报已收到", (await kept.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
            Assert.False(kept.Headers.Contains("Set-Cookie"));
        }

        var report = await app.ReadAsync(db => db.CodeReports.SingleAsync(r => r.CertificateId == _certificate.Id));
        Assert.Equal(("照片不是他本人", "13900000000", _story.Organization.Id), (report.Text, report.Contact, report.OrganizationId));

        using var manager = await _story.VisitAsync(_story.Manager);
        Assert.Contains("张伟 的证有人举报", (await manager.GetPageAsync("/manage/certificates")).Body!.TextContent, StringComparison.Ordinal);
        var open = (await manager.GetPageAsync($"/manage/certificates/{_certificate.Id}")).Body!.TextContent;
        Assert.Contains("照片不是他本人", open, StringComparison.Ordinal);
        Assert.DoesNotContain("13900000000", open, StringComparison.Ordinal);

        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        var list = await administrator.GetPageAsync("/admin/reports");
        Assert.Contains("13900000000", list.Body!.TextContent, StringComparison.Ordinal);
        var form = list.Forms.Single(f => f.QuerySelector($"[name=id][value='{report.Id}']") is not null);
        using (var empty = await administrator.SubmitAsync(form)) Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        using (var closed = await administrator.SubmitAsync(form, ("Input.Reason", "本人已核实，照片为近照"))) Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Contains("处理：本人已核实", (await manager.GetPageAsync($"/manage/certificates/{_certificate.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("有人举报", (await manager.GetPageAsync("/manage/certificates")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_forged_code_can_be_reported_and_after_five_reports_a_source_waits()
    {
        // Another test of this class may have reported from the same source.
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        using var stranger = app.Visit();
        for (var tries = 0; tries < 5; tries++) using (await ReportAsync(stranger, "/C/HELLO", "卡是打印店做的", "")) { }
        using var sixth = await ReportAsync(stranger, "/C/HELLO", "卡是打印店做的", "");

        Assert.Contains("举报得太多了", (await sixth.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, await app.ReadAsync(db => db.CodeReports.CountAsync(r => r.CertificateId == null && r.Result == VerificationResult.Malformed)));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
    }

    [DataFact]
    public async Task Looks_are_counted_by_day_and_network_and_a_manager_hears_of_many()
    {
        using var stranger = app.Visit();
        var count = app.Services.GetRequiredService<CountLooks>();
        for (var looks = 0; looks < 2; looks++) await stranger.GetPageAsync(Address);
        await count.RunOnceAsync(CancellationToken.None);
        await stranger.GetPageAsync(Address);
        count.Count(_certificate.Id, "203.0.113.7", app.Clock.Now);
        await count.RunOnceAsync(CancellationToken.None);

        var rows = await app.ReadAsync(db => db.CodeLooks.Where(l => l.CertificateId == _certificate.Id).ToListAsync());
        Assert.Equal([1, 3], rows.Select(r => r.Count).Order());
        Assert.All(rows, r => Assert.Equal(app.Clock.Now.Day(), r.Day));
        using var manager = await _story.VisitAsync(_story.Manager);
        Assert.Contains("4 次，来自 2 处网络", (await manager.GetPageAsync($"/manage/certificates/{_certificate.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("今天被扫得多", (await manager.GetPageAsync("/manage/certificates")).Body!.TextContent, StringComparison.Ordinal);

        for (var gate = 0; gate < 3; gate++) count.Count(_certificate.Id, $"198.51.100.{gate}", app.Clock.Now);
        await count.RunOnceAsync(CancellationToken.None);
        Assert.Contains("张伟 的证今天被扫得多", (await manager.GetPageAsync("/manage/certificates")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Counts_are_forgotten_after_thirty_days_and_a_network_is_another_number_every_day()
    {
        var count = app.Services.GetRequiredService<CountLooks>();
        count.Count(_certificate.Id, "203.0.113.9", app.Clock.Now.AddDays(-31));
        count.Count(_certificate.Id, "203.0.113.9", app.Clock.Now.AddDays(-1));
        await count.RunOnceAsync(CancellationToken.None);
        count.Count(_certificate.Id, "203.0.113.9", app.Clock.Now);
        await count.RunOnceAsync(CancellationToken.None);

        var rows = await app.ReadAsync(db => db.CodeLooks.Where(l => l.CertificateId == _certificate.Id).ToListAsync());
        Assert.Equal(2, rows.Select(r => r.Day).Distinct().Count());
        Assert.Equal(2, rows.Select(r => r.Place).Distinct().Count());
    }

    [DataFact]
    public async Task A_stolen_key_shows_on_the_administrators_first_page_and_is_written_down_once_a_day()
    {
        var code = _certificate.Codes[0];
        var keys = await app.Services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None);
        var forged = CertificateToken.Sign(
            new CodeFields(code.Index, _certificate.ExpiresOn, _certificate.IssuedOn, "李鬼", _story.Organization.Number, Story.Position, null), "localhost:5080", keys);
        using var stranger = app.Visit();
        for (var looks = 0; looks < 2; looks++)
        {
            using var answer = await stranger.GetAsync($"/C/{forged.Text}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == RaiseKeyAlarm.Action)));
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.Contains("密钥警报", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task An_inspector_over_the_days_quota_sees_what_a_stranger_sees_and_administrators_are_told()
    {
        var inspector = await _story.GrantAsync("孙检", Role.Inspector);
        var most = app.Services.GetRequiredService<AcademySettings>().Defaults.InspectorLooksPerDay;
        await app.ArrangeAsync(db => db.AddRange(Enumerable.Range(0, most).Select(i =>
            new Scan(Guid.CreateVersion7(), inspector.Id, _certificate.Id, _story.Organization.Id, $"shown {i}", VerificationResult.ValidStatic, app.Clock.Now.Day().Start()))));
        using var visitor = await _story.VisitAsync(inspector);

        for (var looks = 0; looks < 2; looks++)
        {
            var text = (await visitor.GetPageAsync(Address)).Body!.TextContent;
            Assert.Contains("今天的查看次数用完了", text, StringComparison.Ordinal);
            Assert.DoesNotContain("张伟", text, StringComparison.Ordinal);
        }

        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == InspectorQuotas.OverQuota && e.Subject == inspector.Id)));
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.Contains("有检查人员一天查得太多", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_result_shows_the_inspectors_own_phrase_and_to_nobody_else()
    {
        using var visitor = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));
        Assert.Contains("还没有暗语", (await visitor.GetPageAsync(Address)).Body!.TextContent, StringComparison.Ordinal);
        var form = (await visitor.GetPageAsync("/account/phrase")).FormWith("Phrase");
        using (var tooShort = await visitor.SubmitAsync(form, ("Phrase", "山"))) Assert.Equal(HttpStatusCode.BadRequest, tooShort.StatusCode);
        using (var kept = await visitor.SubmitAsync(form, ("Phrase", "黄山迎客松"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);

        Assert.Contains("孙检 · 黄山迎客松", Spaced((await visitor.GetPageAsync(Address)).QuerySelector(".phrase")!), StringComparison.Ordinal);
        using var stranger = app.Visit();
        Assert.DoesNotContain("黄山迎客松", (await stranger.GetPageAsync(Address)).Body!.TextContent, StringComparison.Ordinal);
        using var manager = await _story.VisitAsync(_story.Manager);
        using var refused = await manager.GetAsync("/account/phrase");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    private static string Spaced(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<HttpResponseMessage> ReportAsync(HttpClient visitor, string address, string text, string contact)
    {
        using var response = await visitor.GetAsync(address);
        var page = await response.ReadPageAsync();
        return await visitor.SubmitAsync(page.FormWith("report"), ("report", text), ("contact", contact));
    }
}
