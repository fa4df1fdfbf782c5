using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Reading a lesson: cards, study time, checkpoints, done.</summary>
public sealed class StudyLesson(AcademyDbContext db, Releases releases, SettlePerson settle, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Characters a phone reader manages in a minute; what a card turned without script may credit.</summary>
    private const int CharactersAMinute = 150;

    /// <summary>A lesson as a person has it open.</summary>
    /// <param name="Nonce">What the next beat or turn must carry.</param>
    public sealed record Opened(Release Release, Lesson Lesson, StudyProgress Progress, string Nonce, int LeastSeconds);

    /// <summary>What came of a beat.</summary>
    /// <param name="Nonce">The next one's.</param>
    /// <param name="Seconds">Credited so far.</param>
    public sealed record Beaten(string Nonce, int Seconds, int LeastSeconds);

    /// <summary>Opens a card: the study clock starts, earlier pages' nonces die.</summary>
    /// <returns>Null when the person has no such lesson, or the lesson no such card.</returns>
    public Task<Opened?> OpenAsync(Guid personId, string lessonId, int card, CancellationToken cancel) => db.DecideAsync<Opened?>(
        async () =>
        {
            if (await FindAsync(personId, lessonId, cancel) is not { } found || card < 1 || card > found.Lesson.Cards.Count) return null;
            var now = clock.GetUtcNow();
            var progress = await ProgressAsync(personId, lessonId, now, cancel);
            progress.Open(card);
            var nonce = NewNonce();
            (await ClockAsync(personId, cancel)).Start(lessonId, nonce, now);
            await settle.RunAsync(personId, personId, now, cancel);
            await db.SaveChangesAsync(cancel);
            return new Opened(found.Release, found.Lesson, progress, nonce, settings.Defaults.LeastStudySeconds(found.Lesson.Minutes));
        },
        cancel);

    /// <summary>Counts the time since the last beat, while the page is visible and in use.</summary>
    /// <returns>Null for a nonce that is not the current one: another page studies now, or the beat was sent twice.</returns>
    public Task<Beaten?> BeatAsync(Guid personId, string lessonId, string nonce, CancellationToken cancel) =>
        CountAsync(personId, lessonId, nonce, StudyClock.LongestBeat, cancel);

    /// <summary>Counts the time a card was open, for a page without script: never more than reading it takes.</summary>
    public async Task TurnAsync(Guid personId, string lessonId, int card, string nonce, CancellationToken cancel)
    {
        if (await FindAsync(personId, lessonId, cancel) is not { } found || card < 1 || card > found.Lesson.Cards.Count) return;
        var reading = TimeSpan.FromMinutes((double)found.Lesson.Cards[card - 1].PlainText.Length / CharactersAMinute) + TimeSpan.FromMinutes(1);
        await CountAsync(personId, lessonId, nonce, reading, cancel);
    }

    /// <summary>Marks the lesson done when nothing remains.</summary>
    /// <returns>What remains; null when there is no such lesson.</returns>
    public Task<StudyProgress.Remaining?> CompleteAsync(Guid personId, string lessonId, CancellationToken cancel) => db.DecideAsync<StudyProgress.Remaining?>(
        async () =>
        {
            if (await FindAsync(personId, lessonId, cancel) is not { } found) return null;
            var now = clock.GetUtcNow();
            var progress = await ProgressAsync(personId, lessonId, now, cancel);
            var least = settings.Defaults.LeastStudySeconds(found.Lesson.Minutes);
            if (!progress.Complete(found.Lesson, least, now)) return progress.RemainingOf(found.Lesson, least);
            await settle.RunAsync(personId, personId, now, cancel);
            await db.SaveChangesAsync(cancel);
            return default(StudyProgress.Remaining);
        },
        cancel);

    /// <summary>The question a checkpoint asks this person now: the card's own, and after wrong answers one after the other from the practice bank.</summary>
    public static Question CheckpointOf(Curriculum curriculum, Lesson lesson, Card card, int wrongAnswers)
    {
        var asked = Practice.QuestionsOf(curriculum, new KnowledgePoint(lesson.Course, lesson.Name, card.Anchor!)).Prepend(card.Checkpoint!).ToList();
        return asked[wrongAnswers % asked.Count];
    }

    /// <summary>Answers a card's checkpoint.</summary>
    /// <returns>The recorded answer; null when the question is not the one asked now, or the response has no such form.</returns>
    public Task<PracticeAnswer?> AnswerCheckpointAsync(Guid personId, string lessonId, string anchor, string questionId, IReadOnlyList<string> response, CancellationToken cancel) => db.DecideAsync<PracticeAnswer?>(
        async () =>
        {
            if (await FindAsync(personId, lessonId, cancel) is not { } found) return null;
            if (found.Lesson.Cards.FirstOrDefault(c => c.Anchor == anchor) is not { Checkpoint: not null } card) return null;
            var now = clock.GetUtcNow();
            var progress = await ProgressAsync(personId, lessonId, now, cancel);
            var point = new KnowledgePoint(found.Lesson.Course, found.Lesson.Name, anchor);
            var question = CheckpointOf(found.Release.Curriculum, found.Lesson, card, await WrongAnswersAsync(db, personId, point, progress.StartedAt, cancel));
            if (question.Id != questionId || Practice.Mark(question, personId, response) is not { } isRight) return null;
            var answer = new PracticeAnswer(Guid.CreateVersion7(now), personId, question.Id, question.Version, point.ToString(), isRight, PracticeSetting.Checkpoint, null, now);
            db.PracticeAnswers.Add(answer);
            if (isRight) progress.PassCheckpoint(anchor);
            await db.SaveChangesAsync(cancel);
            return answer;
        },
        cancel);

    /// <summary>Wrong checkpoint answers on a point since the lesson was begun.</summary>
    public static Task<int> WrongAnswersAsync(AcademyDbContext db, Guid personId, KnowledgePoint point, DateTimeOffset since, CancellationToken cancel)
    {
        var text = point.ToString();
        return db.PracticeAnswers.CountAsync(a => a.PersonId == personId && a.KnowledgePoint == text && a.Setting == PracticeSetting.Checkpoint && !a.IsRight && a.At >= since, cancel);
    }

    private async Task<Beaten?> CountAsync(Guid personId, string lessonId, string nonce, TimeSpan most, CancellationToken cancel) => await db.DecideAsync<Beaten?>(
        async () =>
        {
            if (await FindAsync(personId, lessonId, cancel) is not { } found) return null;
            var now = clock.GetUtcNow();
            var next = NewNonce();
            if ((await ClockAsync(personId, cancel)).Beat(lessonId, nonce, next, most, now) is not { } seconds) return null;
            var progress = await ProgressAsync(personId, lessonId, now, cancel);
            progress.Credit(seconds, found.Lesson);
            await db.SaveChangesAsync(cancel);
            return new Beaten(next, progress.Seconds, settings.Defaults.LeastStudySeconds(found.Lesson.Minutes));
        },
        cancel);

    /// <summary>The lesson as the person's open cycle pinned it, else as the release in force has it.</summary>
    public Task<(Release Release, Lesson Lesson)?> FindAsync(Guid personId, string lessonId, CancellationToken cancel) =>
        FindAsync(personId, release => release.Curriculum.FindLesson(lessonId) is { } lesson ? (release, lesson) : ((Release, Lesson)?)null, cancel);

    /// <summary>A picture as the person's open cycle pinned it, else as the release in force has it.</summary>
    public Task<ReadOnlyMemory<byte>?> FindPictureAsync(Guid personId, string path, CancellationToken cancel) => FindAsync(personId, release => release.Files.Find(path), cancel);

    private async Task<T?> FindAsync<T>(Guid personId, Func<Release, T?> find, CancellationToken cancel)
    {
        var pinned = await db.Cycles.Where(c => c.PersonId == personId && c.ClosedAt == null).OrderBy(c => c.AssignedAt).Select(c => c.ReleaseId).ToListAsync(cancel);
        foreach (var id in pinned.Distinct())
        {
            if (find(await releases.GetAsync(id)) is { } found) return found;
        }

        return await releases.FindInForceAsync(cancel) is { } inForce ? find(inForce) : default;
    }

    private async Task<StudyProgress> ProgressAsync(Guid personId, string lessonId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = await db.Cycles.Where(c => c.PersonId == personId && c.ClosedAt == null && c.Round == Domain.Organizations.TrainingRound.Renewal)
            .MaxAsync(c => (DateTimeOffset?)c.AssignedAt, cancel) ?? now.AddMonths(-settings.Defaults.LessonMonths);
        var rows = await db.StudyProgress.Where(p => p.PersonId == personId && p.Lesson == lessonId).ToListAsync(cancel);
        var current = rows.Where(p => p.CompletedAt is null || p.CompletedAt >= since).OrderBy(p => p.CompletedAt is null).ThenByDescending(p => p.StartedAt).FirstOrDefault();
        if (current is not null) return current;
        current = new StudyProgress(Guid.CreateVersion7(now), personId, lessonId, now);
        db.StudyProgress.Add(current);
        return current;
    }

    private async Task<StudyClock> ClockAsync(Guid personId, CancellationToken cancel)
    {
        if (await db.StudyClocks.SingleOrDefaultAsync(c => c.PersonId == personId, cancel) is { } known) return known;
        var fresh = new StudyClock(personId);
        db.StudyClocks.Add(fresh);
        return fresh;
    }

    private static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>Practice questions: shown in the author's order where that tells nothing, marked at once, explained.</summary>
public static class Practice
{
    /// <summary>The plain practice questions of a knowledge point, in the bank's order.</summary>
    public static IReadOnlyList<Question> QuestionsOf(Curriculum curriculum, KnowledgePoint point) =>
        [.. curriculum.Bank(QuestionBank.Practice).Where(q => q.Kind is not QuestionKind.Scenario && q.Items[0].KnowledgePoint == point)];

    /// <summary>A plain question as this person sees it, each time the same: the form and the mark must agree.</summary>
    public static PaperItem Show(Question question, Guid personId) =>
        PaperDrawing.ForPractice(question, BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{personId}/{question.Id}"))));

    /// <summary>Whether a response to a plain question is right; null when it has no such form or is empty.</summary>
    public static bool? Mark(Question question, Guid personId, IReadOnlyList<string> response)
    {
        var shown = Show(question, personId);
        if (!Response.TryRead(shown, response, out var read, out _) || read.IsEmpty) return null;
        return Marking.Mark(shown, question.Items[0], read, MultiplePolicy.AllOrNothing).IsRight;
    }
}
