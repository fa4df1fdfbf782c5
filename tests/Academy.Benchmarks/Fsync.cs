using System.Globalization;
using System.Text.RegularExpressions;

namespace Academy.Benchmarks;

/// <summary>
/// The page cache survives a killed process, so a kill proves nothing about the disk. This watches the server's own system
/// calls: between the arrival of an answer and its acknowledgement the log must have been written, and then synced.
/// </summary>
internal static partial class Fsync
{
    private const int Answers = 50;
    private const string Strace = "/usr/bin/strace";

    public static async Task<bool> RunAsync()
    {
        await using var site = await Deployment.CreateAsync(postgres: false, nodes: 1, people: 1);
        var calls = Path.Combine(site.Folder, "calls");
        var port = Child.FreePort();
        var steps = new Steps();
        // Beside the server, so that it is the server that is ended; sockets and files only: with every futex it would crawl.
        await using (var server = Child.Traced(Strace, ["-D", "-f", "-ttt", "-y", "-s", "1200", "-o", calls, "-e", "trace=fdatasync,fsync,pwrite64,recvmsg,recvfrom,sendmsg,sendto"], site.Program, port, site.Arguments(port, 0)))
        {
            await server.FirstAnswerAsync("/readyz");
            using var client = new Client([server.Address], connections: 1);
            var candidate = new Candidate(client, 1, steps);
            await candidate.SignInAsync();
            await candidate.BeginAsync();
            for (var i = 0; i < Answers; i++) await candidate.SaveAsync();
        }

        return Judge(await File.ReadAllLinesAsync(calls));
    }

    /// <summary>Walks the calls in their order: a save comes in, the log is written, the log is synced, the save is acknowledged.</summary>
    private static bool Judge(string[] calls)
    {
        var (acknowledged, unsynced, written, synced) = (0, 0, false, false);
        // A call that another thread's cut in two is over at its second half.
        var pending = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in calls.Select(line => Line().Match(line)).Where(m => m.Success))
        {
            var (thread, call) = (line.Groups[1].Value, line.Groups[2].Value);
            if (call.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                pending[thread] = call;
                // What leaves the server may be read before the call is over.
                if (!call.StartsWith("send", StringComparison.Ordinal)) continue;
            }
            else if (call.StartsWith("<...", StringComparison.Ordinal))
            {
                if (!pending.Remove(thread, out var begun) || begun.StartsWith("send", StringComparison.Ordinal)) continue;
                call = begun + call;
            }

            if (call.StartsWith("recv", StringComparison.Ordinal) && call.Contains("PUT /exams/attempts/", StringComparison.Ordinal)) (written, synced) = (false, false);
            else if (call.StartsWith("pwrite64", StringComparison.Ordinal) && call.Contains("academy.db-wal", StringComparison.Ordinal)) (written, synced) = (true, false);
            else if ((call.StartsWith("fdatasync", StringComparison.Ordinal) || call.StartsWith("fsync", StringComparison.Ordinal)) && call.Contains("academy.db-wal", StringComparison.Ordinal) && call.EndsWith("= 0", StringComparison.Ordinal)) synced = written;
            else if (call.StartsWith("send", StringComparison.Ordinal) && call.Contains("""\"saved\":[{""", StringComparison.Ordinal))
            {
                acknowledged++;
                if (!synced) unsynced++;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{acknowledged} answers acknowledged over the wire, {acknowledged - unsynced} of them after the log was written and synced."));
        return acknowledged == Answers && unsynced == 0;
    }

    [GeneratedRegex(@"^(\d+) +[\d.]+ (.*)$", RegexOptions.None, 1000)]
    private static partial Regex Line();
}
