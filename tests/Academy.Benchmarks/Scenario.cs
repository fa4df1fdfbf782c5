using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Benchmarks;

/// <summary>People who sit the exam at once.</summary>
/// <param name="Window">In which they start, evenly, whether or not the server keeps up.</param>
/// <param name="Questions">Answers each of them saves at least.</param>
/// <param name="LeastThought">Before an answer; at most <paramref name="MostThought"/>.</param>
/// <param name="Kills">How often a node is killed while they sit; they answer until all but the last were.</param>
internal sealed record Sitting(bool Postgres, int Nodes, int Candidates, TimeSpan Window, int Questions, TimeSpan LeastThought, TimeSpan MostThought, int Kills)
{
    /// <summary>What is promised of one box.</summary>
    public static Sitting Whole(bool postgres) =>
        new(postgres, postgres ? 2 : 1, 2_000, TimeSpan.FromSeconds(60), 40, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), 0);

    /// <summary>Nothing acknowledged is lost, however often the server dies.</summary>
    public static Sitting Crashing(bool postgres) =>
        Whole(postgres) with { Candidates = 500, Window = TimeSpan.FromSeconds(20), Kills = 20 };

    /// <summary>Both in under a minute.</summary>
    public static Sitting Short(bool postgres) =>
        new(postgres, postgres ? 2 : 1, 60, TimeSpan.FromSeconds(3), 8, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.3), 1);
}

/// <summary>Plays a sitting against the running server and holds what it acknowledged against the database.</summary>
internal sealed class Scenario(Sitting sitting, Deployment site, Client client)
{
    /// <summary>More at once would only wait in the server's own queue.</summary>
    private const int SignInsAtOnce = 8;

    /// <summary>Of the deadline sweep, for what was handed in and not graded when its node died: grace and a few of its rounds.</summary>
    private static readonly TimeSpan LongestGrading = TimeSpan.FromSeconds(30);

    private static readonly string[] Shown = [Candidate.SignIn, Candidate.Notice, Candidate.Start, Candidate.Page, Candidate.Lease, Candidate.Save, Candidate.Submit, Candidate.Result];

    private readonly Steps _steps = new();
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly TaskCompletionSource _killed = new();

    /// <returns>Whether nothing went wrong and nothing was lost.</returns>
    public static async Task<bool> RunAsync(Sitting sitting)
    {
        await using var site = await Deployment.CreateAsync(sitting.Postgres, sitting.Nodes, sitting.Candidates);
        await site.StartAsync();
        using var client = new Client([.. site.Nodes.Select(n => n.Address)], connections: 512);
        return await new Scenario(sitting, site, client).PlayAsync();
    }

