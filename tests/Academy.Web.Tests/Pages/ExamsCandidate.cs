using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>A candidate at the browser: trained, signed in, with the exam of the shipped position assigned.</summary>
internal sealed class ExamsCandidate(Story story, Person person, ExamAssignment assignment, HttpClient visitor)
{
    // Publishing checks all of the content, which is dear: once for each application.
    private static readonly ConditionalWeakTable<AcademyApp, Lazy<Task<Story>>> Stories = [];

    public Story Story => story;
    public Person Person => person;
    public ExamAssignment Assignment => assignment;
    public HttpClient Visitor => visitor;
    public string Notice => $"/exams/{assignment.Id}";

    public static Task<Story> StoryOf(AcademyApp app) => Stories.GetValue(app, a => new Lazy<Task<Story>>(() => Story.BeginAsync(a))).Value;

    public static async Task<ExamsCandidate> TrainedAsync(AcademyApp app, string name = "李小红")
    {
        var story = await StoryOf(app);
        var person = await story.HireAsync(name);
        var assignment = await story.TrainAsync(person);
        return new ExamsCandidate(story, person, assignment, await story.VisitAsync(person));
    }

    /// <summary>A trained candidate whose exam is begun and whose pen is taken.</summary>
    public static async Task<ExamsSitting> SittingAsync(AcademyApp app)
    {
        var candidate = await TrainedAsync(app);
        var sitting = await candidate.StartAsync();
        await sitting.TakeLeaseAsync();
        return sitting;
    }

    /// <summary>The same person on a second device, with a session and cookies of its own.</summary>
    public async Task<HttpClient> OnAnotherDeviceAsync()
    {
        var name = await story.App.ReadAsync(db => db.Users.Where(u => u.PersonId == person.Id).Select(u => u.UserName!).SingleAsync());
        var other = story.App.Visit();
        await other.SignInAsync(name, Story.Password);
        return other;
    }

    /// <summary>Sends the start form of the notice.</summary>
    public async Task<HttpResponseMessage> PostStartAsync()
    {
        var notice = await visitor.GetPageAsync(Notice);
        return await visitor.SubmitAsync(notice.FormWith($"{Notice}/attempts"));
    }

    /// <summary>Starts, and opens the exam page.</summary>
    public async Task<ExamsSitting> StartAsync()
    {
        using var started = await PostStartAsync();
        Assert.True(started.StatusCode == HttpStatusCode.SeeOther, $"The exam did not start: {(int)started.StatusCode}");
        return await ExamsSitting.OpenAsync(this, visitor, Guid.Parse(started.Headers.Location!.OriginalString.Split('/')[^1]));
    }

    /// <summary>Starts, answers what is chosen right and everything else wrong, and hands in through the form.</summary>
    public async Task<ExamAttempt> SitAsync(Func<PaperItem, bool> right)
    {
        var sitting = await StartAsync();
        await sitting.AnswerAsync(right);
        return await sitting.HandInAsync();
    }
}

/// <summary>An attempt as one browser has it open.</summary>
internal sealed class ExamsSitting
{
    private readonly string _token;

    private ExamsSitting(ExamsCandidate candidate, HttpClient visitor, Guid id, IHtmlDocument page, ExamAttempt attempt, Release release) =>
        (Candidate, Visitor, Id, Page, Attempt, Release, _token) = (candidate, visitor, id, page, attempt, release, ((IHtmlInputElement)page.QuerySelector("#exam input[name=__RequestVerificationToken]")!).Value);

    public ExamsCandidate Candidate { get; }
    public HttpClient Visitor { get; }
    public Guid Id { get; }
    public IHtmlDocument Page { get; }

    /// <summary>As it was when the page was opened.</summary>
    public ExamAttempt Attempt { get; }

    public Release Release { get; }
    public string Url => $"/exams/attempts/{Id}";
    public string Lease { get; private set; } = "";
    private AcademyApp App => Candidate.Story.App;

