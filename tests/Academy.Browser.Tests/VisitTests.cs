using Academy.Domain.Inspections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>An inspection as both sides live it: the inspector's phone, the manager's desk, and the paper that is signed.</summary>
[Collection(ChromiumTests.Name)]
public sealed class VisitTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    private const string Text = "疏散楼梯间停放电动自行车";

    [BrowserFact]
    public async Task From_the_door_of_a_hotel_to_the_finding_that_is_struck_off()
    {
        var phone = await chromium.VisitAsync(demo.Server);
        await using var first = phone.Context;
        await new Walk(demo, phone, script: true).SignInAsync("inspector");
        await phone.GotoAsync("/inspect/visits");
        await phone.LookAsync("visits");
        await phone.GotoAsync("/inspect/units");
        await phone.FillAsync("#q", "云岭山");
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "找", Exact = true }));
        await phone.LookAsync("visit-units");
        await phone.GetByRole(AriaRole.Link, new() { Name = "云岭山景区 · 云岭山酒店" }).ClickAsync();
        await phone.LookAsync("visit-at");
        await phone.FillAsync("[name='Input.Second']", "何检");
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "开始检查" }));
        var visit = phone.Url;
        await phone.LookAsync("visit-begun");

        // Who is on shift; one is scanned, one is looked up by name.
        await phone.GotoAsync($"{visit}/roll");
        foreach (var number in (string[])["1010", "1011", "1012", "1017"]) await phone.Locator($"label.choice:has-text('（{number}）') input").CheckAsync();
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "记下在班的人" }));
        await phone.GotoAsync($"/C/{await TokenOfAsync("1010")}");
        await GoAsync(phone, phone.Locator("button[value=Same]"));
        await phone.GotoAsync($"/C/{await TokenOfAsync("1009")}");
        await phone.GotoAsync($"{visit}/roll");
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "核对过身份证件，点到" }).First);
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("不在名单上");
        await phone.LookAsync("visit-roll");

        await phone.GotoAsync($"{visit}/draw");
        await phone.FillAsync("[name='Input.People']", "1");
        await phone.FillAsync("[name='Input.Venues']", "1");
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "抽", Exact = true }));
        await phone.LookAsync("visit-draw");

        await phone.GotoAsync($"{visit}/ask");
        await phone.LookAsync("visit-ask");
        await GoAsync(phone, phone.Locator("li:has-text('何白露') form button").First);
        await Assertions.Expect(phone.Locator("#spot-time")).ToContainTextAsync("还剩");
        await phone.LookAsync("visit-quiz");
        for (var number = 1; number <= SpotQuiz.Questions; number++) await GoAsync(phone, phone.Locator("#spot-form button"));
        await Assertions.Expect(phone.Locator("h1")).ToContainTextAsync("不合格");
        await phone.LookAsync("visit-quiz-failed");

        await phone.GotoAsync($"{visit}/add-finding");
        await phone.LookAsync("visit-add-finding");
        await phone.SelectOptionAsync("#kind", nameof(FindingKind.Evacuation));
        await phone.Locator("input[value=Major]").CheckAsync();
        await phone.FillAsync("#place", "一号楼楼梯间");
        await phone.FillAsync("#text", Text);
        await phone.SetInputFilesAsync("#photos", Screen.FileOf("visit-begun-360.png"));
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "记下" }));

        await phone.GotoAsync($"{visit}/end");
        await phone.FillAsync("[name='Input.AccompaniedBy']", "周安");
        await phone.FillAsync("[name='Input.Title']", "安全管理员");
        await SignAsync(phone);
        await phone.LookAsync("visit-end");
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "签字并结束检查" }));
        await Assertions.Expect(phone.Locator(".visit-record__signature path")).ToHaveCountAsync(1);
        await phone.LookAsync("visit-record");
        await phone.PdfAsync(new PagePdfOptions { Path = Screen.FileOf("visit-record.pdf"), PreferCSSPageSize = true, Format = "A4" });
        await phone.GotoAsync(visit);
        await phone.LookAsync("visit-ended");

        // The manager puts it right.
        var desk = await chromium.VisitAsync(demo.Server);
        await using var second = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        await desk.GotoAsync("/manage/findings");
        await desk.LookAsync("manage-findings");
        await desk.GetByRole(AriaRole.Link, new() { Name = Text }).ClickAsync();
        await desk.LookAsync("manage-finding");
        await desk.FillAsync("[name='Input.Text']", "已拖离，楼梯间门口装了阻车桩，保安每班巡查");
        await desk.SetInputFilesAsync("#photos", Screen.FileOf("visit-begun-360.png"));
        await GoAsync(desk, desk.GetByRole(AriaRole.Button, new() { Name = "报整改完成" }));
        await desk.LookAsync("manage-finding-rectified");

        // The inspector looks again.
        await phone.GotoAsync("/inspect/visits");
        await phone.GetByRole(AriaRole.Link, new() { Name = Text }).ClickAsync();
        await Assertions.Expect(phone.Locator(".photos img")).ToHaveCountAsync(2);
        await phone.LookAsync("visit-recheck");
        await phone.Locator("input[value=true]").CheckAsync();
        await GoAsync(phone, phone.GetByRole(AriaRole.Button, new() { Name = "交复查结果" }));
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("复查通过，销号");
        await phone.LookAsync("visit-closed");
        Assert.Equal(FindingState.Closed, await demo.App.ReadAsync(db => db.Findings.Where(f => f.Text == Text).Select(f => f.State).SingleAsync()));
        await phone.GotoAsync("/inspect/visits");
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("要回头看");
    }

    [BrowserFact]
    public async Task Without_script_a_guest_inspects_and_the_typed_name_signs()
    {
        var desk = await chromium.VisitAsync(demo.Server);
        await using var first = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        await desk.GotoAsync("/manage/inspections/guests");
        await desk.FillAsync("[name='Input.Name']", "李督");
        await desk.FillAsync("[name='Input.Badge']", "53010001");
        await desk.FillAsync("[name='Input.Unit']", "云岭县文化和旅游局");
        await GoAsync(desk, desk.GetByRole(AriaRole.Button, new() { Name = "生成迎检码" }));
        await desk.LookAsync("manage-guests");
        var code = await desk.Locator(".input--code").InnerTextAsync();

        var phone = await chromium.VisitAsync(demo.Server, script: false);
        await using var second = phone.Context;
        await phone.GotoAsync($"/account/guest?code={code}");
        await phone.TakePictureAsync("guest-enter");
        await phone.GetByRole(AriaRole.Button, new() { Name = "是我，开始检查" }).ClickAsync();
        await phone.GotoAsync("/inspect/units");
        await phone.TakePictureAsync("guest-units");
        await phone.GetByRole(AriaRole.Link, new() { Name = "云岭山景区 · 云岭溶洞" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "开始检查" }).ClickAsync();
        await phone.TakePictureAsync("guest-visit");
        await phone.GotoAsync($"{phone.Url}/end");
        Assert.False(await phone.Locator(".sign-pad").IsVisibleAsync());
        await phone.FillAsync("[name='Input.AccompaniedBy']", "石洞明");
        await phone.FillAsync("[name='Input.Title']", "班组长");
        await phone.GetByRole(AriaRole.Button, new() { Name = "签字并结束检查" }).ClickAsync();
        await Assertions.Expect(phone.Locator(".visit-record")).ToContainTextAsync("代签方式：键入");
        await phone.TakePictureAsync("guest-record");

        await GoAsync(desk, desk.GetByRole(AriaRole.Button, new() { Name = "马上收回" }));
        await phone.ReloadAsync();
        await Assertions.Expect(phone).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/sign-in"));
    }

    [BrowserFact]
    public async Task The_other_screens_can_be_looked_at()
    {
        var desk = await chromium.VisitAsync(demo.Server);
        await using var first = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        var venue = await demo.App.ReadAsync(db => db.Venues.Select(v => v.Id).FirstAsync());
        foreach (var (name, address) in ((string, string)[])[("manage-venues", "/manage/venues"), ("manage-door", $"/manage/venues/{venue}"), ("manage-entered", "/manage/inspections/new"), ("manage-with-findings", "/manage")])
        {
            await desk.GotoAsync(address);
            await desk.LookAsync(name);
        }

        var head = await chromium.VisitAsync(demo.Server);
        await using var second = head.Context;
        await new Walk(demo, head, script: true).SignInAsync("head");
        await head.GotoAsync("/head");
        await head.LookAsync("head-findings");

        var admin = await chromium.VisitAsync(demo.Server);
        await using var third = admin.Context;
        await new Walk(demo, admin, script: true).SignInAsync("admin");
        var grant = await demo.App.ReadAsync(db => db.RoleGrants.Where(g => g.Role == Academy.Domain.Organizations.Role.Inspector).Select(g => g.Id).FirstAsync());
        await admin.GotoAsync("/admin/inspectors");
        await admin.LookAsync("admin-inspectors-scopes");
        await admin.GotoAsync($"/admin/inspectors/{grant}");
        await admin.LookAsync("admin-assign");
    }

    private static async Task SignAsync(IPage page)
    {
        var box = await page.Locator(".sign-pad").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no pad to sign on.");
        await page.Mouse.MoveAsync(box.X + 40, box.Y + 60);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in ((int, int)[])[(80, 30), (90, 80), (140, 40), (150, 85), (220, 50)]) await page.Mouse.MoveAsync(box.X + x, box.Y + y, new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        Assert.NotEmpty(await page.InputValueAsync("#sign-path"));
    }

    private Task<string> TokenOfAsync(string staffNumber) => demo.App.ReadAsync(async db =>
    {
        var person = await db.Engagements.Where(e => e.StaffNumber == staffNumber).Select(e => e.PersonId).SingleAsync();
        return await db.Certificates.Where(c => c.HolderId == person).OrderBy(c => c.IssuedAt).SelectMany(c => c.Codes).Select(c => c.Token).FirstAsync();
    });

    /// <summary>Presses what leads to another page, and waits until that page is there.</summary>
    private static async Task GoAsync(IPage page, ILocator button)
    {
        var there = new TaskCompletionSource();
        void Arrived(object? sender, IPage arrived) => there.TrySetResult();
        page.DOMContentLoaded += Arrived;
        await button.ClickAsync();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(15));
        page.DOMContentLoaded -= Arrived;
    }
}
