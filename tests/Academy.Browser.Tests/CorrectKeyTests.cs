using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Academy.Web.Tests.Content;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>A wrong key, from the list of what can be corrected to the person who is told.</summary>
[Collection(ChromiumTests.Name)]
public sealed class CorrectKeyTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task From_the_candidate_to_the_confirmation_and_the_people_told()
    {
        var (number, question) = await PublishAsync();
        await SecondAdministratorAsync();

        var first = await chromium.VisitAsync(demo.Server);
        await using var desk = first.Context;
        await new Walk(demo, first, script: true).SignInAsync("admin");
        await first.GotoAsync("/admin/corrections");
        await first.LookAsync("corrections");
        await first.GetByRole(AriaRole.Link, new() { Name = "看影响" }).ClickAsync();
        await Assertions.Expect(first.Locator("h1")).ToHaveTextAsync($"更正 {question}");
        await first.LookAsync("correction-new");
        await first.FillAsync("[name='Input.Reason']", "有一道消防设施题的标准答案引用了废止的标准");
        await first.GetByRole(AriaRole.Button, new() { Name = "提出，请另一人确认" }).ClickAsync();
        await Assertions.Expect(first.Locator("main")).ToContainTextAsync("这是你提出的");
        await first.LookAsync("correction-mine");

        var second = await chromium.VisitAsync(demo.Server);
        await using var other = second.Context;
        await new Walk(demo, second, script: true).SignInAsync("admin2");
        await second.GotoAsync(first.Url);
        await second.LookAsync("correction-confirm");
        await second.GetByRole(AriaRole.Button, new() { Name = "确认更正" }).ClickAsync();
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("正在重新评分");
        await demo.App.Services.GetRequiredService<ApplyCorrections>().RunOnceAsync(CancellationToken.None);
        await second.GotoAsync(first.Url);
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("做完了");
        await second.LookAsync("correction-done");

        var manager = await chromium.VisitAsync(demo.Server);
        await using var office = manager.Context;
        await new Walk(demo, manager, script: true).SignInAsync("manager");
        await manager.LookAsync("manage-regraded");
        await manager.GotoAsync("/manage/regrades");
        await manager.LookAsync("regrades");

        var candidate = await chromium.VisitAsync(demo.Server);
        await using var phone = candidate.Context;
        await new Walk(demo, candidate, script: true).SignInAsync($"demo/{number}");
        await candidate.GotoAsync("/exams");
        await candidate.LookAsync("exams-regraded");
        await candidate.Locator(".notice--warning a.button").ClickAsync();
        await candidate.LookAsync("result-regraded");
        await candidate.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await candidate.GotoAsync("/exams");
        await Assertions.Expect(candidate.Locator(".notice--warning")).ToHaveCountAsync(0);
    }

    /// <summary>Publishes another key for a question by which somebody passed.</summary>
    /// <returns>Their staff number, and the question.</returns>
    private async Task<(string Number, string Question)> PublishAsync()
    {
        var attempts = await demo.App.ReadAsync(db => db.Attempts.AsNoTracking().Where(a => a.State == AttemptState.Graded && db.Users.Any(u => u.PersonId == a.PersonId)
            && db.Certificates.Any(c => c.AttemptId == a.Id && c.State == CertificateState.Valid) && db.Engagements.Any(e => e.PersonId == a.PersonId && e.EndsOn == null)).ToListAsync());
        var attempt = attempts.Where(a => a.Grades[0].Outcome is Outcome.Passed).MinBy(a => a.Grades[0].Points)!;
        var missed = attempt.Grades[0].Missed;
        var curriculum = (await demo.App.Services.GetRequiredService<Releases>().GetAsync(attempt.ReleaseId)).Curriculum;
        var asked = attempt.Paper.Items.First(i => i is { Kind: QuestionKind.Single, IsCritical: false, Group: null } && !missed.Contains(curriculum.FindQuestion(i.QuestionId)!.Items[0].KnowledgePoint.ToString()));
        using var copy = new ContentCopy();
        var file = Directory.EnumerateFiles(copy.Folder, "exam.md", SearchOption.AllDirectories).Single(f => File.ReadAllText(f).Contains($"{{#{asked.QuestionId} ", StringComparison.Ordinal));
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf($"{{#{asked.QuestionId} ", StringComparison.Ordinal);
        var (key, next) = (text.IndexOf("- [x]", at, StringComparison.Ordinal), text.IndexOf("- [ ]", at, StringComparison.Ordinal));
        var letters = text.ToCharArray();
        (letters[key + 3], letters[next + 3]) = (' ', 'x');
        await File.WriteAllTextAsync(file, new string(letters));

        var settings = demo.App.Services.GetRequiredService<AcademySettings>();
        settings.Content = copy.Folder;
        Assert.True((await demo.App.ActAsync((PublishContent publish) => publish.RunAsync(null, CancellationToken.None))).IsNew);
        return (await demo.App.ReadAsync(db => db.Engagements.Where(e => e.PersonId == attempt.PersonId).Select(e => e.StaffNumber).FirstAsync()), asked.QuestionId);
    }

    private async Task SecondAdministratorAsync()
    {
        var person = new Person(Guid.CreateVersion7(), "周正");
        await demo.App.ArrangeAsync(db => db.AddRange(person, new RoleGrant(Guid.CreateVersion7(), person.Id, Role.Administrator, null, null, demo.App.Clock.Now.Day(), null, null)));
        await demo.App.ActAsync((UserManager<AcademyUser> users) => users.CreateAsync(new AcademyUser { Id = Guid.CreateVersion7(), PersonId = person.Id, UserName = "admin2" }, DemoCompany.Password));
    }
}
