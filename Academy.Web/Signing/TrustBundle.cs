using System.Formats.Cbor;
using System.Security.Cryptography;
using Academy.Domain;

namespace Academy.Web.Signing;

/// <summary>
/// What a verifier without signal must know and cannot guess: the keys with their windows and states, and how old a status list may
/// at most be. Signed by the root key, which the verifier has pinned.
/// </summary>
/// <param name="Sequence">Rises with every bundle; a verifier refuses a lower one than it has seen.</param>
/// <param name="IssuedAt">To the second.</param>
/// <param name="Root">The key that signed it.</param>
/// <param name="Keys">Public parts only.</param>
/// <param name="LeastIssuedAt">By name of the list: an older one is rolled back.</param>
public sealed record TrustBundle(long Sequence, DateTimeOffset IssuedAt, SigningKey Root, KeyRing Keys, IReadOnlyDictionary<string, DateTimeOffset> LeastIssuedAt)
{
    private const int SequenceAt = 1, IssuedAtAt = 2, KeysAt = 3, ListsAt = 4, DictionariesAt = 5;
    private const int KeyFields = 7;

    /// <summary>64 hexadecimal digits in groups of four, over x and y: what people compare.</summary>
    public static string FingerprintOf(SigningKey key) =>
        string.Join(' ', Convert.ToHexStringLower(SHA256.HashData([.. key.X, .. key.Y])).Chunk(4).Select(group => new string(group)));

    /// <summary>Whether somebody typed the fingerprint of a key, with whatever blanks.</summary>
    public static bool IsFingerprintOf(SigningKey key, string typed) =>
        string.Equals(FingerprintOf(key).Replace(" ", "", StringComparison.Ordinal), string.Concat(typed.Where(c => !char.IsWhiteSpace(c))), StringComparison.OrdinalIgnoreCase);

    /// <param name="root">With its private part in <paramref name="keys"/>.</param>
    /// <param name="host">Host and port of PublicUrl in lower case.</param>
    public static byte[] Sign(long sequence, DateTimeOffset now, SigningKey root, KeyRing keys, IReadOnlyDictionary<string, DateTimeOffset> leastIssuedAt, string host)
    {
        var published = keys.Keys.Where(k => k.Purpose is not KeyPurpose.Badge).ToList();
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(SequenceAt);
        writer.WriteInt64(sequence);
        writer.WriteInt32(IssuedAtAt);
        writer.WriteInt64(now.ToUnixTimeSeconds());
        writer.WriteInt32(KeysAt);
        writer.WriteStartArray(published.Count);
        foreach (var key in published) WriteKey(writer, key);
        writer.WriteEndArray();
        writer.WriteInt32(ListsAt);
        writer.WriteStartMap(leastIssuedAt.Count);
        foreach (var (name, least) in leastIssuedAt)
        {
            writer.WriteTextString(name);
            writer.WriteInt64(least.ToUnixTimeSeconds());
        }

        writer.WriteEndMap();
        // Names change daily and the root is not at hand daily: they are signed apart (SignedNames).
        writer.WriteInt32(DictionariesAt);
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteEndMap();
        return CoseSign1.Sign(writer.Encode(), External(host), root, keys);
    }

    /// <summary>Null unless the pinned root signed it for that host.</summary>
    /// <param name="rootFingerprint">Of the pinned root; it is the verifier's, never the bundle's own word.</param>
    public static TrustBundle? Read(byte[] bytes, string host, string rootFingerprint)
    {
        if (CoseSign1.Read(bytes) is not { Type: null } file) return null;
        try
        {
            return ReadBody(file) is { } bundle && IsFingerprintOf(bundle.Root, rootFingerprint) && file.IsSignedBy(bundle.Root, bundle.Keys, External(host)) ? bundle : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static TrustBundle? ReadBody(CoseSign1 file)
    {
        var reader = new CborReader(file.Payload, CborConformanceMode.Canonical);
        if (reader.ReadStartMap() != 5 || reader.ReadInt32() != SequenceAt) return null;
        var sequence = reader.ReadInt64();
        if (reader.ReadInt32() != IssuedAtAt) return null;
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        if (reader.ReadInt32() != KeysAt) return null;
        var keys = new List<SigningKey>();
        for (var left = reader.ReadStartArray() ?? 0; left > 0; left--) keys.Add(ReadKey(reader));
        reader.ReadEndArray();
        if (reader.ReadInt32() != ListsAt) return null;
        var lists = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var left = reader.ReadStartMap() ?? 0; left > 0; left--) lists.Add(reader.ReadTextString(), DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()));
        reader.ReadEndMap();
        if (reader.ReadInt32() != DictionariesAt || reader.ReadStartMap() != 0) return null;
        reader.ReadEndMap();
        reader.ReadEndMap();
        var ring = new KeyRing(keys);
        return reader.BytesRemaining == 0 && ring.Find(KeyPurpose.Root, file.Kid) is { } root ? new TrustBundle(sequence, issuedAt, root, ring, lists) : null;
    }

