using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Hands in for candidates whose browser is gone, within five seconds after deadline and grace.</summary>
public sealed class CloseOverdueAttempts(IServiceScopeFactory scopes, AcademySettings settings, TimeProvider clock, ILogger<CloseOverdueAttempts> log)
    : Rounds(TimeSpan.FromSeconds(2), clock, log, "The deadline sweep failed and tries again.")
{
    /// <summary>A transaction stays short.</summary>
    private const int AtOnce = 50;

    /// <summary>In one round.</summary>
    private const int MostGraded = 200;

    private static readonly TimeSpan LargestStep = TimeSpan.FromSeconds(2);

    /// <summary>Grading stops after so long: what fell due meanwhile is closed first.</summary>
    private static readonly TimeSpan LongestGrading = TimeSpan.FromSeconds(2);

    /// <summary>What could not be graded comes after everything else.</summary>
    private readonly HashSet<Guid> _failed = [];

    private (DateTimeOffset Wall, long Monotonic) _agreed = (clock.GetUtcNow(), clock.GetTimestamp());

    /// <summary>Closes everything that is overdue now, then grades what is closed and not graded. Of several nodes one runs a round.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        await using var claim = await db.ClaimAsync(Sweep.Deadlines, cancel);
        if (claim is null) return;
        var latest = Clock.GetUtcNow() - settings.Defaults.Grace;
        // All are closed before the first is graded: grading takes its time.
        while (await CloseSomeAsync(latest, cancel) == AtOnce)
        {
        }

        var failed = _failed.ToList();
        var closed = await db.Attempts.MayBeGraded().Where(a => a.SubmittedAt < latest).OrderBy(a => failed.Contains(a.Id)).ThenBy(a => a.SubmittedAt).Select(a => a.Id).Take(MostGraded).ToListAsync(cancel);
        _failed.IntersectWith(closed);
        var begun = Clock.GetTimestamp();
        foreach (var id in closed.TakeWhile(_ => Clock.GetElapsedTime(begun) < LongestGrading)) await GradeAsync(id, cancel);
    }

    /// <returns>How many.</returns>
    private async Task<int> CloseSomeAsync(DateTimeOffset latest, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        return await db.DecideAsync(
            async () =>
            {
                var overdue = await db.Attempts.Where(a => a.State == AttemptState.InProgress && a.Deadline < latest && a.PausedAt == null && a.PrintedAt == null).OrderBy(a => a.Deadline).Take(AtOnce).ToListAsync(cancel);
                foreach (var attempt in overdue) attempt.Submit(SubmittedBy.Deadline, Clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return overdue.Count;
            },
            cancel);
    }

    private async Task GradeAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SubmitAttempt>().RunAsync(id, SubmittedBy.Deadline, cancel);
            _failed.Remove(id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One paper that cannot be graded must not keep the others open.
            _failed.Add(id);
            Log.LogError(failure, "Attempt {Attempt} could not be graded; the next round tries again.", id);
        }
    }

    /// <summary>A round, unless somebody set the clock: nobody's paper is taken away on its word alone, until it is set back or the server restarted.</summary>
    internal override async Task TickAsync(CancellationToken cancel)
    {
        var step = Clock.GetUtcNow() - _agreed.Wall - Clock.GetElapsedTime(_agreed.Monotonic);
        if (step.Duration() > LargestStep)
        {
            Log.LogError("The wall clock is {Step} off the monotonic clock; the deadline sweep is paused until they agree again or the server is restarted.", step);
            return;
        }

        _agreed = (Clock.GetUtcNow(), Clock.GetTimestamp());
        await base.TickAsync(cancel);
    }
}
