using Academy.Web.Identity;

namespace Academy.Web.Pages.Shared;

/// <summary>Refused codes per source. Genuine ones are never counted: a school behind one address may scan as it likes.</summary>
public sealed class RefusedCodes(TimeProvider clock) : FailureWindow(60, TimeSpan.FromMinutes(1), clock);

/// <summary>Failed look-ups and wrong names per source.</summary>
public sealed class FailedLookUps(TimeProvider clock) : FailureWindow(10, TimeSpan.FromMinutes(1), clock);

/// <summary>Failed look-ups and wrong names per certificate number, issued or not, from wherever they come.</summary>
public sealed class NumberLocks(TimeProvider clock) : FailureWindow(20, TimeSpan.FromMinutes(10), clock);

/// <summary>Guards a look-up by number or a guess at a name.</summary>
public sealed class LookUpGuard(FailedLookUps sources, NumberLocks numbers)
{
    /// <returns>When this source may try this number again, or null when it may now.</returns>
    public DateTimeOffset? BlockedUntil(HttpContext http, string number) =>
        sources.BlockedUntil(SourceFailures.Of(http)) is { } source ? source : numbers.BlockedUntil(number);

    public void Count(HttpContext http, string number)
    {
        sources.Count(SourceFailures.Of(http));
        numbers.Count(number);
    }
}
