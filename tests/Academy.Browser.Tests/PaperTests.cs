using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>Printed papers as the manager at the desk and the colleague with the scan live them, and what comes out of the printer.</summary>
[Collection(ChromiumTests.Name)]
public sealed class PaperTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task From_the_printer_to_the_second_pair_of_hands()
    {
        var desk = await chromium.VisitAsync(demo.Server);
        await using var first = desk.Context;
        await new Walk(demo, desk, script: true).SignInAsync("manager");
        await AllKinds.PutAsync(demo.App, await AssignmentAsync("demo/1003"));
        await desk.GotoAsync("/manage/exams/paper");
        await desk.LookAsync("paper-new");
        await desk.FillAsync("[name='Input.Place']", "食堂二楼");
        foreach (var number in new[] { "1003", "1018", "1019" }) await desk.CheckAsync($"[name='Input.Chosen'][value='{(await AssignmentAsync($"demo/{number}")).Id}']");
        await desk.GetByRole(AriaRole.Button, new() { Name = "出卷" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("试卷出好了");
        var session = desk.Url;
        await desk.LookAsync("paper-session");
        await desk.GotoAsync($"{session}/roll");
        await desk.LookAsync("paper-roll");

        // What comes out of the printer.
        await desk.GotoAsync(session);
        await desk.GetByRole(AriaRole.Button, new() { Name = "打印全部 3 份试卷" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".print-paper")).ToHaveCountAsync(3);
        await desk.LookAsync("paper-print");
        await desk.PdfAsync(new PagePdfOptions { Path = Screen.FileOf("paper-print.pdf"), PreferCSSPageSize = true, PrintBackground = false });

        // Sat, and noted afterwards; one was absent.
        var began = demo.App.Clock.Now.AddMinutes(1);
        demo.App.Clock.Advance(TimeSpan.FromMinutes(40));
        await desk.GotoAsync(session);
        await desk.FillAsync("[name='Input.On']", Text(began, "yyyy-MM-dd"));
        await desk.FillAsync("[name='Input.From']", Text(began, "HH:mm"));
        await desk.FillAsync("[name='Input.To']", Text(began.AddMinutes(30), "HH:mm"));
        await desk.CheckAsync($"[name='Absent'][value='{(await SheetAsync("demo/1018")).Code}']");
        await desk.GetByRole(AriaRole.Button, new() { Name = "记下开考和收卷" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("已记下");
        await desk.LookAsync("paper-collected");

        // Keyed in by keyboard and mouse, one item left out and asked for.
        var sheet = await SheetAsync("demo/1003");
        var paper = await demo.PaperAsync(sheet.AttemptId!.Value);
        await desk.GotoAsync($"/paper-exams?code={PaperCode.Printed(sheet.Code)}");
        await desk.LookAsync("paper-sheet");
        await desk.GetByRole(AriaRole.Link, new() { Name = "开始录入" }).ClickAsync();
        foreach (var (item, right) in paper.Skip(1)) await FillAsync(desk, item, right);
        await desk.LookAsync("paper-key");
        await desk.ClickAsync("#done");
        await Assertions.Expect(desk.Locator("#q1 .field__error")).ToHaveTextAsync("这题还没录。");
        await desk.SelectOptionAsync("[name='n1']", "Blank");
        await desk.ClickAsync("#done");
        await desk.SetInputFilesAsync("[name='scan']", new FilePayload { Name = "scan.png", MimeType = "image/png", Buffer = await File.ReadAllBytesAsync(Screen.FileOf("paper-key-360.png")) });
        await desk.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await Assertions.Expect(desk.Locator(".paper-scan img")).ToHaveCountAsync(1);
        await desk.LookAsync("paper-scanned");

        // The colleague sees the scan and an empty form; a slip is shown where it is.
        await demo.App.ArrangeAsync(async db => db.Add(new RoleGrant(Guid.CreateVersion7(), await demo.PersonOfAsync("demo/1009"), Role.SafetyManager, (await db.PaperSessions.SingleAsync()).OrganizationId, null, Academy.Domain.BeijingTime.Day(demo.App.Clock.Now), null, null)));
        var colleague = await chromium.VisitAsync(demo.Server);
        await using var second = colleague.Context;
        await new Walk(demo, colleague, script: true).SignInAsync("demo/1009");
        await colleague.GotoAsync($"/paper-exams/sheets/{sheet.Code}");
        await colleague.GetByRole(AriaRole.Link, new() { Name = "开始核对" }).ClickAsync();
        await Assertions.Expect(colleague.Locator(".paper-scan img")).ToBeVisibleAsync();
        foreach (var (item, right) in paper) await FillAsync(colleague, item, right);
        await colleague.ClickAsync("#confirm");
        await Assertions.Expect(colleague.Locator("#q1 .field__error")).ToContainTextAsync("第一次录的：没答");
        await colleague.LookAsync("paper-differs");
        await colleague.FillAsync("[name='Input.Remark']", "第 1 题卷子上有答案");
        await colleague.ClickAsync("#send-back");
        await Assertions.Expect(colleague.Locator("main")).ToContainTextAsync("已退回");

        await desk.GotoAsync($"/paper-exams/sheets/{sheet.Code}/key");
        await desk.SelectOptionAsync("[name='n1']", "");
        await FillAsync(desk, paper[0].Item, paper[0].Right);
        await desk.ClickAsync("#done");
        await colleague.GotoAsync($"/paper-exams/sheets/{sheet.Code}/check");
        foreach (var (item, right) in paper) await FillAsync(colleague, item, right);
        await colleague.ClickAsync("#confirm");
        await Assertions.Expect(colleague.Locator("main")).ToContainTextAsync("已经确认");
        await colleague.LookAsync("paper-confirmed");
        await desk.GotoAsync("/paper-exams");
        await desk.LookAsync("paper-exams");
        Assert.Equal(100, await demo.App.ReadAsync(async db => (await db.Attempts.AsNoTracking().SingleAsync(a => a.Id == sheet.AttemptId)).Grades[0].Points));
    }

    private async Task<ExamAssignment> AssignmentAsync(string userName)
    {
        var person = await demo.PersonOfAsync(userName);
        return await demo.App.ReadAsync(db => db.ExamAssignments.AsNoTracking().SingleAsync(a => a.PersonId == person && a.ClosedAt == null));
    }

    private async Task<PaperSheet> SheetAsync(string userName)
    {
        var person = await demo.PersonOfAsync(userName);
        return await demo.App.ReadAsync(db => db.PaperSheets.AsNoTracking().SingleAsync(s => s.PersonId == person));
    }

    private static async Task FillAsync(IPage page, PaperItem item, IReadOnlyList<string> right)
    {
        var fields = FormAnswer.Of(item, right);
        for (var n = 0; n < fields.Count; n++)
        {
            if (FormAnswer.FieldCount(item) == 0) await page.CheckAsync($"[name='q{item.Q}'][value='{fields[n]}']");
            else if (item.Kind is QuestionKind.Fill) await page.FillAsync($"[name='q{item.Q}_{n + 1}']", fields[n]);
            else await page.SelectOptionAsync($"[name='q{item.Q}_{n + 1}']", fields[n]);
        }
    }

    private static string Text(DateTimeOffset at, string format) => at.ToOffset(Academy.Domain.BeijingTime.Offset).ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
