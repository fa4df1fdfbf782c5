using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>The main line, walked as its users walk it.</summary>
[Collection(ChromiumTests.Name)]
public sealed class JourneyTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public Task From_lesson_to_gate() => FromLessonToGateAsync("demo/1002", script: true);

    [BrowserFact]
    public Task From_lesson_to_gate_without_script() => FromLessonToGateAsync("demo/1001", script: false);

    private async Task FromLessonToGateAsync(string userName, bool script)
    {
        var page = await chromium.VisitAsync(demo.Server, script);
        await using var visit = page.Context;
        var walk = new Walk(demo, page, script);
        try
        {
            await WalkAsync(walk, userName, script);
        }
        catch
        {
            await page.TakePictureAsync($"failed-{userName.Replace('/', '-')}");
            throw;
        }
    }

    private async Task WalkAsync(Walk walk, string userName, bool script)
    {
        var page = walk.Page;
        string? Picture(string name) => script ? name : null;

        // Learn.
        await walk.SignInAsync(userName);
        await Assertions.Expect(page.Locator(".status-card__word").First).ToHaveTextAsync("不可上岗");
        if (script) await page.LookAsync("home-learning");
        await walk.LearnAllAsync(Picture("lesson"));
        if (script) await page.LookAsync("learn");

        // Fail, and be locked out with the reason.
        var first = await walk.StartExamAsync(Picture("exam-notice"));
        await walk.SitAsync(first, right: i => i % 2 == 0, Picture("exam-sit"));
        await Assertions.Expect(page.Locator(".outcome__word")).ToHaveTextAsync("没有通过");
        if (script) await page.LookAsync("result-failed");
        await page.GotoAsync("/exams");
        await page.ClickAsync("li.item a.item__title");
        await Assertions.Expect(page.Locator(".notice--error")).ToContainTextAsync("做完补训才能再考");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "开始考试" })).ToHaveCountAsync(0);
        if (script) await page.LookAsync("exam-locked");

        // Retrain; the wait still stands.
        await page.GotoAsync("/");
        await walk.RetrainAsync(Picture("retraining"));
        await Assertions.Expect(page.Locator(".notice--success")).ToContainTextAsync("补训已完成");
        await page.GotoAsync("/exams");
        await Assertions.Expect(page.Locator("li.item").First).ToContainTextAsync("等候时间没到");
        demo.App.Clock.Advance(TimeSpan.FromHours(2));

        // Pass.
        var second = await walk.StartExamAsync();
        await walk.SitAsync(second, right: _ => true);
        await Assertions.Expect(page.Locator(".outcome__word")).ToHaveTextAsync("考试通过");
        if (script) await page.LookAsync("result-passed");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".status-card__word").First).ToHaveTextAsync("可上岗");
        if (script) await page.LookAsync("home-certified");

        var attempt = await demo.App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == second));
        Assert.Equal(Outcome.Passed, attempt.Grades[0].Outcome);
        var token = await demo.App.ReadAsync(db => db.Certificates.Where(c => c.AttemptId == second).SelectMany(c => c.Codes).Select(c => c.Token).SingleAsync());

        // A stranger scans.
        var stranger = await chromium.VisitAsync(demo.Server, script);
        await using var passerBy = stranger.Context;
        await stranger.GotoAsync($"/C/{token}");
        await Assertions.Expect(stranger.Locator("h1")).ToContainTextAsync("有效");
    }
}
