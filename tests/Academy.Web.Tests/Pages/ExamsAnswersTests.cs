using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Academy.Domain.Questions;
using Academy.Web.Data.Queries;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>The contract of PUT …/answers: only a 200 that names the revision means saved.</summary>
public abstract class ExamsAnswersTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsAnswersTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsAnswersTests(app), IClassFixture<PostgresApp>;

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    [DataFact]
    public async Task An_answer_is_named_as_saved_is_kept_and_stands_in_the_journal()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);

        using var response = await sitting.PutAsync((1, 1, ["1"]), (2, 1, ["2"]));
        var body = await response.JsonAsync(HttpStatusCode.OK);

        Assert.Equal([(1, 1), (2, 1)], body.GetProperty("saved").EnumerateArray().Select(s => (s.GetProperty("q").GetInt32(), s.GetProperty("rev").GetInt32())));
        Assert.Equal(0, body.GetProperty("stale").GetArrayLength());
        Assert.Equal(app.Clock.Now, body.GetProperty("now").GetDateTimeOffset());
        Assert.Equal(sitting.Attempt.Deadline, body.GetProperty("deadline").GetDateTimeOffset());
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
        Assert.Equal((1, "2"), await sitting.KeptAsync(2));
        Assert.Equal(2, await app.ReadAsync(db => db.AnswerRevisions.CountAsync(r => r.AttemptId == sitting.Id && r.Client == "client-one")));
    }

    [DataFact]
    public async Task The_same_revision_with_the_same_response_is_saved_again_and_journalled_once()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        (await sitting.PutAsync((1, 3, ["1"]))).Dispose();

        using var again = await sitting.PutAsync((1, 3, ["1"]));
        var body = await again.JsonAsync(HttpStatusCode.OK);

        Assert.Equal(3, body.GetProperty("saved")[0].GetProperty("rev").GetInt32());
        Assert.Equal(0, body.GetProperty("stale").GetArrayLength());
        Assert.Equal(1, await app.ReadAsync(db => db.AnswerRevisions.CountAsync(r => r.AttemptId == sitting.Id && r.Q == 1)));
    }

    [DataTheory]
    [InlineData(3, "2")]
    [InlineData(2, "1")]
    [InlineData(2, "2")]
    public async Task The_same_revision_with_another_response_or_a_lower_one_is_stale_and_told_the_servers_value(int revision, string response)
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        (await sitting.PutAsync((1, 3, ["1"]))).Dispose();

        using var late = await sitting.PutAsync((1, revision, [response]));
        var body = await late.JsonAsync(HttpStatusCode.OK);

        Assert.Equal(0, body.GetProperty("saved").GetArrayLength());
        var stale = body.GetProperty("stale")[0];
        Assert.Equal((1, 3, "1"), (stale.GetProperty("q").GetInt32(), stale.GetProperty("rev").GetInt32(), stale.GetProperty("response")[0].GetString()));
        Assert.Equal((3, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task An_empty_response_clears_the_answer_and_every_revision_stays_in_the_journal()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        (await sitting.PutAsync((1, 1, ["1"]))).Dispose();
        (await sitting.PutAsync((1, 2, []))).Dispose();

        Assert.Equal((2, ""), await sitting.KeptAsync(1));
        Assert.Equal(["1", ""], await app.ReadAsync(db => db.AnswerRevisions.Where(r => r.AttemptId == sitting.Id && r.Q == 1).OrderBy(r => r.Revision).Select(r => r.Response).ToListAsync()));
    }

    [DataFact]
    public async Task Of_many_revisions_at_once_the_newest_wins()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);

        var responses = await Task.WhenAll(Enumerable.Range(1, 12).Select(rev => sitting.PutAsync((1, rev, [rev % 2 == 0 ? "2" : "1"]))));

        foreach (var response in responses)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            response.Dispose();
        }

        Assert.Equal((12, "2"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task Anothers_attempt_is_not_found_even_with_its_lease()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var other = await (await ExamsCandidate.TrainedAsync(app, "周大同")).StartAsync();
        using var body = JsonContent.Create(new { lease = sitting.Lease, answers = new[] { new { q = 1, rev = 1, response = new[] { "1" } } } });
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{sitting.Url}/answers") { Content = body };
        request.Headers.Add("RequestVerificationToken", TokenOf(other));

        using var response = await other.Visitor.SendAsync(request);
        using var page = await other.Visitor.GetAsync(sitting.Url);
        using var confirm = await other.Visitor.GetAsync($"{sitting.Url}/submit");
        using var result = await other.Visitor.GetAsync($"{sitting.Url}/result");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [response.StatusCode, page.StatusCode, confirm.StatusCode, result.StatusCode]);
        Assert.Null(await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task Who_is_not_signed_in_gets_401_and_never_a_redirect()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var stranger = app.Visit();

        using var put = await sitting.SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { lease = sitting.Lease }), stranger);
        using var lease = await sitting.SendAsync(HttpMethod.Post, "/lease", JsonContent.Create(new { client = "client-two" }), stranger);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [put.StatusCode, lease.StatusCode]);
        Assert.Null(put.Headers.Location ?? lease.Headers.Location);
    }

    [DataFact]
    public async Task Without_the_antiforgery_token_nothing_is_written()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);

        using var put = await sitting.SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { lease = sitting.Lease, answers = new[] { new { q = 1, rev = 1, response = new[] { "1" } } } }), withToken: false);
        using var lease = await sitting.SendAsync(HttpMethod.Post, "/lease", JsonContent.Create(new { client = "client-two", takeOver = true }), withToken: false);

        Assert.Equal("antiforgery", await put.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal("antiforgery", await lease.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Null(await sitting.KeptAsync(1));
        Assert.Equal("client-one", (await sitting.ReadAsync()).LeaseClient);
    }

    [DataFact]
    public async Task Looking_at_the_state_does_not_stand_in_for_the_token()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var state = await sitting.Visitor.GetAsync($"{sitting.Url}/state");
        Assert.True(state.IsSuccessStatusCode);

        using var put = await sitting.SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { lease = sitting.Lease, answers = new[] { new { q = 1, rev = 1, response = new[] { "1" } } } }), withToken: false);

        Assert.Equal("antiforgery", await put.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [DataFact]
    public async Task A_token_that_was_right_for_one_person_is_not_for_another()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var saved = await sitting.PutAsync((1, 1, ["1"]));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var other = await ExamsCandidate.TrainedAsync(app, "周大同");

        using var put = await sitting.SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { lease = sitting.Lease, answers = new[] { new { q = 1, rev = 2, response = new[] { "2" } } } }), other.Visitor);

        Assert.Equal("antiforgery", await put.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [DataFact]
    public async Task Only_a_supervised_exams_page_asks_how_it_stands()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);

        Assert.Equal("self", sitting.Page.QuerySelector("#exam")!.GetAttribute("data-mode"));
    }

    [DataFact]
    public async Task What_is_malformed_is_refused_with_its_place_and_nothing_of_it_is_written()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var items = sitting.Attempt.Paper.Items;
        var single = items.First(i => i.Kind is QuestionKind.Single && i.Q > 1);
        string Body(int q, int rev, string response) => $$"""{ "lease": "{{sitting.Lease}}", "answers": [ { "q": 1, "rev": 1, "response": ["1"] }, { "q": {{q}}, "rev": {{rev}}, "response": {{response}} } ] }""";
        var cases = new (string Body, string Says)[]
        {
            ("{ \"lease\": ", "JSON"),
            ("null", "JSON"),
            ("[]", "JSON"),
            ("{}", "lease"),
            ("""{ "lease": "a\u0000b", "answers": [ {"q":1,"rev":1,"response":["1"]} ] }""", "lease"),
            ($$"""{ "lease": "{{sitting.Lease}}", "answers": [] }""", "answers"),
            ($$"""{ "lease": "{{sitting.Lease}}", "answers": [ null ] }""", "response"),
            (Body(2, 1, "null"), "response"),
            (Body(2, 1, "[null]"), "response"),
            (Body(2, 1, "\"1\""), "JSON"),
            (Body(0, 1, "[\"1\"]"), "q 0"),
            (Body(items.Count + 1, 1, "[\"1\"]"), $"q {items.Count + 1}"),
            (Body(2, 0, "[\"1\"]"), "rev"),
            (Body(single.Q, 2, "[\"9\"]"), "position 9"),
            (Body(single.Q, 2, "[\"0\"]"), "position"),
            (Body(single.Q, 2, "[\" 1\"]"), "position"),
            (Body(single.Q, 2, "[\"1\",\"2\"]"), "too many"),
            ($$"""{ "lease": "{{sitting.Lease}}", "answers": [ {{string.Join(',', Enumerable.Repeat("""{"q":1,"rev":1,"response":["1"]}""", 201))}} ] }""", "200"),
        };

        foreach (var (body, says) in cases)
        {
            using var response = await sitting.PutRawAsync(body);
            Assert.Contains(says, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        Assert.Equal(0, await app.ReadAsync(db => db.Answers.CountAsync(a => a.AttemptId == sitting.Id)));
    }

    [DataFact]
    public async Task A_body_of_more_than_16_KB_is_refused_whether_it_says_its_length_or_not()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        string Padded(int bytes)
        {
            var json = $$"""{ "lease": "{{sitting.Lease}}", "answers": [ { "q": 1, "rev": 1, "response": ["1"] } ] }""";
            return json + new string(' ', bytes - json.Length);
        }

        using var said = await sitting.PutRawAsync(Padded((16 * 1024) + 1));
        using var unsaid = await sitting.SendAsync(HttpMethod.Put, "/answers", new Unannounced(Encoding.UTF8.GetBytes(Padded((16 * 1024) + 1))));
        Assert.Equal([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge], [said.StatusCode, unsaid.StatusCode]);
        Assert.Null(await sitting.KeptAsync(1));

        using var largest = await sitting.PutRawAsync(Padded(16 * 1024));
        Assert.Equal(HttpStatusCode.OK, largest.StatusCode);
    }

    [DataFact]
    public async Task A_wrong_lease_is_a_conflict_and_writes_nothing()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);

        using var response = await sitting.PutRawAsync("""{ "lease": "00000000000000000000000000000000", "answers": [ { "q": 1, "rev": 1, "response": ["1"] } ] }""");

        Assert.Equal("lease", await response.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Null(await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task After_handing_in_nothing_is_taken_any_more()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        (await sitting.PutAsync((1, 1, ["1"]))).Dispose();
        await sitting.HandInAsync();

        using var put = await sitting.PutAsync((1, 2, ["2"]));
        using var lease = await sitting.PostLeaseAsync("client-two", takeOver: true);

        Assert.Equal("closed", await put.ProblemAsync(HttpStatusCode.Gone));
        Assert.Equal("closed", await lease.ProblemAsync(HttpStatusCode.Gone));
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task Until_the_last_instant_of_the_grace_answers_are_taken_and_then_no_more()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace;
        using (var inGrace = await sitting.PutAsync((1, 1, ["1"]))) Assert.Equal(HttpStatusCode.OK, inGrace.StatusCode);

        app.Clock.Advance(TimeSpan.FromTicks(10));
        using var late = await sitting.PutAsync((1, 2, ["2"]));

        Assert.Equal("closed", await late.ProblemAsync(HttpStatusCode.Gone));
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task An_answer_that_meets_a_closing_attempt_in_the_database_is_refused_by_its_own_row()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var stale = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == sitting.Id));
        await sitting.HandInAsync();

        // What a request that had read the attempt while it was still open then sends to the database.
        var written = await app.ReadAsync(db => db.WriteAnswersAsync(() => [new AnswerRow(stale.Id, stale.PersonId, sitting.Lease, 1, 1, "1", app.Clock.Now)], Grace, CancellationToken.None));

        Assert.Empty(written);
        Assert.Null(await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task One_client_writes_and_taking_over_is_explicit_journalled_and_ends_the_other_ones_pen()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        (await sitting.PutAsync((1, 1, ["1"]))).Dispose();
        var elsewhere = await ExamsSitting.OpenAsync(sitting.Candidate, await sitting.Candidate.OnAnotherDeviceAsync(), sitting.Id);

        using (var refused = await elsewhere.PostLeaseAsync("client-two", takeOver: false)) Assert.Equal("lease", await refused.ProblemAsync(HttpStatusCode.Conflict));
        await sitting.TakeLeaseAsync();
        (await sitting.PutAsync((1, 2, ["2"]))).Dispose();
        Assert.Equal((2, "2"), await sitting.KeptAsync(1));

        await elsewhere.TakeLeaseAsync("client-two", takeOver: true);
        using (var dead = await sitting.PutAsync((1, 3, ["1"]))) Assert.Equal("lease", await dead.ProblemAsync(HttpStatusCode.Conflict));
        using (var alive = await elsewhere.PutAsync((1, 3, ["1"]))) Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

        Assert.Equal((3, "1"), await sitting.KeptAsync(1));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Subject == sitting.Id && e.Action == "exam.taken-over")));
    }

    [DataFact]
    public async Task A_page_opened_on_another_device_shows_what_was_saved()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var item = sitting.Attempt.Paper.Items[3];
        (await sitting.PutAsync((item.Q, 7, sitting.KeyOf(item)))).Dispose();

        var elsewhere = await ExamsSitting.OpenAsync(sitting.Candidate, await sitting.Candidate.OnAnotherDeviceAsync(), sitting.Id);

        Assert.Equal(sitting.KeyOf(item), elsewhere.Page.QuerySelectorAll($"input[name=q{item.Q}]").OfType<IHtmlInputElement>().Where(i => i.IsChecked).Select(i => i.Value));
        var data = JsonDocument.Parse(elsewhere.Page.GetElementById("attempt")!.TextContent).RootElement.GetProperty("questions")[item.Q - 1];
        Assert.Equal((item.Q, 7), (data.GetProperty("q").GetInt32(), data.GetProperty("rev").GetInt32()));
        Assert.Equal(sitting.KeyOf(item), data.GetProperty("response").EnumerateArray().Select(r => r.GetString()!));
    }

    private static string TokenOf(ExamsSitting sitting) => sitting.Page.QuerySelector("#exam input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>A body without a length, as it comes in chunks.</summary>
    private sealed class Unannounced(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
