using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

public abstract partial class ManageTests
{
    [DataFact]
    public async Task A_second_fail_is_confirmed_once()
    {
        var order = await OpenOrderAsync("1006", RetrainingStep.Second);
        var page = await _manager.GetPageAsync("/manage/sign-offs");
        var form = page.Forms.Single(f => f.QuerySelector($"input[value='{order}']") is not null);
        using var first = await _manager.SubmitAsync(form);
        using var second = await _manager.SubmitAsync(form);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (first.StatusCode, second.StatusCode));
        Assert.Contains("已经确认过", (await _manager.GetPageAsync("/manage/sign-offs")).Body!.TextContent, StringComparison.Ordinal);
        var row = await app.ReadAsync(db => db.RetrainingOrders.SingleAsync(o => o.Id == order));
        Assert.Equal(await PersonAsync("0001"), row.ConfirmedBy);
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "retraining.confirmed" && a.Subject == order)));
    }

    [DataFact]
    public async Task A_third_fail_is_signed_with_evidence_and_not_by_its_subject()
    {
        var order = await OpenOrderAsync("1008", RetrainingStep.Third);
        using var subject = await AsManagerAsync("1008");
        using var own = await TamperAsync(subject, "/manage/sign-offs?handler=Sign", ("order", $"{order}"), ("evidence", "我自己在消防柜前练了三遍"));
        Assert.Contains("不能给自己签字", (await own.ReadPageAsync()).QuerySelector($"#error-{order}")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await app.ReadAsync(db => db.RetrainingOrders.SingleAsync(o => o.Id == order))).SignedAt);

        var page = await _manager.GetPageAsync("/manage/sign-offs");
        IHtmlFormElement FormOf(IHtmlDocument from) => from.Forms.Single(f => f.QuerySelector($"input[value='{order}']") is not null);
        using var bare = await _manager.SubmitAsync(FormOf(page), ("evidence", "练过了"));
        var refused = await bare.ReadPageAsync();
        Assert.Contains("写明", refused.QuerySelector($"#error-{order}")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("练过了", refused.QuerySelector<IHtmlTextAreaElement>($"#evidence-{order}")!.Value);

        using var signed = await _manager.SubmitAsync(FormOf(refused), ("evidence", "11月23日在东门消防柜前带练三遍，独立完成合格"));

        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
        Assert.Equal(await PersonAsync("0001"), (await app.ReadAsync(db => db.RetrainingOrders.SingleAsync(o => o.Id == order))).SignedBy);
    }

    [DataFact]
    public async Task Where_somebody_works_now_is_where_the_order_from_elsewhere_is_signed()
    {
        var (before, now) = (await Story.BeginAsync(app), await Story.BeginAsync(app));
        var person = await before.HireAsync("丁一");
        var attempt = await before.SitAsync(await before.TrainAsync(person), pass: false);
        var order = RetrainingOrder.For(Guid.CreateVersion7(), attempt, attempt.Family, [attempt.Grades[0]], 2, [], WaitTier.FrontLine, new AcademyDefaults().Waits, app.Clock.Now);
        await app.ArrangeAsync(async db => db.RemoveRange(await db.RetrainingOrders.Where(o => o.PersonId == person.Id).ToListAsync()));
        await app.ArrangeAsync(async db =>
        {
            db.Add(order);
            (await db.Engagements.SingleAsync(e => e.PersonId == person.Id)).Leave(app.Clock.Now.Day().AddDays(-1));
            db.Add(new Engagement(Guid.CreateVersion7(), person.Id, now.Organization.Id, "77", now.Organization.SignName, EngagementKind.Permanent, now.Venue.Id, now.Department.Id, app.Clock.Now.Day()));
        });
        using var manager = await now.VisitAsync(now.Manager);

        using var signed = await manager.SubmitAsync((await manager.GetPageAsync("/manage/sign-offs")).FormWith("order"), ("evidence", "11月23日在东门消防柜前带练三遍，独立完成合格"));

        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
        Assert.Equal(now.Manager.Id, await app.ReadAsync(db => db.RetrainingOrders.Where(o => o.Id == order.Id).Select(o => o.SignedBy).SingleAsync()));
    }

    [DataTheory]
    [InlineData("Confirm")]
    [InlineData("Sign")]
    public async Task An_unknown_order_is_not_found(string handler)
    {
        using var response = await TamperAsync(_manager, $"/manage/sign-offs?handler={handler}", ("order", $"{Guid.NewGuid()}"), ("evidence", "一段足够长的补训情况说明"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [DataFact]
    public async Task Another_organizations_order_is_neither_shown_nor_moved()
    {
        using var other = await OtherManagerAsync();
        var order = await app.ReadAsync(db => db.RetrainingOrders.Where(o => o.CompletedAt == null).Select(o => o.Id).FirstAsync());
        using var response = await TamperAsync(other, "/manage/sign-offs?handler=Sign", ("order", $"{order}"), ("evidence", "一段足够长的补训情况说明"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty((await other.GetPageAsync("/manage/sign-offs")).QuerySelectorAll("[name=order]"));
    }

    private async Task<Guid> OpenOrderAsync(string number, RetrainingStep step)
    {
        var person = await PersonAsync(number);
        return await app.ReadAsync(db => db.RetrainingOrders.Where(o => o.PersonId == person && o.Step == step && o.CompletedAt == null).Select(o => o.Id).SingleAsync());
    }
}
