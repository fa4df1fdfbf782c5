using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Operations;

/// <summary>The journal as a file: what is torn or damaged is seen.</summary>
public sealed class CodeJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("academy-journal-").FullName;
    private static readonly Guid Certificate = Guid.Parse("0198c0de-0000-7000-8000-000000000001");

    private readonly Guid _origin = Guid.NewGuid();
    private readonly byte[] _key = CodeJournal.KeyOf(new AcademySecret(AcademySettings.DemoSecret));

    private string File => CodeJournal.In(_folder);

    [Fact]
    public void What_was_appended_is_read_as_it_was()
    {
        CodeRecord[] records = [Record(1) with { CertificateId = null }, Record(2, CodeStatus.Superseded) with { End = CodeEnd.Lost }, Record(3, CodeStatus.Superseded) with { End = CodeEnd.Superseded }];
        var journal = CodeJournal.Begin(File, _key, _origin);
        journal.Append(records[..2]);
        journal.Append(records[2..]);

        var opened = CodeJournal.Open(File, _key)!;
        Assert.Equal((_origin, 3), (opened.Origin, opened.Last));
        Assert.Equal(records, opened.After(0));
        Assert.Equal([records[2]], opened.After(2));
        Assert.All(System.IO.File.ReadAllLines(File), line => Assert.Equal(CodeJournal.LineLength - 1, line.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(CodeJournal.LineLength - 1)]
    public void A_torn_last_line_is_looked_past_and_written_again(int bytes)
    {
        Begin(3);
        using (var stream = System.IO.File.OpenWrite(File)) stream.SetLength(stream.Length - bytes);

        var journal = CodeJournal.Open(File, _key)!;
        Assert.Equal(2, journal.Last);
        journal.Append([Record(3), Record(4)]);
        Assert.Equal([Record(1), Record(2), Record(3), Record(4)], CodeJournal.Open(File, _key)!.After(0));
    }

    [Fact]
    public void A_last_line_of_the_right_length_that_never_reached_the_disk_is_torn_too()
    {
        Begin(3);
        Overwrite(3 * CodeJournal.LineLength, new byte[CodeJournal.LineLength]);

        Assert.Equal(2, CodeJournal.Open(File, _key)!.Last);
    }

    [Fact]
    public void A_damaged_line_between_others_is_none_and_the_others_are_read()
    {
        Begin(3);
        Overwrite((2 * CodeJournal.LineLength) + 40, "x"u8.ToArray());

        Assert.Equal([Record(1), null, Record(3)], CodeJournal.Open(File, _key)!.After(0));
    }

    [Fact]
    public void What_is_no_journal_is_not_opened()
    {
        Assert.Null(CodeJournal.Open(File, _key));
        System.IO.File.WriteAllText(File, new string('a', 1000));
        Assert.Null(CodeJournal.Open(File, _key));
        Begin(1);
        Overwrite(30, "x"u8.ToArray());
        Assert.Null(CodeJournal.Open(File, _key));
    }

    [Fact]
    public void What_was_sealed_by_another_secret_is_no_journal()
    {
        Begin(1);

        Assert.Null(CodeJournal.Open(File, CodeJournal.KeyOf(new AcademySecret("another-secret-of-thirty-two-characters"))));
    }

    [Fact]
    public void A_line_that_was_added_without_the_secret_is_none()
    {
        Begin(2);
        var lines = System.IO.File.ReadAllLines(File);
        // A revoked code made good again by whoever can write the file.
        System.IO.File.AppendAllText(File, lines[2].Replace("000000000002 ", "000000000003 ", StringComparison.Ordinal) + "\n");

        Assert.Equal(2, CodeJournal.Open(File, _key)!.Last);
    }

    [Fact]
    public void A_journal_of_the_first_format_is_read_and_not_appended_to()
    {
        WriteOld(File, _key, _origin, [Record(1), Record(2, CodeStatus.Suspended)]);
        System.IO.File.AppendAllText(File, "000000000003 torn");

        var journal = CodeJournal.Open(File, _key)!;
        Assert.Equal((true, _origin, 2), (journal.IsOld, journal.Origin, journal.Last));
        Assert.Equal([Record(1) with { CertificateId = null }, Record(2, CodeStatus.Suspended) with { CertificateId = null }], journal.After(0));
        Assert.Throws<InvalidOperationException>(() => journal.Append([Record(3)]));
        Assert.Null(CodeJournal.Open(File, new byte[32]));
    }

    [Fact]
    public void A_gap_in_the_numbers_is_a_broken_promise()
    {
        Begin(1);
        Assert.Throws<ArgumentException>(() => CodeJournal.Open(File, _key)!.Append([Record(3)]));
        Assert.Equal(1, CodeJournal.Open(File, _key)!.Last);
    }

    /// <summary>A journal as it was written before it said certificate and end.</summary>
    internal static void WriteOld(string file, byte[] key, Guid origin, IEnumerable<CodeRecord> records) => System.IO.File.WriteAllText(file, string.Concat(
        records.Select(r => $"{r.Number:000000000000} {r.Code} {r.PayloadHash} {r.LastDay:yyyy-MM-dd} {(int)r.Status} {r.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}").Prepend($"academy code journal 1 {origin:D}").Select(text =>
        {
            var padded = text.PadRight(CodeJournal.OldLineLength - 18);
            return $"{padded} {Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(padded)))[..16]}\n";
        })));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CodeRecord Record(long number, CodeStatus status = CodeStatus.Valid) =>
        new(number, new CertificateNumber("27Q3", 700_000 + (int)number), new string('a', 64), new DateOnly(2027, 9, 30), status, null, new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero).AddTicks(number), Certificate);

    private void Begin(int records) => CodeJournal.Begin(File, _key, _origin).Append([.. Enumerable.Range(1, records).Select(n => Record(n))]);

    private void Overwrite(long at, byte[] bytes)
    {
        using var stream = System.IO.File.OpenWrite(File);
        stream.Seek(at, SeekOrigin.Begin);
        stream.Write(bytes);
    }
}
