using System.Net;
using System.Text.Json;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>Every kind of question, from the page to the mark: by script, by form, and what the page must not tell.</summary>
public abstract class ExamsKindsTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsKindsTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsKindsTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task The_script_saves_each_kind_in_its_one_written_form()
    {
        var sitting = await SitAsync();
        await sitting.TakeLeaseAsync();
        var (fill, order, match) = (Of(sitting, QuestionKind.Fill, 2), Of(sitting, QuestionKind.Order, 5), Of(sitting, QuestionKind.Match, 3));

        using var saved = await sitting.PutAsync((fill.Q, 1, [" 五,5 ", "\"十\""]), (order.Q, 1, ["3", "1", "2", "5", "4"]), (match.Q, 1, ["3=1", "1=2"]));
        Assert.Equal(3, (await saved.JsonAsync(HttpStatusCode.OK)).GetProperty("saved").GetArrayLength());
        Assert.Equal((1, """["五,5","\u0022十\u0022"]"""), await sitting.KeptAsync(fill.Q));
        Assert.Equal((1, "3,1,2,5,4"), await sitting.KeptAsync(order.Q));
        Assert.Equal((1, "1=2,3=1"), await sitting.KeptAsync(match.Q));

        // The same again is saved again however it was typed; another or older one is stale, with what is kept.
        using var again = await sitting.PutAsync((fill.Q, 1, ["五,5", "\"十\" "]), (match.Q, 1, ["1=2", "3=1"]), (order.Q, 1, ["1", "2", "3", "4", "5"]));
        var body = await again.JsonAsync(HttpStatusCode.OK);
        Assert.Equal([fill.Q, match.Q], body.GetProperty("saved").EnumerateArray().Select(s => s.GetProperty("q").GetInt32()).OrderBy(q => q == match.Q));
        Assert.Equal(["3", "1", "2", "5", "4"], body.GetProperty("stale")[0].GetProperty("response").EnumerateArray().Select(r => r.GetString()!));
        using var stale = await sitting.PutAsync((fill.Q, 1, ["六", "十"]));
        Assert.Equal(["五,5", "\"十\""], (await stale.JsonAsync(HttpStatusCode.OK)).GetProperty("stale")[0].GetProperty("response").EnumerateArray().Select(r => r.GetString()!));

        using var cleared = await sitting.PutAsync((fill.Q, 2, ["", " "]), (order.Q, 2, []), (match.Q, 2, []));
        Assert.Equal(3, (await cleared.JsonAsync(HttpStatusCode.OK)).GetProperty("saved").GetArrayLength());
        Assert.Equal((2, ""), await sitting.KeptAsync(fill.Q));
    }

    [DataFact]
    public async Task What_is_no_response_to_its_kind_is_refused_with_its_place()
    {
        var sitting = await SitAsync();
        await sitting.TakeLeaseAsync();
        var (fill, order, match) = (Of(sitting, QuestionKind.Fill, 2), Of(sitting, QuestionKind.Order, 5), Of(sitting, QuestionKind.Match, 3));
        (int Q, string[] Response, string Says)[] cases =
        [
            (fill.Q, ["5"], "for 2 blanks"), (fill.Q, ["5", "1\u00000"], "control"), (fill.Q, ["5", new string('一', 51)], "longer"),
            (order.Q, ["1", "2", "3", "4"], "all or none"), (order.Q, ["1", "2", "3", "4", "4"], "twice"), (order.Q, ["1=1"], "position"),
            (match.Q, ["1=1", "2=1"], "twice"), (match.Q, ["1"], "pair"), (match.Q, ["1=4"], "of 3"),
        ];

        foreach (var (q, response, says) in cases)
        {
            using var refused = await sitting.PutAsync((q, 1, response));
            var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest);
            Assert.Contains($"q {q}:", problem, StringComparison.Ordinal);
            Assert.Contains(says, problem, StringComparison.Ordinal);
        }

        Assert.Equal(0, await app.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == sitting.Id)));
    }

    [DataFact]
    public async Task The_form_without_script_answers_every_kind_shows_it_again_and_earns_every_point()
    {
        var sitting = await SitAsync();

        using var saved = await PostAsync(sitting, "Save", [.. sitting.Attempt.Paper.Items.Select(i => (i, FormAnswer.Of(i, sitting.KeyOf(i))))]);
        Assert.Equal((HttpStatusCode.SeeOther, sitting.Url), (saved.StatusCode, saved.Headers.Location?.OriginalString));
        var page = await sitting.Visitor.GetPageAsync(sitting.Url);

        Assert.All(sitting.Attempt.Paper.Items, i => Assert.Equal(FormAnswer.Of(i, sitting.KeyOf(i)), FieldsOf(page, i)));
        Assert.All(page.QuerySelectorAll("[data-cell]"), cell => Assert.Equal("answered", cell.GetAttribute("data-state")));
        Assert.Equal(
            sitting.Attempt.Paper.Items.Select(sitting.KeyOf),
            JsonDocument.Parse(page.GetElementById("attempt")!.TextContent).RootElement.GetProperty("questions").EnumerateArray().Select(q => q.GetProperty("response").EnumerateArray().Select(r => r.GetString()!).ToArray()));
        var graded = await sitting.HandInAsync();
        Assert.Equal((100, Outcome.Passed), (graded.Grades[0].Points, graded.Grades[0].Outcome));
    }

    [DataFact]
    public async Task An_order_that_contradicts_itself_is_told_kept_on_the_page_and_not_saved_and_everything_else_is()
    {
        var sitting = await SitAsync();
        var (fill, order, match) = (Of(sitting, QuestionKind.Fill, 2), Of(sitting, QuestionKind.Order, 5), Of(sitting, QuestionKind.Match, 3));

        using var refused = await PostAsync(sitting, "HandIn", [(fill, ["5", ""]), (order, ["1", "1", "2", "", "5"]), (match, ["2", "2", ""])]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();

        Assert.Equal("2 题未保存", page.QuerySelector("#save-state span")!.TextContent);
        Assert.Contains("两行选了同一步", page.QuerySelector($"#q{order.Q} [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("同一项选了两次", page.QuerySelector($"#q{match.Q} [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "2", "", "5"], FieldsOf(page, order));
        Assert.Equal(["2", "2", ""], FieldsOf(page, match));
        Assert.Equal((1, """["5",""]"""), await sitting.KeptAsync(fill.Q));
        Assert.Null(await sitting.KeptAsync(order.Q));

        // The very page that told of it is mended and saved.
        using var mended = await PostAsync(sitting, "Save", [(fill, ["5", "十"]), (order, ["1", "4", "2", "3", "5"]), (match, ["2", "1", ""])], page);
        Assert.Equal(HttpStatusCode.SeeOther, mended.StatusCode);
        Assert.Equal((2, """["5","十"]"""), await sitting.KeptAsync(fill.Q));
        Assert.Equal((1, "1,3,4,2,5"), await sitting.KeptAsync(order.Q));
        Assert.Equal((1, "1=2,2=1"), await sitting.KeptAsync(match.Q));
    }

    [DataFact]
    public async Task Beside_a_contradiction_what_another_page_had_changed_is_told_too_and_once()
    {
        var sitting = await SitAsync();
        var (fill, order) = (Of(sitting, QuestionKind.Fill, 2), Of(sitting, QuestionKind.Order, 5));
        (await PostAsync(sitting, "Save", [(fill, ["5", "十"])])).Dispose();

        using var refused = await PostAsync(sitting, "Save", [(fill, ["6", "十"]), (order, ["1", "1", "2", "", "5"])], sitting.Page);

        Assert.Contains($"第 {fill.Q} 题在另一页上改过", (await refused.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((1, """["5","十"]"""), await sitting.KeptAsync(fill.Q));
        Assert.DoesNotContain("在另一页上改过", (await sitting.Visitor.GetPageAsync(sitting.Url)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task An_order_left_unfinished_says_so()
    {
        var sitting = await SitAsync();
        var order = Of(sitting, QuestionKind.Order, 5);

        using var refused = await PostAsync(sitting, "Save", [(order, ["1", "", "", "", ""])]);

        Assert.Contains("还有几行没选", (await refused.ReadPageAsync()).QuerySelector($"#q{order.Q} [role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_page_says_how_much_is_to_be_answered_and_nothing_of_the_answers()
    {
        var sitting = await SitAsync();
        var page = sitting.Page;

        foreach (var item in sitting.Attempt.Paper.Items)
        {
            var data = JsonDocument.Parse(page.GetElementById("attempt")!.TextContent).RootElement.GetProperty("questions")[item.Q - 1];
            Assert.Equal(item.Kind.ToString().ToLowerInvariant(), data.GetProperty("kind").GetString());
            Assert.Equal(item.Kind is QuestionKind.Fill ? item.Blanks : item.OptionOrder.Count, data.GetProperty("options").GetInt32());
        }

        // Every blank looks like every other, whatever belongs in it.
        Assert.Single(page.QuerySelectorAll(".blank input").Select(b => string.Join(' ', b.Attributes.Where(a => a.Name != "name").Select(a => $"{a.Name}={a.Value}"))).Distinct());
        Assert.Equal(
            sitting.Attempt.Paper.Items.Sum(i => i.Blanks), page.QuerySelectorAll(".blank input").Length);
        var html = page.ToHtml();
        Assert.All(["一氧化碳", "答案：", "/content/", "dial-", "room-where", ".svg"], word => Assert.DoesNotContain(word, html, StringComparison.Ordinal));
        foreach (var item in sitting.Attempt.Paper.Items.Where(i => i.Kind is QuestionKind.Order))
        {
            var shown = page.QuerySelectorAll($"#q{item.Q} .step__text").Select(s => string.Concat(s.LastElementChild!.TextContent.Where(c => !char.IsWhiteSpace(c)))).ToList();
            var right = sitting.ItemOf(item).Options.Select(o => string.Concat(o.Wording.PlainText.Where(c => !char.IsWhiteSpace(c)))).ToList();
            Assert.Equal(right.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
            Assert.NotEqual(right, shown);
        }
    }

    [DataFact]
    public async Task A_papers_pictures_are_its_candidates_alone_and_only_while_it_is_sat()
    {
        var sitting = await SitAsync();
        var other = await ExamsCandidate.TrainedAsync(app, "周大同");
        var sources = sitting.Page.QuerySelectorAll<IHtmlImageElement>(".question img").Select(i => i.GetAttribute("src")!).ToList();
        // Three dials to choose from, three to be joined, one plan.
        Assert.Equal(Enumerable.Range(1, 7).Select(n => $"{sitting.Url}/pictures/{n}"), sources);
        Assert.All(sitting.Page.QuerySelectorAll<IHtmlImageElement>(".question img"), i => Assert.NotEmpty(i.AlternativeText!));

        foreach (var source in sources)
        {
            using var picture = await sitting.Visitor.GetAsync(source);
            Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
            Assert.Contains("sandbox", picture.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Null(picture.Content.Headers.ContentDisposition);
        }

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Redirect],
            [await StatusAsync(sitting.Visitor, $"{sitting.Url}/pictures/0"), await StatusAsync(sitting.Visitor, $"{sitting.Url}/pictures/8"), await StatusAsync(other.Visitor, sources[0]), await StatusAsync(app.Visit(), sources[0])]);
        await sitting.HandInAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(sitting.Visitor, sources[0]));
    }

    [DataFact]
    public async Task A_paper_drawn_before_there_were_these_kinds_is_sat_and_graded_as_ever()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        await app.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "Papers" SET "Items" = replace(replace("Items", ',"blanks":0', ''), ',"counterpartOrder":null', '') WHERE "AttemptId" = {sitting.Id}"""));
        Assert.Equal(0, await app.ReadAsync(db => db.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM "Papers" WHERE "AttemptId" = {sitting.Id} AND "Items" LIKE '%blanks%'""").SingleAsync()));

        var reopened = await ExamsSitting.OpenAsync(sitting.Candidate, sitting.Visitor, sitting.Id);
        await reopened.AnswerAsync(_ => true);

        Assert.Equal(100, (await reopened.HandInAsync()).Grades[0].Points);
    }

    private async Task<ExamsSitting> SitAsync()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        return await ExamsSitting.OpenAsync(candidate, candidate.Visitor, await AllKinds.BeginAsync(app, candidate.Assignment));
    }

    private static PaperItem Of(ExamsSitting sitting, QuestionKind kind, int fields) => sitting.Attempt.Paper.Items.First(i => i.Kind == kind && FormAnswer.FieldCount(i) == fields);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string address)
    {
        using var response = await visitor.GetAsync(address);
        return response.StatusCode;
    }

    /// <summary>What a browser would send for an item of this page.</summary>
    private static IReadOnlyList<string> FieldsOf(IHtmlDocument page, PaperItem item) => FormAnswer.FieldCount(item) == 0
        ? [.. page.QuerySelectorAll<IHtmlInputElement>($"input[name=q{item.Q}]").Where(i => i.IsChecked).Select(i => i.Value)]
        : [.. Enumerable.Range(1, FormAnswer.FieldCount(item)).Select(n => page.QuerySelector($"[name=q{item.Q}_{n}]")).Select(f => f is IHtmlSelectElement select ? select.Value! : ((IHtmlInputElement)f!).Value)];

    /// <summary>Posts the exam form as a browser without script does.</summary>
    private static async Task<HttpResponseMessage> PostAsync(ExamsSitting sitting, string handler, (PaperItem Item, IReadOnlyList<string> Fields)[] answers, IHtmlDocument? page = null)
    {
        page ??= await sitting.Visitor.GetPageAsync(sitting.Url);
        var form = (IHtmlFormElement)page.GetElementById("exam")!;
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        return await sitting.Visitor.PostAsync($"{sitting.Url}?handler={handler}", new FormUrlEncodedContent(
            answers.SelectMany(a => a.Fields.Select((field, n) => KeyValuePair.Create(FormAnswer.FieldCount(a.Item) == 0 ? $"q{a.Item.Q}" : $"q{a.Item.Q}_{n + 1}", field))).Concat(hidden)));
    }
}
