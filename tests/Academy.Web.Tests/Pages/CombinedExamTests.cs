using System.Net;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Tests.Identity;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>合并考试: two positions in one sitting, each with its own grade, certificate and retraining.</summary>
public abstract class CombinedExamTests(AcademyApp app)
{
    private const string Page = "/manage/exams/combine";

    /// <summary>The one whose exam is supervised.</summary>
    private const int Other = 902;

    public sealed class OnSqlite(SqliteApp app) : CombinedExamTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : CombinedExamTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task All_right_gives_a_certificate_for_each_position_from_one_attempt()
    {
        var (candidate, _) = await CombinedAsync();
        var sitting = await BeginAsync(candidate);
        await sitting.AnswerAsync(_ => true);
        var attempt = await sitting.HandInAsync();

        Assert.Equal([Outcome.Passed, Outcome.Passed], attempt.Grades.Select(g => g.Outcome));
        Assert.All(attempt.Grades, grade => Assert.Equal(100, grade.Total));
        var certificates = await app.ReadAsync(db => db.Certificates.AsNoTracking().Where(c => c.HolderId == candidate.Person.Id).OrderBy(c => c.Position).ToListAsync());
        Assert.Equal([(Story.Position, attempt.Id), (Other, attempt.Id)], certificates.Select(c => (c.Position, c.AttemptId)));
        Assert.Empty(await OpenExamsAsync(candidate));
        var result = await candidate.Visitor.GetPageAsync($"{sitting.Url}/result");
        Assert.Equal(2, result.QuerySelectorAll(".outcome--pass").Length);
        Assert.Equal(certificates.Select(c => $"/certificates/{c.Id}").Order(), result.QuerySelectorAll("main .buttons a[href^='/certificates/']").Select(a => a.GetAttribute("href")!).Order());
        Assert.Equal(0, await app.ActAsync(async (VerifyJournals verify) =>
        {
            var faults = 0;
            await verify.RunAsync((found, _) => { if (found.Id == attempt.Id) faults++; return Task.CompletedTask; }, CancellationToken.None);
            return faults;
        }));
    }

