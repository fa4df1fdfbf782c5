using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Makes the first keys, and with them the first trust bundle.</summary>
public sealed class CreateKeys(AcademyDbContext db, KeyStore store, SignTrustBundle trust, SecretBox box, TimeProvider clock)
{
    /// <summary>Years a root key lasts.</summary>
    private const int RootYears = 20;

    /// <summary>
    /// Makes them once. The root's private part is not kept: it is handed out here, once, to be kept off the machine. A demo root stays,
    /// so that Development signs its bundles by itself; there, keys that an older build did not make are added.
    /// </summary>
    /// <returns>The root's private part as PKCS#8; null when there are keys already.</returns>
    public Task<byte[]?> RunAsync(bool demo, CancellationToken cancel) => db.DecideAsync<byte[]?>(
        async () =>
        {
            var rows = await db.Keys.ToListAsync(cancel);
            if (rows.Count > 0 && !demo) return null;
            byte[]? root = null;
            var now = clock.GetUtcNow();
            var today = now.Day();
            var made = new List<SigningKey>();
            foreach (var purpose in Enum.GetValues<KeyPurpose>())
            {
                var known = rows.Where(r => r.Purpose == purpose.ToString()).ToList();
                if (known.Exists(r => purpose is not KeyPurpose.Root || r.SealedPrivateKey is not null)) continue;
                // The demo company's certificates go back months, and a key signs in its window only. Demo keys are nobody's secret and need no yearly change.
                var (from, to) = demo ? (today.AddYears(-1), today.AddYears(RootYears)) : (today, purpose is KeyPurpose.Root ? today.AddYears(RootYears) : today.AddYears(1));
                var key = SigningKeys.Create(purpose, NextKid.After(known), from, to, box, demo);
                if (purpose is KeyPurpose.Root) root = SigningKeys.ExportPrivateKey(key, box);
                made.Add(purpose is KeyPurpose.Root && !demo ? key with { SealedPrivateKey = null } : key);
            }

            if (made.Count == 0) return null;
            db.Keys.AddRange(made.Select(KeyStore.RowOf));
            db.Audit(null, null, "keys.created", null, demo ? "demo" : null, now);
            await trust.AddAsync([.. rows.Select(KeyStore.KeyOf), .. made], root, cancel);
            await db.SaveChangesAsync(cancel);
            store.Forget();
            return root;
        },
        cancel);
}

/// <summary>Makes the keys that sign next, and destroys the private parts of those whose window is over.</summary>
public sealed class RotateKeys(AcademyDbContext db, KeyStore store, SignTrustBundle trust, SecretBox box, TimeProvider clock)
{
    /// <summary>Days for which a key is published before it signs, so that a verifier without signal knows it by then.</summary>
    private const int DaysBeforeUse = 30;

    /// <summary>Makes one key of each purpose but root, where none waits already; and the next trust bundle, where the root is at hand.</summary>
    /// <param name="root">The root's private part as PKCS#8; null where it stays away: then verifiers learn of the keys by the next bundle.</param>
    /// <returns>The keys made; null when there are no keys to follow.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not PKCS#8, or not of this deployment's root.</exception>
    public Task<IReadOnlyList<SigningKey>?> RunAsync(byte[]? root, CancellationToken cancel) => db.DecideAsync<IReadOnlyList<SigningKey>?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var today = now.Day();
            var rows = await db.Keys.ToListAsync(cancel);
            if (rows.Count == 0) return null;
            foreach (var over in rows.Where(r => r.To < today && r.SealedPrivateKey is not null)) over.DestroyPrivateKey();
            var made = new List<SigningKey>();
            foreach (var purpose in Enum.GetValues<KeyPurpose>().Where(p => p is not KeyPurpose.Root))
            {
                var known = rows.Where(r => r.Purpose == purpose.ToString()).ToList();
                if (known.Exists(r => r.From > today)) continue;
                var published = today.AddDays(DaysBeforeUse);
                // Where the last key ends before the next may be known everywhere, signing goes on without a gap.
                var follows = known.Where(r => r.State == nameof(KeyState.Active)).Select(r => r.To.AddDays(1)).Append(today).Max();
                var from = follows < published ? follows : published;
                made.Add(SigningKeys.Create(purpose, NextKid.After(known), from, from.AddYears(1), box, rows.Exists(r => r.IsDemo)));
            }

            db.Keys.AddRange(made.Select(KeyStore.RowOf));
            if (made.Count > 0) db.Audit(null, null, "keys.rotated", null, string.Join(", ", made.Select(k => $"{k.Purpose} {k.Kid}")), now);
            if (made.Count > 0 || root is not null) await trust.AddAsync([.. rows.Select(KeyStore.KeyOf), .. made], root, cancel);
            await db.SaveChangesAsync(cancel);
            store.Forget();
            return made;
        },
        cancel);
}

/// <summary>What became of condemning a key.</summary>
public enum CondemnOutcome
{
    Condemned,

    /// <summary>No such key.</summary>
    Unknown,

    /// <summary>It was condemned before.</summary>
    Already,
}

/// <summary>A key is in other hands: it signs no more and its signatures prove nothing; the next of its purpose signs from today.</summary>
public sealed class CondemnKey(AcademyDbContext db, KeyStore store, StatusLists lists, SignTrustBundle trust, SecretBox box, TimeProvider clock)
{
    /// <param name="purpose">Any but root: a lost root is another deployment to every verifier that pinned it.</param>
    /// <param name="root">As for <see cref="RotateKeys"/>.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not PKCS#8, or not of this deployment's root.</exception>
    public async Task<CondemnOutcome> RunAsync(KeyPurpose purpose, byte kid, byte[]? root, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)purpose, (int)KeyPurpose.Root, nameof(purpose));
        await trust.CheckAsync(root, cancel);
        var outcome = await db.DecideAsync(
            async () =>
            {
                var now = clock.GetUtcNow();
                var today = now.Day();
                var rows = await db.Keys.Where(k => k.Purpose == purpose.ToString()).ToListAsync(cancel);
                if (rows.Find(k => k.Kid == kid) is not { } key) return CondemnOutcome.Unknown;
                if (key.State == nameof(KeyState.Compromised)) return CondemnOutcome.Already;
                key.Condemn(nameof(KeyState.Compromised));
                if (!rows.Exists(k => k.SealedPrivateKey is not null && k.State == nameof(KeyState.Active) && k.From <= today && k.To >= today))
                {
                    db.Keys.Add(KeyStore.RowOf(SigningKeys.Create(purpose, NextKid.After(rows), today, today.AddYears(1), box, key.IsDemo)));
                }

                db.Audit(null, null, "key.condemned", null, $"{purpose} {kid}", now);
                await db.SaveChangesAsync(cancel);
                store.Forget();
                return CondemnOutcome.Condemned;
            },
            cancel);
        // Also where it was condemned before: that may have been cut off here.
        if (outcome is CondemnOutcome.Unknown) return outcome;

        // Before the bundle: it names the least age of the lists, and those that the thief may have signed are below it.
        if (purpose is KeyPurpose.StatusList) await lists.RefreshAsync(always: true, cancel);
        await trust.RunAsync(root, cancel);
        return outcome;
    }
}

internal static class NextKid
{
    /// <summary>Kids are given once for ever, 255 in all.</summary>
    public static byte After(IReadOnlyCollection<StoredKey> known) => checked((byte)(known.Count == 0 ? 1 : known.Max(k => k.Kid) + 1));
}
