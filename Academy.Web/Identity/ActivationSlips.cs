using Academy.Domain;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>What a slip (激活单) shows. The code exists nowhere else.</summary>
/// <param name="Address">Absolute; what the QR code holds.</param>
public sealed record IssuedSlip(string Name, string Code, string Address, DateTimeOffset ExpiresAt);

/// <summary>What a code leads to.</summary>
public enum SlipState
{
    /// <summary>Never issued, mistyped, or replaced by a newer slip.</summary>
    Unknown,

    Expired,
    Used,

    /// <summary>Whose it is has neither a current engagement nor a current role; it keeps.</summary>
    NotCurrent,

    Usable,
}

/// <summary>A code looked up.</summary>
/// <param name="NeedsPassword">The person's roles show other people's data: no PIN.</param>
public sealed record FoundSlip(SlipState State, Guid SlipId, Guid UserId, string UserName, string Name, Guid? OrganizationId, bool NeedsPassword);

/// <summary>Printed single-use codes with which a person takes an account into possession, the first time or after a lost phone.</summary>
public sealed class ActivationSlips(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Issues a slip; earlier unused ones of the account become worthless.</summary>
    /// <param name="by">Who hands it over; null from the command line.</param>
    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public async Task<IssuedSlip> IssueAsync(Guid userId, Guid? by, DateTimeOffset now, CancellationToken cancel)
    {
        var person = await db.Users.Where(u => u.Id == userId).Join(db.People, u => u.PersonId, p => p.Id, (_, p) => new { p.Id, p.Name }).SingleAsync(cancel);
        var organization = (await Standing.FindAsync(db, person.Id, now.Day(), cancel))?.OrganizationId ?? (by is { } issuer ? (await Standing.FindAsync(db, issuer, now.Day(), cancel))?.OrganizationId : null);
        var code = SlipCode.Draw();
        var expiresAt = now.AddDays(settings.Defaults.ActivationSlipDays);
        await db.WriteAsync(
            async c =>
            {
                await db.ActivationSlips.Where(s => s.UserId == userId && s.UsedAt == null).ExecuteDeleteAsync(c);
                db.ActivationSlips.Add(new ActivationSlip(Guid.CreateVersion7(now), userId, SlipCode.Hash(code), by, now, expiresAt));
                db.AuditEntries.Add(new AuditEntry(Guid.CreateVersion7(now), organization, by, "slip.issued", person.Id, null, null, now));
                return await db.SaveChangesAsync(c);
            },
            cancel);
        return Show(person.Name, code, expiresAt);
    }

    /// <summary>What this person has issued with these codes and can still be used, to show it again.</summary>
    public async Task<IReadOnlyList<IssuedSlip>> FindIssuedAsync(IReadOnlyList<string> codes, Guid by, CancellationToken cancel)
    {
        var hashes = codes.ToDictionary(c => SlipCode.Hash(SlipCode.Clean(c)), SlipCode.Clean, StringComparer.Ordinal);
        var found = await db.ActivationSlips.Where(s => hashes.Keys.Contains(s.CodeHash) && s.PrintedBy == by && s.UsedAt == null)
            .Join(db.Users, s => s.UserId, u => u.Id, (Slip, User) => new { Slip.CodeHash, Slip.ExpiresAt, User.PersonId })
            .Join(db.People, f => f.PersonId, p => p.Id, (f, p) => new { f.CodeHash, f.ExpiresAt, p.Name }).ToDictionaryAsync(f => f.CodeHash, cancel);
        return [.. hashes.Where(h => found.ContainsKey(h.Key)).Select(h => Show(found[h.Key].Name, h.Value, found[h.Key].ExpiresAt))];
    }

    public async Task<FoundSlip> FindAsync(string typed, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hash = SlipCode.Hash(SlipCode.Clean(typed));
        var found = await db.ActivationSlips.AsNoTracking().Where(s => s.CodeHash == hash)
            .Join(db.Users, s => s.UserId, u => u.Id, (Slip, User) => new { Slip, User })
            .Join(db.People, f => f.User.PersonId, p => p.Id, (f, p) => new { f.Slip, f.User, p.Name }).SingleOrDefaultAsync(cancel);
        if (found is null || found.User.IsDisabled(now)) return new FoundSlip(SlipState.Unknown, default, default, "", "", null, NeedsPassword: false);

        var standing = await Standing.FindAsync(db, found.User.PersonId, now.Day(), cancel);
        var state = found.Slip.UsedAt is not null ? SlipState.Used : now > found.Slip.ExpiresAt ? SlipState.Expired : standing is null ? SlipState.NotCurrent : SlipState.Usable;
        return new FoundSlip(state, found.Slip.Id, found.User.Id, found.User.UserName ?? "", found.Name, standing?.OrganizationId, standing is { IsStaff: true });
    }

    /// <summary>Uses the slip up, once: sets the password or the device's PIN, ends every older session and device.</summary>
    /// <param name="passwordHash">Null where a PIN is chosen; the old password ends with it.</param>
    /// <returns>Null when another request was faster or the slip ran out.</returns>
    public async Task<AcademyUser?> UseAsync(FoundSlip found, string? passwordHash, Device device, string source, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await db.WriteAsync(
                async c =>
                {
                    var slip = await db.ActivationSlips.SingleOrDefaultAsync(s => s.Id == found.SlipId, c);
                    if (slip?.Use(now) != true) return null;

                    var user = await db.Users.SingleAsync(u => u.Id == slip.UserId, c);
                    (user.PasswordHash, user.SecurityStamp, user.AccessFailedCount, user.LockoutEnd) = (passwordHash, Guid.NewGuid().ToString("N"), 0, null);
                    await db.Devices.Where(d => d.UserId == user.Id && d.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(d => d.RevokedAt, now), c);
                    db.Devices.Add(device);
                    db.AuditEntries.Add(new AuditEntry(Guid.CreateVersion7(now), found.OrganizationId, user.PersonId, "account.activated", user.PersonId, passwordHash is null ? "pin" : "password", source, now));
                    await db.SaveChangesAsync(c);
                    return user;
                },
                cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private IssuedSlip Show(string name, string code, DateTimeOffset expiresAt)
    {
        var shown = SlipCode.Shown(code);
        return new IssuedSlip(name, shown, $"{settings.PublicUrl.TrimEnd('/')}/account/activate?code={shown}", expiresAt);
    }
}
