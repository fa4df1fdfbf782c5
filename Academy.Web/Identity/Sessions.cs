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

    private const int MostTogether = 500;

    // By what the cookie said, which RememberedTickets keeps in memory for as long as it is worth it.
    private readonly ConditionalWeakTable<ClaimsPrincipal, Session> _checked = [];

    /// <summary>Those of the sessions in use that were read that long ago are read again, many at once and before a request has to wait for it.</summary>
    public async Task RenewAsync(AcademyDbContext db, TimeSpan age, CancellationToken cancel)
    {
        var due = _checked.Where(c => c.Value.IsUsed && clock.GetUtcNow() - c.Value.At >= age).Select(c => c.Key).ToList();
        foreach (var some in due.Chunk(MostTogether))
        {
            var now = clock.GetUtcNow();
            var holding = await FindAsync(db, some, now, cancel);
            foreach (var cookie in some)
            {
                if (holding.TryGetValue(cookie, out var principal)) _checked.AddOrUpdate(cookie, new Session(principal, now));
                // Its next request finds out for itself.
                else _checked.Remove(cookie);
            }
        }
    }

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

        if (context.Principal is not { } cookie)
        {
            await RejectAsync(context);
        }
        else if (_checked.TryGetValue(cookie, out var known) && now >= known.At && now - known.At < Trust)
        {
            known.IsUsed = true;
            context.ReplacePrincipal(known.Principal);
        }
        else if ((await FindAsync(context.HttpContext.RequestServices.GetRequiredService<AcademyDbContext>(), [cookie], now, context.HttpContext.RequestAborted)).TryGetValue(cookie, out var principal))
        {
            _checked.AddOrUpdate(cookie, new Session(principal, now));
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

    /// <summary>What the database says of each session; nothing of one that does not hold any more.</summary>
    private static async Task<Dictionary<ClaimsPrincipal, ClaimsPrincipal>> FindAsync(AcademyDbContext db, ClaimsPrincipal[] cookies, DateTimeOffset now, CancellationToken cancel)
    {
        List<Guid> IdsOf(string claim) => [.. cookies.Select(c => CurrentPerson.IdOf(c, claim)).OfType<Guid>().Distinct()];
        var queries = Compiled<Queries>.For(db);
        var users = (await queries.Users(db, IdsOf(ClaimTypes.NameIdentifier)).ToListAsync(cancel)).ToDictionary(u => u.Id);
        var devices = (await queries.Devices(db, IdsOf(CurrentPerson.Device)).ToListAsync(cancel)).ToDictionary(d => d.Id);
        var standings = await Standing.FindAsync(db, [.. users.Values.Select(u => u.PersonId).Distinct()], now.Day(), cancel);
        var found = new Dictionary<ClaimsPrincipal, ClaimsPrincipal>();
        foreach (var cookie in cookies)
        {
            var user = users.GetValueOrDefault(CurrentPerson.IdOf(cookie, ClaimTypes.NameIdentifier) ?? default);
            var device = devices.GetValueOrDefault(CurrentPerson.IdOf(cookie, CurrentPerson.Device) ?? default);
            if (user is null || user.IsDisabled(now) || !cookie.HasClaim(CurrentPerson.Stamp, user.SecurityStamp ?? "") || device?.UserId != user.Id) continue;
            if (standings.TryGetValue(user.PersonId, out var standing) && !(device.HasPin && standing.IsStaff)) found.Add(cookie, standing.ToPrincipal(user, device.Id));
        }

        return found;
    }

    private sealed class Session(ClaimsPrincipal principal, DateTimeOffset at)
    {
        public ClaimsPrincipal Principal => principal;

        public DateTimeOffset At => at;

        /// <summary>Whether a request came with it since.</summary>
        public bool IsUsed { get; set; }
    }

    private sealed class Queries
    {
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<AcademyUser>> Users { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)));

        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<KnownDevice>> Devices { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) =>
            db.Devices.Where(d => ids.Contains(d.Id) && d.RevokedAt == null).Select(d => new KnownDevice(d.Id, d.UserId, d.PinHash != "")));
    }

    private sealed record KnownDevice(Guid Id, Guid UserId, bool HasPin);
}

/// <summary>Reads the sessions in use ahead of their requests: two thousand who sit an exam would else ask one by one, which took an eighth of the server while they saved.</summary>
internal sealed class RenewSessions(SessionEvents sessions, IServiceScopeFactory scopes, TimeProvider clock, ILogger<RenewSessions> log)
    : Rounds(TimeSpan.FromSeconds(10), clock, log, "Sessions could not be read ahead; each is read at its next request.", LogLevel.Warning)
{
    // With the round that comes ten seconds later still well within what is trusted.
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(20);

    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await sessions.RenewAsync(scope.ServiceProvider.GetRequiredService<AcademyDbContext>(), Age, cancel);
    }
}

internal static class RequestKind
{
    /// <summary>Whether a script asks, which wants a status and problem details, never a page.</summary>
    public static bool IsFromScript(this HttpRequest request) =>
        HttpMethods.IsPut(request.Method) || request.HasJsonContentType() || request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
