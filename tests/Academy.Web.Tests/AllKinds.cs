using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Tests;

/// <summary>An attempt whose paper holds every kind of question, and pictures in a stem, in options and in a left column.</summary>
internal static class AllKinds
{
    private static readonly BlueprintCell[] Cells =
    [
        new(QuestionKind.Single, "A2", null, 2, 7), new(QuestionKind.Multiple, "A2", null, 1, 8), new(QuestionKind.Judge, "A2", null, 1, 6),
        new(QuestionKind.Fill, "A2", null, 1, 10), new(QuestionKind.Fill, "A3", null, 1, 10), new(QuestionKind.Order, "A2", null, 1, 14),
        new(QuestionKind.Match, "A2", null, 1, 14), new(QuestionKind.Scenario, "A2", null, 1, 24, 2),
    ];

    /// <summary>Two blanks; a typed word; five steps; dials to be joined; dials to choose from; a plan in the stem; a scenario with fill and order.</summary>
    private static readonly string[] Asked = ["C03-E070", "C04-E071", "C03-E073", "C03-E077", "C03-E079", "C03-E081", "C03-E080"];

    /// <summary>Begins the attempt now, on the shipped questions; a paper that lies ready is exchanged for this one.</summary>
    public static async Task<Guid> BeginAsync(AcademyApp app, ExamAssignment assignment)
    {
        var paper = PaperOf((await app.ActAsync((Releases releases) => releases.GetAsync(assignment.ReleaseId))).Curriculum);
        var id = Guid.Empty;
        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleOrDefaultAsync(a => a.AssignmentId == assignment.Id && a.State == AttemptState.Ready);
            if (attempt is null)
            {
                var number = await db.Attempts.CountAsync(a => a.AssignmentId == assignment.Id) + 1;
                db.Add(attempt = new ExamAttempt(Guid.CreateVersion7(), assignment, number, PaperKind.Full, paper, 30, app.Clock.Now));
            }

            db.Entry(attempt).Reference(a => a.Paper).CurrentValue = paper;
            attempt.Start(app.Clock.Now);
            id = attempt.Id;
        });
        return id;
    }

    /// <summary>Exchanges the paper of an attempt that was not begun.</summary>
    public static async Task PutAsync(AcademyApp app, ExamAssignment assignment)
    {
        var paper = PaperOf((await app.ActAsync((Releases releases) => releases.GetAsync(assignment.ReleaseId))).Curriculum);
        await app.ArrangeAsync(async db => db.Entry(await db.Attempts.SingleAsync(a => a.AssignmentId == assignment.Id && a.State == AttemptState.Ready)).Reference(a => a.Paper).CurrentValue = paper);
    }

    private static Paper PaperOf(Curriculum curriculum)
    {
        var bank = curriculum.Bank(QuestionBank.Exam).Where(q => !q.IsCritical).ToList();
        var asked = bank.Where(q => Asked.Contains(q.Id, StringComparer.Ordinal) || q.Kind is QuestionKind.Multiple or QuestionKind.Judge).ToList();
        return PaperDrawing.Draw(curriculum.FindBlueprint("DR")! with { Cells = Cells, CriticalCount = 0 }, asked, Random.Shared.NextInt64(), new Dictionary<string, int>());
    }
}
