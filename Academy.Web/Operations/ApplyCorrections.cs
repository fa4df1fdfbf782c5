using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Makes grades anew by confirmed corrections, person by person. What is cut off goes on with the next round, also on another node.</summary>
public sealed class ApplyCorrections(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ApplyCorrections> log)
    : Rounds(TimeSpan.FromSeconds(3), clock, log, "Corrections could not be applied; the next round tries again.")
{
    /// <summary>Of one round; the claim falls when it idles for longer.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(30);

    /// <summary>Goes on with every confirmed correction that is not applied, the oldest first.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        if (!await db.KeyCorrections.AnyAsync(c => c.State == CorrectionState.Applying, cancel)) return;
        await using var claim = await db.ClaimAsync(Sweep.Corrections, cancel);
        if (claim is null) return;
        var begun = Clock.GetTimestamp();
        foreach (var correction in await db.KeyCorrections.AsNoTracking().Where(c => c.State == CorrectionState.Applying).OrderBy(c => c.Number).ToListAsync(cancel))
        {
            await ApplyAsync(correction, begun, cancel);
        }
    }

    private async Task ApplyAsync(KeyCorrection correction, long begun, CancellationToken cancel)
    {
        // What is handed in is graded first, by the new key: afterwards nobody is between the old key and a grade.
        var complete = await EachAsync(await IdsAsync(correction, AttemptState.Submitted, a => a.Id, cancel), begun, (services, attempt) => services.GetRequiredService<SubmitAttempt>().FinishAsync(attempt, cancel));
        complete &= await EachAsync(await WaitingAsync(correction, cancel), begun, (services, person) => services.GetRequiredService<RegradeAttempts>().ApplyAsync(correction, person, cancel));
        // Papers that lie ready are drawn anew when the person is settled.
        complete &= await EachAsync(await IdsAsync(correction, AttemptState.Ready, a => a.PersonId, cancel), begun, (services, person) => SettleAsync(services, person, cancel));
        if (complete) await EachAsync([correction.Id], begun, (services, id) => FinishAsync(services, id, cancel));
    }

    /// <returns>False when some failed or there was no time for all.</returns>
    private async Task<bool> EachAsync(IReadOnlyList<Guid> ids, long begun, Func<IServiceProvider, Guid, Task> act)
    {
        var done = 0;
        foreach (var id in ids.TakeWhile((_, i) => i == 0 || Clock.GetElapsedTime(begun) < LongestRound))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await act(scope.ServiceProvider, id);
                done++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.LogError(failure, "A correction could not be applied to {Id}; the others go on, and the next round tries again.", id);
            }
        }

        return done == ids.Count;
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(KeyCorrection correction, AttemptState state, Func<ExamAttempt, Guid> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ids = new List<Guid>();
        await foreach (var attempt in scope.ServiceProvider.GetRequiredService<RegradeAttempts>().HoldingAsync(correction, state, cancel)) ids.Add(id(attempt));
        return ids;
    }

    private async Task<IReadOnlyList<Guid>> WaitingAsync(KeyCorrection correction, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RegradeAttempts>().WaitingAsync(correction, cancel);
    }

    private async Task SettleAsync(IServiceProvider services, Guid person, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AcademyDbContext>();
        await db.DecideAsync(
            async () =>
            {
                await services.GetRequiredService<SettlePerson>().RunAsync(person, null, Clock.GetUtcNow(), cancel);
                return await db.SaveChangesAsync(cancel);
            },
            cancel);
    }

    private async Task FinishAsync(IServiceProvider services, Guid id, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AcademyDbContext>();
        await db.DecideAsync(
            async () =>
            {
                var now = Clock.GetUtcNow();
                var correction = await db.KeyCorrections.SingleAsync(c => c.Id == id, cancel);
                if (correction.Finish(now)) db.Audit(null, correction.DecidedBy, "correction.applied", id, correction.QuestionId, now);
                return await db.SaveChangesAsync(cancel);
            },
            cancel);
    }
}
