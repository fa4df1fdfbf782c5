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
/// <param name="End">Why the code counts no more; null while it does.</param>
/// <param name="CertificateId">Null where nobody knows.</param>
public sealed record CodeRecord(long Number, CertificateNumber Code, string PayloadHash, DateOnly LastDay, CodeStatus Status, CodeEnd? End, DateTimeOffset At, Guid? CertificateId);

/// <summary>
/// 签发日志: every issue and change of status of a certificate code, in a text file outside the database (decisions/0018). All lines are
/// of one length, so that a record is found by its number and a torn one is seen; each ends in a seal by a key of <c>Academy:Secret</c>,
/// so that nobody who can only write files makes a code good. It holds no names.
/// </summary>
public sealed class CodeJournal
{
    private const string Head = "academy code journal 2";
    private const string OldHead = "academy code journal 1";
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int SealLength = 16;
    private const int NoEnd = 9;

    /// <summary>Bytes of a line with its end.</summary>
    internal const int LineLength = OldLineLength + 33 + 2;

    /// <summary>Bytes of a line when the journal said neither certificate nor end.</summary>
    internal const int OldLineLength = 12 + 1 + 14 + 1 + 64 + 1 + 10 + 1 + 1 + 1 + 28 + 1 + SealLength + 1;

    private readonly string _file;
    private readonly byte[] _key;

    private CodeJournal(string file, byte[] key, bool isOld, Guid origin, long last) => (_file, _key, IsOld, Origin, Last) = (file, key, isOld, origin, last);

    /// <summary>Of the first format: it is read, and never appended to.</summary>
    public bool IsOld { get; }

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
        foreach (var isOld in new[] { false, true })
        {
            var (expected, length) = isOld ? (OldHead, OldLineLength) : (Head, LineLength);
            if (LineAt(stream, key, length, 0) is not { } head || !head.StartsWith(expected, StringComparison.Ordinal) || !Guid.TryParse(head[expected.Length..], out var origin)) continue;
            var last = (stream.Length / length) - 1;
            while (last > 0 && RecordAt(stream, key, length, last) is null) last--;
            return new CodeJournal(file, key, isOld, origin, last);
        }

        return null;
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
        return new CodeJournal(file, key, isOld: false, origin, 0);
    }

    /// <summary>Appends, in the place of what was torn; it is on the disk when this returns.</summary>
    /// <exception cref="ArgumentException">The numbers do not go on from <see cref="Last"/>.</exception>
    /// <exception cref="InvalidOperationException">It is of the first format.</exception>
    public void Append(IReadOnlyList<CodeRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (IsOld) throw new InvalidOperationException("A journal of the first format is only read.");
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength((Last + 1) * LineLength);
        stream.Seek(0, SeekOrigin.End);
        var next = Last;
        foreach (var record in records)
        {
            if (record.Number != ++next) throw new ArgumentException($"Record {next} was due.", nameof(records));
            stream.Write(Line(_key, string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Number:000000000000} {record.Code} {record.PayloadHash} {record.LastDay:yyyy-MM-dd} {(int)record.Status} {record.At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)} {record.CertificateId ?? Guid.Empty:N} {(record.End is { } end ? (int)end : NoEnd)}")));
        }

        stream.Flush(flushToDisk: true);
        Last = next;
    }

    /// <summary>The records after a number; null for one whose seal is wrong.</summary>
    public IEnumerable<CodeRecord?> After(long number)
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
        for (var next = number + 1; next <= Last; next++) yield return RecordAt(stream, _key, IsOld ? OldLineLength : LineLength, next);
    }

    private static CodeRecord? RecordAt(FileStream stream, byte[] key, int length, long number) =>
        LineAt(stream, key, length, number) is { } line && line.Split(' ') is [var n, var code, var hash, var day, var status, var at, .. var more]
        && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read == number
        && CertificateNumber.TryParse(code, out var parsed)
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lastDay)
        && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && Enum.IsDefined((CodeStatus)value)
        && DateTimeOffset.TryParseExact(at, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
        && TryReadMore(more, out var certificate, out var end)
            ? new CodeRecord(number, parsed, hash, lastDay, (CodeStatus)value, end, instant, certificate)
            : null;

    /// <summary>Certificate and end; a line of the first format has neither.</summary>
    private static bool TryReadMore(string[] fields, out Guid? certificate, out CodeEnd? end)
    {
        (certificate, end) = (null, null);
        if (fields is []) return true;
        if (fields is not [var id, var digit] || !Guid.TryParseExact(id, "N", out var held) || !int.TryParse(digit, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        if (held != Guid.Empty) certificate = held;
        if (value == NoEnd) return true;
        end = (CodeEnd)value;
        return Enum.IsDefined(end.Value);
    }

    /// <summary>The text of a line; null where it is torn or damaged.</summary>
    private static string? LineAt(FileStream stream, byte[] key, int length, long number)
    {
        var bytes = new byte[length];
        stream.Seek(number * length, SeekOrigin.Begin);
        if (stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length || bytes[^1] != '\n') return null;
        var text = bytes.AsSpan(0, length - SealLength - 2);
        return CryptographicOperations.FixedTimeEquals(Seal(key, text), bytes.AsSpan(length - SealLength - 1, SealLength)) ? Encoding.ASCII.GetString(text).TrimEnd() : null;
    }

    private static byte[] Line(byte[] key, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text.PadRight(LineLength - SealLength - 2));
        return [.. bytes, (byte)' ', .. Seal(key, bytes), (byte)'\n'];
    }

    private static byte[] Seal(byte[] key, ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(key, text).AsSpan(0, SealLength / 2)));
}