    private async Task<bool> PlayAsync()
    {
        Deployment.Tell("signing in");
        var candidates = Enumerable.Range(1, sitting.Candidates).Select(number => new Candidate(client, number, _steps)).ToList();
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(candidates, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (candidate, _) => await candidate.SignInAsync());
        var signInsPerMinute = sitting.Candidates / Stopwatch.GetElapsedTime(begun).TotalMinutes;

        Deployment.Tell("sitting");
        var (server, driver) = (site.Processor, Environment.CpuUsage.TotalTime);
        begun = Stopwatch.GetTimestamp();
        var killing = KillAsync();
        await Task.WhenAll(candidates.Select((candidate, number) => SitAsync(candidate, sitting.Window * ((double)number / sitting.Candidates))));
        await killing;
        var took = Stopwatch.GetElapsedTime(begun);
        (server, driver) = (site.Processor - server, Environment.CpuUsage.TotalTime - driver);
        var lost = await CompareAsync(candidates);

        Console.WriteLine("| step | done | p50 ms | p95 ms | p99 ms | sent again |\n|---|---:|---:|---:|---:|---|");
        foreach (var step in Shown)
        {
            var load = _steps[step];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {load.Count} | {load.Percentile(0.5):0.0} | {load.Percentile(0.95):0.0} | {load.Percentile(0.99):0.0} | {string.Join(", ", load.Errors.Select(e => $"{e.Value} × {e.Key}"))} |"));
        }

        foreach (var wrong in _wrong.GroupBy(w => w, StringComparer.Ordinal)) Console.WriteLine($"wrong: {wrong.Count()} × {wrong.Key}");
        var where = await site.DescribeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {candidates.Sum(c => c.Acknowledged.Count)} answers acknowledged, {lost} lost; {sitting.Kills} times a node was killed; {signInsPerMinute:0} sign-ins a minute.
            {where}; {sitting.Candidates} candidates starting within {sitting.Window.TotalSeconds} s, {took.TotalSeconds:0} s in all, think time {sitting.LeastThought.TotalSeconds}–{sitting.MostThought.TotalSeconds} s.
            Processor: server {server.TotalSeconds:0.0} s, this driver {driver.TotalSeconds:0.0} s. Most memory of a node: {site.Nodes.Max(n => n.PeakMemory):0} MB.
            """));
        return _wrong.IsEmpty && lost == 0;
    }

    private async Task SitAsync(Candidate candidate, TimeSpan arrival)
    {
        try
        {
            await Task.Delay(arrival);
            await candidate.BeginAsync();
            // Who still sits when the server dies is what the kills are for.
            for (var answered = 0; answered < sitting.Questions || !_killed.Task.IsCompleted; answered++)
            {
                await Task.Delay(Between(sitting.LeastThought, sitting.MostThought));
                await candidate.SaveAsync();
            }

            await candidate.HandInAsync();
        }
        catch (InvalidOperationException unexpected)
        {
            _wrong.Enqueue(unexpected.Message);
        }
    }

    /// <summary>Kills a node at random moments; the last two times while people hand in.</summary>
    private async Task KillAsync()
    {
        const int WhileHandingIn = 2;
        for (var kill = 0; kill < sitting.Kills; kill++)
        {
            if (kill == Math.Max(1, sitting.Kills - WhileHandingIn)) _killed.SetResult();
            await Task.Delay(Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4)));
            await site.CrashAsync(Random.Shared.Next(site.Nodes.Length));
            Deployment.Tell($"killed {kill + 1} of {sitting.Kills}");
        }

        _killed.TrySetResult();
    }

    /// <summary>Each acknowledged answer is in the journal, the newest of each question is the one kept, and each attempt was graded once.</summary>
    /// <returns>How many acknowledged answers are lost.</returns>
    private async Task<int> CompareAsync(List<Candidate> candidates)
    {
        await using var db = site.Open();
        var begun = Stopwatch.GetTimestamp();
        while (await Of(db).AnyAsync(a => a.State != AttemptState.Graded) && Stopwatch.GetElapsedTime(begun) < LongestGrading) await Task.Delay(TimeSpan.FromSeconds(1));

        var journal = (await db.AnswerRevisions.AsNoTracking().ToListAsync()).ToLookup(r => (r.AttemptId, r.Q));
        var kept = await db.Answers.AsNoTracking().ToDictionaryAsync(a => (a.AttemptId, a.Q));
        var lost = 0;
        foreach (var (attempt, q, revision, response) in candidates.SelectMany(c => c.Acknowledged.Select(a => (c.AttemptId, a.Q, a.Revision, a.Response))))
        {
            if (!journal[(attempt, q)].Any(r => r.Revision == revision && r.Response == response) || kept.GetValueOrDefault((attempt, q)) is not { } row || row.Revision < revision) lost++;
        }

        foreach (var row in kept.Values)
        {
            var newest = journal[(row.AttemptId, row.Q)].MaxBy(r => r.Revision);
            if (newest is null || (newest.Revision, newest.Response) != (row.Revision, row.Response)) _wrong.Enqueue("an answer is not the newest of its journal");
        }

        await CompareGradesAsync(db, candidates);
        return lost;
    }

    private async Task CompareGradesAsync(AcademyDbContext db, List<Candidate> candidates)
    {
        var attempts = await Of(db).AsNoTracking().ToDictionaryAsync(a => a.Id);
        if (attempts.Count != candidates.Count) _wrong.Enqueue($"{candidates.Count} candidates have {attempts.Count} attempts");
        foreach (var attempt in attempts.Values.Where(a => a.State is not AttemptState.Graded)) _wrong.Enqueue($"an attempt is stuck: {attempt.State}");
        foreach (var attempt in attempts.Values.Where(a => a.State is AttemptState.Graded && a.Grades.Count != 1)) _wrong.Enqueue($"an attempt has {attempt.Grades.Count} grades");
        var graded = await db.AuditEntries.Where(a => a.Action == "exam.graded").Select(a => a.Subject!.Value).ToListAsync();
        foreach (var twice in graded.Where(attempts.ContainsKey).CountBy(id => id).Where(g => g.Value > 1)) _wrong.Enqueue($"an attempt was graded {twice.Value} times");
        var followed = await db.RetrainingOrders.Select(o => o.AttemptId).Concat(db.Certificates.Select(c => c.AttemptId)).ToListAsync();
        foreach (var attempt in attempts.Keys.Where(id => followed.Count(f => f == id) != 1)) _wrong.Enqueue("an attempt led to none, or to more than one, certificate or retraining order");
    }

    /// <summary>Those that were begun; not those of the demo company.</summary>
    private static IQueryable<ExamAttempt> Of(AcademyDbContext db) => db.Attempts.Where(a => a.State != AttemptState.Ready && db.Organizations.Any(o => o.Id == a.OrganizationId && o.Code == SeedDemoLoad.Code));

    private static TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Random.Shared.NextDouble());
}
