using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Hands in for candidates whose browser is gone, within five seconds after deadline and grace.</summary>
public sealed class CloseOverdueAttempts(IServiceScopeFactory scopes, AcademySettings settings, TimeProvider clock, ILogger<CloseOverdueAttempts> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LargestStep = TimeSpan.FromSeconds(2);

    /// <summary>Closes what is overdue now and grades what was closed but not graded.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var latest = clock.GetUtcNow() - settings.Defaults.Grace;
        var overdue = await db.Attempts
            .Where(a => (a.State == AttemptState.InProgress && a.Deadline < latest && a.PausedAt == null) || (a.State == AttemptState.Submitted && a.SubmittedAt < latest))
            .Select(a => a.Id).Take(200).ToListAsync(cancel);
        foreach (var id in overdue)
        {
            try
            {
                await using var one = scopes.CreateAsyncScope();
                await one.ServiceProvider.GetRequiredService<SubmitAttempt>().RunAsync(id, SubmittedBy.Deadline, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One paper that cannot be graded must not keep the others open.
                log.LogError(failure, "Attempt {Attempt} could not be closed and graded; the next round tries again.", id);
            }
        }

        return overdue.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var (wall, monotonic) = (clock.GetUtcNow(), clock.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var step = clock.GetUtcNow() - wall - clock.GetElapsedTime(monotonic);
            if (step.Duration() > LargestStep)
            {
                // Somebody set the clock: nobody's paper is taken away on its word alone, until it is set back or the server restarted.
                log.LogError("The wall clock is {Step} off the monotonic clock; the deadline sweep is paused until they agree again or the server is restarted.", step);
                continue;
            }

            (wall, monotonic) = (clock.GetUtcNow(), clock.GetTimestamp());

            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The deadline sweep failed and tries again.");
            }
        }
    }
}
