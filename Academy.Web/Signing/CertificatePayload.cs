using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;

namespace Academy.Web.Signing;

/// <summary>Whether a name can stand in a certificate's code.</summary>
public enum NameFit
{
    Fits,

    /// <summary>Under <see cref="CertificatePayload.ShortestName"/>.</summary>
    TooShort,

    /// <summary>Over <see cref="CertificatePayload.LongestName"/>.</summary>
    TooLong,

    /// <summary>No valid Unicode.</summary>
    NotText,
}

/// <summary>
/// The signed payload: a deterministic CBOR array (RFC 8949, 4.2) of index, last day, day of issue, name, Organization,
/// Position, level (always 0), photo hash or null; in a live code also the Unix second at which it ends.
/// </summary>
public static class CertificatePayload
{
    /// <summary>Bytes of UTF-8 a name may take.</summary>
    public const int LongestName = 60;

    private const int Level = 0;
    private const int PhotoHashLength = 8;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The first day of the platform: later ones take no fewer bytes.
    private static readonly DateOnly LeastDay = new(2026, 1, 1);

    /// <summary>
    /// Bytes of UTF-8 a name must take, so that whatever the Organization and Position the payload reaches
    /// the length that the token's fixed head demands: the least fields there are, without a photo, and a name that fills up the rest.
    /// </summary>
    public static int ShortestName { get; } = Enumerable.Range(1, LongestName).First(bytes => Encode(
        new CodeFields(StatusIndex.First, LeastDay, LeastDay, new string('a', bytes), Organization.FirstNumber, 1, null)).Length >= CertificateToken.ShortestPayload);

    /// <summary>Whether a name can be put on a certificate: one that cannot would stop the certifying transaction for ever.</summary>
    public static NameFit FitOf(string name)
    {
        try
        {
            return StrictUtf8.GetByteCount(name.Normalize(NormalizationForm.FormC)) switch
            {
                var bytes when bytes < ShortestName => NameFit.TooShort,
                > LongestName => NameFit.TooLong,
                _ => NameFit.Fits,
            };
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return NameFit.NotText;
        }
    }

    /// <summary>What <see cref="CodeFields.PhotoHash"/> is for this file.</summary>
    public static ulong PhotoHash(ReadOnlySpan<byte> file) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(file));

    /// <exception cref="ArgumentException">A field is out of its range; the name is not NFC.</exception>
    public static byte[] Encode(CodeFields fields, DateTimeOffset? liveUntil = null)
    {
        if (!IsName(fields.Name))
        {
            throw new ArgumentException("A name is NFC and takes 1 to 60 bytes.", nameof(fields));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(fields.Index, nameof(fields));
        ArgumentOutOfRangeException.ThrowIfNegative(fields.Organization, nameof(fields));
        ArgumentOutOfRangeException.ThrowIfNegative(fields.Position, nameof(fields));

        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(liveUntil is null ? 8 : 9);
        writer.WriteInt32(fields.Index);
        writer.WriteUInt32(DayNumber.Of(fields.LastDay));
        writer.WriteUInt32(DayNumber.Of(fields.IssuedOn));
        writer.WriteTextString(fields.Name);
        writer.WriteInt32(fields.Organization);
        writer.WriteInt32(fields.Position);
        writer.WriteInt32(Level);
        if (fields.PhotoHash is { } hash)
        {
            Span<byte> bytes = stackalloc byte[PhotoHashLength];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, hash);
            writer.WriteByteString(bytes);
        }
        else
        {
            writer.WriteNull();
        }

        if (liveUntil is { } until)
        {
            writer.WriteUInt32(checked((uint)until.ToUnixTimeSeconds()));
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Null for any bytes but those <see cref="Encode"/> gives.</summary>
    public static (CodeFields Fields, DateTimeOffset? LiveUntil)? Decode(ReadOnlyMemory<byte> payload, CodeKind kind)
    {
        try
        {
            // Canonical: shortest integers, definite lengths, valid UTF-8, or CborContentException.
            var reader = new CborReader(payload, CborConformanceMode.Canonical);
            if (reader.ReadStartArray() != (kind == CodeKind.Live ? 9 : 8))
            {
                return null;
            }

            var index = reader.ReadInt32();
            var lastDay = reader.ReadUInt32();
            var issuedOn = reader.ReadUInt32();
            var name = reader.ReadTextString();
            var organization = reader.ReadInt32();
            var position = reader.ReadInt32();
            var level = reader.ReadInt32();
            var photo = ReadPhotoHash(reader);
            DateTimeOffset? until = kind == CodeKind.Live ? DateTimeOffset.FromUnixTimeSeconds(reader.ReadUInt32()) : null;
            reader.ReadEndArray();

            var known = DayNumber.TryDay(lastDay, out var last) & DayNumber.TryDay(issuedOn, out var issued);
            return known && reader.BytesRemaining == 0 && level == Level && IsName(name)
                && index >= 0 && organization >= 0 && position >= 0
                ? (new CodeFields(index, last, issued, name, organization, position, photo), until)
                : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return null;
        }
    }

    private static ulong? ReadPhotoHash(CborReader reader)
    {
        if (reader.PeekState() == CborReaderState.Null)
        {
            reader.ReadNull();
            return null;
        }

        var bytes = reader.ReadByteString();
        return bytes.Length == PhotoHashLength
            ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
            : throw new FormatException("A photo hash has 8 bytes.");
    }

    private static bool IsName(string name)
    {
        try
        {
            return StrictUtf8.GetByteCount(name) is > 0 and <= LongestName && name.IsNormalized(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }
}
