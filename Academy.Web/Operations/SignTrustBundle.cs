using System.Security.Cryptography;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Signs the next trust bundle: what verifiers without signal learn of the keys.</summary>
public sealed class SignTrustBundle(AcademyDbContext db, SecretBox box, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Signs the keys as they are now.</summary>
    /// <param name="root">The root's private part as PKCS#8; null for the demo root, which is here.</param>
    /// <returns>The bundle; null where the root's private part is not at hand, or there are no keys.</returns>
    /// <exception cref="CryptographicException">Not PKCS#8, or not of this deployment's root.</exception>
    public Task<StoredTrustBundle?> RunAsync(byte[]? root, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var bundle = await AddAsync([.. (await db.Keys.ToListAsync(cancel)).Select(KeyStore.KeyOf)], root, cancel);
            await db.SaveChangesAsync(cancel);
            return bundle;
        },
        cancel);

    /// <summary>Nothing, where the root's private part is the root's, or none is given.</summary>
    /// <exception cref="CryptographicException">Not PKCS#8, or not of this deployment's root.</exception>
    public async Task CheckAsync(byte[]? root, CancellationToken cancel)
    {
        var key = await db.Keys.AsNoTracking().Where(k => k.Purpose == nameof(KeyPurpose.Root)).OrderByDescending(k => k.Kid).FirstOrDefaultAsync(cancel);
        if (root is not null && key is not null) SigningKeys.ImportPrivateKey(KeyStore.KeyOf(key), root, box);
    }

    /// <summary>As <see cref="RunAsync"/>, inside an action that has just made the keys; the caller saves.</summary>
    internal async Task<StoredTrustBundle?> AddAsync(IReadOnlyList<SigningKey> keys, byte[]? pkcs8, CancellationToken cancel)
    {
        if (keys.Where(k => k.Purpose is KeyPurpose.Root).MaxBy(k => k.Kid) is not { } root) return null;
        if (pkcs8 is not null) root = SigningKeys.ImportPrivateKey(root, pkcs8, box);
        if (root.SealedPrivateKey is null) return null;
        var now = clock.GetUtcNow();
        var ring = new KeyRing([root, .. keys.Where(k => (k.Purpose, k.Kid) != (root.Purpose, root.Kid))], box);
        var least = await db.StatusLists.ToDictionaryAsync(l => l.Name, l => l.IssuedAt, cancel);
        var sequence = (await db.TrustBundles.MaxAsync(b => (long?)b.Sequence, cancel) ?? 0) + 1;
        var bundle = new StoredTrustBundle(sequence, now, settings.PublicHost, TrustBundle.Sign(sequence, now, root, ring, least, settings.PublicHost));
        db.TrustBundles.Add(bundle);
        db.Audit(null, null, "trust.signed", null, $"{sequence}", now);
        return bundle;
    }
}

/// <summary>How the published trust bundle stands to the keys.</summary>
public enum TrustStanding
{
    /// <summary>It says all there is to say.</summary>
    Current,

    /// <summary>None was ever signed.</summary>
    Missing,

    /// <summary>Keys were made or condemned since: verifiers without signal do not know it.</summary>
    Behind,

    /// <summary>Signed for another host than the present one: no verifier takes it.</summary>
    OtherHost,
}

internal static class TrustStandings
{
    extension(AcademyDbContext db)
    {
        /// <summary>The published bundle.</summary>
        public Task<StoredTrustBundle?> NewestTrustBundleAsync(CancellationToken cancel) =>
            db.TrustBundles.AsNoTracking().OrderByDescending(b => b.Sequence).FirstOrDefaultAsync(cancel);
    }

    extension(StoredTrustBundle? published)
    {
        /// <summary>Whether it knows the keys as they are.</summary>
        public TrustStanding StandingTo(KeyRing keys, string host)
        {
            if (published is null || keys.Keys.Where(k => k.Purpose is KeyPurpose.Root).MaxBy(k => k.Kid) is not { } root) return TrustStanding.Missing;
            if (published.Host != host) return TrustStanding.OtherHost;
            static IEnumerable<(KeyPurpose, byte, DateOnly, DateOnly, KeyState)> Said(KeyRing ring) => ring.Keys.Where(k => k.Purpose is not KeyPurpose.Badge).Select(k => (k.Purpose, k.Kid, k.From, k.To, k.State));
            return TrustBundle.Read(published.Bytes, host, TrustBundle.FingerprintOf(root)) is { } bundle && Said(bundle.Keys).SequenceEqual(Said(keys)) ? TrustStanding.Current : TrustStanding.Behind;
        }
    }
}
