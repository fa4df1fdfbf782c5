using Academy.Domain.Inspections;
using Academy.Web.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>迎检: a guest's scanner, from the manager's desk to the end of the two hours.</summary>
[Collection(ChromiumTests.Name)]
public sealed class GuestTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    /// <summary>何白露, of the hotel, and 杨秋分, of the visitors' centre: both are certified and photographed.</summary>
    private const string Hotel = "云岭山酒店", Here = "1010", Elsewhere = "1009";

    [BrowserFact]
    public async Task A_guest_scans_with_and_without_a_signal_and_is_out_when_the_manager_says_so()
    {
        var kit = await FieldKit.OfAsync(demo.App);
        var (code, other) = (await demo.CodeOfAsync(Here), await demo.CodeOfAsync(Elsewhere));
        kit.Lists[code.List] = kit.Lists[other.List] = [];
        var unit = await demo.App.ReadAsync(db => db.Organizations.Where(o => db.Certificates.Any(c => c.OrganizationId == o.Id && c.Codes.Any(x => x.List == code.List && x.Index == code.Index))).Select(o => new { o.Number, o.SignName }).SingleAsync());
        kit.Organizations[unit.Number] = unit.SignName;
        var desk = await chromium.VisitAsync(demo.Server);
        await using var atDesk = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var (scanner, guest) = await LetInAsync(desk, page, kit, "李督");
        await Assertions.Expect(page.Locator("[data-part=inspector]")).ToHaveTextAsync($"李督 到 {Texts.Clock(demo.App.Clock.Now + GuestAccess.Lasts)}");
        await page.LookAsync("guest-scanner-home");
        await page.DownloadPackAsync(Hotel);
        await page.LookAsync("guest-scanner-pack");

        // With a signal: the server has the face of who works elsewhere.
        await scanner.ScanAsync(DemoServer.TextOf(other), "VALID_STATIC");
        await page.SeePhotoAsync();
        await page.ClickAsync("[data-part=same]");
        await page.SeeVerdictAsync("valid", "有效");
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");

        // Without one, opened anew: the face is on the device, and the code may be typed.
        await visit.UnrouteAllAsync();
        await visit.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-part=network]")).ToHaveTextAsync("离线");
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await page.SeePhotoAsync();
        await Assertions.Expect(page.Locator("[data-result-facts]")).ToContainTextAsync(unit.SignName);
        await page.LookAsync("guest-scanner-compare");
        await page.ClickAsync("[data-part=same]");
        await page.SeeVerdictAsync("valid", "有效");
        await page.LookAsync("guest-scanner-green");
        await scanner.HomeAsync();
        await page.ClickAsync("summary:has-text('输入二维码里的文字')");
        await page.FillAsync("#text", DemoServer.TextOf(other));
        await page.ClickAsync("[data-part=text-form] button");
        await page.SeeVerdictAsync("check", "核对证件");
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("2 条未同步");
        // There is no list of numbers for a guest, without a signal neither.
        await Assertions.Expect(page.Locator(".for-staff").First).ToBeHiddenAsync();
        await page.LookAsync("guest-scanner-queue");

        await kit.ServeAsync(visit);
        await visit.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
        var kept = await demo.App.ReadAsync(db => db.Scans.Where(s => s.InspectorId == guest).Select(s => new { s.Match, s.ComparedPhoto }).ToListAsync());
        Assert.Equal([(IdentityMatch.Same, true), (IdentityMatch.Same, true), (null, false)], kept.Select(s => (s.Match, s.ComparedPhoto)).OrderBy(s => s.Match is null));
        Assert.NotEqual(0, await page.KeptPhotosAsync());
        Assert.Equal(["guest", "inspector", "names"], await KeptAsync(page));

        // Sent away while there is no signal: what was scanned since is not heard any more, what is being written stays to be copied.
        await page.BeginVisitAsync(Hotel);
        await page.ClickAsync("summary:has-text('记录问题')");
        await page.FillAsync("#finding-text", "二楼疏散通道堆放纸箱");
        await visit.SetOfflineAsync(true);
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await scanner.HomeAsync();
        await desk.ReloadAsync();
        await desk.ClickAsync("button:has-text('马上收回')");
        await Assertions.Expect(desk.Locator("li.item:has-text('李督') .badge")).ToHaveTextAsync("已结束");
        await visit.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-part=queue]")).ToContainTextAsync("没有收下，迎检已经结束。");
        await Assertions.Expect(page.Locator("[data-part=unfinished-refused]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#finding-text")).ToHaveValueAsync("二楼疏散通道堆放纸箱");
        foreach (var gone in (string[])["unfinished", "keep-finding"]) await Assertions.Expect(page.Locator($"[data-part={gone}]")).ToBeHiddenAsync();
        await page.LookAsync("guest-scanner-refused");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.ClickAsync("text=不记这一条");
        await SeeTheEndAsync(page);
        await Assertions.Expect(page.Locator("[data-part=guest-unsent]")).ToBeVisibleAsync();
        foreach (var gone in (string[])["guest-to-send", "sync"]) await Assertions.Expect(page.Locator($"[data-part={gone}]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-part=sync-trouble]")).ToBeHiddenAsync();
        await page.LookAsync("guest-scanner-over");
        await visit.SetOfflineAsync(true);
        await page.ReloadAsync();
        await SeeTheEndAsync(page);
        await page.ClickAsync("text=删除这条");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
        Assert.Equal(3, await demo.App.ReadAsync(db => db.Scans.CountAsync(s => s.InspectorId == guest)));

        // Let in again, as another: the scanner is theirs, and works.
        await visit.SetOfflineAsync(false);
        await LetInAsync(desk, page, kit, "王督");
        await Assertions.Expect(page.Locator("[data-part=inspector]")).ToContainTextAsync("王督");
        await Assertions.Expect(page.Locator("[data-part=guest-over]")).ToBeHiddenAsync();
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
    }

    [BrowserFact]
    public async Task Without_a_signal_the_two_hours_end_by_the_devices_clock_and_what_was_scanned_in_them_goes_out_later()
    {
        var kit = await FieldKit.OfAsync(demo.App);
        var code = await demo.CodeOfAsync(Here);
        kit.Lists[code.List] = [];
        var desk = await chromium.VisitAsync(demo.Server);
        await using var atDesk = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var (scanner, guest) = await LetInAsync(desk, page, kit, "赵督");
        await page.BeginVisitAsync(Hotel);
        await page.DownloadPackAsync(Hotel);
        await visit.UnrouteAllAsync();
        await visit.SetOfflineAsync(true);
        await page.Clock.SetFixedTimeAsync((kit.Now + GuestAccess.Lasts).AddMinutes(-1).UtcDateTime);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("[data-part=start]")).ToBeVisibleAsync();
        Assert.Contains("names", await KeptAsync(page));
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await scanner.HomeAsync();

        // What is being written down at that moment is theirs to finish.
        await page.ClickAsync("summary:has-text('记录问题')");
        await page.FillAsync("#finding-text", "二楼疏散通道堆放纸箱");
        await page.SetInputFilesAsync("#finding-photos", Path.Combine(Screen.Root(), "Academy.Web", "wwwroot", "scanner", "icon-512.png"));
        var end = kit.Now + GuestAccess.Lasts;
        await page.Clock.SetFixedTimeAsync(end.UtcDateTime);
        await page.ClickAsync("text=存下问题");
        await Assertions.Expect(page.Locator("[data-part=finding-problem]")).ToHaveTextAsync("请写清楚在哪里发现的。");
        await Assertions.Expect(page.Locator("[data-part=guest-over]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-part=unfinished]")).ToBeVisibleAsync();
        Assert.Equal(["guest"], await KeptAsync(page));
        await page.LookAsync("guest-scanner-unfinished");
        await page.Clock.SetFixedTimeAsync(end.AddMinutes(3).UtcDateTime);
        await page.FillAsync("#finding-place", "游客中心二楼");
        await page.ClickAsync("text=存下问题");
        await SeeTheEndAsync(page);
        await Assertions.Expect(page.Locator("[data-part=queue]")).ToContainTextAsync("检查问题（游客中心二楼）二楼疏散通道堆放纸箱");
        await page.ReloadAsync();
        await SeeTheEndAsync(page);
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("2 条未同步");
        await Assertions.Expect(page.Locator("[data-part=guest-to-send]")).ToContainTextAsync("还可以交");
        await Assertions.Expect(page.Locator("[data-part=guest-unsent]")).ToBeHiddenAsync();
        await page.LookAsync("guest-scanner-to-send");

        var before = demo.App.Clock.Now;
        try
        {
            demo.App.Clock.Advance(GuestAccess.Lasts + TimeSpan.FromHours(1));
            await visit.SetOfflineAsync(false);
            await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
            Assert.Equal(1, await demo.App.ReadAsync(db => db.Scans.CountAsync(s => s.InspectorId == guest)));
            var found = await demo.App.ReadAsync(db => db.Findings.AsNoTracking().SelectMany(f => f.Steps).SingleAsync(s => s.By == guest));
            Assert.InRange(found.At, end.AddSeconds(-2), end);
            Assert.Single(found.Photos);
            await SeeTheEndAsync(page);
            await desk.GotoAsync("/manage/inspections/guests");
            await Assertions.Expect(desk.Locator("li.item:has-text('赵督')")).ToContainTextAsync("还可以交");
            await desk.LookAsync("manage-guests-hand-in");
        }
        finally
        {
            demo.App.Clock.Now = before;
        }
    }

    /// <summary>The manager gives a code; the guest enters with it, and finds the scanner.</summary>
    private async Task<(ScannerPage Scanner, Guid Guest)> LetInAsync(IPage desk, IPage page, FieldKit kit, string name)
    {
        await desk.GotoAsync("/manage/inspections/guests");
        await desk.FillAsync("[name='Input.Name']", name);
        await desk.FillAsync("[name='Input.Badge']", "53010001");
        await desk.FillAsync("[name='Input.Unit']", "云岭县文化和旅游局");
        await desk.ClickAsync("button:has-text('生成迎检码')");
        var code = await desk.Locator(".input--code").InnerTextAsync();
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        await kit.ServeAsync(page.Context);
        await page.Clock.SetFixedTimeAsync(kit.Now.UtcDateTime);
        await page.GotoAsync($"/account/guest?code={code}");
        await page.ClickAsync("button:has-text('是我，开始检查')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"到 {Texts.Clock(demo.App.Clock.Now + GuestAccess.Lasts)} 为止");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "扫码" })).ToHaveAttributeAsync("href", "/inspect/scan");
        return (await ScannerPage.OpenAsync(page), await demo.App.ReadAsync(db => db.GuestAccesses.Where(a => a.Name == name).Select(a => a.PersonId).SingleAsync()));
    }

    /// <summary>It is said, nothing can be scanned, and nothing of the Organization is left.</summary>
    private static async Task SeeTheEndAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-part=guest-over]")).ToBeVisibleAsync();
        foreach (var part in (string[])["start", "pack", "pack-offer", "type", "visit"]) await Assertions.Expect(page.Locator($"[data-part={part}]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-part=inspector]")).ToHaveTextAsync("");
        Assert.Equal(0, await page.KeptPhotosAsync());
        Assert.Equal(["guest"], await KeptAsync(page));
    }

    /// <summary>What the scanner keeps of a guest and of the Organization.</summary>
    private static Task<string[]> KeptAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => new Promise(resolve => {
          indexedDB.open('academy-scanner').onsuccess = event => {
            const keys = event.target.result.transaction('kept').objectStore('kept').getAllKeys();
            keys.onsuccess = () => { event.target.result.close(); resolve(keys.result.filter(key => ['guest', 'inspector', 'names', 'visit'].includes(key)).sort()); };
          };
        })
        """);
}
