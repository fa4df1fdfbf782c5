using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>The page that is never to lie: what is not acknowledged is not called saved, and nothing is lost.</summary>
[Collection(ChromiumTests.Name)]
public sealed class ExamPageTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task Answers_without_a_network_are_counted_kept_over_a_reload_and_sent_when_it_returns()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var walk = new Walk(demo, page, script: true);
        await walk.SignInAsync("demo/1003");
        var attempt = await walk.StartExamAsync();
        await page.RouteAsync("**/answers", route => route.AbortAsync());

        await page.Locator("input[name='q1']").First.CheckAsync();
        await Assertions.Expect(page.Locator("#offline-banner")).ToContainTextAsync("1 题未保存");
        await page.LookAsync("exam-unsaved");
        await Assertions.Expect(page.Locator("[data-cell='1']")).ToHaveAttributeAsync("data-state", "unsaved");
        Assert.Equal(0, await demo.App.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == attempt)));

        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("input[name='q1']").First).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#offline-banner")).ToContainTextAsync("1 题未保存");

        await page.UnrouteAsync("**/answers");
        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        Assert.Equal(1, await demo.App.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == attempt)));
    }

    [BrowserFact]
    public async Task A_second_device_takes_over_explicitly_and_the_first_can_write_no_more()
    {
        var first = await chromium.VisitAsync(demo.Server);
        await using var one = first.Context;
        var walk = new Walk(demo, first, script: true);
        await walk.SignInAsync("demo/1018");
        var attempt = await walk.StartExamAsync();
        await first.Locator("input[name='q1']").First.CheckAsync();
        await Assertions.Expect(first.Locator("#save-state")).ToHaveTextAsync("已全部保存");

        var second = await chromium.VisitAsync(demo.Server);
        await using var two = second.Context;
        await new Walk(demo, second, script: true).SignInAsync("demo/1018");
        await second.GotoAsync($"/exams/attempts/{attempt}");
        await Assertions.Expect(second.Locator("#lease-lost")).ToBeVisibleAsync();
        await second.LookAsync("exam-elsewhere");
        await second.Locator("#take-over").ClickAsync();
        await Assertions.Expect(second.Locator("#lease-lost")).ToBeHiddenAsync();
        await Assertions.Expect(second.Locator("input[name='q1']").First).ToBeCheckedAsync();

        await first.Locator("input[name='q1']").Nth(1).CheckAsync();
        await Assertions.Expect(first.Locator("#lease-lost")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task By_keyboard_alone_from_sign_in_to_a_passed_exam()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        await page.GotoAsync("/account/sign-in");
        await TabToAsync(page, "Input.UserName");
        await page.Keyboard.TypeAsync("demo/1007");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Academy.Web.Data.Seeds.DemoCompany.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync($"{demo.Server.Address}/");
        await TabToAsync(page, "去考试");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/exams/"));
        await TabToAsync(page, "开始考试");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/exams/attempts/"));

        var paper = await demo.PaperAsync(Guid.Parse(page.Url.Split('/')[^1]));
        for (var i = 0; i < paper.Count; i++)
        {
            if (i > 0)
            {
                await TabToAsync(page, "下一题");
                await page.Keyboard.PressAsync("Enter");
            }

            await TabToAsync(page, $"q{paper[i].Item.Q}");
            await ChooseAsync(page, paper[i].Item.OptionOrder.Count, paper[i].Right, paper[i].Item.Kind is Domain.Questions.QuestionKind.Multiple);
        }

        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await TabToAsync(page, "交卷");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#submit-dialog")).ToBeVisibleAsync();
        await TabToAsync(page, "交卷");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".outcome__word")).ToHaveTextAsync("考试通过");
    }

    [BrowserFact]
    public async Task The_exam_page_is_at_most_100_KB_over_the_wire_and_a_first_page_60()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var bytes = 0L;
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        session.Event("Network.loadingFinished").OnEvent += (_, loaded) => Interlocked.Add(ref bytes, (long)loaded!.Value.GetProperty("encodedDataLength").GetDouble());
        await page.GotoAsync("/account/sign-in", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(Interlocked.Exchange(ref bytes, 0), 1_000, 60_000);

        var walk = new Walk(demo, page, script: true);
        await walk.SignInAsync("demo/1005");
        await page.GotoAsync("/");
        await walk.RetrainAsync();
        demo.App.Clock.Advance(TimeSpan.FromHours(2));
        var attempt = await walk.StartExamAsync();
        Interlocked.Exchange(ref bytes, 0);
        await page.GotoAsync($"/exams/attempts/{attempt}", new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(Interlocked.Read(ref bytes), 1_000, 100_000);
    }

    /// <summary>Presses Tab until the focus is on a control of that name or words.</summary>
    private static async Task TabToAsync(IPage page, string what)
    {
        for (var presses = 0; presses < 150; presses++)
        {
            if (await page.EvaluateAsync<bool>("what => { const e = document.activeElement; return e !== document.body && (e.name === what || e.innerText?.trim() === what); }", what)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"No Tab leads to {what} on {page.Url}");
    }

    private static async Task ChooseAsync(IPage page, int options, IReadOnlyList<string> right, bool multiple)
    {
        if (!multiple)
        {
            await page.Keyboard.PressAsync("Space");
            for (var step = 1; step < int.Parse(right[0], System.Globalization.CultureInfo.InvariantCulture); step++) await page.Keyboard.PressAsync("ArrowDown");
            return;
        }

        for (var option = 1; option <= options; option++)
        {
            if (right.Contains(option.ToString(System.Globalization.CultureInfo.InvariantCulture))) await page.Keyboard.PressAsync("Space");
            if (option < options) await page.Keyboard.PressAsync("Tab");
        }
    }
}
