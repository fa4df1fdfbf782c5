using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Operations;

/// <summary>One line of the journal.</summary>
/// <param name="Number">From 1 without gaps.</param>
/// <param name="PayloadHash">SHA-256 of the signed bytes, 64 hexadecimal digits.</param>
/// <param name="Status">Since <paramref name="At"/>; the first record of a code is its issue.</param>
public sealed record CodeRecord(long Number, CertificateNumber Code, string PayloadHash, DateOnly LastDay, CodeStatus Status, DateTimeOffset At);

/// <summary>
/// 签发日志: every issue and change of status of a certificate code, in a text file outside the database (decisions/0018). All lines are
/// of one length, so that a record is found by its number and a torn one is seen; each ends in a seal by a key of <c>Academy:Secret</c>,
/// so that nobody who can only write files makes a code good. It holds no names.
/// </summary>
public sealed class CodeJournal
{
    private const string Head = "academy code journal 1";
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int SealLength = 16;

    /// <summary>Bytes of a line with its end.</summary>
    internal const int LineLength = 12 + 1 + 14 + 1 + 64 + 1 + 10 + 1 + 1 + 1 + 28 + 1 + SealLength + 1;

    private readonly string _file;
    private readonly byte[] _key;

    private CodeJournal(string file, byte[] key, Guid origin, long last) => (_file, _key, Origin, Last) = (file, key, origin, last);

    /// <summary>Of the database that it belongs to.</summary>
    public Guid Origin { get; }

    /// <summary>Number of its last whole record; 0 without any.</summary>
    public long Last { get; private set; }

    /// <summary>Where a node keeps its own.</summary>
    public static string In(string folder) => Path.Combine(folder, "codes.journal");

    /// <summary>What its lines are sealed with.</summary>
    public static byte[] KeyOf(AcademySecret secret) => secret.Derive("wlaq.code-journal.v1");

    /// <summary>Opens a journal, and looks past what was torn at its end.</summary>
    /// <returns>Null where there is none, or its head is no journal's, or sealed by another secret.</returns>
    public static CodeJournal? Open(string file, byte[] key)
    {
        if (!File.Exists(file)) return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (LineAt(stream, key, 0) is not { } head || !head.StartsWith(Head, StringComparison.Ordinal) || !Guid.TryParse(head[Head.Length..], out var origin)) return null;
        var last = (stream.Length / LineLength) - 1;
        while (last > 0 && RecordAt(stream, key, last) is null) last--;
        return new CodeJournal(file, key, origin, last);
    }

    /// <summary>Begins a journal, in the place of one that is there.</summary>
    public static CodeJournal Begin(string file, byte[] key, Guid origin)
    {
        var arriving = $"{file}.arriving";
        using (var stream = new FileStream(arriving, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Line(key, $"{Head} {origin:D}"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(arriving, file, overwrite: true);
        return new CodeJournal(file, key, origin, 0);
    }

    /// <summary>Appends, in the place of what was torn; it is on the disk when this returns.</summary>
    /// <exception cref="ArgumentException">The numbers do not go on from <see cref="Last"/>.</exception>
    public void Append(IReadOnlyList<CodeRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength((Last + 1) * LineLength);
        stream.Seek(0, SeekOrigin.End);
        var next = Last;
        foreach (var record in records)
        {
            if (record.Number != ++next) throw new ArgumentException($"Record {next} was due.", nameof(records));
            stream.Write(Line(_key, string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Number:000000000000} {record.Code} {record.PayloadHash} {record.LastDay:yyyy-MM-dd} {(int)record.Status} {record.At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}")));
        }

        stream.Flush(flushToDisk: true);
        Last = next;
    }

    /// <summary>The records after a number; null for one whose seal is wrong.</summary>
    public IEnumerable<CodeRecord?> After(long number)
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
        for (var next = number + 1; next <= Last; next++) yield return RecordAt(stream, _key, next);
    }

    private static CodeRecord? RecordAt(FileStream stream, byte[] key, long number) =>
        LineAt(stream, key, number) is { } line && line.Split(' ') is [var n, var code, var hash, var day, var status, var at]
        && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read == number
        && CertificateNumber.TryParse(code, out var parsed)
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lastDay)
        && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && Enum.IsDefined((CodeStatus)value)
        && DateTimeOffset.TryParseExact(at, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? new CodeRecord(number, parsed, hash, lastDay, (CodeStatus)value, instant)
            : null;

    /// <summary>The text of a line; null where it is torn or damaged.</summary>
    private static string? LineAt(FileStream stream, byte[] key, long number)
    {
        var bytes = new byte[LineLength];
        stream.Seek(number * LineLength, SeekOrigin.Begin);
        if (stream.ReadAtLeast(bytes, LineLength, throwOnEndOfStream: false) < LineLength || bytes[^1] != '\n') return null;
        var text = bytes.AsSpan(0, LineLength - SealLength - 2);
        return CryptographicOperations.FixedTimeEquals(Seal(key, text), bytes.AsSpan(LineLength - SealLength - 1, SealLength)) ? Encoding.ASCII.GetString(text).TrimEnd() : null;
    }

    private static byte[] Line(byte[] key, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text.PadRight(LineLength - SealLength - 2));
        return [.. bytes, (byte)' ', .. Seal(key, bytes), (byte)'\n'];
    }

    private static byte[] Seal(byte[] key, ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(key, text).AsSpan(0, SealLength / 2)));
}
