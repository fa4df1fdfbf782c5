using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Operations;
using Academy.Web.Tests.Content;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>A question that somebody's paper asked, with what they answered and what the bank will say instead.</summary>
/// <param name="NewKey">The author's index of the option that turns out to be right.</param>
internal sealed record WrongKey(ExamsCandidate Candidate, ExamAttempt Attempt, PaperItem Asked, int NewKey)
{
    /// <summary>Sits so that the result hangs on the one question: passes by it, or fails for want of it.</summary>
    /// <param name="critical">It is a 红线题, and everything else is right.</param>
    public static async Task<WrongKey> SitAsync(AcademyApp app, bool pass, string name, bool critical = false)
    {
        var candidate = await ExamsCandidate.TrainedAsync(app, name);
        // Not every paper has a red line of one right option.
        for (var left = 20; left > 0 && !(await PaperAsync(app, candidate)).Items.Any(MayAsk); left--) candidate = await ExamsCandidate.TrainedAsync(app, name);
        var sitting = await candidate.StartAsync();
        var asked = sitting.Attempt.Paper.Items.Where(MayAsk).MaxBy(i => i.Points)!;
        var points = pass ? 100 : 100 - asked.Points;
        var wrong = pass ? [] : new HashSet<int> { asked.Q };
        foreach (var item in sitting.Attempt.Paper.Items.Where(i => !critical && !i.IsCritical && i.Q != asked.Q && i.Points <= asked.Points))
        {
            if (pass ? points - item.Points < 80 : points < 80) continue;
            wrong.Add(item.Q);
            points -= item.Points;
        }

        await sitting.AnswerAsync(i => !wrong.Contains(i.Q));
        var attempt = await sitting.HandInAsync();
        Assert.Equal(pass ? Outcome.Passed : critical ? Outcome.FailedCritical : Outcome.Failed, attempt.Grades[0].Outcome);
        // By the new key something else is right than what they answered, or just that.
        var answered = asked.OptionOrder[int.Parse((pass ? sitting.KeyOf(asked) : sitting.WrongOf(asked))[0], CultureInfo.InvariantCulture) - 1];
        return new WrongKey(candidate, attempt, asked, pass ? (answered + 1) % asked.OptionOrder.Count : answered);

        bool MayAsk(PaperItem item) => item is { Kind: QuestionKind.Single or QuestionKind.Judge, Group: null } && item.IsCritical == critical;
    }

    private static Task<Paper> PaperAsync(AcademyApp app, ExamsCandidate candidate) => app.ReadAsync(db => db.Attempts.AsNoTracking().Where(a => a.PersonId == candidate.Person.Id).Select(a => a.Paper).SingleAsync());

    /// <summary>Somebody whose paper, not begun, is the same.</summary>
    public async Task<ExamsCandidate> NeighbourAsync(string name)
    {
        var (app, neighbour) = (Candidate.Story.App, await ExamsCandidate.TrainedAsync(Candidate.Story.App, name));
        await app.ArrangeAsync(async db => db.Entry(await db.Attempts.SingleAsync(a => a.PersonId == neighbour.Person.Id)).Reference(a => a.Paper).CurrentValue = Attempt.Paper with { });
        return neighbour;
    }

    /// <summary>Somebody who sat the same paper and answered the same, but for the one question.</summary>
    /// <param name="option">The author's index of what they answered to it; null for the same.</param>
    public async Task<WrongKey> NeighbourSatAsync(string name, int? option = null)
    {
        var sitting = await (await NeighbourAsync(name)).StartAsync();
        var kept = await Candidate.Story.App.ReadAsync(db => db.Answers.AsNoTracking().Where(a => a.AttemptId == Attempt.Id).ToListAsync());
        await sitting.TakeLeaseAsync();
        (await sitting.PutAsync([.. kept.Select(a => (a.Q, 1, a.Q == Asked.Q && option is { } o ? [PlaceOf(o)] : Response.ValuesOf(a.Response).ToArray()))])).Dispose();
        return this with { Candidate = sitting.Candidate, Attempt = await sitting.HandInAsync() };
    }

    /// <summary>Where the option is shown that the author wrote at an index.</summary>
    public string PlaceOf(int option) => (Asked.OptionOrder.ToList().IndexOf(option) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The attempt as it is now.</summary>
    public Task<ExamAttempt> ReadAsync() => Candidate.Story.App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == Attempt.Id));

    public Task<RetrainingOrder[]> OrdersAsync() => Candidate.Story.App.ReadAsync(db => db.RetrainingOrders.AsNoTracking().Where(o => o.PersonId == Candidate.Person.Id).OrderBy(o => o.CreatedAt).ToArrayAsync());

    public Task<Academy.Domain.Certificates.Certificate[]> CertificatesAsync() =>
        Candidate.Story.App.ReadAsync(db => db.Certificates.AsNoTracking().Where(c => c.HolderId == Candidate.Person.Id).OrderBy(c => c.IssuedAt).ToArrayAsync());

    public Task<TrainingCycle[]> CyclesAsync() => Candidate.Story.App.ReadAsync(db => db.Cycles.AsNoTracking().Where(c => c.PersonId == Candidate.Person.Id).OrderBy(c => c.Number).ToArrayAsync());
}

