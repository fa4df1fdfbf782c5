using System.Net;
using System.Net.Http.Json;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Operations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>Reading a lesson: cards, study time on the server's clock, checkpoints, done.</summary>
public abstract class LearnLessonTests(AcademyApp app)
{
    private const string First = "C03/01-report-119";
    private const string Second = "C03/02-choose";

    public sealed class OnSqlite(SqliteApp app) : LearnLessonTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : LearnLessonTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task A_lesson_opens_at_its_card_and_the_list_leads_to_the_furthest_one()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "第 1 期", Story.Position, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));
        var reader = await story.VisitAsync(person);
        var lesson = await LessonAsync(First);

        var page = await reader.GetPageAsync($"/learn/{First}/2");

        Assert.Equal(lesson.Cards[1].Title, page.QuerySelector(".lesson-card h2")!.TextContent);
        Assert.Equal($"2 / {lesson.Cards.Count}", page.QuerySelector(".lesson__count")!.TextContent);
        var list = await reader.GetPageAsync("/learn");
        Assert.Contains(list.QuerySelectorAll("a"), a => a.GetAttribute("href") == $"/learn/{First}/2");
    }

    [DataFact]
    public async Task A_lesson_or_card_that_is_not_there_is_not_found_and_counts_as_nothing_read()
    {
        var person = await (await ExamsCandidate.StoryOf(app)).HireAsync("李小红");
        var reader = await (await ExamsCandidate.StoryOf(app)).VisitAsync(person);

        foreach (var address in new[] { "/learn/C03/99-none/1", "/learn/C99/01-report-119/1", $"/learn/{First}/0", $"/learn/{First}/999" })
        {
            using var response = await reader.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(0, await app.ReadAsync(db => db.StudyProgress.CountAsync(p => p.PersonId == person.Id)));
    }

    [DataFact]
    public async Task Who_works_nowhere_reads_no_lesson_and_who_is_not_signed_in_is_asked_to()
    {
        var story = await ExamsCandidate.StoryOf(app);
        using var inspector = await story.VisitAsync(await story.GrantAsync("钱检查", Role.Inspector));
        using var stranger = app.Visit();

        using var refused = await inspector.GetAsync($"/learn/{First}/1");
        using var asked = await stranger.GetAsync($"/learn/{First}/1");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.StartsWith("/account/sign-in", asked.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [DataTheory]
    [InlineData("C03/02-choose", "gauge", QuestionKind.Fill)]
    [InlineData("C03/04-hydrant", "steps", QuestionKind.Order)]
    [InlineData("C03/02-choose", "types", QuestionKind.Match)]
    public async Task After_wrong_answers_practice_comes_in_every_kind_and_is_answered_without_script(string lesson, string anchor, QuestionKind kind)
    {
        var reader = await ReaderAsync();
        var curriculum = await CurriculumAsync();
        var card = (await LessonAsync(lesson)).Cards.Single(c => c.Anchor == anchor);
        var page = await reader.GetPageAsync($"/learn/{lesson}/{card.Number}");
        for (var tries = 0; Asked(page, curriculum).Kind != kind; tries++)
        {
            Assert.InRange(tries, 0, 9);
            page = await FollowAsync(reader, await AnswerAsync(reader, page, Asked(page, curriculum), right: false));
            Assert.NotNull(page.QuerySelector(".answer--wrong"));
        }

        if (kind is not QuestionKind.Fill)
        {
            // What contradicts itself is told and stays; it is neither right nor wrong.
            var select = page.QuerySelectorAll<IHtmlSelectElement>(".checkpoint select").Select(s => s.Name!).ToList();
            using var refused = await reader.SubmitAsync(page.FormWith("question"), (select[0], "2"), (select[1], "2"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            page = await refused.ReadPageAsync();
            Assert.Equal(kind, Asked(page, curriculum).Kind);
            Assert.StartsWith("这一题没保存", page.QuerySelector(".checkpoint [role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("2", page.QuerySelectorAll<IHtmlSelectElement>(".checkpoint select").First().Value);
        }

        page = await FollowAsync(reader, await AnswerAsync(reader, page, Asked(page, curriculum), right: true));
        Assert.NotNull(page.QuerySelector(".answer--right"));
        Assert.Null(page.QuerySelector(".checkpoint form"));
    }

    [DataFact]
    public async Task A_beat_with_the_pages_nonce_credits_the_seconds_since_it_was_opened()
    {
        var reading = await OpenAsync(First);

        app.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(15, await reading.BeatAsync());
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(35, await reading.BeatAsync());
    }

    [DataFact]
    public async Task A_beat_sent_twice_or_with_an_old_or_made_up_nonce_is_a_conflict_and_credits_nothing()
    {
        var reading = await OpenAsync(First);
        var old = reading.Nonce;
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, await reading.BeatAsync());

        app.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var nonce in new[] { old, "00000000000000000000000000000000", "", null })
        {
            using var refused = await reading.PostAsync(nonce);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        Assert.Equal(20, await reading.BeatAsync());
    }

    [DataFact]
    public async Task Opening_another_lesson_ends_the_time_of_the_first_page()
    {
        var reader = await ReaderAsync();
        var first = await OpenAsync(First, reader);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var second = await OpenAsync(Second, reader);
        app.Clock.Advance(TimeSpan.FromSeconds(10));

        using (var dead = await first.PostAsync(first.Nonce)) Assert.Equal(HttpStatusCode.Conflict, dead.StatusCode);
        using (var strayed = await first.PostAsync(second.Nonce)) Assert.Equal(HttpStatusCode.Conflict, strayed.StatusCode);
        Assert.Equal(10, await second.BeatAsync());
    }

    [DataFact]
    public async Task Time_with_two_devices_at_once_runs_once()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var visitor = await story.VisitAsync(person);
        var one = await OpenAsync(First, visitor);
        var other = await OpenAsync(First, visitor);

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(30, await other.BeatAsync());
        using var refused = await one.PostAsync(one.Nonce);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [DataTheory]
    [InlineData(45, 45)]
    [InlineData(46, 45)]
    [InlineData(3600, 45)]
    public async Task A_gap_counts_at_most_forty_five_seconds(int gap, int credited)
    {
        var reading = await OpenAsync(First);

        app.Clock.Advance(TimeSpan.FromSeconds(gap));

        Assert.Equal(credited, await reading.BeatAsync());
    }

    [DataFact]
    public async Task Fractions_of_a_second_are_not_lost_between_beats()
    {
        var reading = await OpenAsync(First);
        for (var i = 0; i < 4; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1.5));
            await reading.BeatAsync();
        }

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(7, await reading.BeatAsync());
    }

    [DataFact]
    public async Task No_lesson_credits_more_than_its_minutes()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var reading = await OpenAsync(First, await story.VisitAsync(person));
        var most = (await LessonAsync(First)).Minutes * 60;
        await app.ArrangeAsync(async db => db.Entry(await db.StudyProgress.SingleAsync(p => p.PersonId == person.Id)).Property(p => p.Seconds).CurrentValue = most - 10);

        app.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(most, await reading.BeatAsync());
    }

    [DataFact]
    public async Task A_beat_without_the_antiforgery_token_is_refused()
    {
        var reading = await OpenAsync(First);
        app.Clock.Advance(TimeSpan.FromSeconds(10));

        using var refused = await reading.PostAsync(reading.Nonce, withToken: false);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(10, await reading.BeatAsync());
    }

    [DataFact]
    public async Task A_beat_of_who_is_signed_out_gets_401_and_no_redirect()
    {
        using var stranger = app.Visit();
        using var response = await stranger.PostAsJsonAsync($"/learn/{First}/beats", new { nonce = "x" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [DataFact]
    public async Task Turning_a_card_without_script_credits_no_more_than_reading_it_takes()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var reader = await story.VisitAsync(person);
        var lesson = await LessonAsync(First);
        var page = await reader.GetPageAsync($"/learn/{First}/1");
        app.Clock.Advance(TimeSpan.FromHours(1));

        using var turned = await PostTurnAsync(reader, page, $"/learn/{First}/1?handler=Turn", ("to", "2"));

        Assert.Equal($"/learn/{First}/2", turned.Headers.Location!.OriginalString);
        var most = (int)((lesson.Cards[0].PlainText.Length / 150.0 * 60) + 60);
        Assert.Equal(most, (await ProgressAsync(person)).Seconds);
    }

    [DataFact]
    public async Task A_wrong_checkpoint_asks_another_question_from_practice_and_a_right_one_is_done()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var reader = await story.VisitAsync(person);
        var curriculum = await CurriculumAsync();
        var card = (await LessonAsync(First)).Cards.First(c => c.Checkpoint is not null);
        var address = $"/learn/{First}/{card.Number}";
        var asked = new List<string>();
        for (var wrong = 0; wrong < 2; wrong++)
        {
            var page = await reader.GetPageAsync(address);
            var question = Asked(page, curriculum);
            asked.Add(question.Id);
            var explained = await FollowAsync(reader, await AnswerAsync(reader, page, question, right: false));
            Assert.Contains("答错了", explained.QuerySelector(".answer--wrong")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(question.Items[0].Explanation.Split('\n')[0], explained.QuerySelector(".answer--wrong")!.TextContent, StringComparison.Ordinal);
        }

        var last = await reader.GetPageAsync(address);
        asked.Add(Asked(last, curriculum).Id);
        Assert.Equal(3, asked.Distinct().Count());
        Assert.Equal(card.Checkpoint!.Id, asked[0]);
        Assert.All(asked[1..], id => Assert.Equal((QuestionBank.Practice, card.Anchor), (curriculum.FindQuestion(id)!.Bank, curriculum.FindQuestion(id)!.Items[0].KnowledgePoint.Anchor)));

        var done = await FollowAsync(reader, await AnswerAsync(reader, last, Asked(last, curriculum), right: true));
        Assert.Contains("答对了", done.QuerySelector(".answer--right")!.TextContent, StringComparison.Ordinal);
        Assert.Null(done.QuerySelector(".checkpoint"));
        Assert.Contains(card.Anchor!, (await ProgressAsync(person)).Checkpoints);
    }

    [DataFact]
    public async Task An_answer_to_a_question_that_is_not_the_one_asked_counts_as_nothing()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var reader = await story.VisitAsync(person);
        var card = (await LessonAsync(First)).Cards.First(c => c.Checkpoint is not null);
        var page = await reader.GetPageAsync($"/learn/{First}/{card.Number}");
        var form = page.FormWith("question");
        var other = (await LessonAsync(Second)).Cards.First(c => c.Checkpoint is not null).Checkpoint!;

        using var response = await reader.SubmitAsync(form, ("question", other.Id), ("response", "1"));

        Assert.Equal($"/learn/{First}/{card.Number}", response.Headers.Location!.OriginalString);
        Assert.Equal(0, await app.ReadAsync(db => db.PracticeAnswers.CountAsync(a => a.PersonId == person.Id)));
    }

    [DataFact]
    public async Task Anothers_answer_is_not_explained_here()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var (one, other) = (await story.VisitAsync(await story.HireAsync("李小红")), await story.VisitAsync(await story.HireAsync("周大同")));
        var curriculum = await CurriculumAsync();
        var card = (await LessonAsync(First)).Cards.First(c => c.Checkpoint is not null);
        var page = await one.GetPageAsync($"/learn/{First}/{card.Number}");
        using var answered = await AnswerAsync(one, page, Asked(page, curriculum), right: true);

        Assert.NotNull((await one.GetPageAsync(answered.Headers.Location!.OriginalString)).QuerySelector(".answer"));
        Assert.Null((await other.GetPageAsync(answered.Headers.Location!.OriginalString)).QuerySelector(".answer"));
    }

    [DataFact]
    public async Task Completing_early_says_what_remains_and_completing_in_time_is_done()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var reader = await story.VisitAsync(person);
        var lesson = await LessonAsync(First);
        var checkpoints = lesson.Cards.Count(c => c.Checkpoint is not null);
        var page = await reader.GetPageAsync($"/learn/{First}/{lesson.Cards.Count}");

        var early = await FollowAsync(reader, await PostTurnAsync(reader, page, $"/learn/{First}/{lesson.Cards.Count}?handler=Complete"));
        var said = early.QuerySelector(".notice--warning")!.TextContent;
        Assert.Contains($"还有 {checkpoints} 道随堂题没答对", said, StringComparison.Ordinal);
        Assert.Contains("还要再学", said, StringComparison.Ordinal);
        Assert.Null((await ProgressAsync(person)).CompletedAt);

        await app.ArrangeAsync(async db =>
        {
            var progress = await db.StudyProgress.SingleAsync(p => p.PersonId == person.Id);
            foreach (var card in lesson.Cards.Where(c => c.Checkpoint is not null)) progress.PassCheckpoint(card.Anchor!);
            progress.Credit(lesson.Minutes * 60, lesson);
        });
        using var done = await PostTurnAsync(reader, early, $"/learn/{First}/{lesson.Cards.Count}?handler=Complete");

        Assert.Equal("/learn", done.Headers.Location!.OriginalString);
        Assert.Equal((app.Clock.Now, CompletedIn.Online), ((await ProgressAsync(person)).CompletedAt, (await ProgressAsync(person)).CompletedIn!.Value));
    }

    [DataTheory]
    [InlineData("courses/C03-fire-fighting/img/gauge.svg", HttpStatusCode.OK)]
    [InlineData("courses/C03-fire-fighting/exam.md", HttpStatusCode.NotFound)]
    [InlineData("courses/C03-fire-fighting/practice.md", HttpStatusCode.NotFound)]
    [InlineData("courses/C03-fire-fighting/01-report-119.md", HttpStatusCode.NotFound)]
    [InlineData("courses/C03-fire-fighting/img/../exam.md", HttpStatusCode.NotFound)]
    [InlineData("courses/C03-fire-fighting/img/%2e%2e/exam.md", HttpStatusCode.NotFound)]
    [InlineData("courses/C03-fire-fighting/img/none.svg", HttpStatusCode.NotFound)]
    [InlineData("blueprints.yml", HttpStatusCode.NotFound)]
    [InlineData("../Academy.Web/appsettings.json", HttpStatusCode.NotFound)]
    public async Task Only_pictures_of_the_release_are_served(string path, HttpStatusCode status)
    {
        var reader = await ReaderAsync();

        using var response = await reader.GetAsync($"/content/{path}");

        Assert.Equal(status, response.StatusCode);
        if (status is HttpStatusCode.OK) Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.MediaType);
        else Assert.DoesNotContain("- [x]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Pictures_are_for_who_is_signed_in()
    {
        using var stranger = app.Visit();
        using var response = await stranger.GetAsync("/content/courses/C03-fire-fighting/img/gauge.svg");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [DataFact]
    public async Task A_picture_stays_as_it_was_when_the_training_began()
    {
        const string path = "courses/C03-fire-fighting/img/gauge.svg";
        var (trainee, other) = ((await ExamsCandidate.TrainedAsync(app)).Visitor, await ReaderAsync());
        var before = await trainee.GetStringAsync($"/content/{path}");
        var redrawn = before.Replace("</svg>", "<path d=\"M0 0\"/></svg>", StringComparison.Ordinal);

        await app.ArrangeAsync(async db =>
        {
            var last = await db.Releases.Include(r => r.Files).OrderByDescending(r => r.Id).FirstAsync();
            var blob = new ContentBlob($"{app.Clock.Now.Ticks:x64}", System.Text.Encoding.UTF8.GetBytes(redrawn));
            db.AddRange(blob, new ContentRelease($"{app.Clock.Now.Ticks + 1:x64}", null, app.Clock.Now, last.Files.Select(f => new ReleaseFile(f.Path, f.Path == path ? blob.Hash : f.BlobHash))));
        });
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(before, await trainee.GetStringAsync($"/content/{path}"));
        Assert.Equal(redrawn, await other.GetStringAsync($"/content/{path}"));
    }

    private async Task<HttpClient> ReaderAsync()
    {
        var story = await ExamsCandidate.StoryOf(app);
        return await story.VisitAsync(await story.HireAsync("李小红"));
    }

    private Task<Curriculum> CurriculumAsync() => app.ActAsync(async (Releases releases) => (await releases.InForceAsync(CancellationToken.None)).Curriculum);

    private async Task<Lesson> LessonAsync(string id) => (await CurriculumAsync()).FindLesson(id)!;

    private Task<StudyProgress> ProgressAsync(Person person) => app.ReadAsync(db => db.StudyProgress.AsNoTracking().SingleAsync(p => p.PersonId == person.Id));

    private static Question Asked(IHtmlDocument page, Curriculum curriculum) => curriculum.FindQuestion(page.QuerySelector<IHtmlInputElement>(".checkpoint input[name=question]")!.Value)!;

    private static Task<HttpResponseMessage> AnswerAsync(HttpClient reader, IHtmlDocument page, Question question, bool right)
    {
        var form = page.FormWith("question");
        return reader.SubmitAsync(form, [.. PracticeAnswers.FieldsOf(form, question, right)]);
    }

    private static async Task<IHtmlDocument> FollowAsync(HttpClient reader, HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            return await reader.GetPageAsync(response.Headers.Location!.OriginalString);
        }
    }

    /// <summary>Posts the bar's form to the address of one of its buttons.</summary>
    private static Task<HttpResponseMessage> PostTurnAsync(HttpClient reader, IHtmlDocument page, string address, params (string Name, string Value)[] fields)
    {
        var form = page.GetElementById("turn")!;
        var inputs = form.QuerySelectorAll<IHtmlInputElement>("input").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        return reader.PostAsync(address, new FormUrlEncodedContent(inputs.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));
    }

    private async Task<Reading> OpenAsync(string lesson, HttpClient? reader = null)
    {
        reader ??= await ReaderAsync();
        var page = await reader.GetPageAsync($"/learn/{lesson}/1");
        var cards = page.QuerySelector("[data-beat]")!;
        return new Reading(reader, cards.GetAttribute("data-beat")!, cards.GetAttribute("data-nonce")!, page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value);
    }

    /// <summary>A lesson page's script.</summary>
    private sealed class Reading(HttpClient reader, string address, string nonce, string token)
    {
        public string Nonce { get; private set; } = nonce;

        public async Task<int> BeatAsync()
        {
            using var response = await PostAsync(Nonce);
            var beaten = await response.JsonAsync(HttpStatusCode.OK);
            Nonce = beaten.GetProperty("nonce").GetString()!;
            return beaten.GetProperty("seconds").GetInt32();
        }

        public async Task<HttpResponseMessage> PostAsync(string? nonce, bool withToken = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new { nonce }) };
            if (withToken) request.Headers.Add("RequestVerificationToken", token);
            return await reader.SendAsync(request);
        }
    }
}
