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

/// <summary>Passed or not, and why; abilities; what to learn again; of a combined exam for each position. Never a stem or a key.</summary>
public sealed class ResultModel(AcademyDbContext db, Releases releases, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public ExamAttempt Attempt { get; private set; } = null!;
    public string ExamTitle { get; private set; } = "";

    /// <summary>One for each cycle examined; empty until it is graded.</summary>
    public IReadOnlyList<PartResult> Parts { get; private set; } = [];

    /// <summary>How the grade changed since it was first given, the newest first.</summary>
    public IReadOnlyList<RegradeNews> Regraded { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await db.Attempts.AsNoTracking().OfPerson(Id, User.PersonId).SingleOrDefaultAsync(cancel) is not { } attempt) return NotFound();
        if (attempt.IsOpen) return Redirect($"/exams/attempts/{Id}");
        if (attempt.SubmittedAt is null) return NotFound();
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var assignment = await db.ExamAssignments.AsNoTracking().SingleAsync(a => a.Id == attempt.AssignmentId, cancel);
        (Attempt, ExamTitle) = (attempt, await db.TitleOfAsync(assignment, releases, cancel));
        var positions = assignment.IsCombined ? await db.PositionsOfAsync([.. assignment.Cycles.Select(c => c.CycleId)], cancel) : [];
        var orders = await db.RetrainingOrders.Where(o => o.AttemptId == Id && o.LiftedAt == null).ToDictionaryAsync(o => o.Family, o => o.Id, cancel);
        var certificates = await db.Certificates.Where(c => c.AttemptId == Id).ToDictionaryAsync(c => c.CycleId, c => c.Id, cancel);
        Parts = [.. from cycle in assignment.Cycles
                    join grade in attempt.Grades on cycle.CycleId equals grade.CycleId
                    select PartOf(grade, attempt.Kind, positions.GetValueOrDefault(cycle.CycleId), NextOf(grade, cycle.Family, orders, certificates), curriculum.FindBlueprint(cycle.Blueprint)!, curriculum)];
        Regraded = await db.NewsAsync(db.Regrades.Where(r => r.AttemptId == Id), cancel);
        return Page();
    }

    /// <summary>The person says that they have seen how their grade changed.</summary>
    public async Task<IActionResult> OnPostSeenAsync(CancellationToken cancel)
    {
        if (!await db.Attempts.OfPerson(Id, User.PersonId).AnyAsync(cancel)) return NotFound();
        foreach (var regrade in await db.Regrades.UnseenBy(User.PersonId).Where(r => r.AttemptId == Id).ToListAsync(cancel)) regrade.See(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return this.SeeOther($"/exams/attempts/{Id}/result");
    }

    /// <summary>Of a combined exam the position whose grade changed.</summary>
    public string? PositionOf(Regrade regrade) => Parts.FirstOrDefault(p => p.Grade.CycleId == regrade.CycleId)?.Position;

    private static PartResult PartOf(Grade grade, PaperKind kind, string? position, NextStep? next, Blueprint blueprint, Curriculum curriculum) => new(
        position,
        grade,
        Explain(grade, curriculum, kind),
        next,
        [.. grade.Abilities.Select(a => new AbilityScore(a.Ability, curriculum.Abilities.First(x => x.Code == a.Ability).ShortName, a.Percent))],
        grade.Abilities.Any(a => a.BelowFloor) ? blueprint.FloorPercent : null,
        [.. grade.Missed.Select(m => PointOf(curriculum, KnowledgePoint.Parse(m)))]);

    private static NextStep? NextOf(Grade grade, string family, Dictionary<string, Guid> orders, Dictionary<Guid, Guid> certificates)
    {
        if (grade.Outcome is not Outcome.Passed) return orders.TryGetValue(family, out var order) ? new NextStep("去补训", $"/learn/retraining/{order}") : null;
        return certificates.TryGetValue(grade.CycleId, out var certificate) ? new NextStep("看合格证", $"/certificates/{certificate}") : null;
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

    /// <param name="Position">Of a combined exam the position that this is about.</param>
    /// <param name="Floor">The least percentage, where an ability has not reached it.</param>
    public sealed record PartResult(string? Position, Grade Grade, string Why, NextStep? Next, IReadOnlyList<AbilityScore> Scores, int? Floor, IReadOnlyList<MissedPoint> Missed);
}
