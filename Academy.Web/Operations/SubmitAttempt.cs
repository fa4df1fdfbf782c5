using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>交卷 of one candidate.</summary>
internal sealed record HandIn(Guid AttemptId, Guid PersonId, DateTimeOffset At);

/// <summary>
/// Hands in for candidates. Who hands in while others are being graded is graded with those who do so too: a file is read
/// by a dozen queries, whether it is one person's or those of several.
/// </summary>
public sealed class HandInAttempt(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Keeps the transaction well under 20 ms.</summary>
    private const int Most = 8;

    private readonly Groups<HandIn, bool> _handIns = new(scopes, Environment.ProcessorCount, Most, (services, handIns) => services.GetRequiredService<SubmitAttempt>().HandInAsync(handIns));

    /// <summary>Hands in, and is done when it is graded. Repeating it changes nothing. Handed in is handed in, even where grading fails: the sweep then grades.</summary>
    /// <returns>False when the attempt is not this person's.</returns>
    public Task<bool> RunAsync(Guid attemptId, Guid personId) => _handIns.AskAsync(new HandIn(attemptId, personId, clock.GetUtcNow()));
}

/// <summary>Closes an attempt and grades it. The candidate's page and the deadline sweep both call it.</summary>
public sealed class SubmitAttempt(AcademyDbContext db, Releases releases, SettlePerson settle, AcademySettings settings, TimeProvider clock, ILogger<SubmitAttempt> log)
{
    /// <summary>Hands in for candidates, in one transaction, and grades. Repeating it changes nothing.</summary>
    /// <returns>Of each whether the attempt is this person's.</returns>
    internal async Task<IReadOnlyList<bool>> HandInAsync(IReadOnlyList<HandIn> handIns)
    {
        var ids = handIns.Select(h => h.AttemptId).ToList();
        var owners = await Compiled<Queries>.For(db).Owners(db, ids).ToDictionaryAsync(a => a.AttemptId, a => a.PersonId);
        var theirs = handIns.Select(h => owners.TryGetValue(h.AttemptId, out var owner) && owner == h.PersonId).ToList();
        var closing = ids.Where((_, i) => theirs[i]).Distinct().Order().ToList();
        if (closing.Count == 0) return theirs;
        var now = handIns.Max(h => h.At);
        await db.DecideAsync(() => db.WriteAsync(token => db.Attempts.Where(a => closing.Contains(a.Id)).HandInAsync(now, token), CancellationToken.None), CancellationToken.None);
        await FinishAsync(closing, CancellationToken.None);
        return theirs;
    }

    /// <summary>Grades what is closed. Where that fails there is a receipt all the same, and the sweep tries again.</summary>
    public Task FinishAsync(Guid attemptId, CancellationToken cancel) => FinishAsync([attemptId], cancel);

