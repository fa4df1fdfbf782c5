using System.Security.Cryptography;

namespace Academy.Web.Signing;

/// <summary>What a key signs; none signs for another purpose.</summary>
public enum KeyPurpose
{
    /// <summary>The trust bundle. Its private part is exported once and removed.</summary>
    Root,

    /// <summary>Certificates.</summary>
    Issuer,

    /// <summary>Live codes.</summary>
    Live,

    /// <summary>Status lists, and the names of Organizations and Positions.</summary>
    StatusList,

    /// <summary>Exported badges.</summary>
    Badge,
}

/// <summary>Life of a key.</summary>
public enum KeyState
{
    Active,

    /// <summary>Signs no more; what it signed in its window stands.</summary>
    Retired,

    /// <summary>In other hands: its signatures prove nothing.</summary>
    Compromised,
}

/// <summary>A P-256 key as it is stored.</summary>
/// <param name="Kid">1 to 255, once for ever within its purpose.</param>
/// <param name="X">32 bytes, big-endian.</param>
/// <param name="Y">32 bytes, big-endian.</param>
/// <param name="From">First day on which it signs, Asia/Shanghai.</param>
/// <param name="To">Last day on which it signs, inclusive.</param>
/// <param name="SealedPrivateKey">PKCS#8 in a <see cref="SecretBox"/>; null once exported or destroyed.</param>
/// <param name="IsDemo">Made by Development for itself; Production refuses it.</param>
public sealed record SigningKey(
    KeyPurpose Purpose,
    byte Kid,
    byte[] X,
    byte[] Y,
    DateOnly From,
    DateOnly To,
    KeyState State,
    byte[]? SealedPrivateKey,
    bool IsDemo)
{
    /// <summary>Whether the day is in its signing window.</summary>
    public bool SignsOn(DateOnly day) => From <= day && day <= To;
}

/// <summary>Makes keys, and moves their private parts in and out.</summary>
public static class SigningKeys
{
    /// <exception cref="ArgumentOutOfRangeException">The kid is 0, or the window ends before it begins.</exception>
    public static SigningKey Create(KeyPurpose purpose, byte kid, DateOnly from, DateOnly to, SecretBox box, bool isDemo = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(kid);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        var key = new SigningKey(purpose, kid, point.X!, point.Y!, from, to, KeyState.Active, null, isDemo);
        return Seal(key, pair, box);
    }

    /// <summary>The private part as PKCS#8 in the clear, to be kept elsewhere. Wipe it after use.</summary>
    /// <exception cref="InvalidOperationException">The private part is not here.</exception>
    /// <exception cref="CryptographicException">Sealed under another secret, or changed.</exception>
    public static byte[] ExportPrivateKey(SigningKey key, SecretBox box) => key.SealedPrivateKey is { } sealedKey
        ? box.Unwrap(Label(key), sealedKey)
        : throw new InvalidOperationException($"The private part of {key.Purpose} key {key.Kid} is not here.");

    /// <summary>The key with its private part sealed into it.</summary>
    /// <exception cref="CryptographicException">Not PKCS#8, or of another key.</exception>
    public static SigningKey ImportPrivateKey(SigningKey key, ReadOnlySpan<byte> pkcs8, SecretBox box)
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(pkcs8, out _);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return point.X.AsSpan().SequenceEqual(key.X) && point.Y.AsSpan().SequenceEqual(key.Y)
            ? Seal(key, pair, box)
            : throw new CryptographicException($"That is not the private part of {key.Purpose} key {key.Kid}.");
    }

    internal static ECDsa PublicPart(SigningKey key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = key.X, Y = key.Y },
    });

    internal static ECDsa PrivatePart(SigningKey key, SecretBox box)
    {
        var pkcs8 = ExportPrivateKey(key, box);
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        return pair;
    }

    private static SigningKey Seal(SigningKey key, ECDsa pair, SecretBox box)
    {
        var pkcs8 = pair.ExportPkcs8PrivateKey();
        var sealedKey = box.Wrap(Label(key), pkcs8);
        CryptographicOperations.ZeroMemory(pkcs8);
        return key with { SealedPrivateKey = sealedKey };
    }

    private static string Label(SigningKey key) => $"signing-key|{key.Purpose}|{key.Kid}";
}
