using System.Globalization;
using System.Net;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Operations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>补训单 through its page, from the failed attempt to the next start.</summary>
public abstract class LearnRetrainingTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : LearnRetrainingTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : LearnRetrainingTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task The_order_is_born_with_the_fail_and_holds_the_missed_points_to_read_and_then_to_practise()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var attempt = await candidate.SitAsync(i => i.Q > 6);

        var order = await OrderAsync(candidate);

        Assert.Equal(RetrainingStep.First, order.Step);
        Assert.Equal(attempt.SubmittedAt!.Value.AddHours(2), order.WaitUntil);
        Assert.Equal(
            attempt.Grades[0].Missed.Select(m => (RetrainingTaskKind.Read, m)).Concat(attempt.Grades[0].Missed.Select(m => (RetrainingTaskKind.Practice, m))),
            order.Tasks.OrderBy(t => t.Number).Select(t => (t.Kind, t.KnowledgePoint)));
        Assert.Equal(CycleState.Retraining, await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == candidate.Person.Id).Select(c => c.State).SingleAsync()));
    }

    [DataFact]
    public async Task Tasks_open_one_by_one_and_none_can_be_done_before_its_turn()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await candidate.SitAsync(i => i.Q > 6);
        var order = await OrderAsync(candidate);
        var page = await candidate.Visitor.GetPageAsync(Url(order));
        Assert.Equal(["open", .. Enumerable.Repeat("locked", order.Tasks.Count - 1)], page.QuerySelectorAll(".checklist__item").Select(t => t.GetAttribute("data-state")!));

        // The open task's own form, sent for the last task.
        using (var early = await candidate.Visitor.SubmitAsync(page.FormWith("number"), ("number", order.Tasks.Count.ToString(CultureInfo.InvariantCulture)))) Assert.Equal(HttpStatusCode.Redirect, early.StatusCode);
        Assert.DoesNotContain((await OrderAsync(candidate)).Tasks, t => t.DoneAt is not null);

        using (var read = await candidate.Visitor.SubmitAsync((await candidate.Visitor.GetPageAsync(Url(order))).FormWith("number"))) Assert.Equal(HttpStatusCode.Redirect, read.StatusCode);
        page = await candidate.Visitor.GetPageAsync(Url(order));
        Assert.Equal(["done", "open"], page.QuerySelectorAll(".checklist__item").Take(2).Select(t => t.GetAttribute("data-state")!));
        Assert.Equal(1, (await OrderAsync(candidate)).Tasks.Count(t => t.DoneAt is not null));
    }

    [DataFact]
    public async Task A_wrong_practice_answer_is_explained_and_asks_another_question_of_the_same_point()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await candidate.SitAsync(i => i.Q > 6);
        var order = await OrderAsync(candidate);
        await ReadAllAsync(candidate, order);
        var curriculum = (await app.ActAsync((Releases releases) => releases.GetAsync(order.ReleaseId))).Curriculum;
        var page = await candidate.Visitor.GetPageAsync(Url(order));
        var first = Asked(page, curriculum);

        using (var wrong = await AnswerAsync(candidate, page, first, right: false)) page = await candidate.Visitor.GetPageAsync(wrong.Headers.Location!.OriginalString);
        var second = Asked(page, curriculum);
        Assert.NotNull(page.QuerySelector(".answer--wrong"));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Items[0].KnowledgePoint, second.Items[0].KnowledgePoint);
        Assert.Equal([QuestionBank.Practice, QuestionBank.Practice], [first.Bank, second.Bank]);
        var task = (await OrderAsync(candidate)).Current!;
        Assert.Equal((RetrainingTaskKind.Practice, first.Items[0].KnowledgePoint.ToString()), (task.Kind, task.KnowledgePoint));

        using (var right = await AnswerAsync(candidate, page, second, right: true)) page = await candidate.Visitor.GetPageAsync(right.Headers.Location!.OriginalString);
        Assert.NotNull(page.QuerySelector(".answer--right"));
        Assert.Equal(task.Number + 1, (await OrderAsync(candidate)).Current!.Number);
    }

    [DataFact]
    public async Task Done_through_the_page_and_waited_the_next_paper_may_be_drawn_and_avoids_what_was_seen()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var failed = await candidate.SitAsync(i => i.Q > 6);
        var order = await OrderAsync(candidate);
        await DoAllAsync(candidate, order);
        Assert.Contains("补训已完成", (await candidate.Visitor.GetPageAsync(Url(order))).QuerySelector(".notice--success")!.TextContent, StringComparison.Ordinal);

        using (var early = await candidate.PostStartAsync()) Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        app.Clock.Now = order.WaitUntil;
        var next = await candidate.StartAsync();

        Assert.Equal((2, PaperKind.Full), (next.Attempt.Number, next.Attempt.Kind));
        var seen = failed.Paper.Items.Select(i => i.QuestionId).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(next.Attempt.Paper.Items, i => seen.Contains(i.QuestionId));
        await next.AnswerAsync(_ => true);
        Assert.Equal(Outcome.Passed, (await next.HandInAsync()).Grades[0].Outcome);
    }

    [DataFact]
    public async Task Anothers_order_is_neither_shown_nor_moved()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await candidate.SitAsync(_ => false);
        var order = await OrderAsync(candidate);
        var other = await ExamsCandidate.TrainedAsync(app, "周大同");

        using var look = await other.Visitor.GetAsync(Url(order));
        var moved = await app.ActAsync((Retrain retrain) => retrain.FinishReadingAsync(order.Id, other.Person.Id, 1, CancellationToken.None));

        Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
        Assert.False(moved);
    }

    [DataFact]
    public async Task After_FailedCritical_a_short_paper_of_critical_items_is_due_at_once_and_all_right_certifies()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await FailCriticalAsync(candidate);
        var order = await OrderAsync(candidate);
        var missed = (await sitting.ReadAsync()).Grades[0].MissedCritical;
        Assert.Equal(RetrainingStep.Critical, order.Step);
        Assert.Equal(missed, order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Practice).Select(t => t.KnowledgePoint));
        await DoAllAsync(candidate, order);
        Assert.Contains("红线补考", (await candidate.Visitor.GetPageAsync(candidate.Notice)).QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);

        var critical = await candidate.StartAsync();
        Assert.Equal((PaperKind.Critical, 2, 3), (critical.Attempt.Kind, critical.Attempt.Number, critical.Attempt.Paper.Items.Count));
        Assert.All(critical.Attempt.Paper.Items, i => Assert.True(i.IsCritical));
        Assert.Contains(critical.Attempt.Paper.Items, i => missed.Contains(critical.ItemOf(i).KnowledgePoint.ToString()));
        Assert.Equal(app.Clock.Now.AddMinutes(10), critical.Attempt.Deadline);
        await critical.AnswerAsync(_ => true);
        var passed = await critical.HandInAsync();

        Assert.Equal((Outcome.Passed, 100), (passed.Grades[0].Outcome, passed.Grades[0].Points));
        Assert.Equal(passed.Id, await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == candidate.Person.Id).Select(c => c.AttemptId).SingleAsync()));
    }

    [DataFact]
    public async Task A_failed_critical_paper_is_a_first_fail_and_a_full_paper_is_due_again()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await FailCriticalAsync(candidate);
        await DoAllAsync(candidate, await OrderAsync(candidate));
        var critical = await candidate.StartAsync();
        await critical.AnswerAsync(i => i.Q > 1);

        var failed = await critical.HandInAsync();

        Assert.Equal((PaperKind.Critical, Outcome.Failed), (failed.Kind, failed.Grades[0].Outcome));
        var order = await OrderAsync(candidate);
        Assert.Equal((RetrainingStep.First, failed.Id), (order.Step, order.AttemptId));
        Assert.Equal(0, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == candidate.Person.Id)));
        await DoAllAsync(candidate, order);
        app.Clock.Now = order.WaitUntil;
        Assert.Equal(PaperKind.Full, (await candidate.StartAsync()).Attempt.Kind);
    }

    /// <summary>Everything right but one critical item.</summary>
    private static async Task<ExamsSitting> FailCriticalAsync(ExamsCandidate candidate)
    {
        var sitting = await candidate.StartAsync();
        var wrong = sitting.Attempt.Paper.Items.First(i => i.IsCritical).Q;
        await sitting.AnswerAsync(i => i.Q != wrong);
        Assert.Equal(Outcome.FailedCritical, (await sitting.HandInAsync()).Grades[0].Outcome);
        return sitting;
    }

    private static string Url(RetrainingOrder order) => $"/learn/retraining/{order.Id}";

    private Task<RetrainingOrder> OrderAsync(ExamsCandidate candidate) =>
        app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().Where(o => o.PersonId == candidate.Person.Id).OrderByDescending(o => o.CreatedAt).FirstAsync());

    private static async Task ReadAllAsync(ExamsCandidate candidate, RetrainingOrder order)
    {
        foreach (var _ in order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Read))
        {
            var page = await candidate.Visitor.GetPageAsync(Url(order));
            (await candidate.Visitor.SubmitAsync(page.FormWith("number"))).Dispose();
        }
    }

    private async Task DoAllAsync(ExamsCandidate candidate, RetrainingOrder order)
    {
        await ReadAllAsync(candidate, order);
        var curriculum = (await app.ActAsync((Releases releases) => releases.GetAsync(order.ReleaseId))).Curriculum;
        foreach (var _ in order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Practice))
        {
            var page = await candidate.Visitor.GetPageAsync(Url(order));
            (await AnswerAsync(candidate, page, Asked(page, curriculum), right: true)).Dispose();
        }

        Assert.True((await OrderAsync(candidate)).TasksDone);
        // Nobody works off an order in the instant in which it was made.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static Question Asked(IHtmlDocument page, Curriculum curriculum) => curriculum.FindQuestion(page.QuerySelector<IHtmlInputElement>("input[name=question]")!.Value)!;

    private static Task<HttpResponseMessage> AnswerAsync(ExamsCandidate candidate, IHtmlDocument page, Question question, bool right)
    {
        var form = page.FormWith("question");
        return candidate.Visitor.SubmitAsync(form, [.. PracticeAnswers.FieldsOf(form, question, right)]);
    }
}
