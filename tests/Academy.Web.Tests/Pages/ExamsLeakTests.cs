using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Academy.Domain.Questions;
using AngleSharp;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>Rule 6: the key of an exam item never leaves the server. Every response a candidate can get about an exam is searched for what it must not hold.</summary>
public abstract partial class ExamsLeakTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsLeakTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsLeakTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Before_grading_nothing_of_key_explanation_source_lesson_or_id_leaves_the_server()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        var responses = new List<(string From, string Text)>();
        foreach (var address in new[] { "/exams", candidate.Notice, sitting.Url, $"{sitting.Url}/submit", $"{sitting.Url}/result", $"{sitting.Url}/none" }) await CollectAsync(responses, address, sitting.Visitor.GetAsync(address));
        using var list = new HttpRequestMessage(HttpMethod.Get, "/exams");
        list.Headers.Accept.ParseAdd("application/json");
        await CollectAsync(responses, "the list as JSON", sitting.Visitor.SendAsync(list));
        await CollectAsync(responses, "a second start", candidate.PostStartAsync());
        await CollectAsync(responses, "lease", sitting.PostLeaseAsync("client-one", takeOver: false));
        await sitting.TakeLeaseAsync();
        await CollectAsync(responses, "lease held", sitting.PostLeaseAsync("client-two", takeOver: false));
        var items = sitting.Attempt.Paper.Items;
        await CollectAsync(responses, "saved", sitting.PutAsync([.. items.Select(i => (i.Q, 2, sitting.KeyOf(i)))]));
        await CollectAsync(responses, "stale", sitting.PutAsync([.. items.Select(i => (i.Q, 1, sitting.WrongOf(i)))]));
        await CollectAsync(responses, "no such item", sitting.PutAsync((999, 1, ["1"])));
        await CollectAsync(responses, "no such option", sitting.PutAsync([.. items.Select(i => (i.Q, 3, new[] { "9" }))]));
        await CollectAsync(responses, "malformed", sitting.PutRawAsync("{"));
        await CollectAsync(responses, "forged", sitting.SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { }), withToken: false));
        await CollectAsync(responses, "wrong lease", sitting.PutRawAsync("""{ "lease": "x", "answers": [ { "q": 1, "rev": 9, "response": ["1"] } ] }"""));
        await CollectAsync(responses, "the page with its answers", sitting.Visitor.GetAsync(sitting.Url));

        Assert.Empty(responses.SelectMany(r => LeaksOf(sitting, r.Text).Select(leak => $"{r.From}: {leak}")));
        var page = responses.Single(r => r.From == sitting.Url).Text;
        Assert.All(items, i => Assert.Contains(sitting.ItemOf(i).Stem.Runs[0].Text, page, StringComparison.Ordinal));
    }

    [DataFact]
    public async Task The_data_of_the_exam_page_are_what_the_contract_names_and_nothing_else()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        await sitting.TakeLeaseAsync();
        var page = await sitting.Visitor.GetPageAsync(sitting.Url);

        var data = JsonDocument.Parse(page.GetElementById("attempt")!.TextContent).RootElement;

        Assert.Equal(["id", "deadline", "now", "questions"], data.EnumerateObject().Select(p => p.Name));
        Assert.All(data.GetProperty("questions").EnumerateArray(), q => Assert.Equal(["q", "group", "kind", "options", "rev", "response"], q.EnumerateObject().Select(p => p.Name)));
        Assert.DoesNotContain(sitting.Lease, page.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(["checked", "name", "type", "value"], page.QuerySelectorAll(".choice input").SelectMany(i => i.Attributes.Select(a => a.Name)).Append("checked").Distinct().Order(StringComparer.Ordinal));
        Assert.Single(page.QuerySelectorAll(".question").Select(q => string.Join(' ', q.Attributes.Select(a => a.Name).Order(StringComparer.Ordinal))).Distinct());
        Assert.Single(page.QuerySelectorAll(".choice").Select(q => q.ClassName).Distinct());
    }

    [DataFact]
    public async Task The_exam_page_is_never_stored()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        using var response = await sitting.Visitor.GetAsync(sitting.Url);

        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [DataFact]
    public async Task After_grading_no_stem_option_explanation_or_id_is_shown_on_any_result()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        await sitting.AnswerAsync(i => i.Q % 2 == 0);
        await sitting.HandInAsync();
        var order = await app.ReadAsync(db => db.RetrainingOrders.Where(o => o.AttemptId == sitting.Id).Select(o => o.Id).SingleAsync());
        var responses = new List<(string From, string Text)>();
        foreach (var address in new[] { "/", "/exams", candidate.Notice, $"{sitting.Url}/result", $"/learn/retraining/{order}" }) await CollectAsync(responses, address, sitting.Visitor.GetAsync(address));
        await CollectAsync(responses, "a start that is refused", candidate.PostStartAsync());
        await CollectAsync(responses, "an answer that is late", sitting.PutAsync([.. sitting.Attempt.Paper.Items.Select(i => (i.Q, 9, sitting.KeyOf(i)))]));

        // Lessons, and the practice that follows, have words of their own: only what is an exam item's alone counts.
        Assert.Empty(responses.SelectMany(r => ShownOf(sitting, r.Text).Select(leak => $"{r.From}: {leak}")));
    }

    [DataFact]
    public async Task Every_kind_of_leak_is_seen()
    {
        var sitting = await (await ExamsCandidate.TrainedAsync(app)).StartAsync();
        var item = sitting.ItemOf(sitting.Attempt.Paper.Items[0]);
        var clean = (await sitting.Visitor.GetPageAsync(sitting.Url)).ToHtml();
        Assert.Empty(LeaksOf(sitting, clean));

        string[] planted =
        [
            $"<p>{item.Explanation}</p>", $"<p>{WebUtility.HtmlEncode(item.Explanation)}</p>", JsonSerializer.Serialize(item.Explanation), item.Source.Text, $"id=\"{item.Id}\"", item.KnowledgePoint.ToString(),
            sitting.Release.Curriculum.FindLesson(item.KnowledgePoint.LessonId)!.Title, "data-key=\"true\"", "\"isKey\":false", "difficulty", "class=\"choice choice--right\"", "正确答案",
            "critical", sitting.Attempt.Paper.Items[0].QuestionVersion, sitting.Attempt.Paper.Seed.ToString(CultureInfo.InvariantCulture),
        ];
        Assert.All(planted, leak => Assert.NotEmpty(LeaksOf(sitting, clean + leak)));
        Assert.Empty(ShownOf(sitting, "<main></main>"));
        Assert.NotEmpty(ShownOf(sitting, item.Stem.PlainText));
        Assert.NotEmpty(ShownOf(sitting, WebUtility.HtmlEncode(item.Explanation)));
    }

    private static async Task CollectAsync(List<(string From, string Text)> into, string from, Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var all = new StringBuilder();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) all.Append(name).Append(": ").AppendJoin(',', values).Append('\n');
        into.Add((from, all.Append(await response.Content.ReadAsStringAsync()).ToString()));
    }

    /// <summary>What a text tells about the paper's items that nobody may know before it is graded.</summary>
    private static IEnumerable<string> LeaksOf(ExamsSitting sitting, string raw)
    {
        var text = Plain(raw);
        foreach (var item in sitting.Attempt.Paper.Items.Select(sitting.ItemOf))
        {
            if (Has(text, item.Explanation)) yield return $"the explanation of {item.Id}";
            if (Has(text, item.Source.Text)) yield return $"the source of {item.Id}";
            if (Has(text, item.KnowledgePoint.ToString()) || Has(text, item.KnowledgePoint.LessonId)) yield return $"the knowledge point of {item.Id}";
            if (Has(text, $"#{item.KnowledgePoint.Anchor}")) yield return $"the anchor of {item.Id}";
            if (Has(text, sitting.Release.Curriculum.FindLesson(item.KnowledgePoint.LessonId)!.Title)) yield return $"the lesson of {item.Id}";
        }

        if (sitting.Attempt.Paper.Items.Any(i => Has(text, i.QuestionVersion))) yield return "a question's version";
        if (Has(text, sitting.Attempt.Paper.Seed.ToString(CultureInfo.InvariantCulture))) yield return "the paper's seed";
        foreach (Match mark in Marks().Matches(text)) yield return $"'{mark.Value}'";
    }

    /// <summary>The words of the paper's items that stand in a text.</summary>
    private static IEnumerable<string> ShownOf(ExamsSitting sitting, string raw)
    {
        var text = Plain(raw);
        var taught = Plain(string.Concat(sitting.Release.Curriculum.Courses.SelectMany(c => c.Lessons).SelectMany(l => l.Cards).Select(c => c.Title + c.PlainText))
            + string.Concat(sitting.Release.Curriculum.Bank(QuestionBank.Practice).SelectMany(q => q.Items).SelectMany(i => i.Options.Select(o => o.Wording.PlainText).Append(i.Stem.PlainText))));
        foreach (var shown in sitting.Attempt.Paper.Items)
        {
            var item = sitting.ItemOf(shown);
            if (Has(text, item.Stem.PlainText)) yield return $"the stem of {item.Id}";
            if (Has(text, item.Explanation)) yield return $"the explanation of {item.Id}";
            if (Has(text, item.Id)) yield return $"the id {item.Id}";
            foreach (var option in item.Options.Select(o => o.Wording.PlainText).Where(o => shown.Kind is not QuestionKind.Judge && !Has(taught, o)))
            {
                if (Has(text, option)) yield return $"the option '{option}' of {item.Id}";
            }
        }
    }

    private static bool Has(string text, string part) => text.Contains(Plain(part), StringComparison.OrdinalIgnoreCase);

    /// <summary>Without entities, escapes and white space, so that no way of writing it hides a leak.</summary>
    private static string Plain(string text) =>
        Spaces().Replace(Escapes().Replace(WebUtility.HtmlDecode(text).Replace("\\n", "", StringComparison.Ordinal), escape => ((char)int.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()), "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"C\d\d-[A-Z]\d{3}|is-?key|data-key|difficulty|难度|critical|解析|正确答案|choice--right|依据：", RegexOptions.IgnoreCase)]
    private static partial Regex Marks();
}
