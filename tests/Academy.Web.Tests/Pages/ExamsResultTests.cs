using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>From handing in to the grade and what a candidate is shown of it.</summary>
public abstract class ExamsResultTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsResultTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsResultTests(app), IClassFixture<PostgresApp>;

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    [DataFact]
    public async Task Everything_right_passes_with_every_point_and_the_certificate_comes_at_once()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);

        var attempt = await candidate.SitAsync(_ => true);

        var grade = Assert.Single(attempt.Grades);
        Assert.Equal((Outcome.Passed, 100, 100, 80), (grade.Outcome, grade.Points, grade.Total, grade.PassMark));
        Assert.Empty(grade.Missed);
        var certificate = await app.ReadAsync(db => db.Certificates.AsNoTracking().SingleAsync(c => c.HolderId == candidate.Person.Id));
        Assert.Equal((attempt.Id, grade.CycleId, Story.Position), (certificate.AttemptId, certificate.CycleId, certificate.Position));
        Assert.Equal(CycleState.Certified, await app.ReadAsync(db => db.Cycles.Where(c => c.Id == grade.CycleId).Select(c => c.State).SingleAsync()));

        var page = await candidate.Visitor.GetPageAsync($"/exams/attempts/{attempt.Id}/result");
        Assert.Equal("考试通过", page.QuerySelector(".outcome__word")!.TextContent);
        Assert.StartsWith("100", page.QuerySelector(".outcome__score")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/certificates/{certificate.Id}", page.QuerySelector("main .button--primary")!.GetAttribute("href"));
    }

    [DataFact]
    public async Task The_mark_reached_with_a_critical_item_wrong_is_FailedCritical_and_no_certificate()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        var wrong = sitting.Attempt.Paper.Items.First(i => i.IsCritical);
        await sitting.AnswerAsync(i => i.Q != wrong.Q);
        var attempt = await sitting.HandInAsync();

        var grade = Assert.Single(attempt.Grades);
        var point = sitting.ItemOf(wrong).KnowledgePoint;
        Assert.Equal((Outcome.FailedCritical, 100 - wrong.Points), (grade.Outcome, grade.Points));
        Assert.Equal([point.ToString()], grade.MissedCritical);
        Assert.Equal(0, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == candidate.Person.Id)));
        var page = await candidate.Visitor.GetPageAsync($"{sitting.Url}/result");
        Assert.Equal("红线题没过", page.QuerySelector(".outcome__word")!.TextContent);
    }

    [DataFact]
    public async Task Under_the_mark_is_Failed_with_exactly_the_points_of_what_was_right()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        var right = new HashSet<int>();
        var points = 0;
        foreach (var item in sitting.Attempt.Paper.Items.Where(i => points + i.Points < 80))
        {
            points += item.Points;
            right.Add(item.Q);
        }

        await sitting.AnswerAsync(i => right.Contains(i.Q));
        var attempt = await sitting.HandInAsync();

        var grade = Assert.Single(attempt.Grades);
        Assert.Equal((Outcome.Failed, points), (grade.Outcome, grade.Points));
        Assert.Equal(points, grade.Abilities.Sum(a => a.Points));
        var missed = sitting.Attempt.Paper.Items.Where(i => !right.Contains(i.Q)).Select(i => sitting.ItemOf(i).KnowledgePoint.ToString()).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(missed, grade.Missed);

        var page = await candidate.Visitor.GetPageAsync($"{sitting.Url}/result");
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Equal("没有通过", page.QuerySelector(".outcome__word")!.TextContent);
        Assert.Contains($"还差 {80 - points} 分", text, StringComparison.Ordinal);
        var order = await app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.AttemptId == sitting.Id));
        Assert.Equal($"/learn/retraining/{order.Id}", page.QuerySelector("main .button--primary")!.GetAttribute("href"));
        foreach (var ability in grade.Abilities) Assert.Contains(sitting.Release.Curriculum.Abilities.First(a => a.Code == ability.Ability).ShortName, text, StringComparison.Ordinal);
        foreach (var point in grade.Missed) Assert.Contains(sitting.Release.Curriculum.FindCard(KnowledgePoint.Parse(point))!.Title, text, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_multiple_choice_with_one_right_option_left_out_earns_nothing()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        var multiple = sitting.Attempt.Paper.Items.First(i => i.Kind is QuestionKind.Multiple && !i.IsCritical);
        await sitting.AnswerAsync(_ => true);
        (await sitting.PutAsync((multiple.Q, 2, sitting.KeyOf(multiple)[1..]))).Dispose();

        var attempt = await sitting.HandInAsync();

        Assert.Equal(100 - multiple.Points, attempt.Grades[0].Points);
    }

    [DataFact]
    public async Task When_the_browser_is_gone_the_sweep_hands_in_after_the_grace_as_of_the_deadline()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        await sitting.AnswerAsync(_ => true);
        app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace;
        await SweepAsync();
        Assert.Equal(AttemptState.InProgress, (await sitting.ReadAsync()).State);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync();

        var closed = await sitting.ReadAsync();
        Assert.Equal((AttemptState.Graded, SubmittedBy.Deadline, sitting.Attempt.Deadline), (closed.State, closed.SubmittedBy, closed.SubmittedAt));
        Assert.Equal(Outcome.Passed, closed.Grades[0].Outcome);
        Assert.Contains("到时自动交卷", (await candidate.Visitor.GetPageAsync($"{sitting.Url}/result")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_wait_counts_from_the_deadline_however_late_the_sweep_comes()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        app.Clock.Now = sitting.Attempt.Deadline!.Value.AddHours(1);
        await SweepAsync();

        var order = await app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.AttemptId == sitting.Id));

        Assert.Equal(sitting.Attempt.Deadline.Value.AddHours(2), order.WaitUntil);
    }

    [DataFact]
    public async Task What_was_closed_but_not_graded_is_graded_by_the_sweep()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        await sitting.AnswerAsync(_ => true);
        // The process ended between closing and grading.
        await app.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == sitting.Id)).Submit(SubmittedBy.Candidate, app.Clock.Now));
        Assert.Equal("正在评分", (await candidate.Visitor.GetPageAsync($"{sitting.Url}/result")).QuerySelector(".outcome__word")!.TextContent);

        app.Clock.Advance(Grace + TimeSpan.FromSeconds(1));
        await SweepAsync();

        var graded = await sitting.ReadAsync();
        Assert.Equal((AttemptState.Graded, SubmittedBy.Candidate, Outcome.Passed), (graded.State, graded.SubmittedBy, graded.Grades[0].Outcome));
    }

    [DataFact]
    public async Task An_attempt_that_cannot_be_graded_does_not_keep_the_others_open()
    {
        var broken = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var sitting = await (await ExamsCandidate.TrainedAsync(app, "周大同")).StartAsync();
        await app.ArrangeAsync(async db => db.Entry((await db.ExamAssignments.SingleAsync(a => a.Id == broken.Attempt.AssignmentId)).Cycles[0]).Property(c => c.Blueprint).CurrentValue = "gone");

        app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace + TimeSpan.FromSeconds(1);
        await SweepAsync();

        Assert.Equal(AttemptState.Graded, (await sitting.ReadAsync()).State);
        Assert.Equal(AttemptState.Submitted, (await broken.ReadAsync()).State);
    }

    [DataFact]
    public async Task The_update_that_hands_in_does_what_the_domain_does_in_every_state_and_at_every_time()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var deadline = sitting.Attempt.Deadline!.Value;
        foreach (var prepare in new Action<ExamAttempt>[] { _ => { }, a => a.Pause(app.Clock.Now), a => a.Submit(SubmittedBy.Invigilator, app.Clock.Now), a => a.Void() })
        {
            foreach (var now in new[] { deadline.AddMinutes(-5), deadline, deadline + Grace, deadline.AddHours(1) })
            {
                await using var scope = app.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
                await using var undone = await db.Database.BeginTransactionAsync();
                var attempt = await db.Attempts.SingleAsync(a => a.Id == sitting.Id);
                prepare(attempt);
                await db.SaveChangesAsync();
                Assert.Equal(0, await db.Attempts.OfPerson(sitting.Id, Guid.NewGuid()).HandInAsync(now, CancellationToken.None));

                var done = await db.Attempts.OfPerson(sitting.Id, sitting.Candidate.Person.Id).HandInAsync(now, CancellationToken.None);

                Assert.Equal(attempt.Submit(SubmittedBy.Candidate, now), done == 1);
                var kept = await db.Attempts.AsNoTracking().SingleAsync(a => a.Id == sitting.Id);
                Assert.Equal((attempt.State, attempt.SubmittedAt, attempt.SubmittedBy, attempt.PausedAt), (kept.State, kept.SubmittedAt, kept.SubmittedBy, kept.PausedAt));
            }
        }
    }

    [DataFact]
    public async Task The_receipt_that_the_candidate_holds_stands_in_the_file_that_the_manager_opens()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var attempt = await candidate.SitAsync(_ => false);
        var manager = await candidate.Story.VisitAsync(candidate.Story.Manager);

        Assert.Contains($"交卷回执：{attempt.Receipt}", (await candidate.Visitor.GetPageAsync($"/exams/attempts/{attempt.Id}/result")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"交卷回执 {attempt.Receipt}", (await manager.GetPageAsync($"/manage/people/{candidate.Person.Id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task An_open_attempt_has_no_result_and_a_graded_one_no_exam_page()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        using (var early = await candidate.Visitor.GetAsync($"{sitting.Url}/result")) Assert.Equal(sitting.Url, early.Headers.Location!.OriginalString);

        await sitting.HandInAsync();
        using var page = await candidate.Visitor.GetAsync(sitting.Url);
        using var confirm = await candidate.Visitor.GetAsync($"{sitting.Url}/submit");

        Assert.Equal([$"{sitting.Url}/result", $"{sitting.Url}/result"], [page.Headers.Location!.OriginalString, confirm.Headers.Location!.OriginalString]);
    }

    private Task SweepAsync() => app.Services.GetRequiredService<CloseOverdueAttempts>().RunOnceAsync(CancellationToken.None);
}
