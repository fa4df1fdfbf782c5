using System.Formats.Cbor;
using System.Text;

namespace Academy.Web.Signing;

/// <summary>
/// COSE_Sign1 (RFC 9052), tagged, by ES256: what is published as a file of its own. Its one form is deterministic CBOR with
/// algorithm, kid and where there is one the type in the protected header, and nothing in the other.
/// </summary>
public sealed class CoseSign1
{
    private const int Algorithm = 1, KeyId = 4, TypeOf = 16;
    private const int Es256Algorithm = -7;
    private static readonly CborTag Tag = (CborTag)18;

    private CoseSign1(byte kid, string? type, byte[] payload, byte[] signature) => (Kid, Type, Payload, Signature) = (kid, type, payload, signature);

    /// <summary>Short id of the key, unique within the purpose that the file's kind demands.</summary>
    public byte Kid { get; }

    /// <summary>Media type of the content (RFC 9596); null where the file has none.</summary>
    public string? Type { get; }

    public byte[] Payload { get; }

    private byte[] Signature { get; }

    /// <param name="external">Signed and not sent: what the file is for and where; empty for none.</param>
    public static byte[] Sign(byte[] payload, string external, SigningKey key, KeyRing keys, string? type = null)
    {
        var head = Head(key.Kid, type);
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(Tag);
        writer.WriteStartArray(4);
        writer.WriteByteString(head);
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(keys.Sign(key, ToBeSigned(head, external, payload)));
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Null for any bytes but those of the one form.</summary>
    public static CoseSign1? Read(byte[] bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Canonical);
            if (reader.ReadTag() != Tag || reader.ReadStartArray() != 4) return null;
            var head = reader.ReadByteString();
            if (reader.ReadStartMap() != 0) return null;
            reader.ReadEndMap();
            var payload = reader.ReadByteString();
            var signature = reader.ReadByteString();
            reader.ReadEndArray();
            return reader.BytesRemaining == 0 && ReadHead(head) is var (kid, type) ? new CoseSign1(kid, type, payload, signature) : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <param name="external">As for <see cref="Sign"/>.</param>
    public bool IsSignedBy(SigningKey key, KeyRing keys, string external) => keys.Verify(key, ToBeSigned(Head(Kid, Type), external, Payload), Signature);

    /// <summary>Sig_structure of RFC 9052, 4.4: what is signed.</summary>
    internal static byte[] ToBeSigned(ReadOnlySpan<byte> head, string external, ReadOnlySpan<byte> payload)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(head);
        writer.WriteByteString(Encoding.UTF8.GetBytes(external));
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] Head(byte kid, string? type)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(type is null ? 2 : 3);
        writer.WriteInt32(Algorithm);
        writer.WriteInt32(Es256Algorithm);
        writer.WriteInt32(KeyId);
        writer.WriteByteString([kid]);
        if (type is not null)
        {
            writer.WriteInt32(TypeOf);
            writer.WriteTextString(type);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    private static (byte Kid, string? Type)? ReadHead(byte[] head)
    {
        var reader = new CborReader(head, CborConformanceMode.Canonical);
        var count = reader.ReadStartMap();
        if (count is not (2 or 3) || reader.ReadInt32() != Algorithm || reader.ReadInt32() != Es256Algorithm || reader.ReadInt32() != KeyId) return null;
        var kid = reader.ReadByteString();
        if (kid.Length != 1 || (count == 3 && reader.ReadInt32() != TypeOf)) return null;
        var type = count == 3 ? reader.ReadTextString() : null;
        reader.ReadEndMap();
        return reader.BytesRemaining == 0 ? (kid[0], type) : null;
    }
}
