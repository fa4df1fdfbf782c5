using System.Net;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>Before an exam: what is said, who may start, and why not.</summary>
public abstract class ExamsStartTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsStartTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsStartTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task The_notice_says_how_much_how_long_until_when_and_what_passes()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        var text = (await candidate.Visitor.GetPageAsync(candidate.Notice)).QuerySelector("main")!.TextContent;

        Assert.Contains("第 1 次考试", text, StringComparison.Ordinal);
        Assert.Contains("30 分钟，满分 100 分，80 分合格", text, StringComparison.Ordinal);
        Assert.Contains(Texts.Moment(app.Clock.Now.AddMinutes(30)), text, StringComparison.Ordinal);
        Assert.Contains("自考", text, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Scripts_are_told_which_exams_are_ready_running_or_locked()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        Assert.Equal("ready", await StateAsync(candidate));

        var sitting = await candidate.StartAsync();
        Assert.Equal("inProgress", await StateAsync(candidate));

        await sitting.HandInAsync();
        Assert.Equal("locked", await StateAsync(candidate));
    }

    [DataFact]
    public async Task Who_begin_at_once_begin_each_their_own_and_nobody_elses()
    {
        ExamsCandidate[] candidates = [await ExamsCandidate.TrainedAsync(app), await ExamsCandidate.TrainedAsync(app), await ExamsCandidate.TrainedAsync(app), await ExamsCandidate.TrainedAsync(app)];
        var another = await ExamsCandidate.TrainedAsync(app);
        Task<StartOutcome> StartAsync(Guid assignment, Guid person) => app.ActAsync((StartAttempt start) => start.RunAsync(assignment, person, CancellationToken.None));

        // Each twice, and somebody who tries to begin another's.
        var starts = candidates.Concat(candidates).Select(c => StartAsync(c.Assignment.Id, c.Person.Id)).ToList();
        var wrong = StartAsync(candidates[0].Assignment.Id, another.Person.Id);

        Assert.IsType<StartOutcome.NotFound>(await wrong);
        var begun = (await Task.WhenAll(starts)).Select(outcome => Assert.IsType<StartOutcome.Begun>(outcome).AttemptId).ToList();
        Assert.Equal(begun[..4], begun[4..]);
        foreach (var (candidate, id) in candidates.Zip(begun))
        {
            var attempt = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == candidate.Person.Id));
            Assert.Equal((id, AttemptState.InProgress, app.Clock.Now, app.Clock.Now.AddMinutes(30)), (attempt.Id, attempt.State, attempt.StartedAt, attempt.Deadline));
            Assert.Equal(candidate.Person.Id, await app.ReadAsync(db => db.AuditEntries.Where(a => a.Action == "exam.started" && a.Subject == id).Select(a => a.Actor).SingleAsync()));
        }

        Assert.Equal(AttemptState.Ready, await app.ReadAsync(db => db.Attempts.Where(a => a.PersonId == another.Person.Id).Select(a => a.State).SingleAsync()));
    }

    [DataFact]
    public async Task Starting_leads_to_the_attempt_and_starting_again_leads_back_to_it()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        var sitting = await candidate.StartAsync();
        using var again = await candidate.PostStartAsync();

        Assert.Equal((HttpStatusCode.SeeOther, sitting.Url), (again.StatusCode, again.Headers.Location!.OriginalString));
        Assert.Equal(app.Clock.Now.AddMinutes(30), sitting.Attempt.Deadline);
        var notice = await candidate.Visitor.GetPageAsync(candidate.Notice);
        Assert.Equal(sitting.Url, notice.QuerySelector("main .button--primary")!.GetAttribute("href"));
    }

    [DataFact]
    public async Task Starts_at_the_same_time_give_one_attempt()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.ActAsync((StartAttempt start) => start.RunAsync(candidate.Assignment.Id, candidate.Person.Id, CancellationToken.None))));

        Assert.Single(outcomes.Select(o => Assert.IsType<StartOutcome.Begun>(o).AttemptId).Distinct());
        Assert.Equal(1, await app.ReadAsync(db => db.Attempts.CountAsync(a => a.AssignmentId == candidate.Assignment.Id)));
    }

    [DataFact]
    public async Task Two_papers_drawn_at_once_meet_in_the_database_and_the_second_is_refused()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        // One lies ready since the last lesson.
        await Assert.ThrowsAsync<DbUpdateException>(() => app.ArrangeAsync(db => db.Add(new ExamAttempt(Guid.CreateVersion7(), candidate.Assignment, 1, PaperKind.Full, new Paper(1, []), 30, app.Clock.Now))));
    }

    [DataFact]
    public async Task Anothers_exam_can_be_neither_looked_at_nor_started()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var other = await ExamsCandidate.TrainedAsync(app, "周大同");
        var form = (await other.Visitor.GetPageAsync(other.Notice)).FormWith($"{other.Notice}/attempts");
        form.Action = $"{candidate.Notice}/attempts";

        using var notice = await other.Visitor.GetAsync(candidate.Notice);
        using var start = await other.Visitor.SubmitAsync(form);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], [notice.StatusCode, start.StatusCode]);
        Assert.Equal(0, await app.ReadAsync(db => db.Attempts.CountAsync(a => a.AssignmentId == candidate.Assignment.Id && a.StartedAt != null)));
    }

    [DataFact]
    public async Task A_start_without_the_antiforgery_token_is_refused()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        using var response = await candidate.Visitor.PostAsync($"{candidate.Notice}/attempts", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, await app.ReadAsync(db => db.Attempts.CountAsync(a => a.AssignmentId == candidate.Assignment.Id && a.StartedAt != null)));
    }

    [DataFact]
    public async Task Learning_that_no_longer_counts_refuses_the_start()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await app.ArrangeAsync(async db =>
        {
            var lessons = await db.StudyProgress.Where(p => p.PersonId == candidate.Person.Id).OrderBy(p => p.Lesson).Take(2).ToListAsync();
            db.RemoveRange(lessons);
        });
        await SettleAsync(candidate);

        Assert.Equal(["还差 2 项没学完。先学完，再考试。"], await RefusalsAsync(candidate));
    }

    [DataFact]
    public async Task A_fail_refuses_with_the_retraining_that_is_left_and_the_wait_both_at_once()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await candidate.SitAsync(_ => false);
        var order = await OrderAsync(candidate);

        var refusals = await RefusalsAsync(candidate);

        Assert.Equal(2, refusals.Count);
        Assert.Contains($"补训还差 {order.Tasks.Count} 项", refusals[0], StringComparison.Ordinal);
        Assert.Contains($"{Texts.Moment(app.Clock.Now.AddHours(2))} 之后可以考", refusals[1], StringComparison.Ordinal);
    }

    [DataFact]
    public async Task With_the_retraining_done_the_wait_alone_still_refuses_until_its_last_instant()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await candidate.SitAsync(_ => false);
        var order = await OrderAsync(candidate);
        await FinishAsync(order.Id);

        app.Clock.Now = order.WaitUntil - TimeSpan.FromSeconds(1);
        Assert.Contains("等候时间没到", Assert.Single(await RefusalsAsync(candidate)), StringComparison.Ordinal);

        app.Clock.Now = order.WaitUntil;
        Assert.Equal(2, (await candidate.StartAsync()).Attempt.Number);
    }

    [DataFact]
    public async Task After_a_second_fail_the_manager_must_confirm()
    {
        var candidate = await FailedAsync(2);
        var order = await OrderAsync(candidate);
        await FinishAsync(order.Id);
        app.Clock.Now = order.WaitUntil;

        using var visitor = await candidate.OnAnotherDeviceAsync();
        Assert.Equal(["补训做完了，等安全管理员确认。"], await RefusalsAsync(candidate, visitor));
    }

    [DataFact]
    public async Task After_a_third_fail_somebody_must_sign()
    {
        var candidate = await FailedAsync(3);
        var order = await OrderAsync(candidate);
        using var visitor = await candidate.OnAnotherDeviceAsync();

        var refusals = await RefusalsAsync(candidate, visitor);

        Assert.Contains("第三次不合格，要先面授和实操，由安全管理员签字。", refusals);
        Assert.Equal((RetrainingStep.Third, order.CreatedAt), (order.Step, order.WaitUntil));
    }

    [DataFact]
    public async Task A_closed_cycle_and_a_closed_assignment_refuse_together()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await app.ArrangeAsync(async db =>
        {
            (await db.ExamAssignments.SingleAsync(a => a.Id == candidate.Assignment.Id)).Close(app.Clock.Now);
            (await db.Cycles.SingleAsync(c => c.PersonId == candidate.Person.Id)).Close(app.Clock.Now);
        });
        await SettleAsync(candidate);

        Assert.Equal(["这场考试已经结束，不用再考。", "这次培训已关闭。要继续，请找安全管理员。"], await RefusalsAsync(candidate));
    }

    [DataFact]
    public async Task A_supervised_exam_waits_for_the_invigilator()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        await app.ArrangeAsync(async db =>
        {
            db.Entry(await db.ExamAssignments.SingleAsync(a => a.Id == candidate.Assignment.Id)).Property(a => a.Mode).CurrentValue = ExamMode.Supervised;
            db.Entry(await db.Attempts.SingleAsync(a => a.AssignmentId == candidate.Assignment.Id)).Property(a => a.Mode).CurrentValue = ExamMode.Supervised;
        });

        Assert.Equal(["要等监考人核对身份后才能开始。"], await RefusalsAsync(candidate));
    }

    [DataFact]
    public async Task A_paper_lies_ready_once_everything_is_learned_and_its_questions_are_shown_to_nobody_before_the_start()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        var ready = await ReadyAsync(candidate);
        using var peek = await candidate.Visitor.GetAsync($"/exams/attempts/{ready!.Id}");

        Assert.Equal((AttemptState.Ready, 1, HttpStatusCode.NotFound), (ready.State, ready.Number, await LastStatusAsync(candidate, peek)));
        Assert.NotEmpty(ready.Paper.Items);
        var sitting = await candidate.StartAsync();
        Assert.Equal((ready.Id, ready.Paper.Seed), (sitting.Id, sitting.Attempt.Paper.Seed));
    }

    [DataFact]
    public async Task A_paper_is_withheld_while_something_is_against_it_and_given_back_unread_afterwards()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var drawn = await ReadyAsync(candidate);
        var lesson = await app.ReadAsync(db => db.StudyProgress.AsNoTracking().Where(p => p.PersonId == candidate.Person.Id).OrderBy(p => p.Lesson).FirstAsync());

        await app.ArrangeAsync(db => db.Remove(lesson));
        await SettleAsync(candidate);
        Assert.Null((await ReadyAsync(candidate))!.OpensAt);

        await app.ArrangeAsync(db => db.Add(lesson));
        await SettleAsync(candidate);
        var again = await ReadyAsync(candidate);
        Assert.Equal((drawn!.Id, drawn.Paper.Seed), (again!.Id, again.Paper.Seed));
        Assert.True(again.MayBegin(app.Clock.Now));
    }

    [DataFact]
    public async Task After_retraining_the_next_paper_lies_ready_and_opens_when_the_wait_is_over()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var first = await candidate.SitAsync(_ => false);
        var order = await OrderAsync(candidate);
        Assert.Null(await ReadyAsync(candidate));
        await FinishAsync(order.Id);
        await SettleAsync(candidate);

        var ready = await ReadyAsync(candidate);

        Assert.Equal((2, order.WaitUntil), (ready!.Number, ready.OpensAt));
        Assert.False(ready.MayBegin(order.WaitUntil.AddTicks(-1)));
        Assert.True(ready.MayBegin(order.WaitUntil));
        Assert.True(first.Paper.Items.Select(i => i.QuestionId).Intersect(ready.Paper.Items.Select(i => i.QuestionId)).Count() < first.Paper.Items.Count / 2);
    }

    [DataFact]
    public async Task The_database_lets_begin_what_the_rule_lets_begin()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var now = app.Clock.Now;
        foreach (var (from, lastDay) in new (DateTimeOffset?, DateOnly?)[]
        {
            (now, now.Day()), (now.AddTicks(-10), DateOnly.MaxValue), (now.AddTicks(10), DateOnly.MaxValue), (now, now.Day().AddDays(-1)), (null, null),
        })
        {
            await app.ArrangeAsync(async db =>
            {
                var ready = await db.Attempts.SingleAsync(a => a.AssignmentId == candidate.Assignment.Id);
                if (from is null) ready.Withhold();
                else ready.Admit(from.Value, lastDay!.Value);
            });

            var asked = await app.ReadAsync(db => db.Attempts.Where(a => a.AssignmentId == candidate.Assignment.Id).MayBegin(now).AnyAsync());

            Assert.Equal((await ReadyAsync(candidate))!.MayBegin(now), asked);
        }
    }

    private Task<ExamAttempt?> ReadyAsync(ExamsCandidate candidate) =>
        app.ReadAsync(db => db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == candidate.Person.Id && a.State == AttemptState.Ready));

    /// <summary>Where the way ends, redirects followed.</summary>
    private static async Task<HttpStatusCode> LastStatusAsync(ExamsCandidate candidate, HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } next) return response.StatusCode;
        using var then = await candidate.Visitor.GetAsync(next);
        return then.StatusCode;
    }

    private static async Task<string?> StateAsync(ExamsCandidate candidate)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/exams");
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await candidate.Visitor.SendAsync(request);
        var rows = await response.JsonAsync(HttpStatusCode.OK);
        var row = Assert.Single(rows.EnumerateArray().Where(r => r.GetProperty("assignmentId").GetGuid() == candidate.Assignment.Id).ToList());
        return row.GetProperty("state").GetString();
    }

    /// <summary>Posts the start although the notice offers no button, and reads why it is refused. The notice says the same.</summary>
    private static async Task<IReadOnlyList<string>> RefusalsAsync(ExamsCandidate candidate, HttpClient? on = null)
    {
        var visitor = on ?? candidate.Visitor;
        var notice = await visitor.GetPageAsync(candidate.Notice);
        Assert.Null(notice.QuerySelector("form[action$='/attempts'] button"));
        using var response = await visitor.SubmitAsync(notice.FormWith($"{candidate.Notice}/attempts"));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await response.ReadPageAsync();
        var reasons = Reasons(page);
        Assert.Equal(Reasons(notice), reasons);
        return reasons;

        static List<string> Reasons(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll(".notice--error li").Select(l => l.TextContent.Trim())];
    }

    /// <summary>What every operation ends in.</summary>
    private async Task SettleAsync(ExamsCandidate candidate)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SettlePerson>().RunAsync(candidate.Person.Id, null, app.Clock.Now, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().SaveChangesAsync();
    }

    private Task<RetrainingOrder> OrderAsync(ExamsCandidate candidate) =>
        app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().Where(o => o.PersonId == candidate.Person.Id).OrderByDescending(o => o.CreatedAt).FirstAsync());

    private Task FinishAsync(Guid orderId) => app.ArrangeAsync(async db =>
    {
        var order = await db.RetrainingOrders.SingleAsync(o => o.Id == orderId);
        while (order.Current is { } task) order.Finish(task.Number, app.Clock.Now);
    });

    /// <summary>Somebody who has failed so often in a row, each time retrained, confirmed and waited in between.</summary>
    private async Task<ExamsCandidate> FailedAsync(int times)
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        for (var n = 1; n <= times; n++)
        {
            var attempt = await candidate.Story.SitAsync(candidate.Assignment, pass: false);
            Assert.Equal(n, attempt.Number);
            if (n == times) break;
            var order = await OrderAsync(candidate);
            await FinishAsync(order.Id);
            await app.ArrangeAsync(async db => (await db.RetrainingOrders.SingleAsync(o => o.Id == order.Id)).Confirm(candidate.Story.Manager.Id, app.Clock.Now));
            app.Clock.Now = order.WaitUntil;
        }

        return candidate;
    }
}
