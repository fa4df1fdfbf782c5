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
            rows.Select(KeyOf),
            box);
        _read = (ring, now);
        return ring;
    }

    /// <summary>The row that keeps a key.</summary>
    internal static StoredKey RowOf(SigningKey key) => new(key.Purpose.ToString(), key.Kid, key.X, key.Y, key.From, key.To, key.State.ToString(), key.SealedPrivateKey, key.IsDemo);

    /// <summary>The key that a row keeps.</summary>
    internal static SigningKey KeyOf(StoredKey row) => new(Enum.Parse<KeyPurpose>(row.Purpose), row.Kid, row.X, row.Y, row.From, row.To, Enum.Parse<KeyState>(row.State), row.SealedPrivateKey, row.IsDemo);

    /// <summary>Keys were made or changed.</summary>
    public void Forget() => _read = null;
}
