using System.Security.Cryptography;

namespace Academy.Domain.Inspections;

/// <summary>What a finding, or its being put right, looks like. Never changed, only added to.</summary>
public sealed class FindingPhoto
{
    /// <summary>Bytes of one photo, at most.</summary>
    public const int MostBytes = 3 * 1024 * 1024;

    /// <summary>Photos of one step, at most.</summary>
    public const int MostPhotos = 6;

    private FindingPhoto() { }

    /// <param name="id">May come from the device that took it.</param>
    /// <exception cref="ArgumentException">It is no JPEG, PNG or WebP, or too large.</exception>
    public FindingPhoto(Guid id, Guid inspectionId, byte[] bytes, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > MostBytes) throw new ArgumentException("The photo is too large.", nameof(bytes));
        MediaType = TypeOf(bytes) ?? throw new ArgumentException("The file is no photo.", nameof(bytes));
        (Id, InspectionId, Bytes, By, At) = (id, inspectionId, bytes, by, now);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public Guid Id { get; private set; }

    /// <summary>Who may see it follows from its inspection.</summary>
    public Guid InspectionId { get; private set; }

    /// <summary>image/jpeg, image/png or image/webp.</summary>
    public string MediaType { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    /// <summary>SHA-256, 64 hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    public Guid By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>What a file is by its leading bytes; its name says nothing. Null where it is no photo.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
