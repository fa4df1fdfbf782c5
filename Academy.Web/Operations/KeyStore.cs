using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>The signing keys, in the database. Read again every minute: another node may have rotated or condemned one.</summary>
public sealed class KeyStore(IServiceScopeFactory scopes, SecretBox box, TimeProvider clock) : IKeyStore
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private (KeyRing Ring, DateTimeOffset ReadAt)? _read;

    public async ValueTask<KeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_read is { } known && (now - known.ReadAt).Duration() < Fresh) return known.Ring;
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().Keys.AsNoTracking().ToListAsync(cancellationToken);
        var ring = new KeyRing(
            rows.Select(r => new SigningKey(Enum.Parse<KeyPurpose>(r.Purpose), r.Kid, r.X, r.Y, r.From, r.To, Enum.Parse<KeyState>(r.State), r.SealedPrivateKey, r.IsDemo)),
            box);
        _read = (ring, now);
        return ring;
    }

    /// <summary>The row that keeps a key.</summary>
    internal static StoredKey RowOf(SigningKey key) => new(key.Purpose.ToString(), key.Kid, key.X, key.Y, key.From, key.To, key.State.ToString(), key.SealedPrivateKey, key.IsDemo);

    /// <summary>Keys were made or changed.</summary>
    public void Forget() => _read = null;
}

/// <summary>Makes the first keys: root, issuer, live and status list.</summary>
public sealed class CreateKeys(AcademyDbContext db, KeyStore store, SecretBox box, TimeProvider clock)
{
    /// <summary>Years a root key lasts.</summary>
    private const int RootYears = 20;

    /// <summary>Makes them once. The root's private part is not kept: it is handed out here, once, to be kept off the machine.</summary>
    /// <returns>The root's private part as PKCS#8; null when there are keys already.</returns>
    public Task<byte[]?> RunAsync(bool demo, CancellationToken cancel) => db.DecideAsync<byte[]?>(
        async () =>
        {
            if (await db.Keys.AnyAsync(cancel)) return null;
            byte[] root = [];
            var now = clock.GetUtcNow();
            var today = now.Day();
            // The demo company's certificates go back months, and a key signs in its window only.
            var from = demo ? today.AddYears(-1) : today;
            foreach (var purpose in Enum.GetValues<KeyPurpose>())
            {
                // Demo keys are nobody's secret and need no yearly change.
                var to = demo || purpose is KeyPurpose.Root ? today.AddYears(RootYears) : today.AddYears(1);
                var key = SigningKeys.Create(purpose, 1, from, to, box, demo);
                if (purpose is KeyPurpose.Root)
                {
                    root = SigningKeys.ExportPrivateKey(key, box);
                    key = key with { SealedPrivateKey = null };
                }

                db.Keys.Add(KeyStore.RowOf(key));
            }

            db.Audit(null, null, "keys.created", null, demo ? "demo" : null, now);
            await db.SaveChangesAsync(cancel);
            store.Forget();
            return root;
        },
        cancel);
}

/// <summary>Makes the keys that sign next, and destroys the private parts of those whose window is over.</summary>
public sealed class RotateKeys(AcademyDbContext db, KeyStore store, SecretBox box, TimeProvider clock)
{
    /// <summary>Days for which a key is published before it signs, so that a verifier without signal knows it by then.</summary>
    private const int DaysBeforeUse = 30;

    /// <summary>Makes one key of each purpose but root, where none waits already.</summary>
    /// <returns>The keys made; null when there are no keys to follow.</returns>
    public Task<IReadOnlyList<SigningKey>?> RunAsync(CancellationToken cancel) => db.DecideAsync<IReadOnlyList<SigningKey>?>(
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
                made.Add(SigningKeys.Create(purpose, checked((byte)(known.Max(r => r.Kid) + 1)), from, from.AddYears(1), box, known.Exists(r => r.IsDemo)));
            }

            db.Keys.AddRange(made.Select(KeyStore.RowOf));
            if (made.Count > 0) db.Audit(null, null, "keys.rotated", null, string.Join(", ", made.Select(k => $"{k.Purpose} {k.Kid}")), now);
            await db.SaveChangesAsync(cancel);
            store.Forget();
            return made;
        },
        cancel);
}
