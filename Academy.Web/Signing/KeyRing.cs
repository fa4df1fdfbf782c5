namespace Academy.Web.Signing;

/// <summary>Where the keys are kept.</summary>
public interface IKeyStore
{
    /// <summary>All keys, retired and compromised ones too. The same ring is given until a key changes: it holds imported keys.</summary>
    ValueTask<KeyRing> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>All keys at one moment, imported when first used. Safe for many threads.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<(KeyPurpose Purpose, byte Kid), Entry> _entries;

    /// <summary>Keys that verify and never sign: public parts.</summary>
    /// <exception cref="ArgumentException">Two keys of one purpose have the same kid.</exception>
    public KeyRing(IEnumerable<SigningKey> keys)
        : this(keys, null)
    {
    }

    /// <param name="box">In which the private parts are sealed; null to verify only.</param>
    /// <exception cref="ArgumentException">Two keys of one purpose have the same kid.</exception>
    public KeyRing(IEnumerable<SigningKey> keys, SecretBox? box)
    {
        _entries = keys.ToDictionary(
            key => (key.Purpose, key.Kid),
            key => new Entry(
                key,
                new Es256(() => SigningKeys.PublicPart(key)),
                new Es256(() => SigningKeys.PrivatePart(key, box ?? throw new InvalidOperationException("This ring holds public parts only.")))));
        Keys = [.. _entries.Values.Select(e => e.Key).OrderBy(k => k.Purpose).ThenBy(k => k.Kid)];
    }

    /// <summary>By purpose and kid.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    public SigningKey? Find(KeyPurpose purpose, byte kid) => _entries.GetValueOrDefault((purpose, kid))?.Key;

    /// <summary>The key that signs on a day: of those whose window holds the day, the newest.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    public SigningKey InUse(KeyPurpose purpose, DateOnly day) => FindInUse(purpose, day)
        ?? throw new InvalidOperationException($"No {purpose} key is in use on {day:O}.");

    /// <summary>As <see cref="InUse"/>, or null: a database from before a purpose was introduced gets its key with the next rotation.</summary>
    public SigningKey? FindInUse(KeyPurpose purpose, DateOnly day) => Keys
        .Where(k => k.Purpose == purpose && k.State == KeyState.Active && k.SealedPrivateKey is not null && k.SignsOn(day))
        .MaxBy(k => k.From);

    /// <summary>ES256, r‖s, low s.</summary>
    public byte[] Sign(SigningKey key, ReadOnlySpan<byte> data) => _entries[(key.Purpose, key.Kid)].Private.Sign(data);

    /// <summary>False also for the second signature (r, n − s) that ECDSA allows.</summary>
    public bool Verify(SigningKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _entries[(key.Purpose, key.Kid)].Public.Verify(data, signature);

    private sealed record Entry(SigningKey Key, Es256 Public, Es256 Private);
}
