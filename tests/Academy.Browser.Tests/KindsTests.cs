using System.Globalization;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>Every kind of question on a phone: by keyboard, by thumb, without script.</summary>
[Collection(ChromiumTests.Name)]
public sealed class KindsTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task By_keyboard_alone_every_kind_is_answered_saved_and_right()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var (attempt, _) = await OpenAsync(page, "demo/1003", script: true);
        var paper = await demo.PaperAsync(attempt);

        for (var i = 0; i < paper.Count; i++)
        {
            var (item, right) = paper[i];
            if (i > 0)
            {
                await TabToAsync(page, "下一题");
                await page.Keyboard.PressAsync("Enter");
            }

            await AnswerByKeyboardAsync(page, item, right);
        }

        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        foreach (var (item, right) in paper)
        {
            Assert.Equal(right, Response.ValuesOf(await demo.App.ReadAsync(db => db.Answers.Where(a => a.AttemptId == attempt && a.Q == item.Q).Select(a => a.Response).SingleAsync())));
        }
    }

    [BrowserFact]
    public async Task Each_kind_fits_a_phone_and_a_desk_and_shows_what_is_saved_after_a_reload()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var (attempt, walk) = await OpenAsync(page, "demo/1018", script: true);
        var paper = await demo.PaperAsync(attempt);
        var seen = new HashSet<string>();
        foreach (var (item, right) in paper)
        {
            await page.Locator($"[data-cell='{item.Q}']").ClickAsync();
            await walk.EnterAsync($"#q{item.Q}", $"q{item.Q}", item, right);
            if (seen.Add($"{item.Kind}{item.Group}")) await page.LookAsync($"exam-kind-{item.Kind.ToString().ToLowerInvariant()}{(item.Group is null ? "" : "-scenario")}");
        }

        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await page.ReloadAsync();
        foreach (var (item, right) in paper.Where(p => FormAnswer.FieldCount(p.Item) > 0))
        {
            var fields = FormAnswer.Of(item, right);
            for (var n = 0; n < fields.Count; n++) await Assertions.Expect(page.Locator($"[name='q{item.Q}_{n + 1}']")).ToHaveValueAsync(fields[n]);
        }

        // Steps stand in the order that was saved.
        var order = paper.First(p => p.Item.Kind is QuestionKind.Order);
        Assert.Equal(order.Right, await page.Locator($"#q{order.Item.Q} [data-step]").EvaluateAllAsync<string[]>("rows => rows.map(r => r.dataset.step)"));
    }

    [BrowserFact]
    public async Task A_thumb_moves_steps_by_arrows_each_move_is_said_and_what_another_page_saved_replaces_it()
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        var (attempt, _) = await OpenAsync(page, "demo/1005", script: true);
        var order = (await demo.PaperAsync(attempt)).First(p => p.Item.Kind is QuestionKind.Order).Item;
        await page.Locator($"[data-cell='{order.Q}']").ClickAsync();
        var first = page.Locator($"#q{order.Q} [data-step='1']");

        await first.Locator("[data-move='1']").ClickAsync();
        await Assertions.Expect(page.Locator("#announce")).ToContainTextAsync("第 2 步：");
        await Assertions.Expect(page.Locator($"[name='q{order.Q}_1']")).ToHaveValueAsync("2");
        await Assertions.Expect(page.Locator($"[name='q{order.Q}_2']")).ToHaveValueAsync("1");
        await Assertions.Expect(first.Locator("[data-move='1']")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        var places = Enumerable.Range(1, order.OptionOrder.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(string.Join(',', [places[1], places[0], .. places.Skip(2)]), await KeptAsync(attempt, order.Q));

        // A newer revision from elsewhere: the next save here is stale, and the page shows what is kept.
        await demo.App.ArrangeAsync(db => db.Add(new AnswerRevision(attempt, order.Q, 50, string.Join(',', places.AsEnumerable().Reverse()), "elsewhere", demo.App.Clock.Now)));
        await first.Locator("[data-move='-1']").ClickAsync();
        await Assertions.Expect(page.Locator($"[name='q{order.Q}_1']")).ToHaveValueAsync(places[^1]);
        Assert.Equal(places.AsEnumerable().Reverse(), await page.Locator($"#q{order.Q} [data-step]").EvaluateAllAsync<string[]>("rows => rows.map(r => r.dataset.step)"));

        // Taking the place away takes the whole order away.
        await page.Locator($"[name='q{order.Q}_1']").SelectOptionAsync("");
        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已全部保存");
        await Assertions.Expect(page.Locator($"[name='q{order.Q}_2']")).ToHaveValueAsync("");
        Assert.Equal("", await KeptAsync(attempt, order.Q));
    }

    [BrowserFact]
    public async Task Without_script_every_kind_is_filled_saved_and_a_contradiction_told()
    {
        var page = await chromium.VisitAsync(demo.Server, script: false);
        await using var visit = page.Context;
        var (attempt, walk) = await OpenAsync(page, "demo/1007", script: false);
        var paper = await demo.PaperAsync(attempt);
        foreach (var (item, right) in paper) await walk.EnterAsync($"#q{item.Q}", $"q{item.Q}", item, right);
        var order = paper.First(p => p.Item.Kind is QuestionKind.Order).Item;
        await Assertions.Expect(page.Locator($"#q{order.Q} [data-move]").First).ToBeHiddenAsync();
        var places = FormAnswer.Of(order, paper.Single(p => p.Item == order).Right);
        await page.Locator($"[name='q{order.Q}_1']").SelectOptionAsync(places[1]);

        await page.Locator("#save-form").ClickAsync();
        await Assertions.Expect(page.Locator($"#q{order.Q} [role=alert]")).ToContainTextAsync("两行选了同一步");

        await page.Locator($"[name='q{order.Q}_1']").SelectOptionAsync(places[0]);
        // Enter in a blank saves; it neither takes over nor hands in.
        await page.Locator($"[name^='q{paper.First(p => p.Item.Kind is QuestionKind.Fill).Item.Q}_']").First.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#save-state")).ToHaveTextAsync("已保存");
        Assert.Equal(paper.Count, await demo.App.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == attempt && a.Response != "")));
    }

    private async Task<(Guid Attempt, Walk Walk)> OpenAsync(IPage page, string userName, bool script)
    {
        var person = await demo.PersonOfAsync(userName);
        var assignment = await demo.App.ReadAsync(db => db.ExamAssignments.AsNoTracking().Where(a => a.PersonId == person).OrderByDescending(a => a.CreatedAt).FirstAsync());
        var walk = new Walk(demo, page, script);
        await walk.SignInAsync(userName);
        var attempt = await AllKinds.BeginAsync(demo.App, assignment);
        await page.GotoAsync($"/exams/attempts/{attempt}");
        return (attempt, walk);
    }

    private Task<string> KeptAsync(Guid attempt, int q) => demo.App.ReadAsync(db => db.Answers.Where(a => a.AttemptId == attempt && a.Q == q).Select(a => a.Response).SingleAsync());

    private static async Task AnswerByKeyboardAsync(IPage page, PaperItem item, IReadOnlyList<string> right)
    {
        if (FormAnswer.FieldCount(item) == 0)
        {
            await TabToAsync(page, $"q{item.Q}");
            if (item.Kind is QuestionKind.Multiple)
            {
                for (var option = 1; option <= item.OptionOrder.Count; option++)
                {
                    if (right.Contains(option.ToString(CultureInfo.InvariantCulture))) await page.Keyboard.PressAsync("Space");
                    if (option < item.OptionOrder.Count) await page.Keyboard.PressAsync("Tab");
                }
            }
            else
            {
                await page.Keyboard.PressAsync("Space");
                for (var step = 1; step < int.Parse(right[0], CultureInfo.InvariantCulture); step++) await page.Keyboard.PressAsync("ArrowDown");
            }

            return;
        }

        // Steps in the order of their places: those that stand already are not moved by later ones.
        foreach (var (text, n) in FormAnswer.Of(item, right).Select((text, n) => (text, n)).OrderBy(f => f.text, StringComparer.Ordinal))
        {
            var field = $"q{item.Q}_{n + 1}";
            await TabToAsync(page, field);
            if (item.Kind is QuestionKind.Fill) await page.Keyboard.TypeAsync(text);
            else await ArrowToAsync(page, text);
        }
    }

    private static async Task ArrowToAsync(IPage page, string value)
    {
        var now = await page.EvaluateAsync<int>("() => document.activeElement.selectedIndex");
        var to = int.Parse(value, CultureInfo.InvariantCulture);
        for (var presses = Math.Abs(to - now); presses > 0; presses--) await page.Keyboard.PressAsync(to > now ? "ArrowDown" : "ArrowUp");
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
}
