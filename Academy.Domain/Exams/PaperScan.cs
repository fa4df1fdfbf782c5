using System.Security.Cryptography;

namespace Academy.Domain.Exams;

/// <summary>扫描件: what a written paper looks like, as it was attached. Never changed, only added to.</summary>
public sealed class PaperScan
{
    /// <summary>Bytes of one file, at most.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Files of one sheet, at most.</summary>
    public const int MostFiles = 20;

    private PaperScan() { }

    /// <summary>Attaches a file.</summary>
    /// <exception cref="ArgumentException">It is no PDF, JPEG or PNG, or too large.</exception>
    public PaperScan(Guid id, Guid sheetId, byte[] bytes, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > MostBytes) throw new ArgumentException("The file is too large.", nameof(bytes));
        MediaType = TypeOf(bytes) ?? throw new ArgumentException("The file is no scan.", nameof(bytes));
        (Id, SheetId, Bytes, Size, By, At) = (id, sheetId, bytes, bytes.Length, by, now);
        Hash = HashOf(bytes);
    }

    public Guid Id { get; private set; }
    public Guid SheetId { get; private set; }

    /// <summary>application/pdf, image/jpeg or image/png.</summary>
    public string MediaType { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    /// <summary>Bytes.</summary>
    public int Size { get; private set; }

    /// <summary>SHA-256, 64 hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    public Guid By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What a file is by its leading bytes; its name says nothing. Null where it is no scan.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) ? "application/pdf"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : null;
}
