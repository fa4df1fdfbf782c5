using System.Net;
using Academy.Domain.Exams;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>The exam without script: the form posts everything, by the same operations.</summary>
public abstract class ExamsFormTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsFormTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsFormTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Saving_the_form_keeps_what_was_chosen_and_shows_it_again()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var multiple = sitting.Attempt.Paper.Items.First(i => i.Kind is Domain.Questions.QuestionKind.Multiple);
        var first = sitting.Attempt.Paper.Items.First(i => i.Q != multiple.Q);

        using var saved = await PostAsync(sitting, "Save", [(first.Q, ["1"]), (multiple.Q, ["2", "1"])]);
        Assert.Equal((HttpStatusCode.SeeOther, sitting.Url), (saved.StatusCode, saved.Headers.Location!.OriginalString));

        var page = await sitting.Visitor.GetPageAsync(sitting.Url);
        Assert.Equal("已保存", page.QuerySelector("#save-state span")!.TextContent);
        Assert.Equal(["1"], Chosen(page, first.Q));
        Assert.Equal(["1", "2"], Chosen(page, multiple.Q));
        Assert.Equal(2, page.QuerySelectorAll("[data-cell][data-state=answered]").Length);
        Assert.Equal((1, "1,2"), await sitting.KeptAsync(multiple.Q));
    }

    [DataFact]
    public async Task Only_what_differs_becomes_a_new_revision_and_an_unticked_answer_is_cleared()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var multiple = sitting.Attempt.Paper.Items.First(i => i.Kind is Domain.Questions.QuestionKind.Multiple);
        var other = sitting.Attempt.Paper.Items.First(i => i.Q != multiple.Q);
        (await PostAsync(sitting, "Save", [(multiple.Q, ["1"]), (other.Q, ["1"])])).Dispose();
        (await PostAsync(sitting, "Save", [(other.Q, ["1"])])).Dispose();

        Assert.Equal((2, ""), await sitting.KeptAsync(multiple.Q));
        Assert.Equal((1, "1"), await sitting.KeptAsync(other.Q));
    }

    [DataFact]
    public async Task Handing_in_saves_first_names_what_is_unanswered_and_then_asks()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var open = sitting.Attempt.Paper.Items.Select(i => i.Q).Where(q => q % 5 == 0).ToList();
        var answers = sitting.Attempt.Paper.Items.Where(i => i.Q % 5 != 0).Select(i => (i.Q, sitting.KeyOf(i))).ToArray();

        using var asked = await PostAsync(sitting, "HandIn", answers);
        Assert.Equal((HttpStatusCode.SeeOther, $"{sitting.Url}/submit"), (asked.StatusCode, asked.Headers.Location!.OriginalString));
        Assert.Equal(AttemptState.InProgress, (await sitting.ReadAsync()).State);

        var confirm = (await sitting.Visitor.GetPageAsync($"{sitting.Url}/submit")).QuerySelector("main")!.TextContent;
        Assert.Contains($"还有 {open.Count} 题没答", confirm, StringComparison.Ordinal);
        Assert.Contains($"第 {string.Join('、', open)} 题", confirm, StringComparison.Ordinal);

        var graded = await sitting.HandInAsync();
        Assert.Equal((AttemptState.Graded, SubmittedBy.Candidate, app.Clock.Now), (graded.State, graded.SubmittedBy, graded.SubmittedAt));
        Assert.Equal(sitting.Attempt.Paper.Items.Where(i => i.Q % 5 != 0).Sum(i => i.Points), graded.Grades[0].Points);
    }

    [DataFact]
    public async Task Handing_in_twice_and_at_once_makes_one_grade_and_changes_nothing()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        await sitting.AnswerAsync(_ => true);
        var form = (await sitting.Visitor.GetPageAsync($"{sitting.Url}/submit")).Forms.Single(f => f.QuerySelector(".button--primary") is not null);
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input").ToDictionary(i => i.Name!, i => i.Value);

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sitting.Visitor.PostAsync($"{sitting.Url}/submit", new FormUrlEncodedContent(fields))));
        var graded = await sitting.ReadAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await sitting.Visitor.PostAsync($"{sitting.Url}/submit", new FormUrlEncodedContent(fields));

        Assert.All(responses.Append(later), r => Assert.Equal((HttpStatusCode.SeeOther, $"{sitting.Url}/result"), (r.StatusCode, r.Headers.Location?.OriginalString)));
        Assert.Equal(Outcome.Passed, Assert.Single(graded.Grades).Outcome);
        var after = await sitting.ReadAsync();
        Assert.Equal((graded.SubmittedAt, graded.Grades[0].GradedAt), (after.SubmittedAt, after.Grades[0].GradedAt));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Subject == sitting.Id && e.Action == "exam.graded")));
        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.AttemptId == sitting.Id)));
    }

    [DataFact]
    public async Task A_second_device_is_told_who_writes_sees_what_was_saved_and_takes_over()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        (await PostAsync(sitting, "Save", [(1, ["1"])])).Dispose();
        var second = await ExamsSitting.OpenAsync(sitting.Candidate, await sitting.Candidate.OnAnotherDeviceAsync(), sitting.Id);

        using var refused = await PostAsync(second, "Save", [(1, ["2"])]);
        var told = await refused.ReadPageAsync();
        Assert.False(told.GetElementById("lease-lost")!.HasAttribute("hidden"));
        Assert.Equal("未保存", told.QuerySelector("#save-state span")!.TextContent);
        // What was ticked here is not lost, and not written yet.
        Assert.Equal(["2"], Chosen(told, 1));
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));

        (await PostAsync(second, "TakeOver", [(1, ["2"])], told)).Dispose();
        var taken = await second.Visitor.GetPageAsync(second.Url);
        Assert.True(taken.GetElementById("lease-lost")!.HasAttribute("hidden"));
        Assert.Equal(["2"], Chosen(taken, 1));
        Assert.Equal((2, "2"), await sitting.KeptAsync(1));

        using var lost = await PostAsync(sitting, "Save", [(1, ["1"])]);
        Assert.False((await lost.ReadPageAsync()).GetElementById("lease-lost")!.HasAttribute("hidden"));
        Assert.Equal((2, "2"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task An_old_tab_overwrites_nothing_that_it_has_not_seen_and_says_so()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var items = sitting.Attempt.Paper.Items;
        var (one, two) = (items[0], items[^1]);
        (await PostAsync(sitting, "Save", [(one.Q, sitting.KeyOf(one))])).Dispose();

        // The tab that was opened before knows nothing of that answer.
        using var old = await PostAsync(sitting, "HandIn", [(two.Q, sitting.KeyOf(two))], sitting.Page);
        Assert.Equal(sitting.Url, old.Headers.Location!.OriginalString);
        var page = await sitting.Visitor.GetPageAsync(sitting.Url);

        Assert.Equal($"第 {one.Q} 题在另一页上改过", page.QuerySelector("[role=alert]:not([hidden]) .notice__title")!.TextContent);
        Assert.Equal(sitting.KeyOf(one), Chosen(page, one.Q));
        Assert.Equal(sitting.KeyOf(two), Chosen(page, two.Q));
        Assert.Equal((1, string.Join(',', sitting.KeyOf(one))), await sitting.KeptAsync(one.Q));
    }

    [DataFact]
    public async Task What_two_pages_agree_on_is_no_conflict()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        (await PostAsync(sitting, "Save", [(1, ["1"])])).Dispose();

        using var old = await PostAsync(sitting, "HandIn", [(1, ["1"])], sitting.Page);

        Assert.Equal($"{sitting.Url}/submit", old.Headers.Location!.OriginalString);
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task A_form_that_comes_after_the_grace_writes_nothing_and_leads_to_the_result()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        (await PostAsync(sitting, "Save", [(1, ["1"])])).Dispose();
        app.Clock.Now = sitting.Attempt.Deadline!.Value + new AcademyDefaults().Grace + TimeSpan.FromSeconds(1);

        using var late = await PostAsync(sitting, "Save", [(1, ["2"])], sitting.Page);
        Assert.Equal($"{sitting.Url}/result", late.Headers.Location!.OriginalString);
        using var page = await sitting.Visitor.GetAsync(sitting.Url);

        Assert.Equal($"{sitting.Url}/result", page.Headers.Location!.OriginalString);
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
        var closed = await sitting.ReadAsync();
        Assert.Equal((AttemptState.Graded, SubmittedBy.Deadline, sitting.Attempt.Deadline), (closed.State, closed.SubmittedBy, closed.SubmittedAt));
    }

    [DataFact]
    public async Task A_form_with_a_response_that_cannot_be_is_not_called_saved_and_does_not_go_on_to_handing_in()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();

        using var response = await PostAsync(sitting, "HandIn", [(1, ["9"])]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("未保存", (await response.ReadPageAsync()).QuerySelector("#save-state span")!.TextContent);
        Assert.Null(await sitting.KeptAsync(1));
    }

    /// <summary>Posts the exam form as a browser without script does: the button's address, the hidden fields and what is ticked.</summary>
    /// <param name="page">The tab that posts; a fresh one where null.</param>
    private static async Task<HttpResponseMessage> PostAsync(ExamsSitting sitting, string handler, (int Q, string[] Response)[] answers, IHtmlDocument? page = null)
    {
        page ??= await sitting.Visitor.GetPageAsync(sitting.Url);
        Assert.NotNull(page.QuerySelector($"[formaction$='handler={handler}']"));
        var form = (IHtmlFormElement)page.GetElementById("exam")!;
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        return await sitting.Visitor.PostAsync($"{sitting.Url}?handler={handler}", new FormUrlEncodedContent(
            answers.SelectMany(a => a.Response.Select(r => KeyValuePair.Create($"q{a.Q}", r))).Concat(hidden)));
    }

    private static IEnumerable<string> Chosen(IHtmlDocument page, int q) => page.QuerySelectorAll<IHtmlInputElement>($"input[name=q{q}]").Where(i => i.IsChecked).Select(i => i.Value);
}