    [DataFact]
    public async Task A_red_line_missed_in_one_part_holds_up_that_position_only_and_leads_to_an_exam_of_its_own()
    {
        var (candidate, _) = await CombinedAsync();
        var sitting = await BeginAsync(candidate);
        var failed = await CycleAsync(candidate, Other);
        await sitting.AnswerAsync(item => !(item.IsCritical && item.Cycle == failed));
        var attempt = await sitting.HandInAsync();

        Assert.Equal(Outcome.FailedCritical, attempt.Grades.Single(g => g.CycleId == failed).Outcome);
        Assert.Equal(Story.Position, await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == candidate.Person.Id).Select(c => c.Position).SingleAsync()));
        var order = await app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.PersonId == candidate.Person.Id));
        Assert.Equal((attempt.Id, RetrainingStep.Critical), (order.AttemptId, order.Step));
        Assert.Equal(attempt.Grades.Single(g => g.CycleId == failed).MissedCritical, order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Read).Select(t => t.KnowledgePoint));

        var own = Assert.Single(await OpenExamsAsync(candidate));
        Assert.Equal((failed, false, ExamMode.Supervised), (own.Cycles.Single().CycleId, own.IsCombined, own.Mode));
        Assert.Contains("还不能考", (await candidate.Visitor.GetPageAsync("/exams")).Body!.TextContent, StringComparison.Ordinal);

        await app.ArrangeAsync(async db =>
        {
            foreach (var open in await db.RetrainingOrders.Where(o => o.Id == order.Id).ToListAsync()) foreach (var task in open.Tasks) open.Finish(task.Number, app.Clock.Now);
        });
        await SettleAsync(candidate);
        var next = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.AssignmentId == own.Id));
        Assert.Equal((PaperKind.Critical, 2, AttemptState.Ready), (next.Kind, next.Number, next.State));
    }

    [DataFact]
    public async Task A_fail_of_both_is_one_fail_of_the_family_with_one_retraining_order()
    {
        var (candidate, _) = await CombinedAsync();
        var sitting = await BeginAsync(candidate);
        await sitting.AnswerAsync(_ => false);
        var attempt = await sitting.HandInAsync();

        var order = await app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.PersonId == candidate.Person.Id));
        Assert.Equal(RetrainingStep.First, order.Step);
        Assert.Equal(attempt.Grades.SelectMany(g => g.Missed).Distinct().Order(StringComparer.Ordinal), order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Practice).Select(t => t.KnowledgePoint));
        Assert.Equal(2, (await OpenExamsAsync(candidate)).Count);
        Assert.Equal(2, (await candidate.Visitor.GetPageAsync($"{sitting.Url}/result")).QuerySelectorAll($"main a[href='/learn/retraining/{order.Id}']").Length);
    }

    [DataFact]
    public async Task A_wrong_key_of_a_common_question_changes_the_grade_and_the_certificate_of_each_position()
    {
        var (candidate, _) = await CombinedAsync();
        var sitting = await BeginAsync(candidate);
        var asked = sitting.Attempt.Paper.Items.Where(i => i is { Kind: QuestionKind.Single, Group: null, Cycle: null }).MaxBy(i => i.Points)!;
        // Both pass by that question.
        var (wrong, points) = (new HashSet<int>(), 100);
        foreach (var item in sitting.Attempt.Paper.Items.Where(i => i.Cycle is null && i.Q != asked.Q && i.Points <= asked.Points))
        {
            if (points - item.Points < 80) continue;
            wrong.Add(item.Q);
            points -= item.Points;
        }

        await sitting.AnswerAsync(i => !wrong.Contains(i.Q));
        var attempt = await sitting.HandInAsync();
        Assert.Equal([(Outcome.Passed, points), (Outcome.Passed, points)], attempt.Grades.Select(g => (g.Outcome, g.Points)));
        var key = asked.OptionOrder[int.Parse(sitting.KeyOf(asked)[0], System.Globalization.CultureInfo.InvariantCulture) - 1];

        await (await Corrections.OfAsync(app)).CorrectAsync(new WrongKey(candidate, attempt, asked, (key + 1) % asked.OptionOrder.Count));

        var after = await sitting.ReadAsync();
        Assert.Equal((4, 2), (after.AllGrades.Count, after.Grades.Count));
        Assert.All(after.Grades, grade => Assert.Equal((Outcome.Failed, points - asked.Points), (grade.Outcome, grade.Points)));
        var regrades = await app.ReadAsync(db => db.Regrades.Where(r => r.AttemptId == attempt.Id).ToListAsync());
        Assert.Equal([(CertificateEffect.Suspended, OrderEffect.Ordered), (CertificateEffect.Suspended, OrderEffect.Ordered)], regrades.Select(r => (r.Certificate, r.Order)));
        Assert.Equal(1, await app.ReadAsync(db => db.RetrainingOrders.CountAsync(o => o.PersonId == candidate.Person.Id)));
        Assert.Equal(
            [(Story.Position, CycleState.Retraining), (Other, CycleState.Retraining)],
            await app.ReadAsync(async db => (await db.Cycles.Where(c => c.PersonId == candidate.Person.Id && c.StandsInFor != null).OrderBy(c => c.Position).ToListAsync()).Select(c => (c.Position, c.State))));
        Assert.Equal(2, (await candidate.Visitor.GetPageAsync($"{sitting.Url}/result")).QuerySelectorAll("#regraded .notice").Length);
    }

    [DataFact]
    public async Task The_candidate_is_told_what_each_position_asks_and_to_which_part_a_question_belongs()
    {
        var (candidate, _) = await CombinedAsync();

        var notice = (await candidate.Visitor.GetPageAsync(candidate.Notice)).Body!.TextContent;
        var sitting = await BeginAsync(candidate);

        Assert.Contains("合并考试：", notice, StringComparison.Ordinal);
        Assert.Contains($"{sitting.Attempt.Paper.Items.Count} 题，{sitting.Attempt.Minutes} 分钟", notice, StringComparison.Ordinal);
        var positions = await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == candidate.Person.Id).Join(db.Positions, c => c.Position, p => p.Number, (c, p) => new { c.Id, p.Name }).ToDictionaryAsync(c => c.Id, c => c.Name));
        Assert.Equal(
            sitting.Attempt.Paper.Items.Select(i => i.Cycle is { } cycle ? positions[cycle] : "共同部分"),
            sitting.Page.QuerySelectorAll(".question").Select(q => q.QuerySelectorAll(".question__head .badge")[1].TextContent));
        Assert.DoesNotContain(positions.Keys, cycle => sitting.Page.DocumentElement.OuterHtml.Contains(cycle.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [DataFact]
    public async Task Taken_apart_before_it_begins_each_position_has_its_own_exam_and_paper_again_but_not_after()
    {
        var (candidate, manager) = await CombinedAsync();

        await SeparateAsync(manager, candidate);

        var exams = await OpenExamsAsync(candidate);
        Assert.Equal([false, false], exams.Select(e => e.IsCombined));
        var papers = await app.ReadAsync(db => db.Attempts.AsNoTracking().Where(a => a.PersonId == candidate.Person.Id).ToListAsync());
        Assert.Null(Assert.Single(papers).Paper.Cycles);

        await CombineAsync(manager, candidate);
        var again = new ExamsCandidate(candidate.Story, candidate.Person, Assert.Single(await OpenExamsAsync(candidate)), candidate.Visitor);
        var page = await manager.GetPageAsync(Page);
        await BeginAsync(again);
        using var late = await manager.SubmitAsync(FormOf(page, again.Assignment.Id));
        Assert.Contains("现在不能拆开", (await manager.GetPageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.True(Assert.Single(await OpenExamsAsync(candidate)).IsCombined);
    }

    [DataFact]
    public async Task A_position_that_ends_takes_its_part_with_it_before_the_exam_but_not_during_it()
    {
        var (before, _) = await CombinedAsync();
        var (during, _) = await CombinedAsync();
        await BeginAsync(during);

        foreach (var candidate in new[] { before, during })
        {
            await app.ArrangeAsync(async db => (await db.Cycles.SingleAsync(c => c.PersonId == candidate.Person.Id && c.Position == Other)).Close(app.Clock.Now));
            await SettleAsync(candidate);
        }

        var own = Assert.Single(await OpenExamsAsync(before));
        Assert.Equal(await CycleAsync(before, Story.Position), Assert.Single(own.Cycles).CycleId);
        Assert.Null((await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == before.Person.Id))).Paper.Cycles);
        Assert.True(Assert.Single(await OpenExamsAsync(during)).IsCombined);
        Assert.Equal(AttemptState.InProgress, await app.ReadAsync(db => db.Attempts.Where(a => a.PersonId == during.Person.Id).Select(a => a.State).SingleAsync()));
    }

    [DataFact]
    public async Task Another_organizations_manager_neither_sees_nor_combines_nor_separates_them()
    {
        var candidate = await DueAsync();
        var staff = await Staff.OfAsync(app);
        var stranger = app.Visit();
        await stranger.SignInAsync((await staff.HireAsync("1", Role.SafetyManager)).UserName!, Staff.Password);
        var manager = await candidate.Story.VisitAsync(candidate.Story.Manager);
        Assert.DoesNotContain(candidate.Person.Id.ToString(), (await stranger.GetPageAsync(Page)).DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);

        var form = await TokenFormAsync(stranger);
        using (var combine = await stranger.PostAsync(Page, Fields(form, "people", candidate.Person.Id))) Assert.Equal(HttpStatusCode.NotFound, combine.StatusCode);
        await CombineAsync(manager, candidate);
        var exam = Assert.Single(await OpenExamsAsync(candidate));
        using (var separate = await stranger.PostAsync($"{Page}?handler=Separate", Fields(form, "exam", exam.Id))) Assert.Equal(HttpStatusCode.NotFound, separate.StatusCode);

        Assert.True(Assert.Single(await OpenExamsAsync(candidate)).IsCombined);
    }

    [DataFact]
    public async Task Of_two_managers_who_combine_at_once_one_is_told_that_it_is_done()
    {
        var candidate = await DueAsync();
        var manager = await candidate.Story.VisitAsync(candidate.Story.Manager);
        var page = await manager.GetPageAsync(Page);
        (await manager.SubmitAsync(page.FormWith("people"))).Dispose();
        (await manager.SubmitAsync(page.FormWith("people"))).Dispose();

        Assert.Contains("现在不能合并", (await manager.GetPageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await OpenExamsAsync(candidate));
    }

    /// <summary>Trained for both positions, each exam assigned.</summary>
    private async Task<ExamsCandidate> DueAsync()
    {
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红");
        var first = await story.TrainAsync(person);
        var cohort = await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "第 2 期", Other, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));
        Assert.Contains(person.Id, cohort.Assigned);
        var candidate = new ExamsCandidate(story, person, first, await story.VisitAsync(person));
        Assert.Equal(2, (await OpenExamsAsync(candidate)).Count);
        return candidate;
    }

    /// <summary>Both exams combined by the manager.</summary>
    private async Task<(ExamsCandidate Candidate, HttpClient Manager)> CombinedAsync()
    {
        var due = await DueAsync();
        var manager = await due.Story.VisitAsync(due.Story.Manager);
        await CombineAsync(manager, due);
        return (new ExamsCandidate(due.Story, due.Person, Assert.Single(await OpenExamsAsync(due)), due.Visitor), manager);
    }

    private static async Task CombineAsync(HttpClient manager, ExamsCandidate candidate)
    {
        var page = await manager.GetPageAsync(Page);
        Assert.Contains(candidate.Person.Name, page.Body!.TextContent, StringComparison.Ordinal);
        using var combined = await manager.SubmitAsync(page.FormWith("people"));
        Assert.Contains("1 人的考试已合并", (await manager.GetPageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task SeparateAsync(HttpClient manager, ExamsCandidate candidate)
    {
        using var separated = await manager.SubmitAsync(FormOf(await manager.GetPageAsync(Page), Assert.Single(await OpenExamsAsync(candidate)).Id));
        Assert.Contains("已拆开", (await manager.GetPageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>One part is supervised, so all of it is: into a room, looked at, begun.</summary>
    private async Task<ExamsSitting> BeginAsync(ExamsCandidate candidate)
    {
        var story = candidate.Story;
        var room = await app.ActAsync((InvigilateExam invigilate) => invigilate.OpenAsync(story.Organization.Id, "会议室", false, story.Manager.Id, CancellationToken.None));
        await app.ActAsync((EnterRoom enter) => enter.ByInvigilatorAsync(room, story.Organization.Id, candidate.Assignment.Id, story.Manager.Id, CancellationToken.None));
        var seat = await app.ReadAsync(db => db.ExamSeats.Where(s => s.RoomId == room).Select(s => s.Id).SingleAsync());
        await app.ActAsync((InvigilateExam invigilate) => invigilate.CheckInAsync(new RoomRef(room, story.Organization.Id, story.Manager.Id), seat, CancellationToken.None));
        return await candidate.StartAsync();
    }

    /// <summary>As the operation does that recorded what has happened.</summary>
    private Task<int> SettleAsync(ExamsCandidate candidate) => app.ActAsync(async (IServiceProvider services) =>
    {
        await services.GetRequiredService<SettlePerson>().RunAsync(candidate.Person.Id, null, app.Clock.Now, CancellationToken.None);
        return await services.GetRequiredService<AcademyDbContext>().SaveChangesAsync();
    });

    private Task<List<ExamAssignment>> OpenExamsAsync(ExamsCandidate candidate) =>
        app.ReadAsync(db => db.ExamAssignments.AsNoTracking().Where(a => a.PersonId == candidate.Person.Id && a.ClosedAt == null).ToListAsync());

    private Task<Guid> CycleAsync(ExamsCandidate candidate, int position) =>
        app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == candidate.Person.Id && c.Position == position).Select(c => c.Id).SingleAsync());

    private static IHtmlFormElement FormOf(IHtmlDocument page, Guid exam) => (IHtmlFormElement)page.QuerySelector($"input[name=exam][value='{exam}']")!.Closest("form")!;

    private static async Task<string> TokenFormAsync(HttpClient visitor) => ((IHtmlInputElement)(await visitor.GetPageAsync("/manage/exams")).QuerySelector("main input[name=__RequestVerificationToken]")!).Value;

    private static FormUrlEncodedContent Fields(string token, string name, Guid id) => new([KeyValuePair.Create(name, id.ToString()), KeyValuePair.Create("__RequestVerificationToken", token)]);
}
