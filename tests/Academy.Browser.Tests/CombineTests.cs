using Academy.Domain;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>Two positions in one sitting, as the manager who combines them and the candidate see it.</summary>
[Collection(ChromiumTests.Name)]
public sealed class CombineTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task Two_exams_of_one_person_become_one_that_says_what_each_position_asks()
    {
        var (person, by) = (await demo.PersonOfAsync("demo/1003"), await demo.App.ReadAsync(db => db.Users.Where(u => u.UserName == "manager").Select(u => u.PersonId).SingleAsync()));
        var organization = await demo.App.ReadAsync(db => db.ExamAssignments.Where(a => a.PersonId == person && a.ClosedAt == null).Select(a => a.OrganizationId).SingleAsync());
        await demo.App.ActAsync((OpenCohort open) => open.RunAsync(organization, "第 2 期", 902, demo.App.Clock.Now.Day().AddDays(30), [person], by, CancellationToken.None));
        var manager = await chromium.VisitAsync(demo.Server);
        await using var first = manager.Context;
        await new Walk(demo, manager, script: true).SignInAsync("manager");
        await manager.GotoAsync("/manage/exams/combine");
        await manager.LookAsync("combine");

        await manager.GetByRole(AriaRole.Button, new() { Name = "合并选中的人" }).ClickAsync();
        await Assertions.Expect(manager.Locator("main")).ToContainTextAsync("1 人的考试已合并");
        await manager.LookAsync("combined");

        var candidate = await chromium.VisitAsync(demo.Server);
        await using var second = candidate.Context;
        await new Walk(demo, candidate, script: true).SignInAsync("demo/1003");
        await candidate.GotoAsync("/exams");
        await candidate.GetByRole(AriaRole.Link, new() { NameRegex = new("合并考试") }).ClickAsync();
        await Assertions.Expect(candidate.Locator("main")).ToContainTextAsync("各岗位各算各的分");
        await candidate.LookAsync("combined-notice");
    }
}