    private static void WriteKey(CborWriter writer, SigningKey key)
    {
        writer.WriteStartMap(KeyFields);
        writer.WriteInt32(1);
        writer.WriteInt32((int)key.Purpose);
        writer.WriteInt32(2);
        writer.WriteInt32(key.Kid);
        writer.WriteInt32(3);
        writer.WriteByteString(key.X);
        writer.WriteInt32(4);
        writer.WriteByteString(key.Y);
        writer.WriteInt32(5);
        writer.WriteUInt32(DayNumber.Of(key.From));
        writer.WriteInt32(6);
        writer.WriteUInt32(DayNumber.Of(key.To));
        writer.WriteInt32(7);
        writer.WriteInt32((int)key.State);
        writer.WriteEndMap();
    }

    /// <exception cref="InvalidOperationException">Not a key of ours.</exception>
    private static SigningKey ReadKey(CborReader reader)
    {
        var fields = reader.ReadStartMap();
        T Next<T>(int number, Func<T> read) => reader.ReadInt32() == number ? read() : throw new InvalidOperationException("Another field was due.");
        var purpose = (KeyPurpose)Next(1, reader.ReadInt32);
        var kid = checked((byte)Next(2, reader.ReadInt32));
        var (x, y) = (Next(3, reader.ReadByteString), Next(4, reader.ReadByteString));
        var known = DayNumber.TryDay(Next(5, reader.ReadUInt32), out var from) & DayNumber.TryDay(Next(6, reader.ReadUInt32), out var to);
        var state = (KeyState)Next(7, reader.ReadInt32);
        reader.ReadEndMap();
        return fields == KeyFields && known && Enum.IsDefined(purpose) && Enum.IsDefined(state)
            ? new SigningKey(purpose, kid, x, y, from, to, state, null, IsDemo: false)
            : throw new InvalidOperationException("Not a key of ours.");
    }

    private static string External(string host) => $"WLAQ-TRUST-1|{host}";
}

/// <summary>What the numbers in codes are called, for a verifier without signal; signed by the key of the status lists, as it changes as often as those.</summary>
public static class SignedNames
{
    /// <param name="organizations">By number.</param>
    /// <param name="positions">By number.</param>
    /// <param name="host">Host and port of PublicUrl in lower case.</param>
    public static byte[] Sign(DateTimeOffset now, IReadOnlyDictionary<int, string> organizations, IReadOnlyDictionary<int, string> positions, string host, KeyRing keys)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(3);
        writer.WriteInt32(1);
        writer.WriteInt64(now.ToUnixTimeSeconds());
        writer.WriteInt32(2);
        Write(writer, organizations);
        writer.WriteInt32(3);
        Write(writer, positions);
        writer.WriteEndMap();
        return CoseSign1.Sign(writer.Encode(), $"WLAQ-NAMES-1|{host}", keys.InUse(KeyPurpose.StatusList, now.Day()), keys);
    }

    private static void Write(CborWriter writer, IReadOnlyDictionary<int, string> names)
    {
        writer.WriteStartMap(names.Count);
        foreach (var (number, name) in names)
        {
            writer.WriteInt32(number);
            writer.WriteTextString(name);
        }

        writer.WriteEndMap();
    }
}
