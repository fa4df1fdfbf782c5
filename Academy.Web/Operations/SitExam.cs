using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Academy.Web.Operations;

/// <summary>What came of 开始考试.</summary>
public abstract record StartOutcome
{
    private StartOutcome() { }

    /// <summary>Begun, or begun before and resumed.</summary>
    public sealed record Begun(Guid AttemptId) : StartOutcome;

    /// <summary>Every reason against.</summary>
    public sealed record Refused(IReadOnlyList<EntryRefusal> Refusals) : StartOutcome;

    /// <summary>Not this person's.</summary>
    public sealed record NotFound : StartOutcome;
}

/// <summary>Begins or resumes an attempt.</summary>
public sealed class StartAttempt(AcademyDbContext db, SettlePerson settle, DrawPaper draw, TimeProvider clock)
{
    /// <summary>Begins. Two starts give one attempt.</summary>
    public async Task<StartOutcome> RunAsync(Guid assignmentId, Guid personId, CancellationToken cancel) =>
        await BeginPreparedAsync(assignmentId, personId, cancel) is { } attemptId ? new StartOutcome.Begun(attemptId) : await db.DecideAsync(() => DecideAsync(assignmentId, personId, cancel), cancel);

    /// <summary>Where a paper lies ready, beginning is one small update: a whole city does it in the same minute.</summary>
    private async Task<Guid?> BeginPreparedAsync(Guid assignmentId, Guid personId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var mine = db.Attempts.Where(a => a.AssignmentId == assignmentId && a.PersonId == personId && a.Mode == ExamMode.Self).MayBegin(now);
        if (await mine.Select(a => new { a.Id, a.OrganizationId, a.Number, a.Kind, a.Minutes }).SingleOrDefaultAsync(cancel) is not { } ready) return null;
        return await db.WriteAsync(
            async token =>
            {
                var begun = await mine.Where(a => a.Id == ready.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(a => a.State, AttemptState.InProgress).SetProperty(a => a.StartedAt, now).SetProperty(a => a.Deadline, now.AddMinutes(ready.Minutes))
                        .SetProperty(a => EF.Property<int>(a, AcademyDbContext.RowVersion), a => EF.Property<int>(a, AcademyDbContext.RowVersion) + 1),
                    token);
                if (begun == 0) return (Guid?)null;
                db.Audit(ready.OrganizationId, personId, "exam.started", ready.Id, $"number {ready.Number}, {ready.Kind}", now);
                await db.SaveChangesAsync(token);
                return ready.Id;
            },
            cancel);
    }

    private async Task<StartOutcome> DecideAsync(Guid assignmentId, Guid personId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var file = await settle.RunAsync(personId, personId, now, cancel);
        if (file.Assignments.FirstOrDefault(a => a.Id == assignmentId) is not { } assignment) return new StartOutcome.NotFound();
        // One sitting at a time: what is open is resumed, what is not graded yet comes first.
        if (file.AttemptsBeside(assignment).FirstOrDefault(a => a is { IsUnderway: true, IsPrinted: false }) is { } open) return new StartOutcome.Begun(open.Id);
        var refusals = EntryRules.Check(file.EntryOf(assignment, now), now);
        if (refusals.Count > 0) return new StartOutcome.Refused(refusals);

        var attempt = await draw.RunAsync(file, assignment, now);
        var seat = file.SeatOf(assignment);
        attempt.Start(now, seat?.ExtraMinutes ?? 0);
        seat?.Begin(attempt.Id);
        db.Audit(attempt.OrganizationId, personId, "exam.started", attempt.Id, $"number {attempt.Number}, {attempt.Kind}", now);
        await db.SaveChangesAsync(cancel);
        return new StartOutcome.Begun(attempt.Id);
    }
}

/// <summary>Gives the pen of an attempt to one client.</summary>
public sealed class TakeLease(AcademyDbContext db, AcademySettings settings)
{
    /// <returns>The outcome, with the lease where granted; a null outcome when the attempt is not this person's.</returns>
    public Task<(LeaseOutcome? Outcome, string? Lease)> RunAsync(Guid attemptId, Guid personId, string client, bool takeOver, DateTimeOffset now, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            if (await db.Attempts.OfPerson(attemptId, personId).SingleOrDefaultAsync(cancel) is not { } attempt) return ((LeaseOutcome?)null, (string?)null);
            var before = attempt.Lease;
            var outcome = attempt.TakeLease(client, takeOver, now, settings.Defaults.Grace);
            if (attempt.Lease != before)
            {
                db.Audit(attempt.OrganizationId, personId, before is null ? "exam.lease" : "exam.taken-over", attempt.Id, null, now);
                await db.SaveChangesAsync(cancel);
            }

            return (outcome, outcome is LeaseOutcome.Granted ? attempt.Lease : null);
        },
        cancel);
}

/// <summary>One answer as a client sends it.</summary>
public sealed record SentAnswer(int Q, int Rev, IReadOnlyList<string> Response);

/// <summary>What came of saving answers.</summary>
public abstract record SaveAnswersOutcome
{
    private SaveAnswersOutcome() { }

