using System.Collections.Concurrent;
using System.Text.Json;
using Academy.Domain.Certificates;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>The scanner with and without a network.</summary>
[Collection(ChromiumTests.Name)]
public sealed class ScannerTests(Chromium chromium, AcademyServer server) : IClassFixture<AcademyServer>
{
    private const int Revoked = 100_001, Suspended = 100_002, Superseded = 100_003;

    [BrowserFact]
    public async Task Without_a_network_every_kind_of_code_gets_its_answer()
    {
        var story = await Story.BeginAsync(server.App);
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[StatusIndex.ListOf(kit.Today.AddDays(200))] = [(Revoked, CodeStatus.Revoked), (Suspended, CodeStatus.Suspended), (Superseded, CodeStatus.Superseded)];
        kit.Lists[StatusIndex.ListOf(kit.Today.AddDays(-1))] = [];
        var before = await server.App.ReadAsync(db => db.Scans.CountAsync());
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        await page.LookAsync("scanner-home");
        await page.ClickAsync("summary:has-text('设置')");
        await page.LookAsync("scanner-settings");
        await GoOfflineAsync(page);

        // Opened anew: everything comes from the device.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-part=inspector]")).ToHaveTextAsync("孙检");
        await Assertions.Expect(page.Locator("[data-part=network]")).ToHaveTextAsync("离线");

        await SeeAsync(scanner, kit.Card(734_512), "VALID_STATIC", "genuine", "欧阳建国", "景区服务员", "云岭旅游有限公司", "核对证件", "2 小时前");
        await page.ClickAsync("[data-part=same]");
        await Assertions.Expect(page.Locator("[data-part=matched]")).ToContainTextAsync("人证相符");
        var genuine = kit.Card(734_512);
        await SeeAsync(scanner, genuine[..^30] + (genuine[^30] == 'A' ? 'B' : 'A') + genuine[^29..], "FORGED", "forged", "伪造");
        await SeeAsync(scanner, kit.Card(734_513, kit.Today.AddDays(-1)), "EXPIRED", "expired", "已过期 1 天");
        await SeeAsync(scanner, kit.Card(Revoked), "REVOKED", "revoked", "已吊销");
        await SeeAsync(scanner, kit.Card(Suspended), "SUSPENDED", "suspended", "已暂停");
        await SeeAsync(scanner, kit.Card(Superseded), "SUPERSEDED", "superseded", "已换发");
        await SeeAsync(scanner, kit.Card(734_514, kit.Today.AddDays(100)), "STATUS_UNKNOWN", "no-list", "没有这个季度的名单");
        await SeeAsync(scanner, "https://v.example-fake.cn/C/QRDKEAJGARAQ", "NOT_OURS", "foreign-host", "v.example-fake.cn");
        await page.ClickAsync("[data-part=report]");
        await Assertions.Expect(page.Locator("[data-part=reported]")).ToBeVisibleAsync();
        await SeeAsync(scanner, genuine[..^1], "MALFORMED", "malformed", "无效码");

        await page.Clock.SetFixedTimeAsync(kit.Now.AddHours(24).UtcDateTime);
        await SeeAsync(scanner, genuine, "VALID_STATIC", "old-list", "待联网", "26 小时前");
        await page.Clock.SetFixedTimeAsync(kit.Now.AddHours(71).UtcDateTime);
        await SeeAsync(scanner, genuine, "STATUS_UNKNOWN", "too-old-list", "72 小时");
        await page.Clock.SetFixedTimeAsync(kit.Now.AddHours(-3).UtcDateTime);
        await SeeAsync(scanner, genuine, "STATUS_UNKNOWN", "wrong-clock", "本机时间不对");
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=clock]")).ToBeVisibleAsync();
        await page.LookAsync("scanner-wrong-clock-home");

