using System.Security.Cryptography;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>The exam page. Script saves each answer; without script the form posts everything, by the same operation.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SitModel(AcademyDbContext db, Releases releases, SaveAnswers save, TakeLease takeLease, SubmitAttempt submit, AcademySettings settings, TimeProvider clock) : PageModel
{
    /// <summary>Which browser holds the pen where the form is posted without script.</summary>
    public const string ClientCookie = "exam-client";

    /// <summary>Where <see cref="ClientCookie"/> is sent.</summary>
    public const string ClientPath = "/exams";

    private string? _unseen;

    [FromRoute] public Guid Id { get; set; }

    /// <summary>The revisions the form was made from, as "q:rev,…": an old tab overwrites nothing that it has not seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    [TempData] public bool FormSaved { get; set; }

    /// <summary>The questions, separated by 、, that another page had changed and this form therefore did not.</summary>
    public string? Unseen => _unseen ?? UnseenBefore;

    /// <summary>The same, for the page that is read after the form was saved.</summary>
    [TempData] public string? UnseenBefore { get; set; }

    public bool NotSaved { get; private set; }
    public bool HeldElsewhere { get; private set; }
    public string ExamTitle { get; private set; } = "";
    public string CandidateName { get; private set; } = "";
    public int Number { get; private set; }
    public DateTimeOffset Deadline { get; private set; }
    public TimeSpan Left { get; private set; }
    public string SavedWord => NotSaved ? "未保存" : Faults.Count > 0 ? $"{Faults.Count} 题未保存" : FormSaved ? "已保存" : "作答中";
    public bool IsSupervised { get; private set; }
    public bool IsPaused { get; private set; }

    /// <summary>In a self exam always, in a supervised one where it was granted before the start.</summary>
    public bool MayReadAloud { get; private set; }

    /// <summary>Repeated over the page of a supervised exam: whoever photographs it says whose it was.</summary>
    public string? Watermark { get; private set; }

    public IReadOnlyList<ShownQuestion> Questions { get; private set; } = [];

    /// <summary>Of a combined exam the part that each question belongs to.</summary>
    public IReadOnlyDictionary<int, string> Parts { get; private set; } = new Dictionary<int, string>();

    /// <summary>What the form sent and no answer can be: it stays on the page, with the reason.</summary>
    public IReadOnlyDictionary<int, FormFault> Faults { get; private set; } = new Dictionary<int, FormFault>();

    public object Data { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        var now = clock.GetUtcNow();
        if (attempt.IsOpen && attempt.IsOver(now, settings.Defaults.Grace)) await submit.RunAsync(Id, SubmittedBy.Deadline, cancel);
        if (!attempt.IsOpen || attempt.IsOver(now, settings.Defaults.Grace)) return Redirect($"/exams/attempts/{Id}/result");
        if (attempt.PausedAt is not null) return Redirect($"/exams/attempts/{Id}/paused");

        await ShowAsync(attempt, cancel);
        return Page();
    }

    /// <summary>Shows what is kept, or what was posted and not kept.</summary>
    private async Task ShowAsync(ExamAttempt attempt, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var answers = await KeptAsync(cancel);
        IReadOnlyList<string> Kept(PaperItem item) => Domain.Questions.Response.ValuesOf(answers.GetValueOrDefault(item.Q)?.Response ?? "");
        Questions = ShownPaper.Of($"/exams/attempts/{Id}", attempt.Paper, curriculum, item => Faults.TryGetValue(item.Q, out var fault) ? (Form.Posted(item), fault)
            : (NotSaved ? Form.Posted(item) : FormAnswer.Of(item, Kept(item)), null)).Questions;
        if (attempt.Paper.Cycles is { } cycles)
        {
            var positions = await db.PositionsOfAsync(cycles, cancel);
            ExamTitle = ExamTitles.Combined(positions.Values);
            Parts = attempt.Paper.Items.ToDictionary(i => i.Q, i => i.Cycle is { } cycle ? positions[cycle] : "共同部分");
        }
        else
        {
            ExamTitle = curriculum.FindBlueprint(attempt.Blueprint)!.Title;
        }

        (Number, Deadline, Left) = (attempt.Number, attempt.Deadline!.Value, attempt.Left(now));
        CandidateName = await db.People.Where(p => p.Id == attempt.PersonId).Select(p => p.Name).SingleAsync(cancel);
        (IsSupervised, IsPaused) = (attempt.Mode is ExamMode.Supervised, attempt.PausedAt is not null);
        MayReadAloud = !IsSupervised || await db.ExamSeats.AnyAsync(s => s.AttemptId == Id && s.ReadAloud, cancel);
        if (IsSupervised) Watermark = $"{CandidateName} {await db.Engagements.Where(e => e.PersonId == attempt.PersonId && e.OrganizationId == attempt.OrganizationId).OrderByDescending(e => e.StartsOn).Select(e => e.StaffNumber).FirstAsync(cancel)}";
        // What is shown as it was posted was made from what its form had seen.
        if (!NotSaved) Seen = PostedForm.SeenOf(answers.Values.Where(a => !Faults.ContainsKey(a.Q) || Form.HasSeen(a)));
        Data = ExamData.Of(attempt, answers, now);
    }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}", false, cancel);

    public Task<IActionResult> OnPostTakeOverAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}", true, cancel);

    public Task<IActionResult> OnPostHandInAsync(CancellationToken cancel) => SaveFormAsync($"/exams/attempts/{Id}/submit", false, cancel);

    private async Task<IActionResult> SaveFormAsync(string then, bool takeOver, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        var (outcome, lease) = await takeLease.RunAsync(Id, User.PersonId, Client(), takeOver, now, cancel);
        if (outcome is LeaseOutcome.Granted)
        {
            var (answers, unseen, faults) = Form.Read(attempt.Paper, await KeptAsync(cancel));
            // What the page does not offer was sent by something else: nothing of it is taken.
            switch (faults.ContainsValue(FormFault.NotOffered) ? new SaveAnswersOutcome.Malformed("not offered") : await save.RunAsync(Id, User.PersonId, lease!, answers, now, cancel))
            {
                case SaveAnswersOutcome.Done done when faults.Count > 0:
                    Faults = faults;
                    if (Unwritten(unseen, done) is { Length: > 0 } others) _unseen = others;
                    await ShowAsync(attempt, cancel);
                    return this.ShowAgain();
                case SaveAnswersOutcome.Done { Stale.Count: 0 } when unseen.Count == 0:
                    FormSaved = true;
                    return this.SeeOther(then);
                case SaveAnswersOutcome.Done done:
                    (FormSaved, UnseenBefore) = (true, Unwritten(unseen, done));
                    return this.SeeOther($"/exams/attempts/{Id}");
                case SaveAnswersOutcome.Closed:
                    return this.SeeOther($"/exams/attempts/{Id}/result");
                case SaveAnswersOutcome.LeaseLost:
                    HeldElsewhere = true;
                    break;
            }
        }
        else if (outcome is LeaseOutcome.HeldElsewhere or LeaseOutcome.NeedsRelease)
        {
            HeldElsewhere = true;
        }
        else
        {
            return this.SeeOther($"/exams/attempts/{Id}/result");
        }

        // Nothing was kept: what was ticked stays ticked.
        NotSaved = true;
        await ShowAsync(attempt, cancel);
        return this.ShowAgain();
    }

    private PostedForm Form => new(Request.Form, Seen);

    private static string Unwritten(IReadOnlyList<int> unseen, SaveAnswersOutcome.Done done) => string.Join('、', unseen.Concat(done.Stale.Select(s => s.Q)).Order());

    private Task<Dictionary<int, AnswerRevision>> KeptAsync(CancellationToken cancel) => db.Answers.AsNoTracking().Where(a => a.AttemptId == Id).ToDictionaryAsync(a => a.Q, cancel);

    private string Client()
    {
        if (Request.Cookies[ClientCookie] is { Length: > 0 and <= 64 } known) return known;
        var client = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Response.Cookies.Append(ClientCookie, client, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, Path = ClientPath });
        return client;
    }

    private Task<ExamAttempt?> FindAsync(CancellationToken cancel) => db.Attempts.AsNoTracking().OfPerson(Id, User.PersonId).SingleOrDefaultAsync(cancel);
}
