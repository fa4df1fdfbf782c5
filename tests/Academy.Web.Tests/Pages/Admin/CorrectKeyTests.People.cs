using System.Net;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Admin;

/// <summary>Who decides about a correction, who may not, and who is told.</summary>
public abstract partial class CorrectKeyTests
{
    [DataFact]
    public async Task Is_closed_to_everybody_but_administrators()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "华九");
        var address = await _corrections.ProposeAsync(wrong);
        var story = wrong.Candidate.Story;
        using var manager = await ManagerAsync(story);
        using var inspector = await story.VisitAsync(await story.GrantAsync("金检", Role.Inspector));
        using var stranger = app.Visit();
        foreach (var page in new[] { "/admin/corrections", address, $"/admin/corrections/new?question={wrong.Asked.QuestionId}&from={wrong.Asked.QuestionVersion}" })
        {
            foreach (var visitor in new[] { manager, inspector, wrong.Candidate.Visitor })
            {
                using var refused = await visitor.GetAsync(page);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }

            using var sent = await stranger.GetAsync(page);
            Assert.Contains("/account/sign-in", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [DataFact]
    public async Task Who_proposed_it_is_neither_offered_nor_allowed_to_decide()
    {
        var address = await _corrections.ProposeAsync(await WrongKey.SitAsync(app, pass: false, name: "魏十"));
        Assert.DoesNotContain((await _corrections.First.Visitor.GetPageAsync(address)).Forms, f => f.Action.Contains("handler", StringComparison.Ordinal));

        (await _corrections.First.PostAsync(address, "Confirm")).Dispose();
        Assert.Contains("要另一位系统管理员来定", (await _corrections.First.Visitor.GetPageAsync(address)).QuerySelector(".notice--warning")!.TextContent, StringComparison.Ordinal);
        (await _corrections.First.PostAsync(address, "Reject", ("Input.Reason", "自己退回自己"))).Dispose();

        Assert.Equal(CorrectionState.Proposed, (await _corrections.ReadAsync(address)).State);
    }

    [DataFact]
    public async Task Whose_own_grade_changes_is_neither_offered_nor_allowed_to_confirm()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "陶管");
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), wrong.Candidate.Person.Id, Role.Administrator, null, null, app.Clock.Now.Day(), null, null)));
        var concerned = new Administrator(wrong.Candidate.Person, await wrong.Candidate.OnAnotherDeviceAsync());
        var address = await _corrections.ProposeAsync(wrong);
        var page = await concerned.Visitor.GetPageAsync(address);
        Assert.Contains("你自己的成绩会变", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        (await concerned.PostAsync(address, "Confirm")).Dispose();

        Assert.Contains("你自己的成绩会变", (await concerned.Visitor.GetPageAsync(address)).QuerySelector(".notice--warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(CorrectionState.Proposed, (await _corrections.ReadAsync(address)).State);
    }

    [DataFact]
    public async Task Confirmed_twice_it_is_confirmed_once()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "姜十二");
        var address = await _corrections.ProposeAsync(wrong);
        var third = await Administrator.OfAsync(wrong.Candidate.Story, "孙核");
        var (one, two) = ((await _corrections.Other.Visitor.GetPageAsync(address)).FormWith("?handler=Confirm"), (await third.Visitor.GetPageAsync(address)).FormWith("?handler=Confirm"));

        foreach (var response in await Task.WhenAll(_corrections.Other.Visitor.SubmitAsync(one), third.Visitor.SubmitAsync(two))) response.Dispose();
        await _corrections.ApplyAsync();

        Assert.Single(new[] { _corrections.Other, third }, a => a.Visitor.GetPageAsync(address).Result.QuerySelector(".notice--warning")?.TextContent.Contains("已经定过", StringComparison.Ordinal) == true);
        var id = (await _corrections.ReadAsync(address)).Id;
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "correction.confirmed" && e.Subject == id)));
        Assert.Equal(2, (await wrong.ReadAsync()).AllGrades.Count);
    }

    [DataFact]
    public async Task Sent_back_it_changes_nothing_and_may_be_proposed_again()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "戚十三");
        var address = await _corrections.ProposeAsync(wrong);
        var form = (await _corrections.Other.Visitor.GetPageAsync(address)).FormWith("Input.Reason");
        using (var unexplained = await _corrections.Other.Visitor.SubmitAsync(form, ("Input.Reason", ""))) Assert.Equal(HttpStatusCode.BadRequest, unexplained.StatusCode);

        using (var rejected = await _corrections.Other.Visitor.SubmitAsync(form, ("Input.Reason", "新的答案也不对"))) Assert.Equal(HttpStatusCode.Redirect, rejected.StatusCode);
        await _corrections.ApplyAsync();

        var correction = await _corrections.ReadAsync(address);
        Assert.Equal((CorrectionState.Rejected, "新的答案也不对", null), (correction.State, correction.Rejection, correction.Number));
        Assert.Single((await wrong.ReadAsync()).AllGrades);
        Assert.Contains("新的答案也不对", (await _corrections.First.Visitor.GetPageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(address, await _corrections.First.ProposeAsync(wrong));
    }

    [DataFact]
    public async Task Proposed_again_before_it_is_decided_it_is_the_same_proposal_and_without_a_reason_none()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "谢十四");
        await _corrections.PublishAsync(wrong);
        var (mine, theirs) = ((await _corrections.First.CandidateAsync(wrong)).FormWith("Input.Reason"), (await _corrections.Other.CandidateAsync(wrong)).FormWith("Input.Reason"));
        using (var unexplained = await _corrections.First.Visitor.SubmitAsync(mine, ("Input.Reason", "错了"))) Assert.Equal(HttpStatusCode.BadRequest, unexplained.StatusCode);

        using var one = await _corrections.First.Visitor.SubmitAsync(mine, ("Input.Reason", "标准答案引用了废止的标准"));
        using var two = await _corrections.Other.Visitor.SubmitAsync(theirs, ("Input.Reason", "这道题的答案写错了"));

        Assert.Equal(one.Headers.Location, two.Headers.Location);
    }

    [DataFact]
    public async Task A_question_of_another_shape_is_refused_with_the_reason()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "邹十五");
        var shipped = "";
        await _corrections.PublishAsync(wrong.Asked.QuestionId, section =>
        {
            shipped = section;
            var lines = section.Split('\n').ToList();
            var wrongOption = lines.FindIndex(line => line.StartsWith("- [ ]", StringComparison.Ordinal));
            // Three or four is what the checker lets through.
            if (wrong.Asked.OptionOrder.Count == 4) lines.RemoveAt(wrongOption);
            else lines.Insert(wrongOption, "- [ ] 先看看再说，等一会儿");
            return string.Join('\n', lines);
        });

        var page = await _corrections.First.CandidateAsync(wrong);

        Assert.Contains("选项数不一样", page.QuerySelector(".notice--error")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, f => f.Elements.Any(e => e.GetAttribute("name") == "Input.Reason"));
        using var refused = await _corrections.First.PostAsync("/admin/corrections/new", "", ("Question", wrong.Asked.QuestionId), ("From", wrong.Asked.QuestionVersion), ("Input.Reason", "标准答案引用了废止的标准"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        // The other tests ask it too.
        await _corrections.PublishAsync(wrong.Asked.QuestionId, _ => shipped);
    }

    [DataFact]
    public async Task The_person_is_told_until_they_have_seen_it_and_the_result_says_it_for_ever()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "喻十六");
        var (visitor, result) = (wrong.Candidate.Visitor, $"/exams/attempts/{wrong.Attempt.Id}/result");
        await _corrections.CorrectAsync(wrong);

        var points = wrong.Attempt.Grades[0].Points;
        var told = (await visitor.GetPageAsync("/exams")).QuerySelector(".notice--warning")!;
        Assert.Contains($"{points} 分 → {points - wrong.Asked.Points} 分", told.TextContent, StringComparison.Ordinal);
        Assert.Contains("合格证暂停，先不要上岗", told.TextContent, StringComparison.Ordinal);
        Assert.Contains("引用了废止的标准", told.TextContent, StringComparison.Ordinal);
        Assert.Equal(result, told.QuerySelector("a")!.GetAttribute("href"));

        var page = await visitor.GetPageAsync(result);
        Assert.Equal("没有通过", page.QuerySelector(".outcome__word")!.TextContent);
        Assert.StartsWith("/learn/retraining/", page.QuerySelector("main .button--primary")!.GetAttribute("href"), StringComparison.Ordinal);
        using (var seen = await visitor.SubmitAsync(page.FormWith("?handler=Seen"))) Assert.Equal((HttpStatusCode.SeeOther, result), (seen.StatusCode, seen.Headers.Location!.OriginalString));

        Assert.Null((await visitor.GetPageAsync("/exams")).QuerySelector(".notice--warning"));
        page = await visitor.GetPageAsync(result);
        Assert.Contains("引用了废止的标准", page.QuerySelector("#regraded")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, f => f.Action.EndsWith("Seen", StringComparison.Ordinal));
    }

    [DataFact]
    public async Task What_another_has_seen_is_not_theirs_to_say()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "柏十七");
        await _corrections.CorrectAsync(wrong);
        var stranger = await ExamsCandidate.TrainedAsync(app, "水十八");
        var token = ((IHtmlInputElement)(await stranger.Visitor.GetPageAsync(stranger.Notice)).QuerySelector("input[name=__RequestVerificationToken]")!).Value;

        using var refused = await stranger.Visitor.PostAsync($"/exams/attempts/{wrong.Attempt.Id}/result?handler=Seen", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Null(await app.ReadAsync(db => db.Regrades.Where(r => r.AttemptId == wrong.Attempt.Id).Select(r => r.SeenAt).SingleAsync()));
    }

    [DataFact]
    public async Task The_manager_sees_own_people_and_nobody_elses()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "窦十九");
        await _corrections.CorrectAsync(wrong);
        using var manager = await ManagerAsync(wrong.Candidate.Story);
        var elsewhere = await Story.BeginAsync(app);
        using var other = await elsewhere.VisitAsync(elsewhere.Manager);

        Assert.Contains("成绩更正过", (await manager.GetPageAsync("/manage")).QuerySelector(".notice--warning")!.TextContent, StringComparison.Ordinal);
        var row = (await manager.GetPageAsync("/manage/regrades")).QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "窦十九");
        Assert.Equal(("合格 → 不合格", "暂停", "新开一张", "还没看"), (Cell("结果"), Cell("合格证"), Cell("补训单"), Cell("本人")));
        var dossier = (await manager.GetPageAsync($"/manage/people/{wrong.Candidate.Person.Id}")).QuerySelector("main")!.TextContent;
        Assert.Contains("题目更正前的成绩，不再算数", dossier, StringComparison.Ordinal);
        Assert.Null((await other.GetPageAsync("/manage")).QuerySelector(".notice--warning"));
        Assert.Empty((await other.GetPageAsync("/manage/regrades")).QuerySelectorAll("tbody tr"));

        string Cell(string label) => row.QuerySelector($"[data-label={label}]")!.TextContent.Trim();
    }

    /// <summary>One more SafetyManager: the story's own may have an account already.</summary>
    private async Task<HttpClient> ManagerAsync(Story story)
    {
        var person = await story.HireAsync("钱安");
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), person.Id, Role.SafetyManager, story.Organization.Id, null, app.Clock.Now.Day(), null, null)));
        return await story.VisitAsync(person);
    }
}
