using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Starts">How often each server is started.</param>
/// <param name="Rest">From the first answer to the look at the memory.</param>
/// <param name="Round">Length of one of the rounds in which the servers take turns.</param>
/// <param name="Candidates">People who sit the exam at once.</param>
internal sealed record Extent(int Starts, TimeSpan Rest, TimeSpan WarmUp, TimeSpan Round, int Candidates)
{
    public static Extent Whole { get; } = new(5, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), 200);
    public static Extent Short { get; } = new(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), 32);
}

/// <summary>The figures that are told of the server, each beside the yardstick's in the same run.</summary>
internal sealed partial class Figures(Extent extent, string folder, string program)
{
    private const int Connections = 32;
    private const int Rounds = 2;

    private readonly List<string> _lines = [];
    private bool _good = true;

    /// <summary>Publishes, seeds, measures, prints.</summary>
    /// <returns>Whether every request was answered and every acknowledged answer kept.</returns>
    public static async Task<bool> RunAsync(Extent extent)
    {
        var folder = Directory.CreateTempSubdirectory("academy-figures-").FullName;
        try
        {
            var app = Path.Combine(folder, "app");
            Deployment.Tell("publishing");
            await Deployment.PublishAsync(app);
            return await new Figures(extent, folder, Path.Combine(app, "academy.dll")).MeasureAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> MeasureAsync()
    {
        Deployment.Tell("seeding");
        var people = extent.Candidates.ToString(CultureInfo.InvariantCulture);
        await Child.RunAsync("dotnet", program, "demo", "seed", "--employees", people, "--ready", people, "--password", Deployment.Password, "--environment=Development", $"--Academy:Data={folder}");
        await using var db = Database();
        var code = await db.Certificates.Where(c => c.State == CertificateState.Valid).OrderByDescending(c => c.ExpiresOn).SelectMany(c => c.Codes.Where(x => x.IsCurrent)).Select(c => c.Token).FirstAsync();
        var page = $"/C/{code}";

        await StartAsync(page);
        await using var academy = Academy();
        await using var yardstick = Child.BareKestrel();
        await academy.FirstAnswerAsync(page);
        await yardstick.FirstAnswerAsync("/");
        Deployment.Tell("resting");
        await Task.Delay(extent.Rest);
        Add("memory at rest, working set (MB)", academy.Memory, yardstick.Memory, "0");

        using var ours = new Client([academy.Address], Connections);
        using var bare = new Client([yardstick.Address], Connections);
        await MeasureAsync("GET /C/{token}", _ => ours.GetAsync(page), _ => bare.GetAsync("/"));
        await WrkAsync(new Uri(academy.Address, page), yardstick.Address);

        var candidates = await BeginAsync(ours);
        // Nobody has two hands: each worker has candidates of its own.
        var queues = Enumerable.Range(0, Connections).Select(worker => new Queue<Candidate>(candidates.Where((_, i) => i % Connections == worker))).ToArray();
        var saves = await MeasureAsync(
            "PUT answers",
            worker =>
            {
                var next = queues[worker].Dequeue();
                queues[worker].Enqueue(next);
                return next.TrySaveAsync();
            },
            async worker =>
            {
                using var request = candidates[worker].NextAnswer().Request;
                return await bare.AskAsync(request);
            });
        academy.Kill();
        Add("answers saved per second, beside one fsync of 4 KB after the other", saves.PerSecond, Fsyncs(), "0");
        await CompareAsync(db, candidates);

        Console.WriteLine("| figure | Academy | bare Kestrel | Academy ÷ bare |\n|---|---:|---:|---:|");
        foreach (var line in _lines) Console.WriteLine(line);
        Console.WriteLine($"\n{Environment.ProcessorCount} cores, .NET {Environment.Version}, SQLite on {new DriveInfo(folder).DriveFormat}; {Connections} connections, after {extent.WarmUp.TotalSeconds} s of warming up {Rounds} rounds of {extent.Round.TotalSeconds} s in turns, {candidates.Length} attempts. Client, server and yardstick share the machine.");
        return _good;
    }

    private Child Academy()
    {
        var port = Child.FreePort();
        return Child.Academy(program, port, [$"--urls=http://127.0.0.1:{port}", "--environment=Development", $"--Academy:Data={folder}"]);
    }

    private async Task StartAsync(string page)
    {
        Deployment.Tell("starting");
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < extent.Starts; i++)
        {
            await using (var academy = Academy()) ours.Add(await academy.FirstAnswerAsync(page));
            await using (var yardstick = Child.BareKestrel()) bare.Add(await yardstick.FirstAnswerAsync("/"));
        }

        Add($"start-up to first answer, median of {extent.Starts} (s)", Median(ours), Median(bare), "0.00");
    }

    /// <summary>Both servers in turns, so that whatever else the machine does falls on both.</summary>
    private async Task<Load> MeasureAsync(string what, Func<int, Task<string?>> ours, Func<int, Task<string?>> bare)
    {
        Deployment.Tell(what);
        var (academy, yardstick, warming) = (new Load(), new Load(), new Load());
        await warming.RunAsync(Connections, extent.WarmUp, bare);
        await warming.RunAsync(Connections, extent.WarmUp, ours);
        for (var round = 0; round < Rounds; round++)
        {
            await yardstick.RunAsync(Connections, extent.Round, bare);
            await academy.RunAsync(Connections, extent.Round, ours);
        }

        Add($"{what}: requests/s", academy.PerSecond, yardstick.PerSecond, "0");
        foreach (var share in new[] { 0.5, 0.95, 0.99 }) Add($"{what}: p{share * 100:0} (ms)", academy.Percentile(share), yardstick.Percentile(share), "0.00");
        var errors = academy.Errors.Concat(yardstick.Errors).Concat(warming.Errors).ToList();
        if (errors.Count > 0) _good = false;
        _lines.Add($"| {what}: errors | {(errors.Count == 0 ? "0" : string.Join(", ", errors.Select(e => $"{e.Value} × {e.Key}")))} | | |");
        return academy;
    }

    /// <summary>A second opinion by another client, where it is installed.</summary>
    private async Task WrkAsync(Uri ours, Uri bare)
    {
        const string Wrk = "/usr/bin/wrk";
        if (!File.Exists(Wrk)) return;
        Deployment.Tell("wrk");
        var seconds = Math.Max(1, (int)extent.Round.TotalSeconds * Rounds).ToString(CultureInfo.InvariantCulture);
        async Task<double> PerSecondAsync(Uri address)
        {
            var said = await Child.RunAsync(Wrk, "-t1", $"-c{Connections}", $"-d{seconds}s", address.AbsoluteUri);
            if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal)) _good = false;
            return double.Parse(WrkRate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        var yardstick = await PerSecondAsync(bare);
        Add("GET /C/{token}: requests/s by wrk", await PerSecondAsync(ours), yardstick, "0");
    }

    private async Task<Candidate[]> BeginAsync(Client client)
    {
        Deployment.Tell("signing in");
        var candidates = Enumerable.Range(1, extent.Candidates).Select(number => new Candidate(client, number, new Steps())).ToArray();
        await Parallel.ForEachAsync(candidates, async (candidate, _) =>
        {
            await candidate.SignInAsync();
            await candidate.BeginAsync();
        });
        return candidates;
    }

    /// <summary>How many writes in a row this disk takes: what a save could do at best without sharing a sync.</summary>
    private double Fsyncs()
    {
        var block = new byte[4096];
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var (begun, count) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(begun) < extent.Round; count++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>The server was killed: everything it acknowledged has to be there.</summary>
    private async Task CompareAsync(AcademyDbContext db, Candidate[] candidates)
    {
        var journal = (await db.AnswerRevisions.Select(r => new { r.AttemptId, r.Q, r.Revision }).ToListAsync()).Select(r => (r.AttemptId, r.Q, r.Revision)).ToHashSet();
        var kept = await db.Answers.AsNoTracking().ToDictionaryAsync(a => (a.AttemptId, a.Q), a => a.Revision);
        var acknowledged = candidates.SelectMany(c => c.Acknowledged.Select(a => (c.AttemptId, a.Q, a.Revision))).ToList();
        var lost = acknowledged.Count(a => !journal.Contains(a) || kept.GetValueOrDefault((a.AttemptId, a.Q)) < a.Revision);
        if (lost > 0) _good = false;
        _lines.Add($"| answers acknowledged, and lost when the server was killed | {acknowledged.Count}, {lost} | | |");
    }

    private SqliteAcademyDbContext Database() =>
        new(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite($"Data Source={Path.Combine(folder, "academy.db")};Pooling=False").Options, new WriteGate());

    private void Add(string what, double ours, double bare, string format) =>
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {ours.ToString(format, CultureInfo.InvariantCulture)} | {bare.ToString(format, CultureInfo.InvariantCulture)} | {ours / bare:0.###} |"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);


    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex WrkRate();
}
