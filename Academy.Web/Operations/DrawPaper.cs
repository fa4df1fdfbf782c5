using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;

namespace Academy.Web.Operations;

/// <summary>Draws papers before the doors open: whoever may sit an exam has one lying ready.</summary>
public sealed class DrawPaper(AcademyDbContext db, Releases releases, ILogger<DrawPaper> log)
{
    /// <summary>Keeps one paper ready of those that are not sat beside each other, and closed where something is against it. The caller saves.</summary>
    public async Task PrepareAsync(PersonalFile file, DateTimeOffset now)
    {
        foreach (var group in file.SatApart())
        {
            // Another sitting comes first.
            var attempts = file.AttemptsBeside(group[0]).ToList();
            if (attempts.Exists(a => a.IsUnderway)) continue;
            var next = group.Where(a => EntryRules.MayBePrepared(EntryRules.Check(file.EntryOf(a, now), now))).OrderBy(a => a.CreatedAt).FirstOrDefault();
            if (next is null)
            {
                attempts.Find(a => a.State is AttemptState.Ready)?.Withhold();
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
        var lying = file.AttemptsBeside(assignment).Where(a => a.State is AttemptState.Ready).ToList();
        var ready = lying.Find(a => a.AssignmentId == assignment.Id && a.Kind == KindOf(file, assignment) && !file.Keys.Avoids(a.Paper));
        ready ??= await DrawAsync(file, assignment, now);
        // One at a time, of the kind that is due, without a question whose key was wrong: nobody has seen the others.
        db.Attempts.RemoveRange(lying.Where(a => a != ready));
        ready.Admit(file.OrderOf(assignment)?.WaitUntil ?? ready.DrawnAt, file.LicencesLast(assignment, now.Day()));
        return ready;
    }

    private async Task<ExamAttempt> DrawAsync(PersonalFile file, ExamAssignment assignment, DateTimeOffset now)
    {
        var curriculum = (await releases.GetAsync(assignment.ReleaseId)).Curriculum;
        var parts = assignment.Cycles.Select(c => new PaperPart(c.CycleId, curriculum.FindBlueprint(c.Blueprint)!, BankOf(file, c.CycleId, curriculum))).ToList();
        var earlier = file.AttemptsFor(assignment).ToList();
        var (seed, seen, missed) = (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), Seen(file, now), file.MissedCritical(assignment));
        var number = earlier.Select(a => a.Number).DefaultIfEmpty().Max() + 1;
        var (kind, paper, minutes) = Draw(parts, missed, seed, seen);
        var attempt = new ExamAttempt(Guid.CreateVersion7(now), assignment, number, kind, paper, minutes, now);
        db.Attempts.Add(attempt);
        db.Audit(attempt.OrganizationId, null, "exam.drawn", attempt.Id, $"number {number}, {attempt.Kind}, seed {seed}, release {attempt.ReleaseId}", now);
        return attempt;
    }

    /// <summary>A combined exam is never made while a critical paper is due.</summary>
    private static (PaperKind Kind, Paper Paper, int Minutes) Draw(IReadOnlyList<PaperPart> parts, IReadOnlyList<string>? missed, long seed, IReadOnlyDictionary<string, int> seen)
    {
        var (blueprint, bank) = (parts[0].Blueprint, parts[0].Bank);
        if (missed is not null) return (PaperKind.Critical, PaperDrawing.DrawCritical(bank, [.. missed.Select(KnowledgePoint.Parse)], PaperDrawing.CriticalItems(missed.Count), seed, seen), blueprint.CriticalMinutes);
        if (parts.Count == 1) return (PaperKind.Full, PaperDrawing.Draw(blueprint, bank, seed, seen), blueprint.Minutes);
        var paper = CombinedPaper.Draw(parts, seed, seen);
        return (PaperKind.Full, paper, CombinedPaper.Minutes(parts, paper));
    }

    private static PaperKind KindOf(PersonalFile file, ExamAssignment assignment) => file.MissedCritical(assignment) is null ? PaperKind.Full : PaperKind.Critical;

    /// <summary>The exam questions of what a cycle teaches, without those whose key was wrong: there are three times as many as are drawn.</summary>
    private static List<Question> BankOf(PersonalFile file, Guid cycle, Curriculum curriculum) =>
        [.. curriculum.ExamBank(file.RequirementOf(file.Cycles.Single(c => c.Id == cycle))).Where(q => !file.Keys.Avoids(q))];

    /// <summary>How often the person saw each question within a year.</summary>
    private static Dictionary<string, int> Seen(PersonalFile file, DateTimeOffset now) => file.Attempts.Where(a => a.StartedAt > now.AddYears(-1))
        .SelectMany(a => a.Paper.Items.Select(i => i.QuestionId).Distinct(StringComparer.Ordinal))
        .GroupBy(id => id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
