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

    /// <summary>Too many sign in at this moment: nothing was tried.</summary>
    public sealed record Busy : SignInOutcome;

    /// <summary>The secret is right, but there is no current engagement or role, or an Administrator closed the account.</summary>
    public sealed record NotCurrent : SignInOutcome;
}

/// <summary>Finds accounts by what people type, and lets them in.</summary>
public sealed class Accounts(
    AcademyDbContext db, PersonalData personalData, SecretHashing hashing, SignInTries tries, SourceFailures sources, UnknownNames unknown, Devices devices, Sessions sessions, TimeProvider clock)
{
    /// <param name="name"><c>organization-code/staff-number</c>, phone or user name; empty for the person of this device.</param>
    /// <param name="secret">Password; or the PIN of this device.</param>
    public async Task<SignInOutcome> SignInAsync(HttpContext http, string name, string secret)
    {
        var cancel = http.RequestAborted;
        var now = clock.GetUtcNow();
        var device = await devices.FindAsync(http);
        var user = name.Length == 0 ? await OfDeviceAsync(device, cancel) : await FindAsync(name, cancel);
        var known = device is not null && device.UserId == user?.Id ? device : null;

        // A known device counts for itself.
        using var source = known is null ? await sources.TakeAsync(SourceFailures.Of(http), cancel) : null;
        if (source?.BlockedUntil is { } blocked) return new SignInOutcome.TryLater(blocked);

        // Not before: who is blocked, or waits for another try of the same source, takes nobody's turn.
        using var turn = await hashing.EnterAsync(cancel);
        if (turn is null) return new SignInOutcome.Busy();
        var open = user?.IsDisabled(now) == true ? null : user;
        if ((open is null ? unknown.Take(TypedName.Of(name).ToString()) : await tries.TakeAsync(open, known, now, cancel)) is { } locked) return new SignInOutcome.TryLater(locked);

        var hash = known is { PinHash.Length: > 0 } && Pin.HasForm(secret) ? known.PinHash : user?.PasswordHash;
        if (!await hashing.MatchesAsync(hash, secret, cancel))
        {
            source?.Fail();
            return new SignInOutcome.Wrong();
        }

        if (open is null) return new SignInOutcome.NotCurrent();
        await tries.ForgetAsync(open, known, now, cancel);
        return await EnterAsync(http, open, known, now) ? new SignInOutcome.Welcome() : new SignInOutcome.NotCurrent();
    }

    /// <summary>The account somebody means, or null.</summary>
    public async Task<AcademyUser?> FindAsync(string typed, CancellationToken cancel)
    {
        var name = TypedName.Of(typed);
        switch (name.Kind)
        {
            case NameKind.StaffNumber:
                var people = from engagement in db.Engagements.CurrentOn(clock.GetUtcNow().Day())
                             join organization in db.Organizations on engagement.OrganizationId equals organization.Id
                             where organization.Code == name.Organization && engagement.StaffNumber == name.Text
                             select engagement.PersonId;
                return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => people.Contains(u.PersonId), cancel);
            case NameKind.Phone:
                var hash = personalData.HashPhone(name.Text);
                return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => db.People.Any(p => p.Id == u.PersonId && p.PhoneHash == hash), cancel);
            default:
                return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == name.Text, cancel);
        }
    }

    /// <summary>Whether somebody who types this means a phone number.</summary>
    public static bool IsPhone(string typed) => TypedName.Of(typed).Kind is NameKind.Phone;

    /// <summary>Whether <see cref="FindAsync"/> looks for this very text among the user names, and not for a phone or a staff number.</summary>
    public static bool IsUserName(string typed) => TypedName.Of(typed) is { Kind: NameKind.UserName } name && string.Equals(name.Text, typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins the session on a known device, or makes the device known.</summary>
    private async Task<bool> EnterAsync(HttpContext http, AcademyUser user, Device? known, DateTimeOffset now)
    {
        if (known is not null)
        {
            if (!await sessions.BeginAsync(http, user, known)) return false;
            devices.HandOver(http, http.Request.Cookies[Devices.Cookie]!, now);
            return true;
        }

        var (device, token) = Devices.Make(user.Id, "", http, now);
        if (!await sessions.BeginAsync(http, user, device)) return false;
        db.Devices.Add(device);
        await db.SaveChangesAsync(http.RequestAborted);
        devices.HandOver(http, token, now);
        return true;
    }

    private async Task<AcademyUser?> OfDeviceAsync(Device? device, CancellationToken cancel) =>
        device is null ? null : await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == device.UserId, cancel);
}

internal enum NameKind
{
    StaffNumber,
    Phone,
    UserName,
}

/// <summary>A name as it is looked up, one for all spellings of it: tries are counted on it.</summary>
/// <param name="Organization">Code of the Organization of a staff number.</param>
internal sealed record TypedName(NameKind Kind, string? Organization, string Text)
{
    public static TypedName Of(string typed)
    {
        // Full-width letters, digits and slashes as Chinese keyboards give them.
        var name = typed.Trim().Normalize(NormalizationForm.FormKC);
        if (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) return new(NameKind.StaffNumber, name[..slash].Trim().ToLowerInvariant(), name[(slash + 1)..].Trim());
        if (PersonalData.NormalizePhone(name) is { Length: 11 } phone && !name.Any(char.IsAsciiLetter)) return new(NameKind.Phone, null, phone);
        return new(NameKind.UserName, null, name.ToUpperInvariant());
    }

    public override string ToString() => $"{Kind} {Organization}/{Text}";
}