    public static async Task<ExamsSitting> OpenAsync(ExamsCandidate candidate, HttpClient visitor, Guid id)
    {
        var page = await visitor.GetPageAsync($"/exams/attempts/{id}");
        var attempt = await candidate.Story.App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == id));
        return new ExamsSitting(candidate, visitor, id, page, attempt, await candidate.Story.App.ActAsync((Releases releases) => releases.GetAsync(attempt.ReleaseId)));
    }

    public Item ItemOf(PaperItem shown) => Release.Curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);

    /// <summary>The right response to an item, as shown.</summary>
    public string[] KeyOf(PaperItem shown) => [.. Marking.Key(shown, ItemOf(shown)).Values];

    /// <summary>A response to an item that is wrong.</summary>
    public string[] WrongOf(PaperItem shown) => shown.Kind switch
    {
        QuestionKind.Fill => [.. KeyOf(shown).Select(_ => "不对")],
        // As it is shown it is never right.
        QuestionKind.Order => [.. Enumerable.Range(1, shown.OptionOrder.Count).Select(Text)],
        QuestionKind.Match => KeyOf(shown)[1..],
        _ => [Enumerable.Range(1, shown.OptionOrder.Count).Select(Text).Except(KeyOf(shown), StringComparer.Ordinal).First()],
    };

    /// <summary>The script's request for the pen.</summary>
    public Task<HttpResponseMessage> PostLeaseAsync(string client, bool takeOver) => SendAsync(HttpMethod.Post, "/lease", JsonContent.Create(new { client, takeOver }));

    /// <summary>Takes the pen and keeps it for what is put next.</summary>
    public async Task TakeLeaseAsync(string client = "client-one", bool takeOver = false)
    {
        using var granted = await PostLeaseAsync(client, takeOver);
        Lease = (await granted.JsonAsync(HttpStatusCode.OK)).GetProperty("lease").GetString()!;
    }

    public Task<HttpResponseMessage> PutAsync(params (int Q, int Rev, string[] Response)[] answers) =>
        SendAsync(HttpMethod.Put, "/answers", JsonContent.Create(new { lease = Lease, answers = answers.Select(a => new { q = a.Q, rev = a.Rev, response = a.Response }) }));

    public Task<HttpResponseMessage> PutRawAsync(string body) => SendAsync(HttpMethod.Put, "/answers", new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>A request as the script sends it, with the page's token.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content, HttpClient? by = null, bool withToken = true)
    {
        using var request = new HttpRequestMessage(method, Url + path) { Content = content };
        if (withToken) request.Headers.Add("RequestVerificationToken", _token);
        return await (by ?? Visitor).SendAsync(request);
    }

    /// <summary>Saves a response to every item through the script's endpoint: the key, or something wrong.</summary>
    public async Task AnswerAsync(Func<PaperItem, bool> right)
    {
        if (Lease.Length == 0) await TakeLeaseAsync();
        using var response = await PutAsync([.. Attempt.Paper.Items.Select(i => (i.Q, 1, right(i) ? KeyOf(i) : WrongOf(i)))]);
        Assert.Equal(Attempt.Paper.Items.Count, (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("saved").GetArrayLength());
    }

    /// <summary>Hands in through the confirming page.</summary>
    public async Task<ExamAttempt> HandInAsync()
    {
        var confirm = await Visitor.GetPageAsync($"{Url}/submit");
        using var response = await Visitor.SubmitAsync(confirm.Forms.Single(f => f.QuerySelector("main button, .button--primary") is not null));
        Assert.Equal((HttpStatusCode.SeeOther, $"{Url}/result"), (response.StatusCode, response.Headers.Location!.OriginalString));
        return await ReadAsync();
    }

    /// <summary>The attempt as it is now.</summary>
    public Task<ExamAttempt> ReadAsync() => App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == Id));

    /// <summary>What is kept of one item: revision and response.</summary>
    public Task<(int Revision, string Response)?> KeptAsync(int q) => App.ReadAsync(async db =>
        await db.Answers.AsNoTracking().SingleOrDefaultAsync(a => a.AttemptId == Id && a.Q == q) is { } kept ? ((int, string)?)(kept.Revision, kept.Response) : null);

    private static string Text(int position) => position.ToString(CultureInfo.InvariantCulture);
}

internal static class Answered
{
    /// <summary>The body as JSON, of an answer with that status.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The answer is a problem of that status; its detail.</summary>
    public static async Task<string?> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var problem = await response.JsonAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
    }
}
