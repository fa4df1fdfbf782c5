using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data.Queries;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Academy.Web.Tests.Identity;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>纸质考试: from the printer over two pairs of hands to the grade, and who may not.</summary>
public abstract class PaperExamTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : PaperExamTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : PaperExamTests(app), IClassFixture<PostgresApp>;

    private static readonly byte[] Pdf = "%PDF-1.7 scanned"u8.ToArray();

    [DataFact]
    public async Task Printed_keyed_in_by_two_and_agreed_it_is_graded_sealed_and_certified_as_any_other()
    {
        var candidate = await TrainedAsync();
        var (manager, second) = (await ManagerAsync(candidate.Story), await SecondAsync(candidate.Story));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();

        await KeyAsync(manager, paper, paper.Right, done: true);
        await ScanAsync(second, paper, Pdf);
        using (var confirmed = await PostAnswersAsync(second, paper, "check", "Confirm", paper.Right)) Assert.Equal($"/paper-exams/sheets/{paper.Code}", LocationOf(confirmed));

        var attempt = await AttemptAsync(paper.AttemptId);
        var grade = Assert.Single(attempt.Grades);
        Assert.Equal((AttemptState.Graded, ExamMode.Paper, SubmittedBy.Invigilator), (attempt.State, attempt.Mode, attempt.SubmittedBy));
        Assert.Equal((Outcome.Passed, 100, hall.EndedAt), (grade.Outcome, grade.Points, attempt.SubmittedAt));
        Assert.NotNull(attempt.Receipt);
        var certificate = await app.ReadAsync(db => db.Certificates.AsNoTracking().SingleAsync(c => c.HolderId == candidate.Person.Id));
        Assert.Equal((attempt.Id, ExamMode.Paper), (certificate.AttemptId, certificate.Mode));
        var journal = await app.ReadAsync(db => db.AnswerRevisions.AsNoTracking().Where(r => r.AttemptId == attempt.Id).ToListAsync());
        Assert.Equal(attempt.Paper.Items.Count, journal.Count);
        Assert.All(journal, r => Assert.Equal($"paper:{candidate.Story.Manager.Id:N}", r.Client));
        Assert.Empty(await FaultsAsync(attempt.Id));
        var sheet = await SheetAsync(paper);
        Assert.Equal(
            ["paper.confirmed", "paper.keyed", "paper.scanned"],
            await app.ReadAsync(db => db.AuditEntries.Where(a => a.Subject == sheet.Id).Select(a => a.Action).OrderBy(a => a).ToListAsync()));
        var result = await candidate.Visitor.GetPageAsync($"/exams/attempts/{attempt.Id}/result");
        Assert.Contains("纸质考试", result.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("考试通过", result.QuerySelector(".outcome__word")!.TextContent);
        Assert.Contains("已确认", (await second.GetPageAsync(paper.Url)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_fail_on_paper_orders_retraining_whose_wait_counts_from_the_end_of_the_sitting()
    {
        var candidate = await TrainedAsync();
        var (manager, second) = (await ManagerAsync(candidate.Story), await VisitAsync(await candidate.Story.GrantAsync("管维", Role.Administrator)));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        await ScanAsync(manager, paper, Pdf);
        app.Clock.Advance(TimeSpan.FromMinutes(45));

        await ConfirmAsync(manager, second, paper, []);

        var attempt = await AttemptAsync(paper.AttemptId);
        Assert.Equal(Outcome.Failed, Assert.Single(attempt.Grades).Outcome);
        Assert.Equal(0, await app.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == attempt.Id)));
        var order = await app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.AttemptId == attempt.Id));
        Assert.Equal(hall.EndedAt + new AcademyDefaults().WaitFrontLineFirst, order.WaitUntil);
        Assert.Equal(RetrainingStep.First, order.Step);
        Assert.Empty(await FaultsAsync(attempt.Id));
        Assert.DoesNotContain(candidate.Assignment.Id.ToString(), (await manager.GetPageAsync("/manage/exams/paper")).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Every_kind_is_printed_with_its_pictures_and_nothing_of_the_key_and_keyed_in_for_every_point()
    {
        var candidate = await TrainedAsync();
        await AllKinds.PutAsync(app, candidate.Assignment);
        var (manager, second) = (await ManagerAsync(candidate.Story), await SecondAsync(candidate.Story));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);

        var print = await hall.PrintAsync();

        var sheet = Assert.Single(print.QuerySelectorAll(".print-paper"));
        Assert.Equal(paper.Items.Count, sheet.QuerySelectorAll(".print-item").Length);
        Assert.Equal(PaperCode.Printed(paper.Code), sheet.QuerySelector("thead .print-paper__code")!.TextContent);
        Assert.Contains(candidate.Person.Name, sheet.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(sheet.QuerySelector(".print-paper__qr svg"));
        Assert.Equal(paper.Items.Sum(i => i.Blanks), sheet.QuerySelectorAll(".print-item__blank").Length);
        Assert.Equal(paper.Items.Where(i => FormAnswer.FieldCount(i) == 0).Sum(i => i.OptionOrder.Count), sheet.QuerySelectorAll(".print-item__box").Length);
        Assert.Equal(paper.Items.Where(i => i.Kind is QuestionKind.Match).Sum(i => i.OptionOrder.Count), sheet.QuerySelectorAll(".print-item__letter").Length);
        Assert.Single(sheet.QuerySelectorAll(".print-paper__story"));
        var pictures = sheet.QuerySelectorAll<IHtmlImageElement>("img").Select(i => i.GetAttribute("src")!).ToList();
        Assert.Equal(7, pictures.Count);
        using (var picture = await manager.GetAsync(pictures[0])) Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
        var text = string.Concat(sheet.TextContent.Where(c => !char.IsWhiteSpace(c)));
        Assert.DoesNotContain("一氧化碳", text, StringComparison.Ordinal);
        Assert.DoesNotContain("C03-", sheet.InnerHtml, StringComparison.Ordinal);

        await hall.HoldAsync();
        await ScanAsync(manager, paper, Pdf);
        await ConfirmAsync(manager, second, paper, paper.Right);
        Assert.Equal((100, Outcome.Passed), (await AttemptAsync(paper.AttemptId)).Grades.Select(g => (g.Points, g.Outcome)).Single());
    }

    [DataFact]
    public async Task While_a_paper_is_out_the_exam_begins_on_no_screen_and_says_so()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);

        Assert.Contains("已经印成纸质", (await candidate.Visitor.GetPageAsync("/exams")).Body!.TextContent, StringComparison.Ordinal);
        var refused = await app.ActAsync((StartAttempt start) => start.RunAsync(candidate.Assignment.Id, candidate.Person.Id, CancellationToken.None));
        Assert.Equal([EntryRefusalReason.PaperOut], Assert.IsType<StartOutcome.Refused>(refused).Refusals.Select(r => r.Reason));

        await hall.HoldAsync();
        Assert.Contains("正在录入和核对", (await candidate.Visitor.GetPageAsync("/exams")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("等核对", (await candidate.Visitor.GetPageAsync($"/exams/attempts/{paper.AttemptId}/result")).QuerySelector(".outcome__word")!.TextContent);
        var saved = await app.ActAsync((SaveAnswers save) => save.RunAsync(paper.AttemptId, candidate.Person.Id, "x", [new SentAnswer(paper.Items[0].Q, 1, ["1"])], app.Clock.Now, CancellationToken.None));
        Assert.IsType<SaveAnswersOutcome.Closed>(saved);
        await app.ActAsync((HandInAttempt handIn) => handIn.RunAsync(paper.AttemptId, candidate.Person.Id));
        app.Clock.Advance(TimeSpan.FromHours(3));
        await app.Services.GetRequiredService<CloseOverdueAttempts>().RunOnceAsync(CancellationToken.None);
        var attempt = await AttemptAsync(paper.AttemptId);
        Assert.Equal((AttemptState.Submitted, 0, null), (attempt.State, attempt.Grades.Count, attempt.JournalHead));
    }

    [DataFact]
    public async Task Two_starts_at_once_one_on_a_screen_and_one_at_the_printer_give_one_paper()
    {
        var candidate = await TrainedAsync();
        var manager = candidate.Story.Manager.Id;

        var printing = app.ActAsync((PrintPapers papers) => papers.OpenAsync(Guid.CreateVersion7(), candidate.Story.Organization.Id, "食堂", manager, [candidate.Assignment.Id], manager, CancellationToken.None));
        var starting = app.ActAsync((StartAttempt start) => start.RunAsync(candidate.Assignment.Id, candidate.Person.Id, CancellationToken.None));
        await Task.WhenAll(printing, starting);

        var isPrinted = (await printing)!.Count == 0;
        Assert.NotEqual(isPrinted, await starting is StartOutcome.Begun);
        var attempt = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == candidate.Person.Id));
        Assert.Equal(isPrinted, attempt.IsPrinted);
    }

    [DataFact]
    public async Task Who_was_absent_may_sit_as_if_nothing_had_been_and_who_sat_may_not()
    {
        var (present, absent) = (await TrainedAsync(), await TrainedAsync("周大同"));
        var manager = await ManagerAsync(present.Story);
        var hall = await OpenAsync(manager, present, absent);
        var (sat, back) = (await hall.PaperOfAsync(present), await hall.PaperOfAsync(absent));

        await hall.HoldAsync(back.Code);

        Assert.Equal(PaperSheetState.TakenBack, (await SheetAsync(back)).State);
        var fresh = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == absent.Person.Id));
        Assert.NotEqual(back.AttemptId, fresh.Id);
        Assert.Equal((1, ExamMode.Self, false), (fresh.Number, fresh.Mode, fresh.IsPrinted));
        Assert.Equal(1, (await absent.StartAsync()).Attempt.Number);
        Assert.Equal(PaperSheetState.Collected, (await SheetAsync(sat)).State);
        using var gone = await manager.GetAsync($"{back.Url}/key");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }

    [DataFact]
    public async Task Who_left_after_the_sitting_has_sat_it_all_the_same()
    {
        var candidate = await TrainedAsync();
        var hall = await OpenAsync(await ManagerAsync(candidate.Story), candidate);
        var paper = await hall.PaperOfAsync(candidate);

        await hall.HoldAsync(async () =>
        {
            var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == candidate.Person.Id).Select(e => e.Id).SingleAsync());
            Assert.True(await app.ActAsync((EndEngagement end) => end.RunAsync(engagement, candidate.Story.Organization.Id, forGood: false, candidate.Story.Manager.Id, CancellationToken.None)));
        });

        Assert.Equal(PaperSheetState.Collected, (await SheetAsync(paper)).State);
        Assert.Equal(AttemptState.Submitted, await app.ReadAsync(db => db.Attempts.Where(a => a.Id == paper.AttemptId).Select(a => a.State).SingleAsync()));
    }

    [DataFact]
    public async Task A_cancelled_session_gives_everybody_back_what_they_had()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);

        for (var n = 0; n < 2; n++) (await PostAsync(manager, $"{hall.Url}?handler=Cancel")).Dispose();

        Assert.Contains("已取消", (await manager.GetPageAsync(hall.Url)).Body!.TextContent + (await manager.GetPageAsync("/paper-exams")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await candidate.StartAsync()).Attempt.Number);
    }

    [DataFact]
    public async Task A_print_is_noted_and_so_is_every_print_again_of_the_same_paper()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        using (var unnoted = await manager.GetAsync($"{hall.Url}/print")) Assert.Equal(HttpStatusCode.Redirect, unnoted.StatusCode);

        var all = await hall.PrintAsync();
        var again = await hall.PrintAsync(paper.Code);

        Assert.Equal(all.QuerySelector(".print-paper")!.InnerHtml, again.QuerySelector(".print-paper")!.InnerHtml);
        Assert.Equal(1, (await SheetAsync(paper)).Reprints);
        var sheet = await SheetAsync(paper);
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "paper.printed" && a.Subject == hall.Id)));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "paper.reprinted" && a.Subject == sheet.Id)));
        await hall.HoldAsync();
        using var late = await manager.GetAsync($"{hall.Url}/print?code={paper.Code}");
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
    }

    [DataFact]
    public async Task The_sitting_is_not_in_the_future_ends_after_it_began_and_after_a_day_an_administrator_enters_it()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var (began, ended) = (app.Clock.Now.AddMinutes(10), app.Clock.Now.AddMinutes(40));
        app.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Contains("收卷时间还没到", await hall.RefusedAsync(began, ended), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("收卷要晚于开考", await hall.RefusedAsync(ended, began), StringComparison.Ordinal);
        Assert.Contains("早于试卷出好", await hall.RefusedAsync(began.AddMinutes(-30), ended), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(1));
        hall.Manager = await ManagerAsync(candidate.Story);
        Assert.Contains("请系统管理员", await hall.RefusedAsync(began, ended), StringComparison.Ordinal);

        var administrator = await VisitAsync(await candidate.Story.GrantAsync("管维", Role.Administrator));
        Assert.Contains(candidate.Story.Organization.SignName, (await administrator.GetPageAsync("/paper-exams")).Body!.TextContent, StringComparison.Ordinal);
        using var recorded = await hall.RecordAsync(administrator, began, ended);
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal(ended, (await AttemptAsync((await hall.PaperOfAsync(candidate)).AttemptId)).SubmittedAt);
    }

    [DataFact]
    public async Task A_sitting_before_the_wait_was_over_does_not_count()
    {
        var candidate = await TrainedAsync();
        var failed = await candidate.SitAsync(_ => false);
        await app.ArrangeAsync(async db =>
        {
            var order = await db.RetrainingOrders.SingleAsync(o => o.AttemptId == failed.Id);
            foreach (var task in order.Tasks) order.Finish(task.Number, app.Clock.Now);
        });
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var now = app.Clock.Now;
        app.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Contains("等候时间没到", await hall.RefusedAsync(now.AddMinutes(30), now.AddMinutes(60)), StringComparison.Ordinal);
        using var recorded = await hall.RecordAsync(manager, now.AddMinutes(125), now.AddMinutes(150));
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal(2, (await AttemptAsync((await hall.PaperOfAsync(candidate)).AttemptId)).Number);
    }

    [DataFact]
    public async Task Who_is_not_ready_invigilates_prepares_or_belongs_to_others_gets_no_paper()
    {
        var candidate = await TrainedAsync();
        var story = candidate.Story;
        var other = await Staff.OfAsync(app);
        Task<IReadOnlyList<PaperRefusal>?> OpenAsync(Guid organization, Guid invigilator, Guid by) =>
            app.ActAsync((PrintPapers papers) => papers.OpenAsync(Guid.CreateVersion7(), organization, "食堂", invigilator, [candidate.Assignment.Id], by, CancellationToken.None));

        Assert.Null(await OpenAsync(other.OrganizationId, story.Manager.Id, story.Manager.Id));
        Assert.Empty(Assert.Single((await OpenAsync(story.Organization.Id, candidate.Person.Id, story.Manager.Id))!).Refusals);
        Assert.Empty(Assert.Single((await OpenAsync(story.Organization.Id, story.Manager.Id, candidate.Person.Id))!).Refusals);
        await candidate.StartAsync();
        Assert.Equal(EntryRefusalReason.BeingSat, Assert.Single((await OpenAsync(story.Organization.Id, story.Manager.Id, story.Manager.Id))!).Refusals.Single().Reason);
        Assert.Equal(0, await app.ReadAsync(db => db.PaperSheets.CountAsync(s => s.PersonId == candidate.Person.Id)));
    }

    [DataFact]
    public async Task A_supervised_exam_needs_no_room_on_paper_and_a_second_click_prepares_one_session()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app, position: DemoCompany.SupervisedPosition);
        var manager = await ManagerAsync(candidate.Story);
        var form = (await manager.GetPageAsync("/manage/exams/paper")).FormWith("Input.Place");

        for (var n = 0; n < 2; n++)
        {
            using var opened = await manager.SubmitAsync(form, ("Input.Place", "食堂"), ("Input.Chosen", candidate.Assignment.Id.ToString()));
            Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        }

        Assert.Equal(1, await app.ReadAsync(db => db.PaperSheets.CountAsync(s => s.PersonId == candidate.Person.Id)));
        var attempt = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == candidate.Person.Id));
        Assert.Equal((ExamMode.Paper, true), (attempt.Mode, attempt.IsPrinted));
    }

    [DataFact]
    public async Task Another_organizations_manager_and_an_employee_find_nothing_of_it()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        await ScanAsync(manager, paper, Pdf);
        var scan = (await manager.GetPageAsync(paper.Url)).QuerySelector(".paper-scan a")!.GetAttribute("href")!;
        var theirs = await (await Staff.OfAsync(app)).HireAsync("1", Role.SafetyManager);
        var stranger = app.Visit();
        await stranger.SignInAsync(theirs.UserName!, Staff.Password);

        foreach (var address in new[] { hall.Url, $"{hall.Url}/print", $"{hall.Url}/roll", paper.Url, $"{paper.Url}/key", $"{paper.Url}/check", $"{paper.Url}/pictures/1", scan })
        {
            using var looked = await stranger.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, looked.StatusCode));
            using var own = await candidate.Visitor.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.Forbidden), (address, own.StatusCode));
        }

        foreach (var (handler, address) in new[] { ("Record", hall.Url), ("Cancel", hall.Url), ("Print", hall.Url), ("TakeOver", paper.Url), ("Save", $"{paper.Url}/key"), ("Confirm", $"{paper.Url}/check") })
        {
            using var tried = await PostAsync(stranger, $"{address}?handler={handler}", ("Input.On", "2026-11-23"), ("Input.From", "09:00"), ("Input.To", "10:00"));
            Assert.Equal((handler, HttpStatusCode.NotFound), (handler, tried.StatusCode));
        }

        Assert.DoesNotContain(hall.Id.ToString(), (await stranger.GetPageAsync("/paper-exams")).Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("没有这个编号", (await stranger.GetPageAsync($"/paper-exams?code={paper.Code}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_manager_who_sits_it_neither_prints_nor_notes_nor_keys_in_their_own()
    {
        var candidate = await TrainedAsync();
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), candidate.Person.Id, Role.SafetyManager, candidate.Story.Organization.Id, null, app.Clock.Now.Day(), null, null)));
        var manager = await ManagerAsync(candidate.Story);
        using var myself = await candidate.OnAnotherDeviceAsync();
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        var now = app.Clock.Now;

        (await PostAsync(myself, $"{hall.Url}?handler=Print")).Dispose();
        using (var print = await myself.GetAsync($"{hall.Url}/print")) Assert.Equal(HttpStatusCode.Redirect, print.StatusCode);
        using (var picture = await myself.GetAsync($"{paper.Url}/pictures/1")) Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
        var hand = new PaperHand(candidate.Story.Organization.Id, candidate.Person.Id);
        Assert.Equal(PaperOutcome.Self, await app.ActAsync((PrintPapers p) => p.CancelAsync(hand, hall.Id, CancellationToken.None)));
        Assert.Equal(PaperOutcome.Self, (await app.ActAsync((PrintPapers p) => p.RecordAsync(hand, hall.Id, now, now.AddMinutes(1), [], CancellationToken.None)))!.Outcome);
        await hall.HoldAsync();
        using (var key = await myself.GetAsync($"{paper.Url}/key")) Assert.Equal(HttpStatusCode.Redirect, key.StatusCode);
        using (var key = await PostAsync(myself, $"{paper.Url}/key?handler=Save")) Assert.Equal(HttpStatusCode.SeeOther, key.StatusCode);
        Assert.Equal(PaperOutcome.Self, await app.ActAsync((KeyPapers k) => k.KeyAsync(hand, paper.Code, [], 0, false, CancellationToken.None)));
        Assert.Equal(PaperOutcome.Self, await app.ActAsync((KeyPapers k) => k.AttachAsync(hand, paper.Code, Pdf, CancellationToken.None)));
        await KeyAsync(manager, paper, paper.Right, done: true);
        await ScanAsync(manager, paper, Pdf);
        Assert.Equal(PaperOutcome.Self, (await app.ActAsync((KeyPapers k) => k.CheckAsync(hand, paper.Code, [], CancellationToken.None)))!.Outcome);
    }

    [DataFact]
    public async Task Before_it_is_collected_no_form_shows_what_stands_on_it()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);

        foreach (var (page, handler, status) in new[] { ("key", "Save", HttpStatusCode.SeeOther), ("key", "Done", HttpStatusCode.SeeOther), ("check", "Confirm", HttpStatusCode.SeeOther), ("check", "SendBack", HttpStatusCode.NotFound) })
        {
            using var posted = await PostAsync(manager, $"{paper.Url}/{page}?handler={handler}");
            Assert.Equal((handler, status), (handler, posted.StatusCode));
            using var looked = await manager.GetAsync($"{paper.Url}/{page}");
            Assert.Equal(HttpStatusCode.Redirect, looked.StatusCode);
        }
    }

    [DataFact]
    public async Task It_is_keyed_in_bit_by_bit_by_one_hand_and_the_second_is_told()
    {
        var candidate = await TrainedAsync();
        var (manager, second) = (await ManagerAsync(candidate.Story), await SecondAsync(candidate.Story));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        var stale = await second.GetPageAsync($"{paper.Url}/key");

        await KeyAsync(manager, paper, paper.Right.Where(a => a.Key.Q == 1), done: false);
        using (var refused = await PostAnswersAsync(second, paper, "key", "Save", paper.Right, stale))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("另一个人正在录入", (await refused.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        var page = await manager.GetPageAsync($"{paper.Url}/key");
        Assert.Equal(FormAnswer.Of(paper.Items[0], paper.KeyOf(paper.Items[0])), FieldsOf(page, paper.Items[0]));
        using (var early = await PostAnswersAsync(manager, paper, "key", "Done", paper.Right.Where(a => a.Key.Q <= 2)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
            var left = await early.ReadPageAsync();
            Assert.Contains("还有题没录", left.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(paper.Items.Count - 2, left.QuerySelectorAll(".question .field__error").Count(e => e.TextContent == "这题还没录。"));
        }

        Assert.Equal(2, (await SheetAsync(paper)).Answers.Count);
        (await PostAsync(second, $"{paper.Url}?handler=TakeOver")).Dispose();
        Assert.Empty((await SheetAsync(paper)).Answers);
        await KeyAsync(second, paper, paper.Right, done: true);
        Assert.Equal(PaperSheetState.Keyed, (await SheetAsync(paper)).State);
    }

    [DataFact]
    public async Task Of_two_who_begin_to_key_in_at_once_one_does_and_the_other_is_told()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        var other = await candidate.Story.HireAsync("钱核");
        KeyedAnswer[] answers = [new(1, KeyedAs.Blank, "")];

        var outcomes = await Task.WhenAll(new[] { candidate.Story.Manager.Id, other.Id }.Select(by =>
            app.ActAsync((KeyPapers k) => k.KeyAsync(new PaperHand(candidate.Story.Organization.Id, by), paper.Code, answers, 0, false, CancellationToken.None))));

        Assert.Equal([PaperOutcome.Done, PaperOutcome.KeyedByOther], outcomes.OfType<PaperOutcome>().Order());
    }

    [DataFact]
    public async Task Illegible_and_unanswered_are_said_and_an_answer_beside_it_is_asked_about()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();

        using (var both = await PostAnswersAsync(manager, paper, "key", "Save", paper.Right.Take(1), null, ("n1", "Blank"), ("n2", "Unclear")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
            Assert.Contains("去掉一个", (await both.ReadPageAsync()).QuerySelector("#q1 .field__error")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal([new KeyedAnswer(2, KeyedAs.Unclear, "")], (await SheetAsync(paper)).Answers);
    }

    [DataFact]
    public async Task What_the_two_keyed_in_differently_is_shown_item_by_item_and_nothing_is_graded()
    {
        var candidate = await TrainedAsync();
        await AllKinds.PutAsync(app, candidate.Assignment);
        var (manager, second) = (await ManagerAsync(candidate.Story), await SecondAsync(candidate.Story));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        await ScanAsync(manager, paper, Pdf);
        await KeyAsync(manager, paper, paper.Right, done: true);
        var single = paper.Items.First(i => i.Kind is QuestionKind.Single);

        // The second begins with an empty form: nothing of the first is shown before both have said it.
        Assert.All(paper.Items, i => Assert.All(FieldsOf(SynchronousPage(second, $"{paper.Url}/check"), i), Assert.Empty));
        using (var differs = await PostAnswersAsync(second, paper, "check", "Confirm", paper.Right.Where(a => a.Key != single), null, ($"n{single.Q}", "Blank")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, differs.StatusCode);
            var page = await differs.ReadPageAsync();
            var letter = ((char)('A' + int.Parse(paper.KeyOf(single)[0], CultureInfo.InvariantCulture) - 1)).ToString();
            Assert.Equal([$"不一样。第一次录的：{letter}。你录的在上面。"], page.QuerySelectorAll(".question .field__error").Select(e => e.TextContent));
        }

        Assert.Equal(AttemptState.Submitted, (await AttemptAsync(paper.AttemptId)).State);
        Assert.True(await app.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Action == "paper.differed" && a.Detail!.Contains(paper.Code) && a.Detail.EndsWith($"items {single.Q}"))));
        using (var back = await PostAnswersAsync(second, paper, "check", "SendBack", [], null, ("Input.Remark", "第一题请再看")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        }

        Assert.Contains("第一题请再看", (await manager.GetPageAsync($"{paper.Url}/key")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Without_a_scan_or_by_the_first_hand_nothing_is_confirmed_and_twice_is_once()
    {
        var candidate = await TrainedAsync();
        var (manager, second) = (await ManagerAsync(candidate.Story), await SecondAsync(candidate.Story));
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();
        await KeyAsync(manager, paper, paper.Right, done: true);

        using (var bare = await PostAnswersAsync(second, paper, "check", "Confirm", paper.Right)) Assert.Contains("还没有扫描件", (await bare.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        await ScanAsync(manager, paper, Pdf);
        using (var myself = await PostAnswersAsync(manager, paper, "check", "Confirm", paper.Right, await second.GetPageAsync($"{paper.Url}/check")))
        {
            Assert.Equal((HttpStatusCode.SeeOther, paper.Url), (myself.StatusCode, LocationOf(myself)));
        }

        Assert.Equal(PaperSheetState.Keyed, (await SheetAsync(paper)).State);
        var page = await second.GetPageAsync($"{paper.Url}/check");
        for (var n = 0; n < 2; n++)
        {
            using var confirmed = await PostAnswersAsync(second, paper, "check", "Confirm", paper.Right, page);
            Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        }

        Assert.Single((await AttemptAsync(paper.AttemptId)).Grades);
        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == candidate.Person.Id)));
    }

    [DataFact]
    public async Task A_scan_is_what_its_bytes_say_is_kept_once_and_goes_out_as_a_download()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var hall = await OpenAsync(manager, candidate);
        var paper = await hall.PaperOfAsync(candidate);
        await hall.HoldAsync();

        foreach (var bad in new[] { "<html><script>1</script>"u8.ToArray(), new byte[PaperScan.MostBytes + 1], [] })
        {
            using var refused = await PostScanAsync(manager, paper, bad);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var largest = new byte[PaperScan.MostBytes];
        Pdf.CopyTo(largest, 0);
        foreach (var file in new[] { Pdf, Pdf, largest })
        {
            using var attached = await PostScanAsync(manager, paper, file);
            Assert.Equal(HttpStatusCode.Redirect, attached.StatusCode);
        }

        var page = await manager.GetPageAsync(paper.Url);
        Assert.Equal(2, page.QuerySelectorAll(".paper-scan").Length);
        Assert.Contains(PaperScan.HashOf(Pdf), page.Body!.TextContent, StringComparison.Ordinal);
        using var download = await manager.GetAsync(page.QuerySelector(".paper-scan a")!.GetAttribute("href"));
        Assert.Equal(("application/pdf", "attachment", "nosniff"), (download.Content.Headers.ContentType!.MediaType, download.Content.Headers.ContentDisposition!.DispositionType, download.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(Pdf, await download.Content.ReadAsByteArrayAsync());
    }

    [DataFact]
    public async Task A_code_leads_to_its_paper_however_it_was_typed()
    {
        var candidate = await TrainedAsync();
        var manager = await ManagerAsync(candidate.Story);
        var paper = await (await OpenAsync(manager, candidate)).PaperOfAsync(candidate);

        using var found = await manager.GetAsync($"/paper-exams?code={PaperCode.Printed(paper.Code).ToLowerInvariant()}");
        Assert.Equal(paper.Url, LocationOf(found));
        Assert.Contains("是 9 位", (await manager.GetPageAsync("/paper-exams?code=123")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_database_and_the_domain_agree_on_what_may_be_graded()
    {
        var (online, printed) = (await TrainedAsync(), await TrainedAsync("周大同"));
        var manager = await ManagerAsync(printed.Story);
        var hall = await OpenAsync(manager, printed);
        await hall.HoldAsync();
        await online.SitAsync(_ => true);

        var attempts = await app.ReadAsync(db => db.Attempts.AsNoTracking().ToListAsync());
        var due = await app.ReadAsync(db => db.Attempts.MayBeGraded().Select(a => a.Id).ToListAsync());
        Assert.Equal(attempts.Where(a => a.MayBeGraded).Select(a => a.Id).Order(), due.Order());
        Assert.Contains(attempts, a => a is { State: AttemptState.Submitted, MayBeGraded: false });
    }

    private Task<ExamsCandidate> TrainedAsync(string name = "李小红")
    {
        // Sittings are noted by the day: none goes past midnight.
        if (app.Clock.Now.ToOffset(BeijingTime.Offset).Hour >= 18) app.Clock.Advance(TimeSpan.FromHours(15));
        return ExamsCandidate.TrainedAsync(app, name);
    }

    private async Task<HttpClient> VisitAsync(Person person)
    {
        var story = await ExamsCandidate.StoryOf(app);
        var name = await app.ReadAsync(db => db.Users.Where(u => u.PersonId == person.Id).Select(u => u.UserName).SingleOrDefaultAsync()) ?? await story.OpenAccountAsync(person);
        var visitor = app.Visit();
        await visitor.SignInAsync(name, Story.Password);
        return visitor;
    }

    private Task<HttpClient> ManagerAsync(Story story) => VisitAsync(story.Manager);

    private async Task<HttpClient> SecondAsync(Story story)
    {
        var person = await story.HireAsync("钱核");
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), person.Id, Role.SafetyManager, story.Organization.Id, null, app.Clock.Now.Day(), null, null)));
        return await VisitAsync(person);
    }

    private async Task<Hall> OpenAsync(HttpClient manager, params ExamsCandidate[] candidates)
    {
        var form = (await manager.GetPageAsync("/manage/exams/paper")).FormWith("Input.Place");
        using var opened = await manager.SubmitAsync(form, [("Input.Place", "食堂二楼"), .. candidates.Select(c => ("Input.Chosen", c.Assignment.Id.ToString()))]);
        Assert.True(opened.StatusCode == HttpStatusCode.SeeOther, (await opened.ReadPageAsync()).QuerySelector("main")?.TextContent);
        return new Hall(app, manager, Guid.Parse(LocationOf(opened).Split('/')[^1]));
    }

    private static string LocationOf(HttpResponseMessage response) => response.Headers.Location!.OriginalString;

    private Task<ExamAttempt> AttemptAsync(Guid id) => app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == id));

    private Task<PaperSheet> SheetAsync(Printed paper) => app.ReadAsync(db => db.PaperSheets.AsNoTracking().SingleAsync(s => s.Code == paper.Code));

    private async Task<List<JournalFault>> FaultsAsync(Guid attempt)
    {
        var faults = new List<JournalFault>();
        await app.ActAsync((VerifyJournals verify) => verify.RunAsync(
            (of, fault) =>
            {
                if (of.Id == attempt) faults.Add(fault);
                return Task.CompletedTask;
            },
            CancellationToken.None));
        return faults;
    }

    private static async Task KeyAsync(HttpClient by, Printed paper, IEnumerable<KeyValuePair<PaperItem, string[]>> answers, bool done)
    {
        using var kept = await PostAnswersAsync(by, paper, "key", done ? "Done" : "Save", answers, null, done ? Blanks(paper, answers) : []);
        Assert.True(kept.StatusCode == HttpStatusCode.SeeOther, (await kept.ReadPageAsync()).QuerySelector("[role=alert]")?.TextContent);
    }

    private static async Task ConfirmAsync(HttpClient first, HttpClient second, Printed paper, IEnumerable<KeyValuePair<PaperItem, string[]>> answers)
    {
        await KeyAsync(first, paper, answers, done: true);
        using var confirmed = await PostAnswersAsync(second, paper, "check", "Confirm", answers, null, Blanks(paper, answers));
        Assert.True(confirmed.StatusCode == HttpStatusCode.SeeOther, (await confirmed.ReadPageAsync()).QuerySelector("[role=alert]")?.TextContent);
    }

    private static (string, string)[] Blanks(Printed paper, IEnumerable<KeyValuePair<PaperItem, string[]>> answers) => [.. paper.Items.Where(i => answers.All(a => a.Key != i)).Select(i => ($"n{i.Q}", "Blank"))];

    /// <summary>Posts the form as a browser does that shows this page.</summary>
    private static async Task<HttpResponseMessage> PostAnswersAsync(
        HttpClient by, Printed paper, string page, string handler, IEnumerable<KeyValuePair<PaperItem, string[]>> answers, IHtmlDocument? seen = null, params (string, string)[] fields)
    {
        seen ??= await by.GetPageAsync($"{paper.Url}/{page}");
        var hidden = seen.QuerySelectorAll<IHtmlInputElement>("main input[type=hidden]").Where(i => i.Name != "__RequestVerificationToken").Select(i => (i.Name!, i.Value));
        var sent = answers.SelectMany(a => FormAnswer.Of(a.Key, a.Value).Select((field, n) => (FormAnswer.FieldCount(a.Key) == 0 ? $"q{a.Key.Q}" : $"q{a.Key.Q}_{n + 1}", field)));
        return await PostAsync(by, $"{paper.Url}/{page}?handler={handler}", [.. hidden, .. sent, .. fields]);
    }

    /// <summary>Posts fields with a token of the visitor's own.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient by, string address, params (string, string)[] fields)
    {
        var page = await by.GetPageAsync("/account/sign-out");
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        return await by.PostAsync(address, Encoded([.. fields, ("__RequestVerificationToken", token)]));
    }

    private static FormUrlEncodedContent Encoded((string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task ScanAsync(HttpClient by, Printed paper, byte[] file)
    {
        using var attached = await PostScanAsync(by, paper, file);
        Assert.Equal(HttpStatusCode.Redirect, attached.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostScanAsync(HttpClient by, Printed paper, byte[] file)
    {
        var form = (await by.GetPageAsync(paper.Url)).FormWith("scan");
        using var content = new MultipartFormDataContent();
        content.Add(new StringContent(form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value, Encoding.UTF8), "__RequestVerificationToken");
        // Its name and type say nothing.
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        content.Add(part, "scan", "scan.html");
        return await by.PostAsync(form.Action, content);
    }

    private static IHtmlDocument SynchronousPage(HttpClient by, string address) => by.GetPageAsync(address).GetAwaiter().GetResult();

    private static IReadOnlyList<string> FieldsOf(IHtmlDocument page, PaperItem item) => FormAnswer.FieldCount(item) == 0
        ? [.. page.QuerySelectorAll<IHtmlInputElement>($"input[name=q{item.Q}]").Where(i => i.IsChecked).Select(i => i.Value)]
        : [.. Enumerable.Range(1, FormAnswer.FieldCount(item)).Select(n => page.QuerySelector($"[name=q{item.Q}_{n}]")).Select(f => f is IHtmlSelectElement select ? select.Value! : ((IHtmlInputElement)f!).Value)];

    /// <summary>One printed paper and what is right on it.</summary>
    private sealed record Printed(string Code, Guid AttemptId, IReadOnlyList<PaperItem> Items, IReadOnlyDictionary<PaperItem, string[]> Keys)
    {
        public string Url => $"/paper-exams/sheets/{Code}";

        public IEnumerable<KeyValuePair<PaperItem, string[]>> Right => Items.Select(i => KeyValuePair.Create(i, Keys[i]));

        public string[] KeyOf(PaperItem item) => Keys[item];
    }

    /// <summary>A session as the manager who prepared it has it open.</summary>
    private sealed class Hall(AcademyApp app, HttpClient manager, Guid id)
    {
        /// <summary>A new session once the old one has run out.</summary>
        public HttpClient Manager { get; set; } = manager;

        public Guid Id => id;
        public string Url => $"/paper-exams/{id}";
        public DateTimeOffset EndedAt { get; private set; }

        public async Task<Printed> PaperOfAsync(ExamsCandidate candidate)
        {
            var sheet = await app.ReadAsync(db => db.PaperSheets.AsNoTracking().SingleAsync(s => s.SessionId == id && s.PersonId == candidate.Person.Id));
            var attempt = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == sheet.AttemptId));
            var release = await app.ActAsync((Releases releases) => releases.GetAsync(attempt.ReleaseId));
            return new Printed(
                sheet.Code, attempt.Id, attempt.Paper.Items,
                attempt.Paper.Items.ToDictionary(i => i, i => Marking.Key(i, release.Curriculum.FindQuestion(i.QuestionId)!.Items.Single(x => x.Id == i.ItemId)).Values.ToArray()));
        }

        /// <summary>Presses 打印, and follows to what goes to the printer.</summary>
        public async Task<IHtmlDocument> PrintAsync(string? code = null)
        {
            using var noted = await PostAsync(Manager, $"{Url}?handler=Print", code is null ? [] : [("code", code)]);
            Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
            return await Manager.GetPageAsync(LocationOf(noted));
        }

        /// <summary>Sat from ten minutes from now on for twenty-five minutes, and noted five minutes later.</summary>
        public Task HoldAsync(params string[] absent) => HoldAsync(() => Task.CompletedTask, absent);

        /// <param name="meanwhile">What happens between the sitting and its record.</param>
        public async Task HoldAsync(Func<Task> meanwhile, params string[] absent)
        {
            var began = Minute(app.Clock.Now.AddMinutes(10));
            EndedAt = began.AddMinutes(25);
            app.Clock.Advance(TimeSpan.FromMinutes(40));
            await meanwhile();
            using var recorded = await RecordAsync(Manager, began, EndedAt, absent);
            Assert.True(recorded.StatusCode == HttpStatusCode.Redirect, (await recorded.ReadPageAsync()).QuerySelector("main")?.TextContent);
        }

        public async Task<HttpResponseMessage> RecordAsync(HttpClient by, DateTimeOffset began, DateTimeOffset ended, params string[] absent)
        {
            var form = (await by.GetPageAsync(Url)).FormWith("Input.On");
            return await by.SubmitAsync(form, [("Input.On", Text(began, "yyyy-MM-dd")), ("Input.From", Text(began, "HH:mm")), ("Input.To", Text(ended, "HH:mm")), .. absent.Select(a => ("Absent", a))]);
        }

        /// <summary>What the page says against it.</summary>
        public async Task<string> RefusedAsync(DateTimeOffset began, DateTimeOffset ended)
        {
            using var refused = await RecordAsync(Manager, began, ended);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            return (await refused.ReadPageAsync()).QuerySelector("main")!.TextContent;
        }

        private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

        private static string Text(DateTimeOffset at, string format) => at.ToOffset(BeijingTime.Offset).ToString(format, CultureInfo.InvariantCulture);
    }
}