/// <summary>The bank of an application, to be corrected; and two Administrators who do it.</summary>
internal sealed class Corrections(AcademyApp app)
{
    private static readonly ConditionalWeakTable<AcademyApp, ContentCopy> Copies = [];

    public Administrator First { get; private set; } = null!;
    public Administrator Other { get; private set; } = null!;

    public static async Task<Corrections> OfAsync(AcademyApp app)
    {
        var story = await ExamsCandidate.StoryOf(app);
        return new Corrections(app) { First = await Administrator.OfAsync(story, "管维"), Other = await Administrator.OfAsync(story, "周正") };
    }

    /// <summary>Changes the key of a single choice in the bank, and publishes.</summary>
    public Task PublishAsync(WrongKey wrong) => PublishAsync(wrong.Asked.QuestionId, section =>
    {
        var option = 0;
        return string.Join('\n', section.Split('\n').Select(line => line.StartsWith("- [", StringComparison.Ordinal) ? (option++ == wrong.NewKey ? "- [x]" : "- [ ]") + line[5..] : line));
    });

    /// <summary>Changes a question in the bank, and publishes.</summary>
    public async Task PublishAsync(string question, Func<string, string> edit)
    {
        var copy = Copies.GetValue(app, _ => new ContentCopy());
        var file = Directory.EnumerateFiles(copy.Folder, "exam.md", SearchOption.AllDirectories).Single(f => File.ReadAllText(f).Contains($"{{#{question} ", StringComparison.Ordinal));
        var sections = (await File.ReadAllTextAsync(file)).Split("\n## ");
        var at = Array.FindIndex(sections, s => s.Contains($"{{#{question} ", StringComparison.Ordinal));
        sections[at] = edit(sections[at]);
        await File.WriteAllTextAsync(file, string.Join("\n## ", sections));

        var settings = app.Services.GetRequiredService<AcademySettings>();
        var shipped = settings.Content;
        settings.Content = copy.Folder;
        try
        {
            var published = await app.ActAsync((PublishContent publish) => publish.RunAsync(null, CancellationToken.None));
            Assert.True(published.IsNew, string.Join("\n", published.Problems.Where(p => p.Severity is Academy.Web.Content.Severity.Error)));
        }
        finally
        {
            settings.Content = shipped;
        }
    }

    /// <summary>Publishes the right key and proposes the correction.</summary>
    /// <returns>The address of the correction.</returns>
    public async Task<string> ProposeAsync(WrongKey wrong)
    {
        await PublishAsync(wrong);
        return await First.ProposeAsync(wrong);
    }

    /// <summary>Publishes, proposes, confirms and applies.</summary>
    /// <returns>The address of the correction.</returns>
    public async Task<string> CorrectAsync(WrongKey wrong)
    {
        var address = await ProposeAsync(wrong);
        await Other.ConfirmAsync(address);
        await ApplyAsync();
        return address;
    }

    public Task ApplyAsync() => app.Services.GetRequiredService<ApplyCorrections>().RunOnceAsync(CancellationToken.None);

    public Task<KeyCorrection> ReadAsync(string address)
    {
        var id = Guid.Parse(address.Split('/')[^1]);
        return app.ReadAsync(db => db.KeyCorrections.AsNoTracking().SingleAsync(c => c.Id == id));
    }
}

/// <summary>An Administrator at the browser.</summary>
internal sealed class Administrator(Person person, HttpClient visitor)
{
    public Person Person => person;
    public HttpClient Visitor => visitor;

    public static async Task<Administrator> OfAsync(Story story, string name)
    {
        var person = await story.GrantAsync(name, Role.Administrator);
        return new Administrator(person, await story.VisitAsync(person));
    }

    /// <summary>The page on which a correction of the question is proposed, with its effects.</summary>
    public async Task<IHtmlDocument> CandidateAsync(WrongKey wrong)
    {
        var page = await visitor.GetPageAsync("/admin/corrections");
        var link = page.QuerySelectorAll<IHtmlAnchorElement>("main a").Single(a => a.Search.Contains($"question={wrong.Asked.QuestionId}&from={wrong.Asked.QuestionVersion}", StringComparison.Ordinal));
        return await visitor.GetPageAsync(link.PathName + link.Search);
    }

    public async Task<string> ProposeAsync(WrongKey wrong, string reason = "有一道题的标准答案引用了废止的标准")
    {
        using var proposed = await visitor.SubmitAsync((await CandidateAsync(wrong)).FormWith("Input.Reason"), ("Input.Reason", reason));
        Assert.True(proposed.StatusCode is HttpStatusCode.Redirect, $"{(int)proposed.StatusCode}");
        return proposed.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a form that a page does not show them.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, string handler, params (string, string)[] fields)
    {
        var token = ((IHtmlInputElement)(await visitor.GetPageAsync("/admin/content")).QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        return await visitor.PostAsync($"{address}?handler={handler}", new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))]));
    }

    public async Task ConfirmAsync(string address)
    {
        using var confirmed = await visitor.SubmitAsync((await visitor.GetPageAsync(address)).FormWith("?handler=Confirm"));
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Contains("已确认", (await visitor.GetPageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