    /// <summary>Committed: each answer is either saved or stale with the server's value.</summary>
    public sealed record Done(IReadOnlyList<(int Q, int Rev)> Saved, IReadOnlyList<(int Q, int Rev, IReadOnlyList<string> Response)> Stale, DateTimeOffset Deadline) : SaveAnswersOutcome;

    /// <summary>Not this person's.</summary>
    public sealed record NotFound : SaveAnswersOutcome;

    /// <summary>No such item, or the values cannot be a response to it.</summary>
    public sealed record Malformed(string Reason) : SaveAnswersOutcome;

    /// <summary>Another client writes.</summary>
    public sealed record LeaseLost : SaveAnswersOutcome;

    /// <summary>An alarm stops the clock.</summary>
    public sealed record Paused : SaveAnswersOutcome;

    /// <summary>After deadline and grace, or handed in.</summary>
    public sealed record Closed : SaveAnswersOutcome;
}

/// <summary>Saves answers: acknowledged means on disk, the newest revision wins, and every acknowledged revision is in the journal.</summary>
public sealed class SaveAnswers(IServiceScopeFactory scopes, AttemptPapers papers, AnswerWriter writer)
{
    /// <summary>Saves what arrived at <paramref name="arrivedAt"/>; all of it in one transaction.</summary>
    public async Task<SaveAnswersOutcome> RunAsync(Guid attemptId, Guid personId, string lease, IReadOnlyList<SentAnswer> answers, DateTimeOffset arrivedAt, CancellationToken cancel)
    {
        if (await papers.FindAsync(attemptId, cancel) is not { } sitting || sitting.PersonId != personId) return new SaveAnswersOutcome.NotFound();
        var rows = new List<AnswerRow>(answers.Count);
        foreach (var answer in answers)
        {
            if (sitting.Paper.ItemAt(answer.Q) is not { } item) return new SaveAnswersOutcome.Malformed($"q {answer.Q}: no such item.");
            if (answer.Rev < 1) return new SaveAnswersOutcome.Malformed($"q {answer.Q}: rev must be 1 or more.");
            if (rows.Exists(r => r.Q == answer.Q)) return new SaveAnswersOutcome.Malformed($"q {answer.Q}: sent twice.");
            if (!Response.TryRead(item, answer.Response, out var response, out var reason)) return new SaveAnswersOutcome.Malformed(reason);
            rows.Add(new AnswerRow(attemptId, personId, lease, answer.Q, answer.Rev, response.Stored, arrivedAt));
        }

        var kept = rows.Count == 0 ? [] : await writer.WriteAsync(rows);
        AcademyMeter.AnswersSaved.Add(kept.Count);
        return kept.Count == rows.Count && kept.Count > 0
            ? new SaveAnswersOutcome.Done([.. kept.Select(k => (k.Q, k.Revision))], [], kept[0].Deadline)
            : await JudgeAsync(attemptId, lease, rows, kept, cancel);
    }

    /// <summary>Says of what was not written whether a guard refused it or something as new is kept.</summary>
    private async Task<SaveAnswersOutcome> JudgeAsync(Guid attemptId, string lease, List<AnswerRow> rows, IReadOnlyList<KeptAnswer> kept, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var live = await db.Attempts.AsNoTracking().Where(a => a.Id == attemptId).Select(a => new { a.State, a.Lease, a.Deadline, a.PausedAt }).SingleOrDefaultAsync(cancel);
        // A paper that lay ready may be taken away again.
        if (live is null) return new SaveAnswersOutcome.NotFound();
        var known = await db.Answers.AsNoTracking().Where(a => a.AttemptId == attemptId).ToDictionaryAsync(a => a.Q, cancel);
        var saved = kept.Select(k => (k.Q, k.Revision)).ToList();
        var stale = new List<(int, int, IReadOnlyList<string>)>();
        foreach (var row in rows.Where(r => !kept.Any(k => k.Q == r.Q)))
        {
            if (known.GetValueOrDefault(row.Q) is not { } other || other.Revision < row.Revision)
            {
                if (live.State is not AttemptState.InProgress) return new SaveAnswersOutcome.Closed();
                if (live.Lease != lease) return new SaveAnswersOutcome.LeaseLost();
                return live.PausedAt is null ? new SaveAnswersOutcome.Closed() : new SaveAnswersOutcome.Paused();
            }

            if (AnswerRevision.Decide(other.Revision, other.Response, row.Revision, row.Response) is SaveOutcome.Saved) saved.Add((row.Q, row.Revision));
            else stale.Add((row.Q, other.Revision, Response.ValuesOf(other.Response)));
        }

        return new SaveAnswersOutcome.Done(saved, stale, live.Deadline!.Value);
    }
}

