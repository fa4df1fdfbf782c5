using System.Formats.Cbor;
using System.IO.Compression;
using Academy.Domain;
using Academy.Domain.Certificates;

namespace Academy.Web.Signing;

/// <summary>
/// What is to be known of all codes of one quarter of expiry, in two bits each: a Token Status List (draft-ietf-oauth-status-list)
/// in its CWT form. Whoever downloads it whole tells nobody whom they check.
/// </summary>
public sealed class StatusList
{
    /// <summary>Of the file, and the type in its protected header.</summary>
    public const string MediaType = "application/statuslist+cwt";

    /// <summary>From then on it says nothing any more, unless it holds something against a code.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(72);

    /// <summary>After it a verifier with signal asks again.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    private const int Subject = 2, Expires = 4, IssuedAtClaim = 6, List = 65533, TimeToLive = 65534;
    private const string Bits = "bits", Content = "lst";
    private const int BitsEach = 2, EachByte = 8 / BitsEach, Mask = (1 << BitsEach) - 1;

    /// <summary>A list may grow to four times today's capacity before a verifier takes it for an attack.</summary>
    private const int MostBytes = StatusIndex.Capacity;

    private readonly byte[] _bits;

    private StatusList(DateTimeOffset issuedAt, byte[] bits) => (IssuedAt, _bits) = (issuedAt, bits);

    /// <summary>To the second.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>What it says of a code; null out of its range.</summary>
    public CodeStatus? this[int index] => index >= 0 && index / EachByte < _bits.Length ? (CodeStatus)((_bits[index / EachByte] >> (index % EachByte * BitsEach)) & Mask) : null;

    /// <summary>Where a list is published, and its subject.</summary>
    /// <param name="publicUrl">Scheme, host and port, as set.</param>
    public static string AddressOf(string publicUrl, string name) => $"{publicUrl.TrimEnd('/')}/s/{name}";

    /// <summary>The packed bits, LSB first: entry 0 is in the lowest bits of the first byte.</summary>
    /// <param name="entries">Those that are not valid; every other entry is, used or not.</param>
    public static byte[] Pack(IEnumerable<(int Index, CodeStatus Status)> entries)
    {
        var bits = new byte[StatusIndex.Capacity / EachByte];
        foreach (var (index, status) in entries) bits[index / EachByte] |= (byte)((int)status << (index % EachByte * BitsEach));
        return bits;
    }

    /// <summary>Signs a list with the key that is in use today.</summary>
    /// <exception cref="InvalidOperationException">No key for status lists is in use today.</exception>
    public static byte[] Sign(string publicUrl, string name, byte[] bits, DateTimeOffset now, KeyRing keys)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(Subject);
        writer.WriteTextString(AddressOf(publicUrl, name));
        writer.WriteInt32(Expires);
        writer.WriteInt64((now + Lasts).ToUnixTimeSeconds());
        writer.WriteInt32(IssuedAtClaim);
        writer.WriteInt64(now.ToUnixTimeSeconds());
        writer.WriteInt32(List);
        writer.WriteStartMap(2);
        writer.WriteTextString(Content);
        writer.WriteByteString(Deflate(bits));
        writer.WriteTextString(Bits);
        writer.WriteInt32(BitsEach);
        writer.WriteEndMap();
        writer.WriteInt32(TimeToLive);
        writer.WriteInt64((long)AskAgain.TotalSeconds);
        writer.WriteEndMap();
        return CoseSign1.Sign(writer.Encode(), "", keys.InUse(KeyPurpose.StatusList, now.Day()), keys, MediaType);
    }

    /// <summary>Null unless it is a list of that subject, signed by a sound key in its window. However old: what it holds against a code binds.</summary>
    public static (string Subject, StatusList List)? Read(byte[] bytes, KeyRing keys)
    {
        if (CoseSign1.Read(bytes) is not { Type: MediaType } file || keys.Find(KeyPurpose.StatusList, file.Kid) is not { } key || key.State is KeyState.Compromised || !file.IsSignedBy(key, keys, "")) return null;
        try
        {
            return ReadClaims(file.Payload) is var (subject, list) && key.SignsOn(list.IssuedAt.Day()) ? (subject, list) : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException or InvalidDataException)
        {
            return null;
        }
    }

    private static (string Subject, StatusList List)? ReadClaims(byte[] claims)
    {
        var reader = new CborReader(claims, CborConformanceMode.Canonical);
        if (reader.ReadStartMap() != 5 || reader.ReadInt32() != Subject) return null;
        var subject = reader.ReadTextString();
        if (reader.ReadInt32() != Expires) return null;
        reader.ReadInt64();
        if (reader.ReadInt32() != IssuedAtClaim) return null;
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        if (reader.ReadInt32() != List || reader.ReadStartMap() != 2 || reader.ReadTextString() != Content) return null;
        var packed = reader.ReadByteString();
        if (reader.ReadTextString() != Bits || reader.ReadInt32() != BitsEach) return null;
        reader.ReadEndMap();
        if (reader.ReadInt32() != TimeToLive) return null;
        reader.ReadInt64();
        reader.ReadEndMap();
        return reader.BytesRemaining == 0 && Inflate(packed) is { } bits ? (subject, new StatusList(issuedAt, bits)) : null;
    }

    internal static byte[] Deflate(byte[] bits)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize)) zlib.Write(bits);
        return packed.ToArray();
    }

    /// <summary>Null for more than any list of ours has.</summary>
    internal static byte[]? Inflate(byte[] packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var bits = new byte[MostBytes + 1];
        var length = zlib.ReadAtLeast(bits, bits.Length, throwOnEndOfStream: false);
        return length <= MostBytes ? bits[..length] : null;
    }
}
