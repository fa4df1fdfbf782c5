using System.Runtime.CompilerServices;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What a correction does, before it does it.</summary>
/// <param name="Papers">Graded papers that hold the question.</param>
/// <param name="Regrades">Every grade it changes, with what follows.</param>
public sealed record DryRun(int Papers, IReadOnlyList<Regrade> Regrades);

/// <summary>
/// Makes grades anew by a corrected key, from the sealed journals. The dry run does to each person what applying does, and
/// saves nothing: so it shows what the rules themselves will do, the issuing of certificates included.
/// </summary>
public sealed class RegradeAttempts(AcademyDbContext db, Releases releases, SettlePerson settle, FollowRegrade consequences, AcademySettings settings, TimeProvider clock)
{
    private const int PapersAtOnce = 200;
    private const int PeopleAtOnce = 100;

    /// <summary>Every effect that a proposed correction would have now. Forgets what this context has loaded.</summary>
    public async Task<DryRun> DryRunAsync(KeyCorrection proposed, CancellationToken cancel)
    {
        var (correction, keys) = await ConfirmedAsync(proposed, cancel);
        var (papers, due) = await DueAsync(correction, keys, cancel);
        var regrades = new List<Regrade>();
        // Nothing is saved, so nothing is compared with what was loaded.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var people in due.GroupBy(d => d.PersonId).Chunk(PeopleAtOnce))
            {
                foreach (var file in await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. people.Select(p => p.Key)], cancel))
                {
                    regrades.AddRange(await RegradeAsync(file, [.. people.Single(p => p.Key == file.Person.Id).Select(d => d.AttemptId)], correction, keys, cancel));
                }

