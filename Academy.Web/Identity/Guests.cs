using System.Globalization;
using System.Security.Claims;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>迎检: guests come with a code that a SafetyManager shows them, and inspect one Organization for two hours without an account.</summary>
public sealed class Guests(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Where a guest begins.</summary>
    public const string Home = "/inspect/visits";

    /// <summary>What a guest's session may open: the pages of inspections, the scanner, and codes that the phone's camera opens. A link to a photo is for one viewer and minute.</summary>
    private static readonly PathString[] Open =
        [Home, "/inspect/units", "/inspect/at", "/inspect/findings", "/inspect/quizzes", "/inspect/scans", "/inspect/scan", "/inspect/scanner-worker.js", "/inspect/sync", "/inspect/names.cose", "/inspect/photos", "/scanner", "/decoder", "/trust.cose", "/s", "/photos", "/C", "/L", "/account/guest", "/account/sign-out", "/account/privacy", "/account/large-type", "/css", "/js", "/content", "/error", "/healthz"];

    /// <summary>What is left open after the two hours, beside the sync, to hand in what was recorded in time; the page of the scanner holds nobody's data.</summary>
    private static readonly PathString[] HandIn = ["/inspect/scan", "/inspect/scanner-worker.js", "/inspect/scan/session"];

    private static readonly PathString Sync = "/inspect/sync";

    /// <summary>Whether a guest's session may open an address.</summary>
    public static bool MayOpen(PathString path) => Array.Exists(Open, open => path.StartsWithSegments(open));

    /// <summary>Whether a guest's session reaches an address at that instant.</summary>
    public static bool Reaches(GuestAccess access, PathString path, DateTimeOffset now) => access.IsOpen(now) || (access.MayHandIn(now) && (path.StartsWithSegments(Sync) || HandIn.Contains(path)));

    /// <summary>Lets somebody in, as a person of their own by whom everything is recorded.</summary>
    /// <param name="badge">执法证号.</param>
    public async Task<IssuedSlip> LetInAsync(Guid organizationId, string name, string unit, string badge, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (code, person) = (SlipCode.Draw(), new Person(Guid.CreateVersion7(now), name));
        var access = new GuestAccess(Guid.CreateVersion7(now), organizationId, person.Id, name, unit, badge, SlipCode.Hash(code), by, now);
        db.AddRange(person, access);
        db.Audit(organizationId, by, "guest.let-in", person.Id, $"{unit} {badge}", now);
        await db.SaveChangesAsync(cancel);
        return Show(access, code);
    }

    /// <summary>What this Organization has let in with these codes and can still be used, to show it again.</summary>
    public async Task<IssuedSlip?> FindIssuedAsync(string code, Guid organizationId, CancellationToken cancel)
    {
        var (now, hash) = (clock.GetUtcNow(), SlipCode.Hash(SlipCode.Clean(code)));
        var access = await db.GuestAccesses.AsNoTracking().SingleOrDefaultAsync(a => a.CodeHash == hash && a.OrganizationId == organizationId && a.UsedAt == null, cancel);
        return access?.IsOpen(now) is true ? Show(access, SlipCode.Clean(code)) : null;
    }

    /// <summary>Whom a code lets in, and where; null where it is none, was used, or is over.</summary>
    public async Task<(GuestAccess Access, string Unit)?> FindAsync(string typed, CancellationToken cancel)
    {
        var (now, hash) = (clock.GetUtcNow(), SlipCode.Hash(SlipCode.Clean(typed)));
        if (await db.GuestAccesses.SingleOrDefaultAsync(a => a.CodeHash == hash && a.UsedAt == null, cancel) is not { } access || !access.IsOpen(now)) return null;
        return (access, await db.Organizations.Where(o => o.Id == access.OrganizationId).Select(o => o.SignName).SingleAsync(cancel));
    }

    /// <summary>Uses the code up and begins the guest's session.</summary>
    /// <returns>False when another was faster, or it is over.</returns>
    public async Task<bool> EnterAsync(HttpContext http, string typed, string? source)
    {
        if (await FindAsync(typed, http.RequestAborted) is not var (access, unit)) return false;
        var now = clock.GetUtcNow();
        if (!access.Use(now)) return false;
        db.Audit(access.OrganizationId, access.PersonId, "guest.entered", access.PersonId, access.Badge, now, source);
        try
        {
            await db.SaveChangesAsync(http.RequestAborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        Claim[] claims =
        [
            new(CurrentPerson.Guest, access.Id.ToString()), new(CurrentPerson.Person, access.PersonId.ToString()), new(ClaimTypes.Name, access.Name),
            new(CurrentPerson.Organization, access.OrganizationId.ToString()), new(CurrentPerson.Unit, unit),
            new(CurrentPerson.Until, access.ExpiresAt.ToOffset(BeijingTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture)),
        ];
        // Persistent, because a telephone puts a browser away that is not looked at, and what it has recorded is to go out afterwards.
        await http.SignInAsync(Sessions.Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, Sessions.Scheme)), new AuthenticationProperties { ExpiresUtc = access.HandsInUntil, IsPersistent = true, AllowRefresh = false });
        return true;
    }

    /// <summary>Sends a guest away; the next thing they open is the sign-in.</summary>
    /// <returns>False where there is nobody to send away.</returns>
    public Task<bool> RevokeAsync(Guid accessId, Guid organizationId, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var access = await db.GuestAccesses.SingleOrDefaultAsync(a => a.Id == accessId && a.OrganizationId == organizationId, cancel);
            if (access?.Revoke(by, now) is not true) return false;
            db.Audit(organizationId, by, "guest.revoked", access.PersonId, null, now);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>What a guest's session rests on; null where it is gone.</summary>
    public Task<GuestAccess?> OfAsync(ClaimsPrincipal guest, CancellationToken cancel)
    {
        var id = CurrentPerson.IdOf(guest, CurrentPerson.Guest);
        return db.GuestAccesses.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);
    }

    private IssuedSlip Show(GuestAccess access, string code)
    {
        var shown = SlipCode.Shown(code);
        return new IssuedSlip(access.Name, shown, $"{settings.PublicUrl.TrimEnd('/')}/account/guest?code={shown}", access.ExpiresAt);
    }
}
