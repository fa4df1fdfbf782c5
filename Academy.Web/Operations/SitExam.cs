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
/// <param name="begin">Null where nobody begins beside others: the demo company's past.</param>
public sealed class StartAttempt(AcademyDbContext db, BeginPrepared? begin, SettlePerson settle, DrawPaper draw, TimeProvider clock)
{
    /// <summary>Begins. Two starts give one attempt.</summary>
    public async Task<StartOutcome> RunAsync(Guid assignmentId, Guid personId, CancellationToken cancel) =>
        begin is not null && await begin.RunAsync(assignmentId, personId) is { } attemptId ? new StartOutcome.Begun(attemptId) : await db.DecideAsync(() => DecideAsync(assignmentId, personId, cancel), cancel);

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

/// <summary>Where a paper lies ready, beginning is one small update: a whole city does it in the same minute, and those who do so at once are updated together.</summary>
public sealed class BeginPrepared(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Keeps the transaction well under 20 ms.</summary>
    private const int Most = 32;

    private readonly Groups<Start, Guid?> _starts = new(scopes, Environment.ProcessorCount, Most, (services, starts) => BeginAsync(services.GetRequiredService<AcademyDbContext>(), starts));

    /// <returns>The attempt; null where no paper lies ready, or somebody has to check the person in.</returns>
    public Task<Guid?> RunAsync(Guid assignmentId, Guid personId) => _starts.AskAsync(new Start(assignmentId, personId, clock.GetUtcNow()));

    private static async Task<IReadOnlyList<Guid?>> BeginAsync(AcademyDbContext db, IReadOnlyList<Start> starts)
    {
        // Nobody begins before they pressed, and nobody loses time by whom they are with.
        var now = starts.Max(s => s.At);
        var assignments = starts.Select(s => s.AssignmentId).ToList();
        var begun = await db.DecideAsync(
            async () =>
            {
                var lying = await db.Attempts.Where(a => assignments.Contains(a.AssignmentId) && a.Mode == ExamMode.Self).MayBegin(now)
                    .Select(a => new Lying(a.Id, a.AssignmentId, a.PersonId, a.OrganizationId, a.Number, a.Kind, a.Minutes)).ToListAsync();
                var theirs = lying.Where(a => starts.Any(s => (s.AssignmentId, s.PersonId) == (a.AssignmentId, a.PersonId))).ToList();
                if (theirs.Count > 0) await db.WriteAsync(token => BeginAsync(db, theirs, now, token), CancellationToken.None);
                return theirs.ToDictionary(a => (a.AssignmentId, a.PersonId), a => a.Id);
            },
            CancellationToken.None);
        return [.. starts.Select(s => begun.TryGetValue((s.AssignmentId, s.PersonId), out var id) ? id : (Guid?)null)];
    }

    private static async Task<int> BeginAsync(AcademyDbContext db, List<Lying> papers, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var alike in papers.GroupBy(a => a.Minutes))
        {
            var (ids, deadline) = (alike.Select(a => a.Id).ToList(), now.AddMinutes(alike.Key));
            var begun = await db.Attempts.Where(a => ids.Contains(a.Id)).MayBegin(now).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.State, AttemptState.InProgress).SetProperty(a => a.StartedAt, now).SetProperty(a => a.Deadline, deadline)
                    .SetProperty(a => EF.Property<int>(a, AcademyDbContext.RowVersion), a => EF.Property<int>(a, AcademyDbContext.RowVersion) + 1),
                cancel);
            // Somebody else had one of them between looking and updating.
            if (begun < ids.Count) throw new DbUpdateConcurrencyException();
            foreach (var ready in alike) db.Audit(ready.OrganizationId, ready.PersonId, "exam.started", ready.Id, $"number {ready.Number}, {ready.Kind}", now);
        }

        return await db.SaveChangesAsync(cancel);
    }

    private sealed record Start(Guid AssignmentId, Guid PersonId, DateTimeOffset At);

    private sealed record Lying(Guid Id, Guid AssignmentId, Guid PersonId, Guid OrganizationId, int Number, PaperKind Kind, int Minutes);
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
        var owners = await db.Attempts.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.PersonId }).ToDictionaryAsync(a => a.Id, a => a.PersonId);
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
        var due = await db.Attempts.MayBeGraded().Where(a => attempts.Contains(a.Id)).Select(a => new { a.Id, a.PersonId }).ToListAsync(cancel);
        if (due.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var files = (await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. due.Select(d => d.PersonId).Distinct()], cancel)).ToDictionary(f => f.Person.Id);
        var closed = due.ConvertAll(d => d.Id);
        var journals = (await db.AnswerRevisions.AsNoTracking().Where(r => closed.Contains(r.AttemptId)).ToListAsync(cancel)).ToLookup(r => r.AttemptId);
        var graded = 0;
        // What is changed is looked for once, when it is saved.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var (file, attempt) in due.ConvertAll(d => (File: files[d.PersonId], Attempt: files[d.PersonId].Attempts.Single(a => a.Id == d.Id))).FindAll(d => d.Attempt.MayBeGraded))
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
}