    /// <summary>Grades several, in one transaction; where that fails, each by itself, so that nobody waits for another's fault.</summary>
    internal async Task FinishAsync(IReadOnlyList<Guid> attempts, CancellationToken cancel)
    {
        try
        {
            await db.DecideAsync(() => GradeAsync(attempts, cancel), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
            if (attempts.Count > 1)
            {
                foreach (var attempt in attempts) await FinishAsync([attempt], cancel);
                return;
            }

            log.LogError(failure, "Attempt {Attempt} is handed in and not graded; the sweep tries again.", attempts[0]);
            await TrySealAsync(attempts[0], cancel);
        }
    }

    /// <summary>The receipt does not wait for the grade. Where that fails too, the sweep does both.</summary>
    private async Task TrySealAsync(Guid attemptId, CancellationToken cancel)
    {
        try
        {
            await db.DecideAsync(() => SealAsync(attemptId, cancel), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
            log.LogError(failure, "The journal of attempt {Attempt} could not be sealed; the sweep tries again.", attemptId);
        }
    }

    /// <summary>Closes, then grades: closing is committed first, so that no answer can arrive between reading and grading them.</summary>
    public async Task RunAsync(Guid attemptId, SubmittedBy by, CancellationToken cancel)
    {
        await CloseAsync(attemptId, by, cancel);
        await db.DecideAsync(() => GradeAsync([attemptId], cancel), cancel);
    }

    private async Task CloseAsync(Guid attemptId, SubmittedBy by, CancellationToken cancel)
    {
        await db.DecideAsync(
            async () =>
            {
                var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId, cancel);
                if (attempt.Submit(by, clock.GetUtcNow())) await db.SaveChangesAsync(cancel);
                return true;
            },
            cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<bool> SealAsync(Guid attemptId, CancellationToken cancel)
    {
        var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId, cancel);
        attempt.Seal(AnswerJournal.Head(attempt, await JournalAsync(attemptId, cancel)));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private Task<List<AnswerRevision>> JournalAsync(Guid attemptId, CancellationToken cancel) => db.AnswerRevisions.AsNoTracking().Where(r => r.AttemptId == attemptId).ToListAsync(cancel);

    /// <summary>Grade, state, certificate or retraining order, audit row: one transaction.</summary>
    private async Task<int> GradeAsync(IReadOnlyList<Guid> attempts, CancellationToken cancel)
    {
        var due = await db.Attempts.MayBeGraded().Where(a => attempts.Contains(a.Id)).Select(a => new Owned(a.Id, a.PersonId)).ToListAsync(cancel);
        if (due.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var files = (await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. due.Select(d => d.PersonId).Distinct()], cancel)).ToDictionary(f => f.Person.Id);
        var journals = (await Compiled<Queries>.For(db).Journals(db, due.ConvertAll(d => d.AttemptId)).ToListAsync(cancel)).ToLookup(r => r.AttemptId);
        var graded = 0;
        // What is changed is looked for once, when it is saved.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var (file, attempt) in due.ConvertAll(d => (File: files[d.PersonId], Attempt: files[d.PersonId].Attempts.Single(a => a.Id == d.AttemptId))).FindAll(d => d.Attempt.MayBeGraded))
            {
                await GradeAsync(file, attempt, [.. journals[attempt.Id]], now, cancel);
                graded++;
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }

        await db.SaveChangesAsync(cancel);
        AcademyMeter.AttemptsGraded.Add(graded);
        return graded;
    }

    private async Task GradeAsync(PersonalFile file, ExamAttempt attempt, IReadOnlyList<AnswerRevision> journal, DateTimeOffset now, CancellationToken cancel)
    {
        var assignment = file.AssignmentOf(attempt);
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var grades = Grade(attempt, assignment, curriculum, AnswerJournal.Replay(journal), file.Keys, now);
        var failed = assignment.Cycles.GroupBy(c => c.Family, c => grades.Single(g => g.CycleId == c.CycleId), StringComparer.Ordinal)
            .Select(family => (Family: family.Key, Grades: family.Where(g => g.Outcome is not Outcome.Passed && !file.IsPassed(g.CycleId, attempt)).ToList(), Earlier: file.FailsSincePass(family.Key))).Where(family => family.Grades.Count > 0).ToList();
        attempt.Seal(AnswerJournal.Head(attempt, journal));
        attempt.Conclude(grades, file.Keys.Number);
        assignment.Conclude(grades, now);
        foreach (var (family, missed, earlier) in failed) Retrain(file, attempt, family, missed, earlier, curriculum, now);
        db.Audit(attempt.OrganizationId, null, "exam.graded", attempt.Id, string.Join("; ", grades.Select(g => $"{g.Outcome} {g.Points}/{g.Total}")), now);
        await settle.RunAsync(file, null, now, cancel);
    }

    /// <summary>Adds the order of a family's fail; the caller saves.</summary>
    internal void Retrain(PersonalFile file, ExamAttempt attempt, string family, IReadOnlyList<Grade> grades, int earlierFails, Curriculum curriculum, DateTimeOffset now)
    {
        var cycles = file.Cycles.Where(c => grades.Any(g => g.CycleId == c.Id)).ToList();
        var required = cycles.SelectMany(file.LessonsOf).Distinct().SelectMany(l => l.Cards.Where(c => c.Anchor is not null).Select(c => new KnowledgePoint(l.Course, l.Name, c.Anchor!).ToString())).ToList();
        var tier = cycles.Max(c => curriculum.FindBlueprint(file.RequirementOf(c).Blueprint)!.WaitTier);
        var order = Domain.Training.RetrainingOrder.For(Guid.CreateVersion7(now), attempt, family, grades, earlierFails, required, tier, settings.Defaults.Waits, now);
        db.RetrainingOrders.Add(order);
        db.Audit(attempt.OrganizationId, null, "retraining.ordered", order.Id, order.Step.ToString(), now);
    }

    /// <summary>The grade of each cycle that was examined.</summary>
    /// <param name="answers">Kept responses by number.</param>
    /// <param name="keys">They say what is right; what was asked stays what was drawn.</param>
    internal static List<Grade> Grade(ExamAttempt attempt, ExamAssignment assignment, Curriculum curriculum, IReadOnlyDictionary<int, string> answers, CorrectedKeys keys, DateTimeOffset gradedAt) => [.. assignment.Cycles.Select(cycle =>
    {
        var blueprint = curriculum.FindBlueprint(cycle.Blueprint)!;
        return Grading.Grade(cycle.CycleId, blueprint, attempt.Kind, [.. attempt.Paper.ItemsOf(cycle.CycleId).Select(shown => Mark(shown, curriculum, blueprint, answers.GetValueOrDefault(shown.Q, ""), keys))], gradedAt);
    })];

    private static ItemMark Mark(PaperItem shown, Curriculum curriculum, Blueprint blueprint, string answer, CorrectedKeys keys)
    {
        var item = curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);
        var response = Response.TryRead(shown, Response.ValuesOf(answer), out var read, out _) ? read : Response.Empty;
        var (asShown, key) = keys.Find(shown, item);
        var mark = Marking.Mark(asShown, key, response, blueprint.MultiplePolicy);
        return new ItemMark(item.Ability, item.KnowledgePoint, shown.Points, mark.Points, mark.IsRight, shown.IsCritical);
    }

    private sealed class Queries
    {
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Owned>> Owners { get; } =
            EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> attempts) => db.Attempts.Where(a => attempts.Contains(a.Id)).Select(a => new Owned(a.Id, a.PersonId)));

        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<AnswerRevision>> Journals { get; } =
            EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> attempts) => db.AnswerRevisions.AsNoTracking().Where(r => attempts.Contains(r.AttemptId)));
    }

    private sealed record Owned(Guid AttemptId, Guid PersonId);
}
