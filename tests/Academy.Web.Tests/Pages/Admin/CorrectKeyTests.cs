using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Operations;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Admin;

/// <summary>题目更正, from the wrong key in the bank to the people whose grades it changes. Each test asks a question of its own.</summary>
public abstract partial class CorrectKeyTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : CorrectKeyTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : CorrectKeyTests(app), IClassFixture<PostgresApp>;

    private Corrections _corrections = null!;

    public async Task InitializeAsync()
    {
        // What a test does is newer than what the tests before it did.
        app.Clock.Advance(TimeSpan.FromHours(1));
        _corrections = await Corrections.OfAsync(app);
    }

    public async Task DisposeAsync()
    {
        // The other tests may come upon the same question.
        foreach (var open in await app.ReadAsync(db => db.KeyCorrections.AsNoTracking().Where(c => c.State == CorrectionState.Proposed).ToListAsync()))
        {
            var by = new[] { _corrections.First, _corrections.Other }.First(a => a.Person.Id != open.ProposedBy);
            await app.ActAsync((CorrectKey correct) => correct.RejectAsync(open.Id, "不更正", by.Person.Id, CancellationToken.None));
        }

        _corrections.First.Visitor.Dispose();
        _corrections.Other.Visitor.Dispose();
    }

    [DataFact]
    public async Task Who_failed_for_want_of_it_passes_gets_the_certificate_and_owes_no_retraining()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "冯春生");
        var points = wrong.Attempt.Grades[0].Points;
        Assert.True(Assert.Single(await wrong.OrdersAsync()).IsOpen);

        // The dry run says what will be, and nothing has changed by it.
        await _corrections.PublishAsync(wrong);
        var row = RowOf(await _corrections.First.CandidateAsync(wrong), "冯春生");
        Assert.Equal(($"{points} → {points + wrong.Asked.Points} / 100", "不合格 → 合格", "签发", "取消"), row);
        Assert.Single((await wrong.ReadAsync()).AllGrades);
        Assert.Empty(await wrong.CertificatesAsync());
        var address = await _corrections.First.ProposeAsync(wrong);
        Assert.Equal(row, RowOf(await _corrections.Other.Visitor.GetPageAsync(address), "冯春生"));
        Assert.Single((await wrong.ReadAsync()).AllGrades);

        await _corrections.Other.ConfirmAsync(address);
        await _corrections.ApplyAsync();

        var attempt = await wrong.ReadAsync();
        Assert.Equal([(Outcome.Failed, points), (Outcome.Passed, points + wrong.Asked.Points)], attempt.AllGrades.OrderBy(g => g.Number).Select(g => (g.Outcome, g.Points)));
        Assert.Equal(Outcome.Passed, Assert.Single(attempt.Grades).Outcome);
        var certificate = Assert.Single(await wrong.CertificatesAsync());
        Assert.Equal((attempt.Id, CertificateState.Valid), (certificate.AttemptId, certificate.State));
        Assert.Equal(CycleState.Certified, Assert.Single(await wrong.CyclesAsync()).State);
        var correction = await _corrections.ReadAsync(address);
        Assert.Equal(CorrectionState.Applied, correction.State);
        var order = Assert.Single(await wrong.OrdersAsync());
        Assert.Equal((false, correction.Id, null), (order.IsOpen, order.LiftedBy, order.CompletedAt));
        Assert.Contains("取消", (await wrong.Candidate.Visitor.GetPageAsync($"/learn/retraining/{order.Id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(row, RowOf(await _corrections.First.Visitor.GetPageAsync(address), "冯春生"));
        Assert.Equal([], await FaultsAsync());
    }

    [DataFact]
    public async Task Who_passed_by_it_fails_the_certificate_is_suspended_and_the_training_goes_on_until_a_new_one_takes_its_place()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "蒋大为");
        var first = Assert.Single(await wrong.CertificatesAsync());

        await _corrections.PublishAsync(wrong);
        var points = wrong.Attempt.Grades[0].Points;
        Assert.Equal(($"{points} → {points - wrong.Asked.Points} / 100", "合格 → 不合格", "暂停", "新开一张"), RowOf(await _corrections.First.CandidateAsync(wrong), "蒋大为"));
        var address = await _corrections.First.ProposeAsync(wrong);
        await _corrections.Other.ConfirmAsync(address);
        await _corrections.ApplyAsync();

        var suspended = Assert.Single(await wrong.CertificatesAsync());
        Assert.Equal((first.Id, CertificateState.Suspended, SuspensionGrounds.Regraded), (suspended.Id, suspended.State, suspended.Suspension));
        var order = Assert.Single(await wrong.OrdersAsync());
        Assert.Equal((true, RetrainingStep.First, wrong.Attempt.Id), (order.IsOpen, order.Step, order.AttemptId));
        var cycles = await wrong.CyclesAsync();
        Assert.Equal([(1, CycleState.Certified, (Guid?)null), (2, CycleState.Retraining, cycles[0].Id)], cycles.Select(c => (c.Number, c.State, c.StandsInFor)));
        Assert.Contains("题目更正后，考试不合格", (await wrong.Candidate.Visitor.GetPageAsync("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([], await FaultsAsync());

        // The person retrains, waits, and sits again; a paper for it lies ready without the question.
        await WorkOffAsync(wrong);
        var again = await app.ReadAsync(db => db.ExamAssignments.SingleAsync(a => a.PersonId == wrong.Candidate.Person.Id && a.ClosedAt == null));
        var passed = await new ExamsCandidate(wrong.Candidate.Story, wrong.Candidate.Person, again, wrong.Candidate.Visitor).SitAsync(_ => true);

        Assert.DoesNotContain(passed.Paper.Items, i => i.QuestionId == wrong.Asked.QuestionId);
        var certificates = await wrong.CertificatesAsync();
        Assert.Equal([CertificateState.Superseded, CertificateState.Valid], certificates.Select(c => c.State));
        Assert.Equal(passed.Id, certificates[1].AttemptId);
    }

    [DataFact]
    public async Task Who_missed_a_red_line_only_by_the_new_key_sits_a_critical_paper_next()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "沈红梅", critical: true);

        await _corrections.CorrectAsync(wrong);

        Assert.Equal(Outcome.FailedCritical, (await wrong.ReadAsync()).Grades[0].Outcome);
        Assert.Equal(CertificateState.Suspended, Assert.Single(await wrong.CertificatesAsync()).State);
        Assert.Equal(RetrainingStep.Critical, Assert.Single(await wrong.OrdersAsync()).Step);
        await WorkOffAsync(wrong);
        var ready = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == wrong.Candidate.Person.Id && a.State == AttemptState.Ready));
        Assert.Equal(PaperKind.Critical, ready.Kind);
        Assert.DoesNotContain(ready.Paper.Items, i => i.QuestionId == wrong.Asked.QuestionId);
    }

    [DataFact]
    public async Task A_second_correction_works_on_top_of_the_first_and_gives_the_certificate_back()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "韩玉兰");
        var key = (wrong.NewKey + wrong.Asked.OptionOrder.Count - 1) % wrong.Asked.OptionOrder.Count;
        var first = await _corrections.CorrectAsync(wrong);
        Assert.Equal(CertificateState.Suspended, Assert.Single(await wrong.CertificatesAsync()).State);

        var corrected = (await _corrections.ReadAsync(first)).ToVersion;
        var back = await _corrections.CorrectAsync(wrong with { NewKey = key, Asked = wrong.Asked with { QuestionVersion = corrected } });

        var attempt = await wrong.ReadAsync();
        Assert.Equal([Outcome.Passed, Outcome.Failed, Outcome.Passed], attempt.AllGrades.OrderBy(g => g.Number).Select(g => g.Outcome));
        var certificate = Assert.Single(await wrong.CertificatesAsync());
        Assert.Equal((CertificateState.Valid, SuspensionGrounds.None), (certificate.State, certificate.Suspension));
        Assert.Equal([CycleState.Certified, CycleState.Closed], (await wrong.CyclesAsync()).Select(c => c.State));
        Assert.False(Assert.Single(await wrong.OrdersAsync()).IsOpen);
        Assert.Equal("恢复", RowOf(await _corrections.First.Visitor.GetPageAsync(back), "韩玉兰").Certificate);
        Assert.Equal([], await FaultsAsync());
    }

    [DataFact]
    public async Task Whose_answer_is_wrong_by_either_key_is_not_touched()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "朱文");
        var other = await wrong.NeighbourSatAsync("秦书", option: (wrong.NewKey + 1) % wrong.Asked.OptionOrder.Count);
        var before = await other.ReadAsync();

        var address = await _corrections.CorrectAsync(wrong);

        var after = await other.ReadAsync();
        Assert.Equal([before.Grades[0].GradedAt], after.AllGrades.Select(g => g.GradedAt));
        var page = await _corrections.First.Visitor.GetPageAsync(address);
        Assert.Equal(["朱文"], page.QuerySelectorAll("tbody th").Select(n => n.TextContent).Where(n => n is "朱文" or "秦书"));
        Assert.Equal(0, await app.ReadAsync(db => db.Regrades.CountAsync(r => r.PersonId == other.Candidate.Person.Id)));
    }

    [DataFact]
    public async Task Cut_off_between_two_people_it_goes_on_where_it_was_and_does_nobody_twice()
    {
        var one = await WrongKey.SitAsync(app, pass: false, name: "许一");
        var two = await one.NeighbourSatAsync("何二");
        var address = await _corrections.ProposeAsync(one);
        await _corrections.Other.ConfirmAsync(address);
        var correction = await _corrections.ReadAsync(address);

        // The process ends after the first of them.
        Assert.Equal(1, await ApplyToAsync(one));
        Assert.Equal((2, 1), ((await one.ReadAsync()).AllGrades.Count, (await two.ReadAsync()).AllGrades.Count));
        Assert.Contains("正在重新评分", (await _corrections.First.Visitor.GetPageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await _corrections.ApplyAsync();
        await _corrections.ApplyAsync();

        foreach (var person in new[] { one, two })
        {
            Assert.Equal(0, await ApplyToAsync(person));
            Assert.Equal(2, (await person.ReadAsync()).AllGrades.Count);
            Assert.Single(await person.CertificatesAsync());
            Assert.Equal(1, await app.ReadAsync(db => db.Regrades.CountAsync(r => r.AttemptId == person.Attempt.Id)));
            Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "exam.regraded" && e.Subject == person.Attempt.Id)));
        }

        Assert.Equal(CorrectionState.Applied, (await _corrections.ReadAsync(address)).State);

        Task<int> ApplyToAsync(WrongKey person) => app.ActAsync((RegradeAttempts regrade) => regrade.ApplyAsync(correction, person.Candidate.Person.Id, CancellationToken.None));
    }

    [DataFact]
    public async Task Papers_not_begun_are_drawn_anew_and_what_is_being_sat_is_graded_by_the_new_key_at_once()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "吕三");
        var ready = await wrong.NeighbourAsync("施四");
        var sitting = await (await wrong.NeighbourAsync("张五")).StartAsync();
        await sitting.AnswerAsync(_ => true);
        var handedIn = await (await wrong.NeighbourAsync("孔六")).StartAsync();
        await handedIn.AnswerAsync(_ => true);
        // The process ended between closing and grading.
        await app.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == handedIn.Id)).Submit(SubmittedBy.Candidate, app.Clock.Now));

        var address = await _corrections.CorrectAsync(wrong);

        var number = (await _corrections.ReadAsync(address)).Number!.Value;
        var drawn = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == ready.Person.Id));
        Assert.Equal(AttemptState.Ready, drawn.State);
        Assert.DoesNotContain(drawn.Paper.Items, i => i.QuestionId == wrong.Asked.QuestionId);
        await sitting.HandInAsync();
        foreach (var graded in new[] { await sitting.ReadAsync(), await handedIn.ReadAsync() })
        {
            var grade = Assert.Single(graded.AllGrades);
            Assert.Equal((100 - wrong.Asked.Points, number, null), (grade.Points, grade.Key, grade.CorrectionId));
        }

        Assert.Equal([], await FaultsAsync());
    }

    [DataFact]
    public async Task A_grade_that_the_corrections_do_not_explain_is_found_by_the_audit()
    {
        var wrong = await WrongKey.SitAsync(app, pass: false, name: "曹七");
        await _corrections.CorrectAsync(wrong);
        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync(a => a.Id == wrong.Attempt.Id);
            db.Entry(attempt.Grades[0]).Property(g => g.Points).CurrentValue--;
        });

        Assert.Equal([(wrong.Attempt.Id, JournalFault.GradeDiffers)], await FaultsAsync());

        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync(a => a.Id == wrong.Attempt.Id);
            db.Entry(attempt.Grades[0]).Property(g => g.Points).CurrentValue++;
        });
    }

    [DataFact]
    public async Task Every_step_is_in_the_audit_trail_in_words()
    {
        var wrong = await WrongKey.SitAsync(app, pass: true, name: "严八");
        var address = await _corrections.CorrectAsync(wrong);
        var id = (await _corrections.ReadAsync(address)).Id;

        Assert.Equal(
            [("correction.applied", _corrections.Other.Person.Id), ("correction.confirmed", _corrections.Other.Person.Id), ("correction.proposed", _corrections.First.Person.Id)],
            await app.ReadAsync(async db => (await db.AuditEntries.Where(e => e.Subject == id).OrderBy(e => e.Action).ToListAsync()).Select(e => (e.Action, e.Actor!.Value))));
        var rows = (await _corrections.First.Visitor.GetPageAsync($"/admin/audit?act=exam.regraded&organization={wrong.Candidate.Story.Organization.Id}")).QuerySelectorAll("tbody tr");
        var points = wrong.Attempt.Grades[0].Points;
        Assert.Contains(("重新评分", $"合格 {points} → 不合格 {points - wrong.Asked.Points}/100"), rows.Select(r => (r.QuerySelector("[data-label=动作]")!.TextContent.Trim(), r.QuerySelector("[data-label=说明]")!.TextContent.Trim())));
        Assert.Equal(["certificate.suspended", "cycle.assigned", "retraining.ordered"], await app.ReadAsync(async db =>
        {
            var at = await db.Regrades.Where(r => r.AttemptId == wrong.Attempt.Id).Select(r => r.At).SingleAsync();
            return (await db.AuditEntries.Where(e => e.At == at).Select(e => e.Action).ToListAsync()).Intersect(["certificate.suspended", "cycle.assigned", "retraining.ordered"]).Order(StringComparer.Ordinal).ToList();
        }));
    }

    private async Task WorkOffAsync(WrongKey wrong)
    {
        await app.ArrangeAsync(async db =>
        {
            var order = await db.RetrainingOrders.SingleAsync(o => o.PersonId == wrong.Candidate.Person.Id && o.LiftedAt == null);
            foreach (var task in order.Tasks) order.Finish(task.Number, app.Clock.Now);
            if (order.WaitUntil > app.Clock.Now) app.Clock.Now = order.WaitUntil.AddMinutes(1);
        });
        await app.ActAsync(async (IServiceProvider services) =>
        {
            var db = services.GetRequiredService<AcademyDbContext>();
            await services.GetRequiredService<SettlePerson>().RunAsync(wrong.Candidate.Person.Id, null, app.Clock.Now, CancellationToken.None);
            return await db.SaveChangesAsync();
        });
    }

    private async Task<IReadOnlyList<(Guid, JournalFault)>> FaultsAsync()
    {
        var faults = new List<(Guid, JournalFault)>();
        await app.ActAsync((VerifyJournals verify) => verify.RunAsync(
            (attempt, fault) =>
            {
                faults.Add((attempt.Id, fault));
                return Task.CompletedTask;
            },
            CancellationToken.None));
        return faults;
    }

    /// <summary>What the table of effects says of a person.</summary>
    private static (string Points, string Outcome, string Certificate, string Order) RowOf(IHtmlDocument page, string name)
    {
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == name);
        return (Cell("分数"), Cell("结果"), Cell("合格证"), Cell("补训单"));

        string Cell(string label) => row.QuerySelector($"[data-label={label}]")!.TextContent.Trim();
    }
}
