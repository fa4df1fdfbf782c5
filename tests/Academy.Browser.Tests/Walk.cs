using System.Globalization;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data.Seeds;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>What people do in the browser, step by step, with or without script.</summary>
internal sealed class Walk(DemoServer demo, IPage page, bool script)
{
    private string _userName = "";

    public IPage Page => page;

    public async Task SignInAsync(string userName)
    {
        _userName = userName;
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.UserName']", userName);
        await page.FillAsync("[name='Input.Password']", DemoCompany.Password);
        await page.ClickAsync("main form.form button.button--primary");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
    }

    /// <summary>Reads every lesson that is not done: cards, checkpoints, the least time by the tests' clock.</summary>
    public async Task LearnAllAsync(string? pictureOf = null)
    {
        await page.GotoAsync("/learn");
        var lessons = await page.Locator("li.item:not(:has(.badge--go)) a.item__title").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        foreach (var lesson in lessons)
        {
            await page.GotoAsync(lesson[..lesson.LastIndexOf('/')] + "/1");
            await ReadLessonAsync(pictureOf);
            pictureOf = null;
        }
    }

    private async Task ReadLessonAsync(string? pictureOf)
    {
        for (var card = 1; ; card++)
        {
            if (pictureOf is not null && card == 2) await page.LookAsync(pictureOf);
            await AnswerCheckpointsAsync();
            // A minute a card, more than the least time asks.
            demo.App.Clock.Advance(TimeSpan.FromMinutes(1));
            if (await page.GetByRole(AriaRole.Button, new() { Name = "下一张" }).CountAsync() == 0) break;
            await GoAsync(page.GetByRole(AriaRole.Button, new() { Name = "下一张" }));
        }

        await GoAsync(page.GetByRole(AriaRole.Button, new() { Name = "学完这一节" }));
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/learn$"));
    }

    private async Task AnswerCheckpointsAsync()
    {
        while (await page.Locator(".checkpoint input[name='question']").CountAsync() > 0)
        {
            await TickAsync(".checkpoint", await page.Locator(".checkpoint input[name='question']").InputValueAsync());
            await GoAsync(page.GetByRole(AriaRole.Button, new() { Name = "提交答案" }));
            await Assertions.Expect(page.Locator(".answer--right")).ToBeVisibleAsync();
        }
    }

    /// <summary>Begins the exam that 考试 offers.</summary>
    public async Task<Guid> StartExamAsync(string? pictureOf = null)
    {
        await page.GotoAsync("/exams");
        await page.ClickAsync("li.item a.item__title");
        if (pictureOf is not null) await page.LookAsync(pictureOf);
        await page.GetByRole(AriaRole.Button, new() { Name = "开始考试" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/exams/attempts/"));
        return Guid.Parse(page.Url.Split('/')[^1].Split('#')[0]);
    }

    /// <summary>Answers the whole paper, right or wrong item by item, and hands in.</summary>
    public async Task SitAsync(Guid attempt, Func<int, bool> right, string? pictureOf = null)
    {
        var paper = await demo.PaperAsync(attempt);
        for (var i = 0; i < paper.Count; i++)
        {
            var (item, keys) = paper[i];
            var chosen = right(i) ? keys : Wrong(item, keys);
            if (script && i > 0) await page.ClickAsync("#next");
            await EnterAsync($"#q{item.Q}", $"q{item.Q}", item, chosen);
            if (pictureOf is not null && i == 1) await page.LookAsync(pictureOf);
        }

        if (script) await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await page.Locator("#hand-in").ClickAsync();
        if (script) await page.Locator("#submit-yes").ClickAsync();
        else await page.GetByRole(AriaRole.Button, new() { Name = "交卷" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/result$"));
    }

    /// <summary>Works off the 补训单 that 首页 leads to.</summary>
    public async Task RetrainAsync(string? pictureOf = null)
    {
        await GoAsync(page.GetByRole(AriaRole.Link, new() { Name = "去补训" }).First);
        if (pictureOf is not null) await page.LookAsync(pictureOf);
        while (true)
        {
            if (await page.GetByRole(AriaRole.Button, new() { Name = "读完了，下一项" }).CountAsync() > 0)
            {
                await GoAsync(page.GetByRole(AriaRole.Button, new() { Name = "读完了，下一项" }));
            }
            else if (await page.Locator("input[name='question']").CountAsync() > 0)
            {
                await TickAsync(".checklist__item[data-state='open']", await page.Locator("input[name='question']").InputValueAsync());
                await GoAsync(page.GetByRole(AriaRole.Button, new() { Name = "提交答案" }));
                await Assertions.Expect(page.Locator(".answer--right")).ToBeVisibleAsync();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Presses what leads to another page, and waits until that page is there.</summary>
    private async Task GoAsync(ILocator button)
    {
        var there = new TaskCompletionSource();
        void Arrived(object? sender, IPage arrived) => there.TrySetResult();
        page.DOMContentLoaded += Arrived;
        await button.ClickAsync();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(15));
        page.DOMContentLoaded -= Arrived;
    }

    private async Task TickAsync(string within, string questionId)
    {
        var (item, right) = await demo.KeyOfAsync(questionId, _userName);
        await EnterAsync(within, "response", item, right);
    }

    /// <summary>Fills an item's fields.</summary>
    public async Task EnterAsync(string within, string name, PaperItem item, IReadOnlyList<string> values)
    {
        if (FormAnswer.FieldCount(item) == 0)
        {
            foreach (var value in values) await page.Locator($"{within} input[name='{name}'][value='{value}']").CheckAsync();
            return;
        }

        var fields = FormAnswer.Of(item, values).Select((text, i) => (Text: text, Name: $"{within} [name='{name}_{i + 1}']"));
        // In the order of their places: with script each step chosen makes the others move.
        foreach (var (text, field) in fields.OrderBy(f => f.Text.Length == 0 ? "" : f.Text, StringComparer.Ordinal))
        {
            if (item.Kind is QuestionKind.Fill) await page.Locator(field).FillAsync(text);
            else await page.Locator(field).SelectOptionAsync(text);
        }
    }

    private static IReadOnlyList<string> Wrong(PaperItem item, IReadOnlyList<string> keys)
    {
        var places = Enumerable.Range(1, item.OptionOrder.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        return item.Kind switch
        {
            QuestionKind.Fill => [.. keys.Select(_ => "不对")],
            QuestionKind.Order => places,
            QuestionKind.Match => [.. keys.Skip(1)],
            QuestionKind.Multiple => [places.Except(keys, StringComparer.Ordinal).FirstOrDefault(keys[0])],
            _ => [places.Except(keys, StringComparer.Ordinal).First()],
        };
    }
}
