using System.Globalization;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>A supervised exam as the two who face each other live it: the invigilator at the desk and the candidate on the phone; and a tablet for who has none.</summary>
[Collection(ChromiumTests.Name)]
public sealed class RoomTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    private static readonly System.Text.RegularExpressions.Regex AnAttempt = new("/exams/attempts/[0-9a-f-]{36}$");

    [BrowserFact]
    public async Task From_the_code_on_the_wall_to_the_pause_and_on()
    {
        var manager = await chromium.VisitAsync(demo.Server);
        await using var desk = manager.Context;
        await new Walk(demo, manager, script: true).SignInAsync("manager");
        var room = await OpenAsync(manager);
        var code = await manager.Locator("#room-code").InnerTextAsync();
        await manager.GotoAsync($"/manage/exams/{room}/code");
        await manager.LookAsync("room-code");
        await manager.GotoAsync($"/manage/exams/{room}");

        // The candidate comes in by the code, and is told to wait.
        var candidate = await chromium.VisitAsync(demo.Server);
        await using var phone = candidate.Context;
        await new Walk(demo, candidate, script: true).SignInAsync("demo/1019");
        await candidate.GotoAsync($"/exams?room={code}");
        await candidate.ClickAsync("li.item a.item__title");
        await candidate.LookAsync("room-notice");
        await candidate.GetByRole(AriaRole.Button, new() { Name = "进考场" }).ClickAsync();
        await Assertions.Expect(candidate.Locator("main")).ToContainTextAsync("等监考人来核对本人");
        await candidate.LookAsync("room-waiting");
        await Assertions.Expect(candidate.GetByRole(AriaRole.Button, new() { Name = "开始考试" })).ToHaveCountAsync(0);

        // The invigilator's page shows the person by itself; after the look the candidate's page goes on by itself.
        var checkIn = manager.GetByRole(AriaRole.Button, new() { Name = "核对本人，允许入场" });
        await Assertions.Expect(checkIn).ToBeVisibleAsync();
        await manager.LookAsync("room-check-in");
        await checkIn.ClickAsync();
        var start = candidate.GetByRole(AriaRole.Button, new() { Name = "开始考试" });
        await Assertions.Expect(start).ToBeVisibleAsync();
        await start.ClickAsync();
        await Assertions.Expect(candidate).ToHaveURLAsync(AnAttempt);

        await candidate.Locator("input[name='q1']").First.CheckAsync();
        await Assertions.Expect(candidate.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await candidate.LookAsync("exam-supervised");
        await candidate.EvaluateAsync("() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange')); delete document.visibilityState; }");
        await Assertions.Expect(manager.Locator("tbody tr")).ToContainTextAsync("1 次");
        await Assertions.Expect(manager.Locator("tbody tr")).ToContainTextAsync("1 / 24 题");
        await manager.LookAsync("room-sitting");

        // More time, seen by the open page.
        await manager.ClickAsync("tbody th a");
        await manager.LookAsync("room-seat");
        await manager.FillAsync("[name='Input.Minutes']", "10");
        await manager.FillAsync("[name='Input.Reason']", "停电十分钟");
        await manager.GetByRole(AriaRole.Button, new() { Name = "延时", Exact = true }).ClickAsync();
        await Assertions.Expect(candidate.Locator("#countdown strong")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(40:00|39:5)"));

        // The alarm.
        await manager.GetByRole(AriaRole.Button, new() { Name = "火警暂停" }).ClickAsync();
        await Assertions.Expect(candidate.Locator("h1")).ToHaveTextAsync("听从指挥，立即离开");
        await candidate.LookAsync("exam-paused");
        await manager.LookAsync("room-paused");
        demo.App.Clock.Advance(TimeSpan.FromMinutes(45));
        await manager.GetByRole(AriaRole.Button, new() { Name = "继续考试" }).ClickAsync();
        await Assertions.Expect(candidate.Locator("input[name='q1']").First).ToBeCheckedAsync();
        await Assertions.Expect(candidate.Locator("#countdown strong")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(40:00|39:5)"));
    }

    [BrowserFact]
    public async Task Who_has_no_telephone_sits_at_the_station_and_leaves_nothing_behind()
    {
        var manager = await chromium.VisitAsync(demo.Server);
        await using var desk = manager.Context;
        await new Walk(demo, manager, script: true).SignInAsync("manager");
        var room = await OpenAsync(manager);
        await manager.GetByRole(AriaRole.Button, new() { Name = "把彭大暑加进考场" }).ClickAsync();
        await manager.GetByRole(AriaRole.Button, new() { Name = "核对本人，允许入场" }).ClickAsync();

        var tablet = await chromium.VisitAsync(demo.Server);
        await using var table = tablet.Context;
        await new Walk(demo, tablet, script: true).SignInAsync("manager");
        await tablet.GotoAsync($"/manage/exams/{room}");
        await tablet.GetByRole(AriaRole.Button, new() { Name = "把这台设备变成考试机" }).ClickAsync();
        await Assertions.Expect(tablet.Locator("h1")).ToHaveTextAsync("请等下一位");
        await tablet.LookAsync("station-waiting");

        await manager.GetByRole(AriaRole.Button, new() { Name = "叫到考试机" }).ClickAsync();
        var name = tablet.GetByRole(AriaRole.Button, new() { Name = "彭大暑：开始考试" });
        await Assertions.Expect(name).ToBeVisibleAsync();
        await tablet.LookAsync("station-called");
        await name.ClickAsync();
        await Assertions.Expect(tablet).ToHaveURLAsync(AnAttempt);
        await tablet.Locator("input[name='q1']").First.CheckAsync();
        await Assertions.Expect(tablet.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await tablet.Locator("#hand-in").ClickAsync();
        await tablet.Locator("#submit-yes").ClickAsync();

        await Assertions.Expect(tablet.Locator("main")).ToContainTextAsync("已交卷");
        await tablet.LookAsync("station-handed-in");
        await Assertions.Expect(manager.Locator("tbody tr")).ToContainTextAsync("本人交卷");
    }

    private static async Task<string> OpenAsync(IPage manager)
    {
        await manager.GotoAsync("/manage/exams");
        await manager.LookAsync("rooms");
        await manager.FillAsync("[name='Input.Name']", "二楼会议室");
        await manager.GetByRole(AriaRole.Button, new() { Name = "开考场" }).ClickAsync();
        await Assertions.Expect(manager.Locator("#room-code")).ToBeVisibleAsync();
        return manager.Url.Split('/')[^1].ToLower(CultureInfo.InvariantCulture);
    }
}
