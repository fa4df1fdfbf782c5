using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>
/// Lock-out: after every fifth failure in a row a quarter of an hour's rest. A known device counts for itself, so that
/// nobody can lock a person out of their own phone; after ten failures in a row it is known no more.
/// </summary>
/// <remarks>A try is counted before the secret is compared: parallel guesses count like any others.</remarks>
public sealed class SignInTries(AcademyDbContext db)
{
    public const int Allowed = 5;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    internal const int DeviceAllowed = 10;

    /// <returns>Null to go on; else the end of the lock.</returns>
    public async Task<DateTimeOffset?> TakeAsync(AcademyUser user, Device? known, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? until = now + Lock;
        var taken = await db.WriteAsync(
            c => known is null
                ? db.Users.Where(u => u.Id == user.Id && (u.LockoutEnd == null || u.LockoutEnd <= now)).ExecuteUpdateAsync(
                    row => row
                        .SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1)
                        .SetProperty(u => u.LockoutEnd, u => (u.AccessFailedCount + 1) % Allowed == 0 ? until : u.LockoutEnd),
                    c)
                : db.Devices.Where(d => d.Id == known.Id && d.FailedTries < DeviceAllowed && (d.LockedUntil == null || d.LockedUntil <= now)).ExecuteUpdateAsync(
                    row => row
                        .SetProperty(d => d.FailedTries, d => d.FailedTries + 1)
                        .SetProperty(d => d.LockedUntil, d => (d.FailedTries + 1) % Allowed == 0 ? until : d.LockedUntil),
                    c),
            cancel);
        if (taken == 1) return null;
        return known is null
            ? await db.Users.Where(u => u.Id == user.Id).Select(u => u.LockoutEnd).SingleAsync(cancel)
            : await db.Devices.Where(d => d.Id == known.Id).Select(d => d.LockedUntil).SingleAsync(cancel) ?? until;
    }

    /// <summary>The secret was right: forgets the failures.</summary>
    public Task<int> ForgetAsync(AcademyUser user, Device? known, DateTimeOffset now, CancellationToken cancel) => db.WriteAsync(
        c => known is null
            ? db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), c)
            : db.Devices.Where(d => d.Id == known.Id).ExecuteUpdateAsync(row => row.SetProperty(d => d.FailedTries, 0).SetProperty(d => d.LockedUntil, (DateTimeOffset?)null).SetProperty(d => d.LastUsedAt, now), c),
        cancel);
}
