using System.Globalization;
using Academy.Domain.Certificates;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

/// <summary>Holds the offline verification against the file of cases that the browser's code is held against too.</summary>
public sealed class SharedCasesTests
{
    private static readonly Lazy<SharedFileOfCases> Shared = new(() =>
    {
        if (Environment.GetEnvironmentVariable("ACADEMY_WRITE_CASES") is { Length: > 0 }) SharedCases.Make().Write();
        return SharedFileOfCases.Read();
    });

    [Fact]
    public void Every_case_comes_out_as_the_file_says()
    {
        var file = Shared.Value;
        var wrong = new List<string>();
        foreach (var one in file.Cases)
        {
            var verifier = Verifier(file);
            foreach (var list in one.Lists) verifier.Take(Convert.FromBase64String(file.Lists[list]));
            var verdict = verifier.Verify(one.Text, one.Position, DateTimeOffset.Parse(one.Now, CultureInfo.InvariantCulture));
            var said = (verdict.Result.WireCode(), verdict.IsUnconfirmed, (long?)verdict.ListAge?.TotalSeconds);
            if (said != (one.Result, one.Unconfirmed, one.ListAge)) wrong.Add($"{one.Name}: {said} instead of {(one.Result, one.Unconfirmed, one.ListAge)} ({one.Why})");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(file.Cases.Length, 100, 1000);
    }

    [Fact]
    public void Bundles_and_lists_are_taken_or_refused_as_the_file_says()
    {
        var file = Shared.Value;
        var trust = file.TrustFiles.Where(f => TrustBundle.Read(Convert.FromBase64String(f.Bytes), "v.wlaq.cn", file.RootFingerprint) is not null != f.Accepted).Select(f => $"trust {f.Name}: {f.Why}");
        var lists = file.ListFiles.Where(f => Verifier(file).Take(Convert.FromBase64String(f.Bytes)) != f.Accepted).Select(f => $"list {f.Name}: {f.Why}");

        Assert.Empty(trust.Concat(lists));
    }

    [Fact]
    public void The_file_has_every_case_that_its_writer_makes()
    {
        var (made, file) = (SharedCases.Make(), Shared.Value);

        Assert.Equal(made.About, file.About);
        Assert.Equal(made.Cases.Select(c => c with { Text = "", Lists = [] }), file.Cases.Select(c => c with { Text = "", Lists = [] }));
        Assert.Equal(made.TrustFiles.Select(f => (f.Name, f.Accepted)), file.TrustFiles.Select(f => (f.Name, f.Accepted)));
        Assert.Equal(made.ListFiles.Select(f => (f.Name, f.Accepted)), file.ListFiles.Select(f => (f.Name, f.Accepted)));
    }

    [Fact]
    public void Every_result_that_can_come_without_a_server_is_in_the_file() =>
        // That the payload differs from the issuance row shows only where the row is.
        Assert.Equal(Enum.GetValues<VerificationResult>().Except([VerificationResult.ForgedKeyAlarm]).Select(r => r.WireCode()).Order(StringComparer.Ordinal), Shared.Value.Cases.Select(c => c.Result).Distinct().Order(StringComparer.Ordinal));

    private static OfflineVerifier Verifier(SharedFileOfCases file) =>
        new(TrustBundle.Read(Convert.FromBase64String(file.Trust), "v.wlaq.cn", file.RootFingerprint)!, file.PublicUrl, ["v.wlaq.cn", .. file.FormerHosts]);
}
