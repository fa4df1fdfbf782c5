using Academy.Domain.Courses;
using Academy.Domain.Questions;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Learn;

/// <summary>One card of a lesson.</summary>
public sealed class LessonModel(StudyLesson study, AcademyDbContext db) : PageModel
{
    [FromRoute] public string Course { get; set; } = "";
    [FromRoute] public string Lesson { get; set; } = "";
    [FromRoute] public int Number { get; set; }

    /// <summary>A just given practice answer, to be explained.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Answer { get; set; }

    [TempData] public string? Remaining { get; set; }

    public StudyLesson.Opened Opened { get; private set; } = null!;
    public Card Card { get; private set; } = null!;
    public PracticeQuestion? Checkpoint { get; private set; }
    public AnsweredQuestion? Answered { get; private set; }
    public string BeatUrl => $"/learn/{LessonId}/beats";
    private string LessonId => $"{Course}/{Lesson}";
    private RefusedAnswer? _refused;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await study.OpenAsync(User.PersonId, LessonId, Number, cancel) is not { } opened) return NotFound();
        (Opened, Card) = (opened, opened.Lesson.Cards[Number - 1]);
        await ShowCheckpointAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostTurnAsync(string nonce, int to, CancellationToken cancel)
    {
        await study.TurnAsync(User.PersonId, LessonId, Number, nonce, cancel);
        return RedirectTo(to);
    }

    public async Task<IActionResult> OnPostAnswerAsync(string question, CancellationToken cancel)
    {
        if (await study.FindAsync(User.PersonId, LessonId, cancel) is not { } found || found.Lesson.Cards.ElementAtOrDefault(Number - 1)?.Anchor is not { } anchor) return NotFound();
        if (found.Release.Curriculum.FindQuestion(question) is not { Kind: not QuestionKind.Scenario } asked) return RedirectTo(Number);
        (var response, _refused) = PracticeQuestion.Read(Request.Form, asked, User.PersonId);
        if (_refused is not null) return await OnGetAsync(cancel) is NotFoundResult none ? none : this.ShowAgain();
        var answer = await study.AnswerCheckpointAsync(User.PersonId, LessonId, anchor, question, response, cancel);
        return Redirect($"/learn/{LessonId}/{Number}" + (answer is null ? "" : $"?answer={answer.Id}"));
    }

    public async Task<IActionResult> OnPostCompleteAsync(string nonce, CancellationToken cancel)
    {
        await study.TurnAsync(User.PersonId, LessonId, Number, nonce, cancel);
        if (await study.CompleteAsync(User.PersonId, LessonId, cancel) is not { } remaining) return NotFound();
        if (remaining.IsNothing) return Redirect("/learn");
        Remaining = Say(remaining);
        return RedirectTo(Number);
    }

    private async Task ShowCheckpointAsync(CancellationToken cancel)
    {
        if (Card is not { Checkpoint: not null, Anchor: { } anchor }) return;
        var curriculum = Opened.Release.Curriculum;
        var point = new KnowledgePoint(Course, Lesson, anchor);
        if (!Opened.Progress.Checkpoints.Contains(anchor, StringComparer.Ordinal))
        {
            var wrong = await StudyLesson.WrongAnswersAsync(db, User.PersonId, point, Opened.Progress.StartedAt, cancel);
            Checkpoint = PracticeQuestion.Of(StudyLesson.CheckpointOf(curriculum, Opened.Lesson, Card, wrong), User.PersonId, _refused);
        }

        var (person, text) = (User.PersonId, point.ToString());
        if (Answer is { } id && await db.PracticeAnswers.SingleOrDefaultAsync(a => a.Id == id && a.PersonId == person && a.KnowledgePoint == text, cancel) is { } given)
        {
            Answered = AnsweredQuestion.Of(curriculum.FindQuestion(given.QuestionId)!, given.IsRight);
        }
    }

    private RedirectResult RedirectTo(int card) => Redirect($"/learn/{LessonId}/{card}");

    private static string Say(StudyProgress.Remaining remaining)
    {
        var left = new List<string>();
        if (remaining.Cards > 0) left.Add($"还有 {remaining.Cards} 张没看");
        if (remaining.Checkpoints > 0) left.Add($"还有 {remaining.Checkpoints} 道随堂题没答对");
        if (remaining.Seconds > 0) left.Add($"还要再学 {Texts.Duration(TimeSpan.FromSeconds(remaining.Seconds))}");
        return string.Join("，", left) + "。";
    }
}
