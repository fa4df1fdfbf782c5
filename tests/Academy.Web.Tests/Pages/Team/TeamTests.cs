using System.Net;
using Academy.Domain;
using Academy.Domain.Organizations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Team;

/// <summary>A leader of 运营一班 beside another department and another Organization.</summary>
public abstract class TeamTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : TeamTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : TeamTests(app), IClassFixture<PostgresApp>;

    private Story _story = null!;
    private HttpClient _leader = null!;

    public async Task InitializeAsync()
    {
        _story = await Story.BeginAsync(app);
        _leader = await LeadAsync(_story);
    }

    public Task DisposeAsync()
    {
        _leader.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task A_leader_sees_who_of_the_own_department_may_work_and_what_the_others_miss()
    {
        await _story.CertifyAsync(await _story.HireAsync("何白露"));
        var fails = await _story.HireAsync("赵立夏");
        await _story.SitAsync(await _story.TrainAsync(fails), pass: false);
        await ElsewhereAsync("隔壁班的");
        using var home = await _leader.GetAsync("/");
        Assert.Equal("/team", home.Headers.Location?.OriginalString);

        var page = await _leader.GetPageAsync("/team");

        Assert.Contains("运营一班", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("可上岗", ItemOf(page, "何白露").TextContent, StringComparison.Ordinal);
        var missing = ItemOf(page, "赵立夏");
        Assert.Contains("不可上岗", missing.TextContent, StringComparison.Ordinal);
        Assert.Contains("还没取得岗位合格证", missing.TextContent, StringComparison.Ordinal);
        Assert.Contains("补训中", missing.TextContent, StringComparison.Ordinal);
        Assert.NotNull(missing.QuerySelector(".badge svg"));
        Assert.DoesNotContain("隔壁班的", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_member_who_cannot_sign_in_gets_a_new_way_in_as_a_QR()
    {
        var member = await _story.HireAsync("王春燕");
        using var unused = await _story.VisitAsync(member);
        var form = ItemOf(await _leader.GetPageAsync("/team"), "王春燕").QuerySelector<IHtmlFormElement>("form")!;
        using var issued = await _leader.SubmitAsync(form);

        Assert.Equal("/team/slip", issued.Headers.Location?.OriginalString);
        using var answer = await _leader.GetAsync("/team/slip");
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var sheet = await answer.ReadPageAsync();
        Assert.NotNull(sheet.QuerySelector("[role=img] svg"));
        using var visitor = app.Visit();
        var phone = await visitor.GetPageAsync($"/account/activate?code={sheet.QuerySelector(".input--code")!.TextContent.Trim()}");
        Assert.Contains("王春燕", phone.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Nobody_but_members_of_the_own_team_is_reset()
    {
        var member = await _story.HireAsync("自己班的");
        using var unused = await _story.VisitAsync(member);
        var elsewhere = await ElsewhereAsync("隔壁班的");
        var neighbour = await Story.BeginAsync(app);
        var stranger = await neighbour.HireAsync("别家员工");
        using var unusedToo = await neighbour.VisitAsync(stranger);
        var manager = await _story.HireAsync("也在班里的安管");
        using var unusedThree = await _story.VisitAsync(manager);
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), manager.Id, Role.SafetyManager, _story.Organization.Id, null, app.Clock.Now.Day(), null, null)));

        var numbers = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == elsewhere.Id || e.PersonId == stranger.Id || e.PersonId == manager.Id).Select(e => e.StaffNumber).ToListAsync());
        Assert.Equal(3, numbers.Count);
        foreach (var number in numbers)
        {
            using var refused = await ResetAsync(number);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.DoesNotContain("二维码", ItemOf(await _leader.GetPageAsync("/team"), "也在班里的安管").TextContent, StringComparison.Ordinal);
        Assert.False(await app.ReadAsync(db => db.ActivationSlips.AnyAsync(s => db.Users.Any(u => u.Id == s.UserId && (u.PersonId == elsewhere.Id || u.PersonId == stranger.Id || u.PersonId == manager.Id)))));
    }

    [DataFact]
    public async Task Is_closed_to_an_employee()
    {
        using var employee = await _story.VisitAsync(await _story.HireAsync("李小满"));
        using var refused = await employee.GetAsync("/team");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static IElement ItemOf(IHtmlDocument page, string name) => Assert.Single(page.QuerySelectorAll(".item"), i => i.QuerySelector(".item__title")!.TextContent == name);

    /// <summary>Sends a staff number that the page does not offer; the antiforgery token is a real one.</summary>
    private async Task<HttpResponseMessage> ResetAsync(string number)
    {
        var form = ItemOf(await _leader.GetPageAsync("/team"), "自己班的").QuerySelector<IHtmlFormElement>("form")!;
        return await _leader.SubmitAsync(form, ("number", number));
    }

    /// <summary>Somebody of another department of the same Organization, with an account.</summary>
    private async Task<Person> ElsewhereAsync(string name)
    {
        var person = await _story.HireAsync(name);
        var department = new Department(Guid.CreateVersion7(), _story.Organization.Id, "客房部");
        await app.ArrangeAsync(async db =>
        {
            db.Add(department);
            (await db.Engagements.SingleAsync(e => e.PersonId == person.Id)).Move(_story.Venue.Id, department.Id);
        });
        using var unused = await _story.VisitAsync(person);
        return person;
    }

    private static async Task<HttpClient> LeadAsync(Story story)
    {
        var person = new Person(Guid.CreateVersion7(), "石洞明");
        await story.App.ArrangeAsync(db => db.AddRange(person, new RoleGrant(Guid.CreateVersion7(), person.Id, Role.TeamLeader, story.Organization.Id, story.Department.Id, story.App.Clock.Now.Day(), null, null)));
        return await story.VisitAsync(person);
    }
}
