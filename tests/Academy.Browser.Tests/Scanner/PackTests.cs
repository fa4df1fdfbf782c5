using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>入场前下载: a Venue's photos on the inspector's phone, and the face beside the code.</summary>
[Collection(ChromiumTests.Name)]
public sealed class PackTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    /// <summary>何白露, of the hotel, and 杨秋分, of the visitors' centre: both are certified and photographed.</summary>
    private const string Here = "1010", Elsewhere = "1009";

    private const string Hotel = "云岭山酒店";

    [BrowserFact]
    public async Task With_photos_taken_along_a_face_is_compared_without_a_network_and_the_photos_are_gone_after_a_day()
    {
        var kit = await FieldKit.OfAsync(demo.App);
        var (code, stranger) = (await demo.CodeOfAsync(Here), await demo.CodeOfAsync(Elsewhere));
        kit.Lists[code.List] = kit.Lists[stranger.List] = [];
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        await kit.ServeAsync(visit);
        var scanner = await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, kit.Now);
        await page.DownloadPackAsync(Hotel, pictures: true);
        await page.LookAsync("scanner-pack-here");
        await visit.UnrouteAllAsync();
        await visit.SetOfflineAsync(true);
        await page.ReloadAsync();

        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await page.SeeVerdictAsync("check", "比对照片");
        await page.SeePhotoAsync();
        await page.AssertNoSidewaysScrollAsync();
        await page.AssertAccessibleAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screen.FileOf("scanner-photo-compare-first-screen-360.png") });
        await page.LookAsync("scanner-photo-compare");
        await page.ClickAsync("[data-part=same]");
        await page.SeeVerdictAsync("valid", "有效");
        await Assertions.Expect(page.Locator("[data-result-advice]")).ToContainTextAsync("照片与本人一致。状态截至");
        await page.LookAsync("scanner-photo-green");

        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await page.SeePhotoAsync();
        await page.ClickAsync("[data-part=different]");
        await page.SeeVerdictAsync("stop", "人证不符");
        await page.LookAsync("scanner-photo-different");

        // Of somebody at another Venue there is none, and what a card says alone is not green.
        await scanner.ScanAsync(DemoServer.TextOf(stranger), "VALID_STATIC");
        await page.SeeVerdictAsync("check", "核对证件");
        await page.ClickAsync("[data-part=same]");
        await page.SeeVerdictAsync("check", "核对证件");
        await Assertions.Expect(page.Locator("[data-result-face]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.images].filter(picture => picture.src.startsWith('blob:')).length"));

        // A minute before the end of the day it is there, then it is not, nor is the key.
        await page.Clock.SetFixedTimeAsync(kit.Now.AddHours(24).AddMinutes(-1).UtcDateTime);
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await page.SeePhotoAsync();
        await page.Clock.SetFixedTimeAsync(kit.Now.AddHours(24).UtcDateTime);
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await Assertions.Expect(page.Locator("[data-result-face]")).ToBeHiddenAsync();
        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator("[data-part=pack-gone]")).ToBeVisibleAsync();
        // What waits says what its screen said: green is only the face that was found the same, and no more by a list over a day old.
        await Assertions.Expect(page.Locator("[data-part=queue] li")).ToHaveCountAsync(5);
        var lines = await page.Locator("[data-part=queue] li").AllInnerTextsAsync();
        Assert.Equal(["人证不符", "待联网", "待联网", "有效", "核对证件"], lines.Select(line => line.Split(' ')[^1]).Order(StringComparer.Ordinal));
        await Assertions.Expect(page.Locator("[data-part=pack]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.KeptPhotosAsync());
        await page.LookAsync("scanner-pack-gone");

        // What was seen of the faces goes to the server with the looks.
        await page.Clock.SetFixedTimeAsync(kit.Now.UtcDateTime);
        await visit.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
        var certificate = await demo.App.ReadAsync(db => db.Certificates.Where(c => c.Codes.Any(x => x.Index == code.Index && x.List == code.List)).Select(c => c.Id).SingleAsync());
        var kept = await demo.App.ReadAsync(db => db.Scans.Where(s => s.CertificateId == certificate && s.OnDevice != null).OrderBy(s => s.At).ThenBy(s => s.Id).Select(s => new { s.Id, s.Match }).ToListAsync());
        Assert.Equal([IdentityMatch.Same, IdentityMatch.Different, null, null], kept.Select(s => s.Match).OrderBy(m => m is null).ThenBy(m => m));

        // The next day the look still says what its screen said, there and on the server's page; the card alone stays yellow.
        await demo.App.ReadAsync(db => db.Scans.Where(s => s.OnDevice != null).ExecuteUpdateAsync(s => s.SetProperty(x => x.At, x => kit.Now.AddDays(-1))));
        await page.GotoAsync($"/inspect/scans/{kept.Single(s => s.Match is IdentityMatch.Same).Id}");
        await Assertions.Expect(page.Locator("[data-result=VALID_STATIC] h1")).ToHaveTextAsync("有效");
        await Assertions.Expect(page.Locator(".watched")).ToHaveCountAsync(0);
        await page.LookAsync("inspect-photo-next-day");
        var alone = await demo.App.ReadAsync(db => db.Scans.Where(s => s.OnDevice != null && s.CertificateId != certificate && s.Match == IdentityMatch.Same && !s.ComparedPhoto).Select(s => s.Id).SingleAsync());
        await page.GotoAsync($"/inspect/scans/{alone}");
        await Assertions.Expect(page.Locator("[data-result=CHECK_IDENTITY] h1")).ToHaveTextAsync("核对证件");
        await page.TakePictureAsync("inspect-card-alone-next-day-360");
        await page.GotoAsync("/inspect");
        await page.TakePictureAsync("inspect-looks-of-yesterday-360");
    }

    [BrowserFact]
    public async Task Photos_are_gone_when_they_are_deleted_at_the_sign_out_and_when_another_inspector_is_here()
    {
        var kit = await FieldKit.OfAsync(demo.App);
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        await kit.ServeAsync(visit);
        await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, kit.Now);
        await page.DownloadPackAsync(Hotel);
        Assert.NotEqual(0, await page.KeptPhotosAsync());
        await page.ClickAsync("[data-part=pack-wipe]");
        await Assertions.Expect(page.Locator("[data-part=pack]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.KeptPhotosAsync());

        // The scanner stays open in another tab, which holds on to nothing.
        await page.DownloadPackAsync(Hotel);
        var other = await visit.NewPageAsync();
        await other.GotoAsync("/account/sign-out");
        await other.ClickAsync("main form button.button--primary");
        await Assertions.Expect(other).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
        await Assertions.Expect(other.Locator("main form .button--primary")).ToBeVisibleAsync();
        await page.BringToFrontAsync();
        await page.UntilAsync("async () => !(await indexedDB.databases()).some(one => one.name === 'academy-scanner-photos')");

        // Deleted there or not: nobody's photos are another's.
        await other.FillAsync("[name='Input.UserName']", "inspector");
        await other.FillAsync("[name='Input.Password']", DemoCompany.Password);
        await other.ClickAsync("main form .button--primary");
        await Assertions.Expect(other).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
        await page.ReloadAsync();
        await page.DownloadPackAsync(Hotel);
        var colleague = await AnotherInspectorAsync();
        await page.RouteAsync("**/inspect/scan/session", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = (await answer.TextAsync()).Replace((await InspectorAsync()).ToString(), colleague.ToString(), StringComparison.Ordinal) });
        });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("[data-part=pack]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.KeptPhotosAsync());
    }

    [BrowserFact]
    public async Task With_a_network_the_server_gives_the_face_of_the_look_on_the_screen()
    {
        var kit = await FieldKit.OfAsync(demo.App);
        var code = await demo.CodeOfAsync(Elsewhere);
        kit.Lists[code.List] = [];
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        await kit.ServeAsync(visit);
        var scanner = await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, kit.Now);
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await page.SeePhotoAsync();
        await page.SeeVerdictAsync("check", "比对照片");
        await page.ClickAsync("[data-part=same]");
        await page.SeeVerdictAsync("valid", "有效");
        await Assertions.Expect(page.Locator("[data-result-advice]")).ToContainTextAsync("照片与本人一致。已联网核验");
        await page.LookAsync("scanner-photo-confirmed");

        // A file that is another than the code names is not shown, whoever sends it.
        await scanner.HomeAsync();
        await visit.RouteAsync("**/photos/*", route => route.FulfillAsync(new RouteFulfillOptions { BodyBytes = PhotoFile.Read(DemoPortrait.Draw(99)).File, ContentType = "image/jpeg" }));
        var asked = page.WaitForResponseAsync("**/photos/*");
        await scanner.ScanAsync(DemoServer.TextOf(code), "VALID_STATIC");
        await (await asked).FinishedAsync();
        await Assertions.Expect(page.Locator("[data-result-note]")).ToContainTextAsync("已联网核验");
        await page.SeeVerdictAsync("check", "核对证件");
        await Assertions.Expect(page.Locator("[data-result-face]")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task On_the_servers_own_pages_a_face_is_compared_first_and_then_it_is_green()
    {
        var code = await demo.CodeOfAsync(Here);
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        await new Walk(demo, page, script: true).SignInAsync("inspector");
        await page.GotoAsync($"/C/{code.Token}");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screen.FileOf("inspect-photo-compare-first-screen-360.png") });
        await page.LookAsync("inspect-photo-compare");
        await page.ClickAsync("button[value=Same]");
        await Assertions.Expect(page.Locator("[data-result=VALID_STATIC] .watched img")).ToBeVisibleAsync();
        await page.LookAsync("inspect-photo-green");
    }

    private Task<Guid> InspectorAsync() => demo.App.ReadAsync(db => db.Users.Where(u => u.UserName == "inspector").Select(u => u.PersonId).SingleAsync());

    private async Task<Guid> AnotherInspectorAsync()
    {
        var person = new Person(Guid.CreateVersion7(), "何检");
        await demo.App.ArrangeAsync(db => db.Add(person));
        return person.Id;
    }
}
