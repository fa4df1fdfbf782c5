using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Academy.Benchmarks;

/// <summary>What wrk counted.</summary>
internal sealed record WrkRound(int Requests, double PerSecond, double BytesEach)
{
    /// <summary>Median and the 99th percentile of the response times, in milliseconds.</summary>
    public (double Half, double Most) Latency { get; init; }
}

/// <summary>wrk with a script of ours, one process for each node.</summary>
internal sealed partial class Wrk(string folder)
{
    private const string Program = "/usr/bin/wrk";

    // Every sitter in turn under a rising revision, so that each request is a new answer to a question of its own paper.
    private const string Saves =
        """
        local sitters, at, revision = {}, 0, FIRST
        for line in io.lines("FILE") do
          local head, lease, questions = line:match("^(.-)\t(.-)\t(.*)$")
          local sitter = { head = head:gsub("|", "\r\n"), lease = lease }
          for q in questions:gmatch("%d+") do sitter[#sitter + 1] = q end
          sitters[#sitters + 1] = sitter
        end
        function request()
          at = at + 1
          if at > #sitters then at, revision = 1, revision + 1 end
          local sitter = sitters[at]
          local body = '{"lease":"' .. sitter.lease .. '","answers":[{"q":' .. sitter[revision % #sitter + 1] .. ',"rev":' .. revision .. ',"response":["' .. (1 + revision % 2) .. '"]}]}'
          return sitter.head .. #body .. "\r\n\r\n" .. body
        end
        """;

    private const string Each =
        """
        local requests, at = {}, 0
        for line in io.lines("FILE") do requests[#requests + 1] = line:gsub("|", "\r\n") end
        function request()
          at = at % #requests + 1
          return requests[at]
        end
        """;

    private int _revision;

    /// <summary>The revision of a round's first answers: above all that a sitter can have sent before.</summary>
    public int NextRevision() => _revision += 100_000;

    /// <summary>Saves answers at every node at once, for the sitters of each.</summary>
    /// <param name="thought">For how long a connection rests after each answer, on average.</param>
    public async Task<WrkRound> SaveAsync(IReadOnlyList<(Uri Node, IEnumerable<string> Sitters)> nodes, int connections, TimeSpan time, TimeSpan thought = default)
    {
        var script = Saves.Replace("FIRST", NextRevision().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Sum(await Task.WhenAll(nodes.Select((node, i) => RunAsync(node.Node, Write(i, node.Sitters, script + Resting(thought)), connections / nodes.Count, time, CancellationToken.None))));
    }

    /// <summary>Sends requests round and round.</summary>
    /// <param name="thought">For how long a connection rests after each answer, on average.</param>
    /// <param name="done">Calls it off; then nothing was counted.</param>
    public async Task<WrkRound> RepeatAsync(IReadOnlyList<(Uri Node, IEnumerable<string> Requests)> nodes, int connections, TimeSpan time, TimeSpan thought = default, CancellationToken done = default) =>
        Sum(await Task.WhenAll(nodes.Select((node, i) => RunAsync(node.Node, Write(i, node.Requests, Each + Resting(thought)), connections / nodes.Count, time, done))));

    // Each by itself: connections that rest equally long ask in one bunch for ever. In whole milliseconds, so by chance once more: the mean is exact.
    private static string Resting(TimeSpan thought) => thought <= TimeSpan.Zero ? ""
        : string.Create(CultureInfo.InvariantCulture, $"\nmath.randomseed(os.time() + NODE)\nfunction delay() return math.floor(math.log(1 - math.random()) * -{thought.TotalMilliseconds:0.000} + math.random()) end\n");

    private string Write(int node, IEnumerable<string> lines, string script)
    {
        var (requests, lua) = (Path.Combine(folder, $"requests-{node}"), Path.Combine(folder, $"requests-{node}.lua"));
        File.WriteAllLines(requests, lines);
        File.WriteAllText(lua, script.Replace("FILE", requests, StringComparison.Ordinal).Replace("NODE", node.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return lua;
    }

    private static async Task<WrkRound> RunAsync(Uri node, string script, int connections, TimeSpan time, CancellationToken done)
    {
        var seconds = ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        using var wrk = Process.Start(new ProcessStartInfo(Program, ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "60s", "--latency", "-s", script, node.AbsoluteUri]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await using var end = done.Register(wrk.Kill);
        var said = await wrk.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await wrk.WaitForExitAsync(CancellationToken.None);
        if (done.IsCancellationRequested) return new WrkRound(0, 0, 0);
        if (wrk.ExitCode != 0 || said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException($"wrk had errors: {said}");
        var read = Read().Match(said);
        var count = int.Parse(read.Groups[1].Value, CultureInfo.InvariantCulture);
        var unit = read.Groups[3].Value switch { "K" => 1024.0, "M" => 1024.0 * 1024, "G" => 1024.0 * 1024 * 1024, _ => 1 };
        return new WrkRound(count, double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(read.Groups[2].Value, CultureInfo.InvariantCulture) * unit / count)
        {
            Latency = (Percentile(said, "50"), Percentile(said, "99")),
        };
    }

    private static WrkRound Sum(WrkRound[] nodes) => new(nodes.Sum(n => n.Requests), nodes.Sum(n => n.PerSecond), nodes.Average(n => n.BytesEach)) { Latency = (nodes.Max(n => n.Latency.Half), nodes.Max(n => n.Latency.Most)) };

    private static double Percentile(string said, string share)
    {
        var found = Latencies().Matches(said).Single(m => m.Groups[1].Value == share);
        return double.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) * found.Groups[3].Value switch { "us" => 0.001, "s" => 1000, _ => 1 };
    }

    [GeneratedRegex(@"(\d+) requests in .*?, ([\d.]+)([KMG]?)B read", RegexOptions.None, 1000)]
    private static partial Regex Read();

    [GeneratedRegex(@"^\s+(\d+)%\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline, 1000)]
    private static partial Regex Latencies();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
