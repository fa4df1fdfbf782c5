using System.Net;
using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Manage;

/// <summary>The manager's pages on the demo company, beside another Organization. Each test has people of its own.</summary>
public abstract partial class ManageTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : ManageTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ManageTests(app), IClassFixture<PostgresApp>;

    private const string OtherCode = "other";
    private static readonly Guid OtherPerson = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Guid OtherOrganization = Guid.Parse("01900000-0000-7000-8000-000000000002");
    private static readonly Guid OtherVenue = Guid.Parse("01900000-0000-7000-8000-000000000003");
    private static readonly Guid OtherDepartment = Guid.Parse("01900000-0000-7000-8000-000000000004");

    private readonly HttpClient _manager = app.Visit();

    public async Task InitializeAsync()
    {
        if (!await app.ReadAsync(db => db.Organizations.AnyAsync(o => o.Id == OtherOrganization)))
        {
            await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<StartAcademy>().LoadAsync(CancellationToken.None);
            await ArrangeOtherAsync();
        }

        await _manager.SignInAsync("manager", DemoCompany.Password);
    }

    public Task DisposeAsync()
    {
        _manager.Dispose();
        return Task.CompletedTask;
    }

    [DataTheory]
    [InlineData("people")]
    [InlineData("cohorts")]
    [InlineData("sign-offs")]
    [InlineData("certificates")]
    [InlineData("sessions")]
    [InlineData("people/add")]
    [InlineData("cohorts/new")]
    public async Task Is_closed_to_who_is_not_a_manager(string page)
    {
        using var employee = app.Visit();
        await employee.SignInAsync("demo/1001", DemoCompany.Password);
        using var refused = await employee.GetAsync($"/manage/{page}");
        using var opened = await _manager.GetAsync($"/manage/{page}");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
    }

    [DataFact]
    public async Task The_ledger_names_everybody_who_is_missing_and_why()
    {
        var page = await _manager.GetPageAsync("/manage");

        var row = Assert.Single(page.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("罗春梅", StringComparison.Ordinal));
        Assert.Contains("到期", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("何白露", StringComparison.Ordinal));
        Assert.DoesNotContain("别家", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_roll_and_the_personal_file_judge_alike()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (db, releases, settings) = (scope.ServiceProvider.GetRequiredService<AcademyDbContext>(), scope.ServiceProvider.GetRequiredService<Releases>(), scope.ServiceProvider.GetRequiredService<AcademySettings>());
        var (organization, today) = (await OrganizationAsync(), app.Clock.Now.Day());
        var curriculum = (await releases.InForceAsync(CancellationToken.None)).Curriculum;
        var roll = await db.RollAsync(organization, curriculum, settings.Defaults.SeasonDays, today, CancellationToken.None);
        var files = (await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. roll.Select(r => r.PersonId)], CancellationToken.None)).ToDictionary(f => f.Person.Id);

        var judged = roll.SelectMany(r => r.Positions.Select(p => (r.PersonId, Position: p))).ToList();
        Assert.True(judged.Count >= 15);
        Assert.All(judged, j =>
        {
            var expected = files[j.PersonId].EligibilityOf(organization, j.Position.Number, today);
            Assert.Equal((expected.Status, expected.Until), (j.Position.Eligibility.Status, j.Position.Eligibility.Until));
            Assert.Equal(expected.Grounds, j.Position.Eligibility.Grounds);
        });
    }

    private Task<Guid> OrganizationAsync() => app.ReadAsync(db => db.Organizations.Where(o => o.Code == DemoCompany.Code).Select(o => o.Id).SingleAsync());

    /// <summary>The person of the demo company with that staff number.</summary>
    private Task<Guid> PersonAsync(string number) => app.ReadAsync(db => db.Engagements
        .Where(e => e.StaffNumber == number && db.Organizations.Any(o => o.Id == e.OrganizationId && o.Code == DemoCompany.Code)).Select(e => e.PersonId).SingleAsync());

    /// <summary>Sends fields that no form of the page holds, as somebody who tampers with it would; the antiforgery token is a real one.</summary>
    private static async Task<HttpResponseMessage> TamperAsync(HttpClient visitor, string address, params (string Field, string Value)[] fields)
    {
        var page = await visitor.GetPageAsync("/manage/people/add");
        var token = page.FormWith("Input.Name").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await visitor.PostAsync(address, content);
    }

    /// <summary>Somebody of the demo company who is a manager as well from now on, signed in.</summary>
    private async Task<HttpClient> AsManagerAsync(string number)
    {
        var (person, organization) = (await PersonAsync(number), await OrganizationAsync());
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), person, Role.SafetyManager, organization, null, app.Clock.Now.Day(), null, null)));
        var visitor = app.Visit();
        await visitor.SignInAsync($"demo/{number}", DemoCompany.Password);
        return visitor;
    }

    private Task ArrangeOtherAsync() => app.ArrangeAsync(db =>
    {
        db.Add(new Organization(OtherOrganization, 1777, OtherCode, "别家旅游有限公司", "别家"));
        db.Add(new Venue(OtherVenue, OtherOrganization, "别家场所", VenueKind.Hotel, "别处 1 号", isPublicAssembly: false, isHighRise: false));
        db.Add(new Department(OtherDepartment, OtherOrganization, "别家部门"));
        db.Add(new Person(OtherPerson, "别家员工"));
        var engagement = new Engagement(Guid.CreateVersion7(), OtherPerson, OtherOrganization, "9001", "别家", EngagementKind.Permanent, OtherVenue, OtherDepartment, app.Clock.Now.Day());
        engagement.TakePosition(DemoCompany.Position, app.Clock.Now.Day());
        db.Add(engagement);
    });
}
