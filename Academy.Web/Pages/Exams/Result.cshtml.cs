using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using AbilityScore = Academy.Web.Components.AbilityScore;

namespace Academy.Web.Pages.Exams;

/// <summary>Passed or not, and why; abilities; what to learn again. Never a stem or a key.</summary>
public sealed class ResultModel(AcademyDbContext db, Releases releases) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public ExamAttempt Attempt { get; private set; } = null!;
    public string ExamTitle { get; private set; } = "";
    public Grade? Grade { get; private set; }
    public string Why { get; private set; } = "";
    public NextStep? Next { get; private set; }
    public int? Floor { get; private set; }
    public IReadOnlyList<AbilityScore> Scores { get; private set; } = [];
    public IReadOnlyList<MissedPoint> Missed { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await db.Attempts.AsNoTracking().OfPerson(Id, User.PersonId).SingleOrDefaultAsync(cancel) is not { } attempt) return NotFound();
        if (attempt.IsOpen) return Redirect($"/exams/attempts/{Id}");
        if (attempt.SubmittedAt is null) return NotFound();
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var blueprint = curriculum.FindBlueprint(attempt.Blueprint)!;
        (Attempt, ExamTitle, Grade) = (attempt, blueprint.Title, attempt.Grades is [var first, ..] ? first : null);
        if (Grade is null) return Page();
        Scores = [.. Grade.Abilities.Select(a => new AbilityScore(a.Ability, curriculum.Abilities.First(x => x.Code == a.Ability).ShortName, a.Percent))];
        Floor = Grade.Abilities.Any(a => a.BelowFloor) ? blueprint.FloorPercent : null;
        Missed = [.. Grade.Missed.Select(m => PointOf(curriculum, KnowledgePoint.Parse(m)))];
        Why = Explain(Grade, curriculum, attempt.Kind);
        Next = await NextAsync(Grade, cancel);
        return Page();
    }

    private async Task<NextStep?> NextAsync(Grade grade, CancellationToken cancel)
    {
        if (grade.Outcome is not Outcome.Passed)
        {
            var order = await db.RetrainingOrders.Where(o => o.AttemptId == Id).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancel);
            return order is null ? null : new NextStep("去补训", $"/learn/retraining/{order}");
        }

        var certificate = await db.Certificates.Where(c => c.AttemptId == Id).OrderBy(c => c.Position).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        return certificate is null ? null : new NextStep("看合格证", $"/certificates/{certificate}");
    }

    private static string Explain(Grade grade, Curriculum curriculum, PaperKind kind)
    {
        if (grade.Outcome is Outcome.Passed) return "分数和各项能力都达到要求。";
        if (grade.Outcome is Outcome.FailedCritical) return "分数够了，但有红线题答错。红线题错了会出人命，要补学这几点，再考一张红线卷。";
        if (kind is PaperKind.Critical) return "红线卷要全部答对。";
        var low = grade.Abilities.Where(a => a.BelowFloor).Select(a => curriculum.Abilities.First(x => x.Code == a.Ability).ShortName).ToList();
        return grade.Points < grade.PassMark ? $"还差 {grade.PassMark - grade.Points} 分。" : $"总分够了，但“{string.Join("、", low)}”没达到最低要求。";
    }

    private static MissedPoint PointOf(Curriculum curriculum, KnowledgePoint point)
    {
        var lesson = curriculum.FindLesson(point.LessonId);
        var card = curriculum.FindCard(point);
        return new MissedPoint(card?.Title ?? point.ToString(), lesson?.Title ?? "", $"/learn/{point.LessonId}/{card?.Number ?? 1}");
    }

    public sealed record MissedPoint(string Title, string Lesson, string Url);
}
