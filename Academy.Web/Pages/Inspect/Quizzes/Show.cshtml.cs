using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Content;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Quizzes;

/// <summary>One spot quiz: a question a page, then what came of it. No right answer is shown.</summary>
public sealed class Show(AcademyDbContext db, Releases releases, SpotCheck spot, TimeProvider clock) : InspectPage
{
    private const string Field = "response";

    public SpotQuiz Quiz { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public DateTimeOffset Now { get; private set; }
    public DateTimeOffset Until => Quiz.AskedAt + SpotQuiz.TimeEach;

    /// <summary>Null when all are answered, or the quiz is shut.</summary>
    public AnswerForm? Form { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        Now = clock.GetUtcNow();
        var (me, day) = (User.PersonId, Now.Day());
        var quiz = await db.SpotQuizzes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id && q.By == me && db.InspectionsFor(Eye, day).Any(i => i.Id == q.InspectionId), cancel);
        if (quiz is null) return NotFound();
        Quiz = quiz;
        Name = await db.People.Where(p => p.Id == quiz.PersonId).Select(p => p.Name).SingleAsync(cancel);
        if (quiz.Asked is not { } asked || await db.IsShutAsync(quiz, cancel)) return Page();
        var question = (await releases.GetAsync(quiz.ReleaseId)).Curriculum.FindQuestion(asked)!;
        Form = AnswerForm.Of(Field, Practice.Show(question, quiz.PersonId), question.Items[0], [], null, p => ContentRenderer.PictureRoot + p.Path);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int number, string[] response, CancellationToken cancel) =>
        await spot.AnswerAsync(Eye, id, number, response, cancel) is null ? NotFound() : RedirectToPage(new { id });
}
