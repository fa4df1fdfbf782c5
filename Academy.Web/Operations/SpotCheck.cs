using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Why a spot quiz could not begin.</summary>
public enum SpotRefusal
{
    /// <summary>There is no such inspection of this inspector, or nobody such in the position.</summary>
    NotThere,

    /// <summary>The inspection has ended.</summary>
    Ended,

    /// <summary>The person has answered a quiz on this inspection.</summary>
    AskedBefore,

    /// <summary>No content release is in force.</summary>
    NoRelease,

    /// <summary>The position has fewer than <see cref="SpotQuiz.Questions"/> practice questions.</summary>
    TooFewQuestions,
}

/// <summary>What came of beginning a spot quiz.</summary>
/// <param name="QuizId">Null where it could not begin, for the reason beside it.</param>
public sealed record SpotStart(Guid? QuizId, SpotRefusal? Why = null);

/// <summary>抽问: three practice questions on site. A failed one opens a training cycle; it suspends nobody.</summary>
public sealed class SpotCheck(AcademyDbContext db, Releases releases, OpenCohort cohorts, SettlePerson settle, TimeProvider clock)
{
    /// <summary>Begins one for somebody who works in the inspected Organization.</summary>
    public Task<SpotStart> StartAsync(InspectorEye eye, Guid inspectionId, Guid personId, int position, CancellationToken cancel) => db.DecideAsync(() => BeginAsync(eye, inspectionId, personId, position, cancel), cancel);

    private async Task<SpotStart> BeginAsync(InspectorEye eye, Guid inspectionId, Guid personId, int position, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var inspection = await db.InspectionsFor(eye, now.Day()).SingleOrDefaultAsync(i => i.Id == inspectionId && i.InspectorId == eye.PersonId, cancel);
        if (inspection is null || personId == eye.PersonId || await EngagementAsync(inspection, personId, now.Day(), cancel) is not { } engagement || !engagement.Holds(position, now.Day())) return new SpotStart(null, SpotRefusal.NotThere);
        if (!inspection.IsOpen) return new SpotStart(null, SpotRefusal.Ended);
        if (await db.SpotQuizzes.AnyAsync(q => q.InspectionId == inspection.Id && q.PersonId == personId && q.Answers.Count == SpotQuiz.Questions, cancel)) return new SpotStart(null, SpotRefusal.AskedBefore);
        if (await releases.FindInForceAsync(cancel) is not { } release) return new SpotStart(null, SpotRefusal.NoRelease);
        var questions = QuestionsOf(release.Curriculum, position).ToArray();
        if (questions.Length < SpotQuiz.Questions) return new SpotStart(null, SpotRefusal.TooFewQuestions);
        RandomNumberGenerator.Shuffle(questions.AsSpan());
        var quiz = new SpotQuiz(Guid.CreateVersion7(now), inspection.Id, personId, position, release.Id, [.. questions.Take(SpotQuiz.Questions).Select(q => q.Id)], eye.PersonId, now);
        db.SpotQuizzes.Add(quiz);
        // The end of the inspection at the same time wins or loses.
        db.Entry(inspection).Property(AcademyDbContext.RowVersion).IsModified = true;
        db.Audit(inspection.OrganizationId, eye.PersonId, "quiz.started", personId, $"position {position}", now);
        await db.SaveChangesAsync(cancel);
        return new SpotStart(quiz.Id);
    }

    /// <summary>Takes an answer, as it was chosen or read aloud; none is wrong. The last one draws the consequence.</summary>
    /// <returns>Null where there is no such quiz of this inspector; false where that question was answered before, or the quiz is shut.</returns>
    public Task<bool?> AnswerAsync(InspectorEye eye, Guid quizId, int number, IReadOnlyList<string> response, CancellationToken cancel) => db.DecideAsync<bool?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var quiz = await db.SpotQuizzes.SingleOrDefaultAsync(q => q.Id == quizId && q.By == eye.PersonId && db.InspectionsFor(eye, now.Day()).Any(i => i.Id == q.InspectionId), cancel);
            if (quiz is null) return null;
            if (quiz.Asked is not { } asked || await db.IsShutAsync(quiz, cancel)) return false;
            var question = (await releases.GetAsync(quiz.ReleaseId)).Curriculum.FindQuestion(asked)!;
            if (!quiz.Answer(number, Practice.Mark(question, quiz.PersonId, response) is true, now)) return false;
            if (quiz.IsOver) await ConcludeAsync(quiz, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    private async Task ConcludeAsync(SpotQuiz quiz, DateTimeOffset now, CancellationToken cancel)
    {
        var inspection = await db.Inspections.SingleAsync(i => i.Id == quiz.InspectionId, cancel);
        db.Audit(inspection.OrganizationId, quiz.By, quiz.HasFailed ? "quiz.failed" : "quiz.passed", quiz.PersonId, $"wrong {quiz.Wrong}", now);
        if (!quiz.HasFailed || await EngagementAsync(inspection, quiz.PersonId, now.Day(), cancel) is not { } engagement) return;
        var open = await db.Cycles.FirstOrDefaultAsync(c => c.PersonId == quiz.PersonId && c.OrganizationId == inspection.OrganizationId && c.Position == quiz.Position && c.ClosedAt == null, cancel);
        open ??= await cohorts.AssignAsync(await releases.InForceAsync(cancel), engagement, quiz.Position, null, now.Day().AddDays(SpotQuiz.TrainingDays), now, cancel, isEarly: true);
        if (open is null) return;
        quiz.LeadTo(open.Id);
        await settle.RunAsync(quiz.PersonId, quiz.By, now, cancel);
    }

    /// <summary>What can be read aloud and answered at once, of the lessons that the position is taught. Exam items are never among them.</summary>
    private static IEnumerable<Question> QuestionsOf(Curriculum curriculum, int position)
    {
        if (curriculum.Positions.FirstOrDefault(p => p.Number == position) is not { } entry || curriculum.FindRequirement(entry.Code, TrainingRound.First) is not { } requirement) return [];
        var lessons = curriculum.LessonsOf(requirement).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        return curriculum.Bank(QuestionBank.Practice).Where(q => q.Kind is QuestionKind.Single or QuestionKind.Multiple or QuestionKind.Judge && lessons.Contains(q.Items[0].KnowledgePoint.LessonId));
    }

    private Task<Engagement?> EngagementAsync(Inspection inspection, Guid personId, DateOnly day, CancellationToken cancel) =>
        db.Engagements.CurrentOn(day).FirstOrDefaultAsync(e => e.PersonId == personId && e.OrganizationId == inspection.OrganizationId, cancel);
}

/// <summary>Which spot quizzes still take answers.</summary>
internal static class ShutQuizzes
{
    extension(AcademyDbContext db)
    {
        /// <summary>The inspection has ended, or the person has answered another quiz of it since.</summary>
        public async Task<bool> IsShutAsync(SpotQuiz quiz, CancellationToken cancel) =>
            !await db.Inspections.AnyAsync(i => i.Id == quiz.InspectionId && i.EndedAt == null, cancel)
            || await db.SpotQuizzes.AnyAsync(q => q.InspectionId == quiz.InspectionId && q.PersonId == quiz.PersonId && q.Id != quiz.Id && q.Answers.Count == SpotQuiz.Questions, cancel);
    }
}
