using System.Runtime.CompilerServices;
using System.Security.Claims;
using Academy.Domain;
using Academy.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>Begins sessions. A phone with a PIN stays signed in for months, everything else for half a day without use.</summary>
public sealed class Sessions(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Authentication scheme and cookie name.</summary>
    public const string Scheme = "academy";

    /// <summary>Cookie of 大字, so that pages for strangers need not know the person.</summary>
    public const string LargeTypeCookie = "academy-large";

    private static readonly TimeSpan WithoutPin = TimeSpan.FromHours(12);

    /// <returns>False for who has neither a current engagement nor a current role, or sees other people's data and comes with a PIN.</returns>
    public async Task<bool> BeginAsync(HttpContext http, AcademyUser user, Device device)
    {
        var now = clock.GetUtcNow();
        if (await Standing.FindAsync(db, user.PersonId, now.Day(), http.RequestAborted) is not { } standing) return false;

        var stays = device.PinHash.Length > 0;
        if (stays && standing.IsStaff) return false;
        var properties = new AuthenticationProperties
        {
            IsPersistent = stays,
            ExpiresUtc = now + (stays ? TimeSpan.FromDays(settings.Defaults.DeviceSessionDays) : WithoutPin),
        };
        await http.SignInAsync(Scheme, standing.ToPrincipal(user, device.Id), properties);
        ShowLargeType(http, await db.People.Where(p => p.Id == user.PersonId).Select(p => p.LargeType).SingleAsync(http.RequestAborted), now);
        return true;
    }

    /// <summary>Lets the layout know without a query.</summary>
    public static void ShowLargeType(HttpContext http, bool large, DateTimeOffset now)
    {
        if (large)
        {
            http.Response.Cookies.Append(LargeTypeCookie, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Expires = now.AddYears(1) });
        }
        else
        {
            http.Response.Cookies.Delete(LargeTypeCookie);
        }
    }
}

/// <summary>Re-reads what a session rests on, so that whoever leaves is out within a minute. What was read is kept in memory meanwhile: most requests need no database for it.</summary>
internal sealed class SessionEvents(TimeProvider clock) : CookieAuthenticationEvents
{
    // Under the minute that is promised, by what a slow request may take.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(45);

    // By what the cookie said, which RememberedTickets keeps in memory for as long as it is worth it.
    private readonly ConditionalWeakTable<ClaimsPrincipal, Session> _checked = [];

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var now = clock.GetUtcNow();
        if (context.Principal is { } sitting && Stations.IsSession(sitting))
        {
            // Looked at each time: whoever handed in is out at once.
            var stations = context.HttpContext.RequestServices.GetRequiredService<Stations>();
            if (!await stations.StandsAsync(sitting, context.HttpContext.RequestAborted)) await RejectAsync(context);
            return;
        }

        if (context.Principal is { IsGuest: true } guest)
        {
            // Looked at each time: whoever is sent away is out at once.
            var access = await context.HttpContext.RequestServices.GetRequiredService<Guests>().OfAsync(guest, context.HttpContext.RequestAborted);
            if (access is not null && Guests.Reaches(access, context.HttpContext.Request.Path, now)) return;
            // The cookie stays with who may still hand in.
            if (access?.MayHandIn(now) is true) context.RejectPrincipal();
            else await RejectAsync(context);
            return;
        }

        if (context.Principal is { } cookie && _checked.TryGetValue(cookie, out var known) && now >= known.At && now - known.At < Trust)
        {
            context.ReplacePrincipal(known.Principal);
        }
        else if (await RenewAsync(context, now) is { } principal)
        {
            _checked.AddOrUpdate(context.Principal!, new Session(principal, now));
            context.ReplacePrincipal(principal);
        }
        else
        {
            await RejectAsync(context);
        }
    }

    private static Task RejectAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(Sessions.Scheme);
    }

    /// <summary>Scripts must see that they are signed out, not the sign-in page.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        // A station goes back to its waiting, never to a sign-in.
        if (!context.Request.IsFromScript() && context.Request.Cookies.ContainsKey(Stations.Scheme)) context.RedirectUri = Stations.Address;
        if (!context.Request.IsFromScript()) return base.RedirectToLogin(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private sealed record Session(ClaimsPrincipal Principal, DateTimeOffset At);

    private static async Task<ClaimsPrincipal?> RenewAsync(CookieValidatePrincipalContext context, DateTimeOffset now)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<AcademyDbContext>();
        var cancel = context.HttpContext.RequestAborted;
        if (context.Principal is not { } principal || CurrentPerson.IdOf(principal, ClaimTypes.NameIdentifier) is not { } userId) return null;

        var found = await Compiled<Queries>.For(db).ByUser(db, userId, CurrentPerson.IdOf(principal, CurrentPerson.Device));
        if (found is not { User: var user, HasPin: { } hasPin } || user.IsDisabled(now) || !principal.HasClaim(CurrentPerson.Stamp, user.SecurityStamp ?? "")) return null;
        if (await Standing.FindAsync(db, user.PersonId, now.Day(), cancel) is not { } standing) return null;
        return hasPin && standing.IsStaff ? null : standing.ToPrincipal(user, CurrentPerson.IdOf(principal, CurrentPerson.Device));
    }

    private sealed class Queries
    {
        public Func<AcademyDbContext, Guid, Guid?, Task<Known?>> ByUser { get; } = EF.CompileAsyncQuery((AcademyDbContext db, Guid userId, Guid? deviceId) =>
            db.Users.AsNoTracking().Where(u => u.Id == userId)
                .Select(u => new Known(u, db.Devices.Where(d => d.Id == deviceId && d.UserId == userId && d.RevokedAt == null).Select(d => (bool?)(d.PinHash != "")).SingleOrDefault())).SingleOrDefault());
    }

    /// <param name="HasPin">Null where the session's device is none of theirs any more.</param>
    private sealed record Known(AcademyUser User, bool? HasPin);
}

internal static class RequestKind
{
    /// <summary>Whether a script asks, which wants a status and problem details, never a page.</summary>
    public static bool IsFromScript(this HttpRequest request) =>
        HttpMethods.IsPut(request.Method) || request.HasJsonContentType() || request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
