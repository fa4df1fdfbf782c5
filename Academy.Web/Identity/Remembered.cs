using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace Academy.Web.Identity;

/// <summary>
/// Opens a session's cookie once, not at every answer that a candidate saves. What is in it never changes;
/// whether it still holds (expiry, leaving, a closed account) is asked at every request, after this.
/// </summary>
internal sealed class RememberedTickets(ISecureDataFormat<AuthenticationTicket> inner) : ISecureDataFormat<AuthenticationTicket>
{
    private readonly MemoryCache _tickets = Remembered.NewCache();

    public string Protect(AuthenticationTicket data) => inner.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => inner.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null) return null;
        if (_tickets.TryGetValue((protectedText, purpose), out AuthenticationTicket? known)) return known;
        if (inner.Unprotect(protectedText, purpose) is not { } ticket) return null;
        _tickets.Set((protectedText, purpose), ticket, Remembered.Entry);
        return ticket;
    }
}

/// <summary>Checks the antiforgery header of JSON endpoints, which the middleware does not; a pair of tokens that was found right for a person is right for that person.</summary>
public sealed class RefuseForgery(IAntiforgery antiforgery, ForgeryPairs pairs) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var (person, pair) = (http.User.PersonId, (http.Request.Cookies[ForgeryPairs.Cookie], http.Request.Headers[ForgeryPairs.Header].ToString()));
        if (!pairs.IsLast(person, pair))
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.Problem("antiforgery", statusCode: StatusCodes.Status400BadRequest);
            pairs.Keep(person, pair);
        }

        return await next(context);
    }
}

/// <summary>The pair of cookie and header that was checked last, for each person.</summary>
public sealed class ForgeryPairs : IDisposable
{
    public const string Cookie = "academy-forgery";
    public const string Header = "RequestVerificationToken";

    private readonly MemoryCache _pairs = Remembered.NewCache();

    public bool IsLast(Guid person, (string? Cookie, string Header) pair) => _pairs.TryGetValue(person, out (string?, string) last) && last == pair;

    public void Keep(Guid person, (string? Cookie, string Header) pair) => _pairs.Set(person, pair, Remembered.Entry);

    public void Dispose() => _pairs.Dispose();
}

file static class Remembered
{
    private const int Most = 20_000;

    public static MemoryCacheEntryOptions Entry => new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(5), AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) };

    public static MemoryCache NewCache() => new(new MemoryCacheOptions { SizeLimit = Most });
}
