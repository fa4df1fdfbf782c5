using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data.Seeds;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

public abstract partial class ManageTests
{
    [DataFact]
    public async Task The_wizard_leads_from_position_to_an_open_cohort()
    {
        var positions = await _manager.GetPageAsync("/manage/cohorts/new");
        var people = await FollowAsync(positions, "position", ("position", $"{DemoCompany.Position}"));
        // 罗春梅's certificate has ended: she is proposed. 陆云山 has no position yet and gets one with the cycle.
        using var chosen = await _manager.SubmitAsync(people.FormWith("n"), ("n", "1012"), ("n", "0002"));
        var due = await _manager.GetPageAsync(chosen.Headers.Location!.OriginalString);
        var confirm = await FollowAsync(due, "dueOn", ("name", "第九期"), ("dueOn", "2026-12-10"));
        Assert.Contains("罗春梅", confirm.QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);

        using var opened = await _manager.SubmitAsync(confirm.FormWith("dueOn"));

        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        var page = await _manager.GetPageAsync(opened.Headers.Location!.OriginalString);
        Assert.Contains("还差", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var head = await PersonAsync("0002");
        Assert.True(await app.ReadAsync(db => db.Engagements.AnyAsync(e => e.PersonId == head && e.Positions.Any(p => p.Position == DemoCompany.Position))));
        var reminder = page.QuerySelector<IHtmlTextAreaElement>("#reminder")!.Value;
        Assert.Contains("2026-12-10", reminder, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim()), name => reminder.Contains(name, StringComparison.Ordinal));
    }

    [DataFact]
    public async Task Who_has_the_training_open_is_passed_over_and_strangers_are_named_as_unknown()
    {
        var before = await CyclesAsync();
        var page = await _manager.GetPageAsync($"/manage/cohorts/new/confirm?position={DemoCompany.Position}&n=1002&n=9001&name=第十期&dueOn=2026-12-10");

        var text = page.QuerySelector(".panel")!.TextContent;
        Assert.Contains("王春燕", text, StringComparison.Ordinal);
        Assert.Contains("9001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("别家员工", text, StringComparison.Ordinal);
        using var sent = await TamperAsync(_manager, "/manage/cohorts/new/confirm", ("position", $"{DemoCompany.Position}"), ("n", "1002"), ("n", "9001"), ("name", "第十期"), ("dueOn", "2026-12-10"));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Equal(before, await CyclesAsync());
    }

    [DataFact]
    public async Task A_past_due_date_is_refused_beside_the_field()
    {
        using var sent = await TamperAsync(_manager, "/manage/cohorts/new/confirm", ("position", $"{DemoCompany.Position}"), ("n", "0003"), ("name", "过去期"), ("dueOn", "2026-01-01"));

        var page = await sent.ReadPageAsync();
        Assert.Contains("过去", page.QuerySelector("#due-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("过去期", page.QuerySelector<IHtmlInputElement>("#name")!.Value);
        Assert.False(await app.ReadAsync(db => db.Cohorts.AnyAsync(c => c.Name == "过去期")));
    }

    [DataFact]
    public async Task Nobody_chosen_leads_back_to_the_people()
    {
        using var response = await _manager.GetAsync($"/manage/cohorts/new/due?position={DemoCompany.Position}");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Contains("还没选人", (await _manager.GetPageAsync(response.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_position_without_complete_training_cannot_be_assigned()
    {
        var own = new Position(4711, "X01", await OrganizationAsync(), "本单位自设岗位", isHighRisk: false, isManager: false);
        await app.ArrangeAsync(db => db.Add(own));
        using var response = await _manager.GetAsync("/manage/cohorts/new/people?position=4711");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [DataFact]
    public async Task Another_organizations_cohort_is_not_found()
    {
        var cohort = new Cohort(Guid.CreateVersion7(), OtherOrganization, "别家班", DemoCompany.Position, new DateOnly(2026, 12, 1), OtherPerson, app.Clock.Now);
        await app.ArrangeAsync(db => db.Add(cohort));
        using var response = await _manager.GetAsync($"/manage/cohorts/{cohort.Id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("别家班", (await _manager.GetPageAsync("/manage/cohorts")).Body!.TextContent, StringComparison.Ordinal);
    }

    private Task<int> CyclesAsync() => app.ReadAsync(db => db.Cycles.CountAsync(c => c.PersonId == OtherPerson || db.Engagements.Any(e => e.PersonId == c.PersonId && e.StaffNumber == "1002")));

    /// <summary>Sends a form that asks by GET and reads the next page.</summary>
    private async Task<IHtmlDocument> FollowAsync(IHtmlDocument page, string field, params (string Field, string Value)[] fields)
    {
        using var response = await _manager.SubmitAsync(page.FormWith(field), fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadPageAsync();
    }
}
