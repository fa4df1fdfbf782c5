using System.Text;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>How a sign-in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record Welcome : SignInOutcome;

    /// <summary>No such account or not its secret: never said which.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <param name="Until">When the account, the device or the source may try again.</param>
    public sealed record TryLater(DateTimeOffset Until) : SignInOutcome;

    /// <summary>The secret is right, but there is no current engagement or role, or an Administrator closed the account.</summary>
    public sealed record NotCurrent : SignInOutcome;
}

/// <summary>Finds accounts by what people type, and lets them in.</summary>
public sealed class Accounts(
    AcademyDbContext db, PersonalData personalData, SecretHashing hashing, SignInTries tries, SourceFailures sources, UnknownNameFailures unknown, Devices devices, Sessions sessions, TimeProvider clock)
{
    /// <param name="name"><c>organization-code/staff-number</c>, phone or user name; empty for the person of this device.</param>
    /// <param name="secret">Password; or the PIN of this device.</param>
    public async Task<SignInOutcome> SignInAsync(HttpContext http, string name, string secret)
    {
        var now = clock.GetUtcNow();
        var cancel = http.RequestAborted;
        var device = await devices.FindAsync(http);
        var user = name.Length == 0 ? await OfDeviceAsync(device, cancel) : await FindAsync(name, cancel);
        var known = device is not null && device.UserId == user?.Id ? device : null;

        var key = Normalize(name).ToUpperInvariant();
        var source = SourceFailures.Of(http);
        if (known is null && sources.BlockedUntil(source) is { } blocked) return new SignInOutcome.TryLater(blocked);
        var locked = user is null ? unknown.BlockedUntil(key) : await tries.TakeAsync(user, known, now, cancel);
        if (user?.IsDisabled(now) != true && locked is { } until) return new SignInOutcome.TryLater(until);

        var hash = known is { PinHash.Length: > 0 } && Pin.HasForm(secret) ? known.PinHash : user?.PasswordHash;
        if (!await hashing.MatchesAsync(hash, secret, cancel))
        {
            if (user is null) unknown.Count(key);
            if (known is null) sources.Count(source);
            return new SignInOutcome.Wrong();
        }

        if (user!.IsDisabled(now)) return new SignInOutcome.NotCurrent();
        await tries.ForgetAsync(user, known, now, cancel);
        return await EnterAsync(http, user, known, now) ? new SignInOutcome.Welcome() : new SignInOutcome.NotCurrent();
    }

    /// <summary>The account somebody means, or null.</summary>
    public async Task<AcademyUser?> FindAsync(string typed, CancellationToken cancel)
    {
        var name = Normalize(typed);
        if (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            var (code, number) = (name[..slash].Trim().ToLowerInvariant(), name[(slash + 1)..].Trim());
            var people = from engagement in db.Engagements.CurrentOn(clock.GetUtcNow().Day())
                         join organization in db.Organizations on engagement.OrganizationId equals organization.Id
                         where organization.Code == code && engagement.StaffNumber == number
                         select engagement.PersonId;
            return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => people.Contains(u.PersonId), cancel);
        }

        if (IsPhone(name))
        {
            var hash = personalData.HashPhone(name);
            return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => db.People.Any(p => p.Id == u.PersonId && p.PhoneHash == hash), cancel);
        }

        var normalized = name.ToUpperInvariant();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normalized, cancel);
    }

    /// <summary>Whether somebody who types this means a phone number.</summary>
    public static bool IsPhone(string typed) => PersonalData.NormalizePhone(typed) is { Length: 11 } && !typed.Any(char.IsAsciiLetter);

    /// <summary>Whether <see cref="FindAsync"/> looks for this very text among the user names, and not for a phone or a staff number.</summary>
    public static bool IsUserName(string typed) => Normalize(typed) == typed && !typed.Contains('/', StringComparison.Ordinal) && !IsPhone(typed);

    /// <summary>Begins the session on a known device, or makes the device known.</summary>
    private async Task<bool> EnterAsync(HttpContext http, AcademyUser user, Device? known, DateTimeOffset now)
    {
        if (known is not null) return await sessions.BeginAsync(http, user, known);

        var (device, token) = Devices.Make(user.Id, "", http, now);
        if (!await sessions.BeginAsync(http, user, device)) return false;
        db.Devices.Add(device);
        await db.SaveChangesAsync(http.RequestAborted);
        devices.HandOver(http, token, now);
        return true;
    }

    /// <summary>Full-width letters, digits and slashes as Chinese keyboards give them.</summary>
    private static string Normalize(string typed) => typed.Trim().Normalize(NormalizationForm.FormKC);

    private async Task<AcademyUser?> OfDeviceAsync(Device? device, CancellationToken cancel) =>
        device is null ? null : await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == device.UserId, cancel);
}
