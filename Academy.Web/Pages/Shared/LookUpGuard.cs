using Academy.Web.Identity;

namespace Academy.Web.Pages.Shared;

/// <summary>Refused codes per source. Genuine ones are never counted: a school behind one address may scan as it likes.</summary>
public sealed class RefusedCodes(TimeProvider clock) : FailureWindow(60, TimeSpan.FromMinutes(1), clock);

/// <summary>Reports per source: enough for whoever has something to say.</summary>
public sealed class ReportsOfSource(TimeProvider clock) : FailureWindow(5, TimeSpan.FromMinutes(10), clock);

/// <summary>Failed look-ups and wrong names per source.</summary>
public sealed class FailedLookUps(TimeProvider clock) : FailureWindow(10, TimeSpan.FromMinutes(1), clock);

/// <summary>Failed look-ups and wrong names per certificate number, issued or not, from wherever they come.</summary>
public sealed class NumberLocks(TimeProvider clock) : FailureWindow(20, TimeSpan.FromMinutes(10), clock);

/// <summary>Guards a look-up by number or a guess at a name.</summary>
public sealed class LookUpGuard(FailedLookUps sources, NumberLocks numbers)
{
    /// <param name="number">Null for what is no number: nobody's card is guessed at, and it counts on its source alone.</param>
    public async Task<GuardedTry> TakeAsync(HttpContext http, string? number, CancellationToken cancel)
    {
        var source = await sources.TakeAsync(SourceFailures.Of(http), cancel);
        if (number is null || source.BlockedUntil is not null) return source;
        try
        {
            return (await numbers.TakeAsync(number, cancel)).With(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