                db.ChangeTracker.Clear();
            }
        }
        finally
        {
            db.ChangeTracker.Clear();
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }

        return new DryRun(papers, regrades);
    }

    /// <summary>The people whose grades a correction changes and who have them not changed yet.</summary>
    public async Task<IReadOnlyList<Guid>> WaitingAsync(KeyCorrection correction, CancellationToken cancel)
    {
        var (confirmed, keys) = await ConfirmedAsync(correction, cancel);
        return [.. (await DueAsync(confirmed, keys, cancel)).Due.Select(d => d.PersonId).Distinct()];
    }

    /// <summary>Applies a confirmed correction to one person, in one transaction. Repeating it changes nothing.</summary>
    /// <returns>How many grades were made anew.</returns>
    public Task<int> ApplyAsync(KeyCorrection correction, Guid personId, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var file = await PersonalFile.LoadAsync(db, releases, settings.Defaults, personId, cancel) ?? throw new InvalidOperationException($"Person {personId} is unknown.");
            var number = correction.Number!.Value;
            var concerned = file.Attempts.Where(a => a.State is AttemptState.Graded && file.Keys.UpTo(number - 1).Concerns(correction, a.Paper)).Select(a => a.Id).ToList();
            var regrades = await RegradeAsync(file, concerned, correction, file.Keys.UpTo(number), cancel);
            db.Regrades.AddRange(regrades);
            await db.SaveChangesAsync(cancel);
            return regrades.Count;
        },
        cancel);

    /// <summary>Attempts in a state whose papers hold the question that a correction is about, and that are marked by the key it replaces.</summary>
    public async IAsyncEnumerable<ExamAttempt> HoldingAsync(KeyCorrection correction, AttemptState state, [EnumeratorCancellation] CancellationToken cancel)
    {
        var before = (await db.CorrectedKeysAsync(releases, cancel)).UpTo((correction.Number ?? int.MaxValue) - 1);
        foreach (var version in before.DrawnAs(correction.QuestionId, correction.FromVersion))
        {
            var (pattern, last) = ($"%{version}%", Guid.Empty);
            while (true)
            {
                var page = await db.Attempts.FromSql($"""SELECT a.* FROM "Attempts" AS a JOIN "Papers" AS p ON p."AttemptId" = a."Id" WHERE p."Items" LIKE {pattern}""").AsNoTracking()
                    .Where(a => a.State == state && a.Id.CompareTo(last) > 0).OrderBy(a => a.Id).Take(PapersAtOnce).ToListAsync(cancel);
                if (page.Count == 0) break;
                last = page[^1].Id;
                foreach (var attempt in page.Where(a => before.Concerns(correction, a.Paper))) yield return attempt;
            }
        }
    }

    /// <summary>Marks every paper that holds the question, a few hundred at a time.</summary>
    private async Task<(int Papers, List<(Guid AttemptId, Guid PersonId)> Due)> DueAsync(KeyCorrection correction, CorrectedKeys keys, CancellationToken cancel)
    {
        var (papers, due) = (0, new List<(Guid, Guid)>());
        var some = new List<ExamAttempt>();
        await foreach (var attempt in HoldingAsync(correction, AttemptState.Graded, cancel))
        {
            papers++;
            some.Add(attempt);
            if (some.Count == PapersAtOnce) await MarkAsync();
        }

        await MarkAsync();
        return (papers, due);

        async Task MarkAsync()
        {
            var (journals, exams) = (await JournalsAsync([.. some.Select(a => a.Id)], cancel), some.Select(a => a.AssignmentId).ToList());
            var assignments = await db.ExamAssignments.AsNoTracking().Where(a => exams.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
            foreach (var attempt in some)
            {
                if ((await ChangedAsync(attempt, assignments[attempt.AssignmentId], journals[attempt.Id], correction, keys)).Count > 0) due.Add((attempt.Id, attempt.PersonId));
            }

            some.Clear();
        }
    }

    /// <summary>A correction, a proposed one as if it were confirmed, and the keys as of it.</summary>
    private async Task<(KeyCorrection Correction, CorrectedKeys Keys)> ConfirmedAsync(KeyCorrection correction, CancellationToken cancel)
    {
        var inForce = await db.CorrectedKeysAsync(releases, cancel);
        if (correction.Number is { } number) return (correction, inForce.UpTo(number));
        var next = correction.AsIfConfirmed(inForce.Number + 1);
        return (next, inForce.With(await releases.KeyOfAsync(next)));
    }

    private async Task<ILookup<Guid, AnswerRevision>> JournalsAsync(IReadOnlyCollection<Guid> attempts, CancellationToken cancel) =>
        (await db.AnswerRevisions.AsNoTracking().Where(r => attempts.Contains(r.AttemptId)).ToListAsync(cancel)).ToLookup(r => r.AttemptId);

    /// <summary>The grades in force that come out otherwise, each with the one made anew. What was graded since by this key or a newer one stays.</summary>
    /// <remarks>A journal that is not as it was sealed grades nothing: `audit verify` names it.</remarks>
    private async Task<List<(Grade Before, Grade After)>> ChangedAsync(ExamAttempt attempt, ExamAssignment assignment, IEnumerable<AnswerRevision> journal, KeyCorrection correction, CorrectedKeys keys)
    {
        if (AnswerJournal.Head(attempt, journal) != attempt.JournalHead) return [];
        var again = SubmitAttempt.Grade(attempt, assignment, (await releases.GetAsync(attempt.ReleaseId)).Curriculum, AnswerJournal.Replay(journal), keys, clock.GetUtcNow());
        return [.. attempt.Grades.Where(g => g.Key < correction.Number)
            .Select(before => (Before: before, After: again.Single(g => g.CycleId == before.CycleId))).Where(g => Regrade.Differs(g.Before, g.After))];
    }

    /// <summary>Grades anew what of a person's attempts changes, the oldest first, and draws the consequences. The caller saves, or does not.</summary>
    private async Task<List<Regrade>> RegradeAsync(PersonalFile file, IReadOnlyList<Guid> attempts, KeyCorrection correction, CorrectedKeys keys, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var journals = await JournalsAsync(attempts, cancel);
        var held = file.Certificates.ToDictionary(c => c.Id, c => c.Suspension);
        var made = new List<(ExamAttempt Attempt, Grade Before, Grade After, OrderEffect Order)>();
        foreach (var attempt in file.Attempts.Where(a => attempts.Contains(a.Id)).OrderBy(a => a.SubmittedAt).ToList())
        {
            var changed = await ChangedAsync(attempt, file.AssignmentOf(attempt), journals[attempt.Id], correction, keys);
            if (changed.Count == 0) continue;
            var before = attempt.Grades;
            foreach (var (_, after) in changed) attempt.Regrade(after, correction);
            var effects = await consequences.RunAsync(file, attempt, before, correction, now);
            made.AddRange(changed.Select(c => (attempt, c.Before, c.After, effects.GetValueOrDefault(c.After.CycleId))));
            db.Audit(attempt.OrganizationId, correction.DecidedBy, "exam.regraded", attempt.Id, string.Join("; ", changed.Select(c => $"{c.Before.Outcome} {c.Before.Points} → {c.After.Outcome} {c.After.Points}/{c.After.Total}")), now);
        }

        if (made.Count == 0) return [];
        await settle.RunAsync(file, correction.DecidedBy, now, cancel);
        return [.. made.Select(m => new Regrade(Guid.CreateVersion7(now), correction.Id, m.Attempt, m.Before, m.After, EffectOn(file, held, m.After.CycleId, m.Attempt.Id), m.Order, now))];
    }

    private static CertificateEffect EffectOn(PersonalFile file, Dictionary<Guid, SuspensionGrounds> held, Guid cycleId, Guid attemptId)
    {
        if (file.Certificates.FirstOrDefault(c => c.AttemptId == attemptId && c.CycleId == cycleId) is not { } certificate) return CertificateEffect.None;
        if (!held.TryGetValue(certificate.Id, out var before)) return CertificateEffect.Issued;
        return (before.HasFlag(SuspensionGrounds.Regraded), certificate.Suspension.HasFlag(SuspensionGrounds.Regraded)) switch
        {
            (false, true) => CertificateEffect.Suspended,
            (true, false) => CertificateEffect.Resumed,
            _ => CertificateEffect.None,
        };
    }
}
