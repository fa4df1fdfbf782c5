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
