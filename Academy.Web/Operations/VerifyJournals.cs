using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What is wrong with the record of an attempt.</summary>
public enum JournalFault
{
    /// <summary>It was graded and its journal never sealed, or the seal is gone.</summary>
    Unsealed,

    /// <summary>The chain over the journal does not end where it was sealed.</summary>
    JournalChanged,

    /// <summary>Graded anew from the journal, by the key of each grade, it has another outcome or other points.</summary>
    GradeDiffers,
}

/// <summary>Plays the journals of graded attempts: sealed head and grade have to come out again.</summary>
public sealed class VerifyJournals(AcademyDbContext db, Releases releases)
{
    private const int AtOnce = 200;

    /// <summary>Goes through every graded attempt, in the order they were drawn.</summary>
    /// <param name="found">Told what is wrong, with the attempt.</param>
    /// <returns>How many were played.</returns>
    public async Task<int> RunAsync(Func<ExamAttempt, JournalFault, Task> found, CancellationToken cancel)
    {
        var keys = await db.CorrectedKeysAsync(releases, cancel);
        var (played, last) = (0, Guid.Empty);
        while (true)
        {
            var attempts = await db.Attempts.AsNoTracking().Where(a => a.State == AttemptState.Graded && a.Id.CompareTo(last) > 0).OrderBy(a => a.Id).Take(AtOnce).ToListAsync(cancel);
            if (attempts.Count == 0) return played;
            (played, last) = (played + attempts.Count, attempts[^1].Id);
            var ids = attempts.Select(a => a.Id).ToList();
            var journals = (await db.AnswerRevisions.AsNoTracking().Where(r => ids.Contains(r.AttemptId)).ToListAsync(cancel)).ToLookup(r => r.AttemptId);
            var assignments = await db.ExamAssignments.AsNoTracking().Where(x => db.Attempts.Any(a => ids.Contains(a.Id) && a.AssignmentId == x.Id)).ToDictionaryAsync(x => x.Id, cancel);
            foreach (var attempt in attempts)
            {
                if (await FaultOfAsync(attempt, assignments[attempt.AssignmentId], [.. journals[attempt.Id]], keys) is { } fault) await found(attempt, fault);
            }
        }
    }

    private async Task<JournalFault?> FaultOfAsync(ExamAttempt attempt, ExamAssignment assignment, List<AnswerRevision> journal, CorrectedKeys keys)
    {
        if (attempt.JournalHead is null) return JournalFault.Unsealed;
        if (AnswerJournal.Head(attempt, journal) != attempt.JournalHead) return JournalFault.JournalChanged;
        var replayed = AnswerJournal.Replay(journal);

        // The first by the key of its day, each later one by its correction's.
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var again = attempt.AllGrades.Select(g => g.Key).Distinct().ToDictionary(key => key, key => SubmitAttempt.Grade(attempt, assignment, curriculum, replayed, keys.UpTo(key), default));
        return attempt.Grades.Count == assignment.Cycles.Count && attempt.AllGrades.All(kept => IsSame(kept, again[kept.Key].Single(g => g.CycleId == kept.CycleId))) ? null : JournalFault.GradeDiffers;
    }

    /// <summary>What a grade decides. In which order it names what was missed may change with the build.</summary>
    private static bool IsSame(Grade kept, Grade again) => (kept.Outcome, kept.Points) == (again.Outcome, again.Points) && kept.MissedCritical.SequenceEqual(again.MissedCritical, StringComparer.Ordinal);
}
