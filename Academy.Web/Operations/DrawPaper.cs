using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;

namespace Academy.Web.Operations;

/// <summary>Draws papers before the doors open: whoever may sit an exam has one lying ready.</summary>
public sealed class DrawPaper(AcademyDbContext db, Releases releases, ILogger<DrawPaper> log)
{
    /// <summary>Keeps one paper ready in each family that the person may sit, and closed where something is against it. The caller saves.</summary>
    public async Task PrepareAsync(PersonalFile file, DateTimeOffset now)
    {
        foreach (var family in file.Assignments.GroupBy(a => a.Family, StringComparer.Ordinal).ToList())
        {
            // Another sitting of the family comes first.
            if (file.Attempts.Any(a => a.Family == family.Key && a.IsUnderway)) continue;
            var next = family.Where(a => EntryRules.MayBePrepared(EntryRules.Check(file.EntryOf(a, now), now))).OrderBy(a => a.CreatedAt).FirstOrDefault();
            if (next is null)
            {
                Ready(file, family.Key)?.Withhold();
                continue;
            }

            try
            {
                await RunAsync(file, next, now);
            }
            catch (InvalidOperationException poor)
            {
                // What was learned or graded is recorded all the same; beginning the exam then says that it fails.
                log.LogError(poor, "No paper could be drawn for assignment {Assignment}.", next.Id);
            }
        }
    }

    /// <summary>The paper that lies ready for an assignment, drawn now if there is none. The caller saves.</summary>
    /// <exception cref="InvalidOperationException">The bank cannot fill the blueprint.</exception>
    public async Task<ExamAttempt> RunAsync(PersonalFile file, ExamAssignment assignment, DateTimeOffset now)
    {
        var ready = Ready(file, assignment.Family);
        if (ready is not null && ready.AssignmentId != assignment.Id)
        {
            // One of a family: nobody has seen the other's.
            db.Attempts.Remove(ready);
            ready = null;
        }

        ready ??= await DrawAsync(file, assignment, now);
        ready.Admit(file.EntryOf(assignment, now).Order?.WaitUntil ?? ready.DrawnAt, file.LicencesLast(assignment, now.Day()));
        return ready;
    }

    private async Task<ExamAttempt> DrawAsync(PersonalFile file, ExamAssignment assignment, DateTimeOffset now)
    {
        var release = await releases.GetAsync(assignment.ReleaseId);
        var blueprint = release.Curriculum.FindBlueprint(assignment.Blueprint)!;
        var earlier = file.Attempts.Where(a => a.AssignmentId == assignment.Id).ToList();
        var (bank, seed, seen, missed) = (BankOf(file, assignment, release), BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), Seen(file, now), PaperDrawing.MissedCritical(earlier));
        var number = earlier.Count + 1;
        var attempt = missed is null
            ? new ExamAttempt(Guid.CreateVersion7(now), assignment, number, PaperKind.Full, PaperDrawing.Draw(blueprint, bank, seed, seen), blueprint.Minutes, now)
            : new ExamAttempt(
                Guid.CreateVersion7(now), assignment, number, PaperKind.Critical,
                PaperDrawing.DrawCritical(bank, [.. missed.Select(KnowledgePoint.Parse)], PaperDrawing.CriticalItems(missed.Count), seed, seen), blueprint.CriticalMinutes, now);
        db.Attempts.Add(attempt);
        db.Audit(attempt.OrganizationId, null, "exam.drawn", attempt.Id, $"number {number}, {attempt.Kind}, seed {seed}, release {attempt.ReleaseId}", now);
        return attempt;
    }

    private static ExamAttempt? Ready(PersonalFile file, string family) => file.Attempts.FirstOrDefault(a => a.Family == family && a.State is AttemptState.Ready);

    /// <summary>The exam questions of the courses that the examined cycles teach.</summary>
    private static IReadOnlyList<Question> BankOf(PersonalFile file, ExamAssignment assignment, Release release) => release.Curriculum.ExamBank(
        [.. file.Cycles.Where(c => assignment.Cycles.Any(x => x.CycleId == c.Id)).SelectMany(c => file.RequirementOf(c).Courses).Distinct(StringComparer.Ordinal)]);

    /// <summary>How often the person saw each question within a year.</summary>
    private static Dictionary<string, int> Seen(PersonalFile file, DateTimeOffset now) => file.Attempts.Where(a => a.StartedAt > now.AddYears(-1))
        .SelectMany(a => a.Paper.Items.Select(i => i.QuestionId).Distinct(StringComparer.Ordinal))
        .GroupBy(id => id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