        await page.Clock.SetFixedTimeAsync(kit.Now.UtcDateTime);
        await page.SelectOptionAsync("#position", "312");
        await SeeAsync(scanner, genuine, "WRONG_POST", "wrong-post", "索道操作员");
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("13 条未同步");
        await page.LookAsync("scanner-queue");
        // Nothing had a way out. (Others of this class sync to the same server.)
        Assert.Equal(before, await server.App.ReadAsync(db => db.Scans.CountAsync()));
    }

    [BrowserFact]
    public async Task A_lower_sequence_and_an_older_list_are_not_taken_even_after_a_restart()
    {
        var story = await Story.BeginAsync(server.App);
        var kit = await FieldKit.OfAsync(server.App);
        kit.Sequence = 9;
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await ScannerPage.InstallAsync(page, story, kit);
        kit.Sequence = 8;
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();

        await page.ClickAsync("summary:has-text('设置')");
        await Assertions.Expect(page.Locator("[data-part=seq]")).ToHaveTextAsync("第 9 版");
        await Assertions.Expect(page.Locator("[data-part=refused]")).ToContainTextAsync("older than one seen before");

        // Another root is never taken for the pinned one.
        await page.Context.UnrouteAllAsync();
        var other = await FieldKit.OfAsync(server.App);
        other.Sequence = 10;
        await other.ServeAsync(page.Context);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
        await page.ClickAsync("summary:has-text('设置')");
        await Assertions.Expect(page.Locator("[data-part=refused]")).ToContainTextAsync("signature is wrong");
        await Assertions.Expect(page.Locator("[data-part=seq]")).ToHaveTextAsync("第 9 版");
    }

    [BrowserFact]
    public async Task A_store_that_the_browser_cleared_is_said_and_a_lost_session_loses_nothing()
    {
        var story = await Story.BeginAsync(server.App);
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[StatusIndex.ListOf(kit.Today.AddDays(200))] = [];
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        // The session has run out; the mark of the installation lasts.
        foreach (var cookie in (await visit.CookiesAsync()).Where(c => c.Name != "academy-scanner")) await visit.ClearCookiesAsync(new() { Name = cookie.Name });

        await scanner.ScanAsync("https://v.example-fake.cn/C/A", "NOT_OURS");
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=sync-trouble-text]")).ToContainTextAsync("请登录后再同步");
        Assert.Equal(1, await scanner.WaitingAsync());
        await page.LookAsync("scanner-sign-in");

        await page.EvaluateAsync("() => new Promise(done => { const gone = indexedDB.deleteDatabase('academy-scanner'); gone.onsuccess = gone.onblocked = done; })");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-part=lost]")).ToBeVisibleAsync();
        await page.LookAsync("scanner-lost");
    }

    [BrowserFact]
    public async Task Thirty_looks_without_a_network_arrive_once_each_though_the_answer_gets_lost()
    {
        var story = await Story.BeginAsync(server.App);
        var certificate = await story.CertifyAsync(await story.HireAsync("张伟"));
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[certificate.Codes[0].List] = [];
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        await GoOfflineAsync(page);
        for (var i = 0; i < 30; i++)
        {
            await scanner.ScanAsync(i % 10 == 9 ? "https://v.example-fake.cn/C/A" : $"HTTP://LOCALHOST:5080/C/{certificate.Codes[0].Token}", i % 10 == 9 ? "NOT_OURS" : "VALID_STATIC");
            if (i % 10 == 3) await page.ClickAsync("[data-part=same]");
        }

        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("30 条未同步");

        // The server has them, and the answer never comes: nothing is taken away here, and nothing is doubled there.
        var lost = new TaskCompletionSource();
        await page.RouteAsync("**/inspect/sync", async route =>
        {
            if (lost.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
            lost.SetResult();
        });
        await page.Context.SetOfflineAsync(false);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Assertions.Expect(page.Locator("[data-part=sync-trouble]")).ToBeVisibleAsync();
        Assert.Equal(30, await scanner.WaitingAsync());
        // Not before the first try has ended: two at once are one.
        await Assertions.Expect(page.Locator("[data-part=network]")).ToHaveTextAsync("离线");
        await page.ClickAsync("[data-part=sync]");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");

        var kept = await server.App.ReadAsync(db => db.Scans.Where(s => s.OnDevice != null && (s.CertificateId == certificate.Id || s.Shown == "v.example-fake.cn")).ToListAsync());
        Assert.Equal((30, 27, 3), (kept.Count, kept.Count(s => s.CertificateId == certificate.Id), kept.Count(s => s.Match is not null)));
        await page.LookAsync("scanner-synced");
    }

    [BrowserFact]
    public async Task A_result_hides_itself_and_leaves_no_name_behind()
    {
        var story = await Story.BeginAsync(server.App);
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[StatusIndex.ListOf(kit.Today.AddDays(200))] = [];
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        // Two minutes pass in a second.
        await page.EvaluateAsync("() => { const later = setTimeout; globalThis.setTimeout = (act, wait, ...more) => later(act, wait === 120_000 ? 1_000 : wait, ...more); }");
        await GoOfflineAsync(page);
        await scanner.ScanAsync(kit.Card(734_512), "VALID_STATIC");
        await Assertions.Expect(page.Locator("[data-part=home]")).ToBeVisibleAsync();

        Assert.DoesNotContain("欧阳建国", await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("1 条未同步");
    }

    [BrowserFact]
    public async Task A_finding_with_a_photo_is_kept_until_a_server_takes_it()
    {
        var story = await Story.BeginAsync(server.App);
        var kit = await FieldKit.OfAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        var id = Guid.NewGuid();
        await visit.RouteAsync("**/pack", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = $$"""{ "visit": { "id": "{{id}}" }, "organization": { "name": "云岭旅游" }, "venue": { "name": "游客中心" }, "roll": [] }""" }));
        await page.GotoAsync($"/inspect/scan?visit={id}");
        await Assertions.Expect(page.Locator("[data-part=visit-place]")).ToHaveTextAsync("云岭旅游 · 游客中心");
        await GoOfflineAsync(page);
        await page.ClickAsync("summary:has-text('记录问题')");
        await page.ClickAsync("text=存下问题");
        await Assertions.Expect(page.Locator("[data-part=finding-problem]")).ToHaveTextAsync("请写清楚发现了什么。");
        await page.SelectOptionAsync("#finding-kind", "FirePrevention");
        await page.FillAsync("#finding-text", "二楼疏散通道堆放纸箱");
        await page.FillAsync("#finding-place", "游客中心二楼");
        await page.SetInputFilesAsync("#finding-photos", Path.Combine(Screen.Root(), "Academy.Web", "wwwroot", "scanner", "icon-512.png"));
        await page.LookAsync("scanner-finding");
        await page.ClickAsync("text=存下问题");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("1 条未同步");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-part=visit-place]")).ToHaveTextAsync("云岭旅游 · 游客中心");

        // Photos go before the finding that names them; what is refused stays and says why.
        var sent = new List<string>();
        await visit.RouteAsync("**/inspect/sync/photos/*", route =>
        {
            sent.Add($"photo {route.Request.PostDataBuffer!.Length > 100} {route.Request.Headers["content-type"]}");
            return route.FulfillAsync(new RouteFulfillOptions { Status = 204 });
        });
        await visit.RouteAsync("**/inspect/sync", route =>
        {
            sent.Add(JsonDocument.Parse(route.Request.PostData!).RootElement.GetProperty("items")[0].GetProperty("findingKind").GetString()!);
            return route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = $$"""{ "done": [], "refused": [{ "id": "{{JsonDocument.Parse(route.Request.PostData!).RootElement.GetProperty("items")[0].GetProperty("id").GetString()}}", "problem": "检查已经结束。" }] }""" });
        });
        await visit.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-part=queue]")).ToContainTextAsync("没有收下，检查已经结束。");
        Assert.Equal(["photo True image/jpeg", "FirePrevention"], sent.Take(2));
        Assert.Equal(1, await scanner.WaitingAsync());
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.ClickAsync("text=删除这条");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
    }

    [BrowserFact]
    public async Task With_a_network_the_server_has_the_last_word()
    {
        var story = await Story.BeginAsync(server.App);
        var certificate = await story.CertifyAsync(await story.HireAsync("张伟"));
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[certificate.Codes[0].List] = [];
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        await scanner.ScanAsync($"HTTP://LOCALHOST:5080/C/{certificate.Codes[0].Token}", "VALID_STATIC");
        await Assertions.Expect(page.Locator("[data-result-note]")).ToContainTextAsync("已联网核验");
        await page.LookAsync("scanner-confirmed");
        await scanner.HomeAsync();

        await server.App.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == certificate.Id)).Revoke("舞弊", story.Manager.Id, server.App.Clock.Now));
        await page.EvaluateAsync("held => { globalThis.held = held; }", $"HTTP://LOCALHOST:5080/C/{certificate.Codes[0].Token}");
        await page.ClickAsync("[data-part=start]");
        await Assertions.Expect(page.Locator("[data-part=result][data-result=REVOKED]")).ToBeVisibleAsync();
        Assert.Equal(0, await scanner.WaitingAsync());
    }

    [BrowserFact]
    public async Task Its_modules_do_what_is_asked_of_each()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.GotoAsync("/verify");
        Assert.Equal("[]", (await page.EvaluateAsync<JsonElement>(Script("modules.js"), new { root = "/js/" })).GetRawText());
    }

    [BrowserFact]
    public async Task An_inspection_that_the_server_does_not_know_is_closed_and_said()
    {
        var story = await Story.BeginAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        await ScannerPage.InstallAsync(page, story, await FieldKit.OfAsync(server.App));
        await page.GotoAsync($"/inspect/scan?visit={Guid.NewGuid()}");
        await Assertions.Expect(page.Locator("[data-part=visit-gone]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-part=visit]")).ToBeHiddenAsync();
        Assert.DoesNotContain("visit=", page.Url, StringComparison.Ordinal);
        await page.LookAsync("scanner-visit-gone");
    }

    [BrowserFact]
    public async Task A_browser_without_what_it_needs_is_told_what_to_do()
    {
        var story = await Story.BeginAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await ScannerPage.InstallAsync(page, story, await FieldKit.OfAsync(server.App));
        await Assertions.Expect(page.Locator("[data-part=too-old]")).ToBeHiddenAsync();
        await page.AddInitScriptAsync("delete globalThis.DecompressionStream;");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("这个浏览器太旧")).ToBeVisibleAsync();
        await page.LookAsync("scanner-too-old");
    }

    [BrowserFact]
    public async Task A_result_is_shown_though_it_cannot_be_kept_and_a_broken_detector_is_said()
    {
        var story = await Story.BeginAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, story, await FieldKit.OfAsync(server.App));
        await page.EvaluateAsync("() => { globalThis.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }");
        await scanner.ScanAsync("https://v.example-fake.cn/C/A", "NOT_OURS");
        await Assertions.Expect(page.Locator("[data-part=unkept]")).ToBeVisibleAsync();
        await page.TakePictureAsync("scanner-unkept-360");
        await page.EvaluateAsync("() => { IDBObjectStore.prototype.put = globalThis.put; BarcodeDetector.prototype.detect = () => Promise.reject(new Error('broken')); }");
        await page.ClickAsync("[data-part=next]");
        await Assertions.Expect(page.Locator("[data-part=no-reading]")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Two_tabs_share_what_waits_and_send_nothing_twice()
    {
        var story = await Story.BeginAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await visit.AddInitScriptAsync(ScannerPage.FakeCamera);
        var first = await ScannerPage.InstallAsync(page, story, await FieldKit.OfAsync(server.App));
        var other = await visit.NewPageAsync();
        await other.GotoAsync("/inspect/scan");
        await Assertions.Expect(other.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
        var second = new ScannerPage(other);
        await GoOfflineAsync(page);
        for (var i = 0; i < 5; i++)
        {
            await first.ScanAsync($"https://one-{i}.example/C/A", "NOT_OURS");
            await second.ScanAsync($"https://two-{i}.example/C/A", "NOT_OURS");
        }

        await first.HomeAsync();
        await second.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("10 条未同步");
        var sent = new ConcurrentQueue<string>();
        await visit.RouteAsync("**/inspect/sync", async route =>
        {
            foreach (var item in JsonDocument.Parse(route.Request.PostData!).RootElement.GetProperty("items").EnumerateArray()) sent.Enqueue(item.GetProperty("shown").GetString()!);
            await route.ContinueAsync();
        });
        await visit.SetOfflineAsync(false);
        foreach (var tab in (IPage[])[page, other]) await Assertions.Expect(tab.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");

        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => (string[])[$"one-{i}.example", $"two-{i}.example"]).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        Assert.Equal(10, await server.App.ReadAsync(db => db.Scans.CountAsync(s => s.Shown.EndsWith(".example"))));
    }

    [BrowserFact]
    public async Task A_decoder_that_dies_is_said_and_typing_works()
    {
        var story = await Story.BeginAsync(server.App);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        // The program's own decoder, in a worker that answers until it is killed, and as often as it is started again.
        await page.AddInitScriptAsync(ScannerPage.FakeCamera + """
            delete globalThis.BarcodeDetector;
            globalThis.Worker = class {
              constructor() { setTimeout(() => (globalThis.isGone ? this.onerror?.(new Event("error")) : this.onmessage?.({ data: { ready: true } }))); }
              postMessage() { setTimeout(() => (globalThis.isDead ? this.onerror?.(new Event("error")) : this.onmessage?.({ data: { texts: globalThis.held ? [globalThis.held] : [] } }))); }
              terminate() {}
            };
            document.addEventListener("readystatechange", () => { if (document.readyState === "interactive" && document.querySelector("#scanner")) document.querySelector("#scanner").dataset.decoder = "true"; });
            """);
        var scanner = await ScannerPage.InstallAsync(page, story, await FieldKit.OfAsync(server.App));
        await scanner.ScanAsync("https://v.example-fake.cn/C/A", "NOT_OURS");
        await scanner.HomeAsync();

        // Once dead it is started again, and says what to do meanwhile.
        await page.EvaluateAsync("() => { globalThis.isDead = true; }");
        await page.ClickAsync("[data-part=start]");
        await Assertions.Expect(page.Locator("[data-part=no-reading]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-part=start]")).ToBeVisibleAsync();
        await page.LookAsync("scanner-decoder-died");
        await page.EvaluateAsync("() => { globalThis.isDead = false; }");
        await scanner.ScanAsync("https://v.example-fake.cn/C/B", "NOT_OURS");
        await scanner.HomeAsync();

        // Gone for good: there is no button that does nothing, and the field for typing is open.
        await page.EvaluateAsync("() => { globalThis.isDead = globalThis.isGone = true; }");
        await page.ClickAsync("[data-part=start]");
        await Assertions.Expect(page.Locator("[data-part=no-scanner]")).ToBeVisibleAsync();
        foreach (var part in (string[])["start", "no-reading"]) await Assertions.Expect(page.Locator($"[data-part={part}]")).ToBeHiddenAsync();
        await page.LookAsync("scanner-decoder-gone");
        await page.FillAsync("#text", "https://v.example-fake.cn/C/C");
        await page.ClickAsync("[data-part=text-form] button");
        await Assertions.Expect(page.Locator("[data-part=result][data-result=NOT_OURS]")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_browser_and_the_server_agree_on_every_shared_case()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.GotoAsync("/verify");
        var outcome = await page.EvaluateAsync<JsonElement>(Script("shared-cases.js"), new { json = Cases(), root = "/js/certificate/" });

        Assert.Equal("[]", outcome.GetProperty("wrong").GetRawText());
        Assert.True(outcome.GetProperty("cases").GetInt32() >= 100);
        Assert.True(outcome.GetProperty("median").GetDouble() <= 5, $"One verification took {outcome.GetProperty("median")} ms.");
    }

    [BrowserFact]
    public Task A_hundred_thousand_damaged_texts_are_answered() => FuzzAsync(100_000);

    [BrowserFact]
    [Trait("Category", "Long")]
    public Task Ten_million_damaged_texts_are_answered() => FuzzAsync(10_000_000);

    private async Task FuzzAsync(int count)
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.GotoAsync("/verify");
        var text = JsonDocument.Parse(Cases()).RootElement.GetProperty("cases")[0].GetProperty("text").GetString();
        var parsed = await page.EvaluateAsync<int>(Script("fuzz.js"), new { text, root = "/js/certificate/", count, seed = 20_261_130 });

        // Some of them get as far as their signature.
        Assert.True(parsed > count / 1000);
    }

    private static async Task SeeAsync(ScannerPage scanner, string text, string result, string picture, params string[] words)
    {
        await scanner.ScanAsync(text, result);
        foreach (var word in words) await Assertions.Expect(scanner.Page.Locator("[data-part=result]")).ToContainTextAsync(word);
        await scanner.Page.AssertNoSidewaysScrollAsync();
        await scanner.Page.AssertAccessibleAsync();
        await scanner.Page.TakePictureAsync($"scanner-{picture}-360");
    }

    private static async Task GoOfflineAsync(IPage page)
    {
        await page.Context.UnrouteAllAsync();
        await page.Context.SetOfflineAsync(true);
    }

    private static string Script(string name) => File.ReadAllText(Path.Combine(Screen.Root(), "tests", "Academy.Browser.Tests", "Scanner", name)).Split('\n').SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Aggregate((all, line) => $"{all}\n{line}");

    private static string Cases() => File.ReadAllText(Path.Combine(Screen.Root(), "tests", "Academy.Web.Tests", "Signing", "cases.json"));
}
