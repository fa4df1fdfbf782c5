using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>
/// What lapses by the calendar alone (a licence, the half-year term of a stricter Venue) happens in no transaction of its own.
/// This sweep draws the consequences, so that the stored state follows what every online scan judges anyway (rule 10).
/// </summary>
public sealed class ReviewEligibility(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReviewEligibility> log)
    : Rounds(TimeSpan.FromHours(1), clock, log, "The review of certificates failed and tries again in an hour.")
{
    /// <summary>Reviews every holder of a certificate that is not final, and everybody in training: lessons and licences lapse there too.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        List<Guid> holders;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
            holders = await db.Certificates.NotFinal().Select(c => c.HolderId)
                .Union(db.Cycles.Where(c => c.ClosedAt == null).Select(c => c.PersonId)).ToListAsync(cancel);
        }

        foreach (var holder in holders)
        {
            try
            {
                await ReviewAsync(holder, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.LogError(failure, "The review of person {Person} failed; the others go on.", holder);
            }
        }
    }

    private async Task ReviewAsync(Guid holder, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var settle = scope.ServiceProvider.GetRequiredService<SettlePerson>();
        await db.DecideAsync(
            async () =>
            {
                await settle.RunAsync(holder, null, Clock.GetUtcNow(), cancel);
                return await db.SaveChangesAsync(cancel);
            },
            cancel);
    }
}