/// <summary>The papers being sat, kept in memory: a paper and its owner never change once it is drawn.</summary>
public sealed class AttemptPapers(IServiceScopeFactory scopes) : IDisposable
{
    private const int MostPapers = 5_000;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);
    private readonly MemoryCache _papers = new(new MemoryCacheOptions { SizeLimit = MostPapers });

    /// <returns>Null for an unknown attempt.</returns>
    public async Task<Sitting?> FindAsync(Guid attemptId, CancellationToken cancel)
    {
        if (_papers.TryGetValue(attemptId, out Sitting? known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var found = await db.Attempts.AsNoTracking().Where(a => a.Id == attemptId).Select(a => new Sitting(a.PersonId, a.Paper)).SingleOrDefaultAsync(cancel);
        if (found is not null) _papers.Set(attemptId, found, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });
        return found;
    }

    public void Dispose() => _papers.Dispose();

    /// <summary>Whose, and what.</summary>
    public sealed record Sitting(Guid PersonId, Paper Paper);
}

/// <summary>Closes an attempt and grades it. The candidate's page and the deadline sweep both call it.</summary>
public sealed class SubmitAttempt(AcademyDbContext db, Releases releases, SettlePerson settle, AcademySettings settings, TimeProvider clock, ILogger<SubmitAttempt> log)
{
    /// <summary>Hands in for the candidate. Repeating it changes nothing. Handed in is handed in, even where grading fails: the sweep then grades.</summary>
    /// <returns>False when the attempt is not this person's.</returns>
    public async Task<bool> ByCandidateAsync(Guid attemptId, Guid personId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var mine = db.Attempts.OfPerson(attemptId, personId);
        if (await db.WriteAsync(token => mine.HandInAsync(now, token), cancel) == 0 && !await mine.AnyAsync(cancel)) return false;
        await FinishAsync(attemptId, cancel);
        return true;
    }

    /// <summary>Grades what is closed. Where that fails there is a receipt all the same, and the sweep tries again.</summary>
    public async Task FinishAsync(Guid attemptId, CancellationToken cancel)
    {
        try
        {
            await db.DecideAsync(() => GradeAsync(attemptId, cancel), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "Attempt {Attempt} is handed in and not graded; the sweep tries again.", attemptId);
            db.ChangeTracker.Clear();
            await db.DecideAsync(() => SealAsync(attemptId, cancel), cancel);
        }
    }

    /// <summary>Closes, then grades: closing is committed first, so that no answer can arrive between reading and grading them.</summary>
    public async Task RunAsync(Guid attemptId, SubmittedBy by, CancellationToken cancel)
    {
        await CloseAsync(attemptId, by, cancel);
        await db.DecideAsync(() => GradeAsync(attemptId, cancel), cancel);
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

    /// <summary>The receipt does not wait for the grade.</summary>
    private async Task<bool> SealAsync(Guid attemptId, CancellationToken cancel)
    {
        var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId, cancel);
        attempt.Seal(AnswerJournal.Head(attempt, await JournalAsync(attemptId, cancel)));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private Task<List<AnswerRevision>> JournalAsync(Guid attemptId, CancellationToken cancel) => db.AnswerRevisions.AsNoTracking().Where(r => r.AttemptId == attemptId).ToListAsync(cancel);

    /// <summary>Grade, state, certificate or retraining order, audit row: one transaction.</summary>
    private async Task<bool> GradeAsync(Guid attemptId, CancellationToken cancel)
    {
        var personId = await db.Attempts.MayBeGraded().Where(a => a.Id == attemptId).Select(a => (Guid?)a.PersonId).SingleOrDefaultAsync(cancel);
        if (personId is null) return false;
        var now = clock.GetUtcNow();
        var file = await PersonalFile.LoadAsync(db, releases, settings.Defaults, personId.Value, cancel) ?? throw new InvalidOperationException("The candidate is unknown.");
        var attempt = file.Attempts.Single(a => a.Id == attemptId);
        if (!attempt.MayBeGraded) return false;
        var assignment = file.AssignmentOf(attempt);
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var journal = await JournalAsync(attemptId, cancel);
        var grades = Grade(attempt, assignment, curriculum, AnswerJournal.Replay(journal), file.Keys, now);
        var failed = assignment.Cycles.GroupBy(c => c.Family, c => grades.Single(g => g.CycleId == c.CycleId), StringComparer.Ordinal)
            .Select(family => (Family: family.Key, Grades: family.Where(g => g.Outcome is not Outcome.Passed && !file.IsPassed(g.CycleId, attempt)).ToList(), Earlier: file.FailsSincePass(family.Key))).Where(family => family.Grades.Count > 0).ToList();
        attempt.Seal(AnswerJournal.Head(attempt, journal));
        attempt.Conclude(grades, file.Keys.Number);
        assignment.Conclude(grades, now);
        foreach (var (family, missed, earlier) in failed) Retrain(file, attempt, family, missed, earlier, curriculum, now);
        db.Audit(attempt.OrganizationId, null, "exam.graded", attempt.Id, string.Join("; ", grades.Select(g => $"{g.Outcome} {g.Points}/{g.Total}")), now);
        await settle.RunAsync(file, null, now, cancel);
        await db.SaveChangesAsync(cancel);
        AcademyMeter.AttemptsGraded.Add(1);
        return true;
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
}
