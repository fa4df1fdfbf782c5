using System.Security.Cryptography;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>The exam page. Script saves each answer; without script the form posts everything, by the same operation.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SitModel(AcademyDbContext db, Releases releases, SaveAnswers save, TakeLease takeLease, SubmitAttempt submit, AcademySettings settings, TimeProvider clock) : PageModel
{
    private const string ClientCookie = "exam-client";

    [FromRoute] public Guid Id { get; set; }

    [TempData] public bool? FormSaved { get; set; }
    [TempData] public bool HeldElsewhere { get; set; }

    public string ExamTitle { get; private set; } = "";
    public string CandidateName { get; private set; } = "";
    public int Number { get; private set; }
    public DateTimeOffset Deadline { get; private set; }
    public TimeSpan Left { get; private set; }
    public string SavedWord => FormSaved switch { true => "已保存", false => "未保存", _ => "作答中" };
    public IReadOnlyList<ShownQuestion> Questions { get; private set; } = [];
    public object Data { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        var now = clock.GetUtcNow();
        if (attempt.IsOpen && now > attempt.Deadline + settings.Defaults.Grace) await submit.RunAsync(Id, SubmittedBy.Deadline, cancel);
        if (!attempt.IsOpen || now > attempt.Deadline + settings.Defaults.Grace) return Redirect($"/exams/attempts/{Id}/result");

        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var answers = await db.Answers.AsNoTracking().Where(a => a.AttemptId == Id).ToDictionaryAsync(a => a.Q, cancel);
        Questions = ShownQuestion.Of(attempt.Paper, curriculum, answers);
        (ExamTitle, Number, Deadline, Left) = (curriculum.FindBlueprint(attempt.Blueprint)!.Title, attempt.Number, attempt.Deadline!.Value, attempt.Deadline.Value - now);
        CandidateName = await db.People.Where(p => p.Id == attempt.PersonId).Select(p => p.Name).SingleAsync(cancel);
        Data = new
        {
            attempt.Id,
            attempt.Deadline,
            Now = now,
            Questions = Questions.Select(q => new { q.Q, q.Group, Kind = Kind(q.Kind), Options = q.Options.Count, Rev = answers.GetValueOrDefault(q.Q)?.Revision ?? 0, q.Response }),
        };
        return Page();
    }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}", false, cancel);

    public Task<IActionResult> OnPostTakeOverAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}", true, cancel);

    public Task<IActionResult> OnPostHandInAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}/submit", false, cancel);

    private async Task<IActionResult> SaveFormAsync(string then, bool takeOver, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        switch (await takeLease.RunAsync(Id, User.PersonId, Client(), takeOver, now, cancel))
        {
            case (LeaseOutcome.Granted, { } lease):
                // Taking over shows first what the other device has saved; the next post writes.
                if (!takeOver) FormSaved = await save.RunAsync(Id, User.PersonId, lease, await ReadFormAsync(attempt, cancel), now, cancel) is SaveAnswersOutcome.Done;
                return this.SeeOther(FormSaved is true ? then : $"/exams/attempts/{Id}");
            case (LeaseOutcome.HeldElsewhere, _):
                HeldElsewhere = true;
                return this.SeeOther($"/exams/attempts/{Id}");
            default:
                return this.SeeOther($"/exams/attempts/{Id}/result");
        }
    }

    /// <summary>What the form says of every question; only what differs is a new revision.</summary>
    private async Task<IReadOnlyList<SentAnswer>> ReadFormAsync(ExamAttempt attempt, CancellationToken cancel)
    {
        var kept = await db.Answers.AsNoTracking().Where(a => a.AttemptId == Id).ToDictionaryAsync(a => a.Q, cancel);
        return [.. attempt.Paper.Items
            .Select(i => (i.Q, Response: Request.Form[$"q{i.Q}"].OfType<string>().ToList()))
            .Where(a => string.Join(',', a.Response) != (kept.GetValueOrDefault(a.Q)?.Response ?? ""))
            .Select(a => new SentAnswer(a.Q, (kept.GetValueOrDefault(a.Q)?.Revision ?? 0) + 1, a.Response))];
    }

    private string Client()
    {
        if (Request.Cookies[ClientCookie] is { Length: > 0 and <= 64 } known) return known;
        var client = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Response.Cookies.Append(ClientCookie, client, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, Path = "/exams" });
        return client;
    }

    private Task<ExamAttempt?> FindAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        return db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id && a.PersonId == person, cancel);
    }

    private static string Kind(QuestionKind kind) => kind switch
    {
        QuestionKind.Single => "single",
        QuestionKind.Multiple => "multiple",
        _ => "judge",
    };
}
