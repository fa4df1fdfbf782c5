using System.Net;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data.Queries;
using Academy.Web.Pages.Head;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Academy.Web.Tests.Head;

public abstract class HeadTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : HeadTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : HeadTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task A_head_sees_the_own_organization_in_figures_and_nobodys_name()
    {
        var story = await Story.BeginAsync(app);
        await story.CertifyAsync(await story.HireAsync("何白露"));
        var fails = await story.HireAsync("赵立夏");
        await story.SitAsync(await story.TrainAsync(fails), pass: false);
        await story.HireAsync("没有岗位的人");
        var neighbour = await Story.BeginAsync(app);
        await neighbour.CertifyAsync(await neighbour.HireAsync("别家员工"));
        using var head = await HeadAsync(story);

        using var home = await head.GetAsync("/");
        Assert.Equal("/head", home.Headers.Location?.OriginalString);
        var page = await head.GetPageAsync("/head");

        Assert.Equal(["3", "2", "1", "1"], page.QuerySelectorAll(".stat__value").Select(v => v.TextContent));
        Assert.Equal(["0", "0", "1", "0"], page.QuerySelectorAll("table")[0].QuerySelectorAll("td.numeric").Select(v => v.TextContent));
        var text = page.Body!.TextContent;
        Assert.All(["何白露", "赵立夏", "没有岗位的人", "别家员工", "赵敏"], name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll<IHtmlFormElement>("main form"));
    }

    [DataFact]
    public async Task Is_closed_to_a_manager_and_the_ledger_to_a_head()
    {
        var story = await Story.BeginAsync(app);
        using var manager = await story.VisitAsync(story.Manager);
        using var head = await HeadAsync(story);
        using var refused = await manager.GetAsync("/head");
        using var ledger = await head.GetAsync("/manage");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refused.StatusCode, ledger.StatusCode));
    }

    private async Task<HttpClient> HeadAsync(Story story)
    {
        var person = new Person(Guid.CreateVersion7(), "陆云山");
        await app.ArrangeAsync(db => db.AddRange(person, new RoleGrant(Guid.CreateVersion7(), person.Id, Role.Head, story.Organization.Id, null, new DateOnly(2026, 1, 1), null, null)));
        return await story.VisitAsync(person);
    }
}

/// <summary>Everybody missing counts once, under the reason that needs the most.</summary>
public sealed class ReckoningTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Fact]
    public void Trained_and_missing_make_up_all_who_must_be_trained()
    {
        var reckoning = Reckoning.Of([Of(), Of(May()), Of(May(), May()), Of(May(), Not(EligibilityReason.NoCertificate, null))]);

        Assert.Equal((4, 3, 2, 1), (reckoning.Engaged, reckoning.Required, reckoning.Trained, reckoning.Missing));
    }

    [Fact]
    public void Who_is_missing_for_two_reasons_counts_once()
    {
        var reckoning = Reckoning.Of(
        [
            Of(Not(EligibilityReason.Expired, CycleState.Learning), Not(EligibilityReason.LicenceLapsed, null)),
            Of(Not(EligibilityReason.Expired, null), Not(EligibilityReason.NoCertificate, null)),
            Of(Not(EligibilityReason.NoCertificate, CycleState.Learning), Not(EligibilityReason.NoCertificate, null)),
            Of(Not(EligibilityReason.NoCertificate, CycleState.Retraining)),
            Of(Not(EligibilityReason.NoCertificate, CycleState.Blocked)),
        ]);

        Assert.Equal((2, 1, 1, 1), (reckoning.Blocked, reckoning.Expired, reckoning.Training, reckoning.Forgotten));
    }

    private static RollEntry Of(params RollPosition[] positions) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "某某", "1", Guid.Empty, "班", "场所", EngagementKind.Permanent, positions);

    private static RollPosition May() => new(901, "岗位", new Eligibility(EligibilityStatus.Eligible, [], Day), true, null);

    private static RollPosition Not(EligibilityReason reason, CycleState? cycle) =>
        new(901, "岗位", new Eligibility(EligibilityStatus.NotEligible, [new EligibilityGround(reason, Day)], null), true, cycle);
}
