using System.Globalization;
using System.Text;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Content;
using Microsoft.EntityFrameworkCore;

namespace Academy.Benchmarks;

/// <summary>How fast the exam engine is, as ratios to what this disk and a bare Kestrel do in the same minute. Servers and yardsticks take turns; of the rounds the median counts.</summary>
/// <param name="parts">Which figures to take; empty for all.</param>
internal sealed class Engine(Deployment site, Child yardstick, Client client, Disk disk, int people, int stored, IReadOnlyCollection<string> parts)
{
    /// <summary>Sitters of the main figure.</summary>
    public const int People = 2_000;

    /// <summary>Answers in the table for the flat-cost figure.</summary>
    public const int Stored = 5_000_000;

    private const int Rounds = 3;
    private const int Connections = 64;
    /// <summary>Phones that save at the same time: a quarter of the sitters, each on a connection of its own. Half as many left the processors idle, waiting for the disk.</summary>
    private const int Phones = 512;
    private const int Few = 8;
    private const int GroupSize = 100;
    private const int SeriesRequests = 8_000;
    private const int PageItems = 46;
    private const int PageSitters = 64;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    /// <summary>Until an account may ask as often as its limit lets it at once.</summary>
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(61);

    private readonly List<string> _lines = [];
    private readonly Wrk _wrk = new(site.Folder);
    private readonly Steps _steps = new();
    private readonly List<Candidate> _candidates = [];
    private TimeSpan _once;

    public static readonly string[] Parts = ["starts", "pages", "saves", "paced", "series", "verify", "stored", "submits"];

    public static async Task<bool> RunAsync(bool postgres, int people, int stored, IReadOnlyCollection<string> parts)
    {
        await using var site = await Deployment.CreateAsync(postgres, postgres ? 2 : 1, people + 1);
        await site.HashCheaplyAsync();
        await site.StartAsync();
        await using var yardstick = Child.BareKestrel();
        await yardstick.FirstAnswerAsync("/");
        using var client = new Client([.. site.Nodes.Select(n => n.Address)], Connections);
        using var disk = new Disk(site.Folder);
        return await new Engine(site, yardstick, client, disk, people, stored, parts).MeasureAsync();
    }

    private async Task<bool> MeasureAsync()
    {
        Deployment.Tell("signing in");
        _candidates.AddRange(Enumerable.Range(1, people).Select(number => new Candidate(client, number, _steps)));
        await EachAsync(async candidate =>
        {
            await candidate.SignInAsync();
            await candidate.ReadNoticeAsync();
        });
        if (Takes("starts")) await StartsAsync();
        await EachAsync(candidate => candidate.BeginAsync());
        if (Takes("pages")) await PagesAsync();
        if (Takes("saves") || Takes("paced"))
        {
            var savesPerSecond = await SavesAsync();
            if (Takes("paced")) await PacedAsync(savesPerSecond);
        }

        if (Takes("series")) await SeriesAsync();
        if (Takes("verify")) await VerifyAsync();
        if (stored > 0 && Takes("stored")) await StoredAsync();
        if (Takes("submits")) await SubmitsAsync();

        Console.WriteLine("| figure | Academy | yardstick | ratio |\n|---|---:|---:|---:|");
        foreach (var line in _lines) Console.WriteLine(line);
        Console.WriteLine($"\n{await site.DescribeAsync()}; {people} sitters, {Phones} connections save, {Connections} do the rest, by wrk unless said otherwise; {Rounds} rounds in turns, medians. Client, servers and yardsticks share the machine.");
        return true;
    }

    private async Task StartsAsync()
    {
        Deployment.Tell("starts");
        var warm = people / 20;
        await Parallel.ForEachAsync(_candidates.Take(warm), async (candidate, _) => await candidate.BeginAsync());
        var (rates, raw) = (new List<double>(), new List<double>());
        foreach (var round in _candidates.Skip(warm).Chunk((people - warm + Rounds - 1) / Rounds))
        {
            raw.Add(disk.RowsPerSecond(1, Short));
            rates.Add(await OnceAsync("exam.started", round.Length, node => round.Where((_, i) => i % site.Nodes.Length == node).Select(c => c.StartOnWire(site.Nodes[node].Address))));
        }

        Add("starts/s, beside raw single-row commits", rates, raw, "≥ 0.3");
        AddOnce(people - warm);
    }

    private bool Takes(string part) => parts.Count == 0 || parts.Contains(part);

    private async Task PagesAsync()
    {
        Deployment.Tell("pages");
        await EnlargeAsync();
        // Whatever a node remembers of the papers.
        for (var node = 0; node < site.Nodes.Length; node++) await site.CrashAsync(node);
        var sitters = _candidates.Take(PageSitters).ToList();
        // Other questions under the same numbers: the answers to come must be of their kinds.
        foreach (var sitter in sitters) await sitter.OpenAsync(sitter.AttemptId);
        var pages = site.Nodes.Select((node, i) => (node.Address, sitters.Where((_, s) => s % site.Nodes.Length == i).Select(s => s.PageOnWire(node.Address)))).ToList();
        // Until the page is compiled for good.
        await _wrk.RepeatAsync(pages, Connections, Long * 5);
        var (ours, bare) = (new List<double>(), new List<double>());
        WrkRound round = null!;
        for (var i = 0; i < Rounds; i++)
        {
            bare.Add((await _wrk.RepeatAsync([(yardstick.Address, sitters.Select(s => s.PageOnWire(yardstick.Address)))], Connections, Short)).PerSecond);
            ours.Add((round = await _wrk.RepeatAsync(pages, Connections, Long)).PerSecond);
        }

        Add($"exam pages/s of {PageItems} items, compressed, beside bare Kestrel", ours, bare, "≥ 1,000/s");
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| … bytes of each over the wire, headers included | {round.BytesEach:0} | | ≤ 15 KB |"));
    }

    /// <summary>The shipped papers are smaller than those that are promised: some get one of the promised size, drawn from the same bank.</summary>
    private async Task EnlargeAsync()
    {
        var curriculum = ContentLoader.Load(ContentFiles.Read(Path.Combine(Path.GetDirectoryName(site.Program)!, "content"), null)).Curriculum!;
        BlueprintCell[] CellsOf(string ability) =>
            [new(QuestionKind.Single, ability, null, 8, 2), new(QuestionKind.Multiple, ability, null, 6, 3), new(QuestionKind.Judge, ability, null, 3, 1), new(QuestionKind.Scenario, ability, null, 2, 6, 3)];
        await using var db = site.Open();
        var ids = _candidates.Take(PageSitters).Select(c => c.AttemptId).ToList();
        foreach (var attempt in await db.Attempts.Where(a => ids.Contains(a.Id)).ToListAsync())
        {
            var blueprint = curriculum.FindBlueprint(attempt.Blueprint)! with { Cells = [.. CellsOf("A2"), .. CellsOf("A3")] };
            var bank = curriculum.ExamBank([.. curriculum.Courses.Select(c => c.Code)]);
            db.Entry(attempt).Reference(a => a.Paper).CurrentValue = PaperDrawing.Draw(blueprint, bank, attempt.Paper.Seed, new Dictionary<string, int>());
            if (attempt.Paper.Items.Count != PageItems) throw new InvalidOperationException($"The page has {attempt.Paper.Items.Count} items.");
        }

        await db.SaveChangesAsync();
    }

    private async Task<double> SavesAsync()
    {
        Deployment.Tell("saves");
        var nodes = Savers();
        (Uri, IEnumerable<string>)[] bare = [(yardstick.Address, [.. _candidates.Select(c => c.SavesOnWire(yardstick.Address))])];
        await _wrk.SaveAsync(bare, Phones, Short);
        await _wrk.SaveAsync(nodes, Phones, Long);
        var journal = await CountAsync();
        var (saves, put, one, raw, group) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (asked, together, processor) = (0, 0, TimeSpan.Zero);
        for (var i = 0; i < Rounds; i++)
        {
            raw.Add(disk.RowsPerSecond(1, Short));
            group.Add(disk.RowsPerSecond(GroupSize, Short));
            put.Add((await _wrk.SaveAsync(bare, Phones, Short)).PerSecond);
            var before = site.Processor;
            var round = await _wrk.SaveAsync(nodes, Phones, Long);
            processor += site.Processor - before;
            saves.Add(round.PerSecond);
            var alone = await _wrk.SaveAsync(nodes, nodes.Count, Short);
            one.Add(alone.PerSecond);
            together += round.Requests;
            asked += round.Requests + alone.Requests;
        }

        // Each answer that wrk was told to be saved is a row of the journal; what wrk still waited for when it ended may be one too.
        var grown = await CountAsync() - journal;
        if (grown < asked) throw new InvalidOperationException($"{asked} saves were acknowledged, and the journal has grown by {grown}.");
        Add("durable saves/s, beside raw single-row commits", saves, raw, "≥ 2.5");
        Add($"… beside raw commits of {GroupSize} rows", saves, group, "");
        Add("… beside a bare Kestrel PUT of the same size and cookie", saves, put, "≥ 0.35");
        Add($"… beside one commit per request ({nodes.Count} connection(s))", saves, one, "≥ 4");
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| … server processor µs each | {processor.TotalMicroseconds / together:0} | | |"));
        return Median(saves);
    }

    /// <summary>Response times at seven tenths of that load: the same connections, each resting between two answers.</summary>
    private async Task PacedAsync(double savesPerSecond)
    {
        Deployment.Tell("saves at 70 %");
        var rate = savesPerSecond * 0.7;
        var (nodes, thought) = (Savers(), TimeSpan.FromSeconds(Phones / rate * 0.8));
        // How long an answer takes says how long there is to rest.
        for (var trial = 0; trial < 3; trial++)
        {
            var taken = TimeSpan.FromSeconds(Phones / (await _wrk.SaveAsync(nodes, Phones, Short, thought)).PerSecond) - thought;
            thought = TimeSpan.FromSeconds(Phones / rate) - taken;
        }

        var rounds = new List<WrkRound>();
        for (var i = 0; i < Rounds; i++) rounds.Add(await _wrk.SaveAsync(nodes, Phones, Long, thought));
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| saves at {Median([.. rounds.Select(r => r.PerSecond)]):0}/s ({Median([.. rounds.Select(r => r.PerSecond / savesPerSecond)]):0.00} of that): p50, p99 (ms) | {Median([.. rounds.Select(r => r.Latency.Half)]):0.0}, {Median([.. rounds.Select(r => r.Latency.Most)]):0.0} | | p99 ≤ 30 |"));
    }

    /// <summary>What an answer costs must not depend on how many people sit.</summary>
    private async Task SeriesAsync()
    {
        await Task.Delay(Refill);
        var first = 0;
        foreach (var sitters in new[] { 1, 10, 100, people }.Where(s => s <= people))
        {
            Deployment.Tell($"saves of {sitters}");
            // Nobody is asked for more than the limit of an account allows at once: then the next group sits.
            var groups = Math.Max(1, SeriesRequests / 400 / sitters);
            var all = Enumerable.Range(0, groups).SelectMany(g => _candidates.Skip((first + (g * sitters)) % people).Take(sitters)).Distinct().ToList();
            // Whether a session holds is asked at its first request, and then ahead of the others.
            await RaiseAsync(all, Few, all.Count);
            var before = site.Processor;
            var (count, seconds) = (0, 0.0);
            foreach (var group in Enumerable.Range(0, groups).Select(g => _candidates.Skip((first + (g * sitters)) % people).Take(sitters).ToList()))
            {
                var begun = TimeProvider.System.GetTimestamp();
                count += (await RaiseAsync(group, Few, SeriesRequests / groups)).Count;
                seconds += TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
            }

            first += groups * sitters % people;
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| saves of {sitters} sitter(s) over {Few} connections: per second; server processor µs each | {count / seconds:0}; {(site.Processor - before).TotalMicroseconds / count:0} | | flat within 1.3 |"));
        }
    }

    private async Task VerifyAsync()
    {
        Deployment.Tell("verify");
        await using var db = site.Open();
        var token = await db.Certificates.Where(c => c.State == CertificateState.Valid).OrderByDescending(c => c.ExpiresOn).SelectMany(c => c.Codes.Where(x => x.IsCurrent)).Select(c => c.Token).FirstAsync();
        string Request(Uri node) => $"GET /C/{token} HTTP/1.1|Host: {node.Authority}|Accept-Encoding: gzip, br||";
        var nodes = site.Nodes.Select(n => (n.Address, (IEnumerable<string>)[Request(n.Address)])).ToList();
        await _wrk.RepeatAsync(nodes, Connections, Short);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            bare.Add((await _wrk.RepeatAsync([(yardstick.Address, [Request(yardstick.Address)])], Connections, Short)).PerSecond);
            ours.Add((await _wrk.RepeatAsync(nodes, Connections, Short)).PerSecond);
        }

        Add("scans verified/s, beside bare Kestrel", ours, bare, "");
    }

    private async Task SubmitsAsync()
    {
        Deployment.Tell("submits");
        var (rates, raw) = (new List<double>(), new List<double>());
        var warm = people / 20;
        await Parallel.ForEachAsync(_candidates.Take(warm), async (candidate, _) => await candidate.HandInAsync());
        foreach (var round in _candidates.Skip(warm).Chunk((people - warm + Rounds - 1) / Rounds))
        {
            raw.Add(disk.RowsPerSecond(1, Short));
            rates.Add(await OnceAsync("exam.graded", round.Length, node => round.Where((_, i) => i % site.Nodes.Length == node).Select(c => c.SubmitOnWire(site.Nodes[node].Address))));
        }

        Add("submits with grade/s, beside raw single-row commits", rates, raw, "≥ 0.1");
        AddOnce(people - warm);
    }

    /// <summary>What an answer costs must not depend on how many are kept.</summary>
    private async Task StoredAsync()
    {
        var (few, before) = (await StoredFigureAsync(), await CountAsync());
        Deployment.Tell($"storing {stored} answers");
        await FillAsync();
        var many = await StoredFigureAsync();
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| saves/s with {before + stored} stored answers, beside with {before} | {many.PerSecond:0} | {few.PerSecond:0} | {many.PerSecond / few.PerSecond:0.00} (≥ 0.77) |"));
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| … server processor µs each | {many.Microseconds:0} | {few.Microseconds:0} | {many.Microseconds / few.Microseconds:0.00} (≤ 1.3) |"));
    }

    private async Task<(double PerSecond, double Microseconds)> StoredFigureAsync()
    {
        var nodes = Savers();
        await _wrk.SaveAsync(nodes, Phones, Short);
        var before = site.Processor;
        var round = await _wrk.SaveAsync(nodes, Phones, Long * 2);
        return (round.PerSecond, (site.Processor - before).TotalMicroseconds / round.Requests);
    }

    /// <summary>Graded attempts of years of one more person, with their answers.</summary>
    private async Task FillAsync()
    {
        const int Questions = 24;
        const int Chunk = 10_000;
        await using var db = site.Open();
        await db.Database.OpenConnectionAsync();
        var filler = $"(SELECT \"Id\" FROM \"ExamAssignments\" WHERE \"PersonId\" = (SELECT \"PersonId\" FROM \"AspNetUsers\" WHERE \"UserName\" = 'load{people + 1:00000}'))";
        var id = site.IsPostgres ? "(lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid" : "printf('%08X-0000-7000-8000-000000000000', i)";
        var columns = db.Model.FindEntityType(typeof(ExamAttempt))!.GetProperties().Select(p => p.GetColumnName()).ToList();
        var values = columns.Select(column => column switch
        {
            "Id" => id,
            "AssignmentId" => filler,
            "PersonId" => $"(SELECT \"PersonId\" FROM \"ExamAssignments\" WHERE \"Id\" = {filler})",
            "Number" => "i + 1000",
            "State" => "'Graded'",
            _ => $"\"{column}\"",
        });
        var from = _candidates[0].AttemptId.ToString();
        for (var first = 1; first <= stored / Questions; first += Chunk)
        {
            var numbers = $"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {Math.Min(first + Chunk - 1, stored / Questions)}), q(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM q WHERE k < {Questions})";
            string[] inserts =
            [
                $"INSERT INTO \"Attempts\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM \"Attempts\" CROSS JOIN n WHERE upper(CAST(\"Id\" AS text)) = upper('{from}')",
                $"INSERT INTO \"Papers\" (\"AttemptId\", \"Seed\", \"Items\") SELECT {id}, i, '[]' FROM n",
                $"INSERT INTO \"AnswerRevisions\" (\"AttemptId\", \"Q\", \"Revision\", \"Response\", \"Client\", \"SavedAt\") SELECT {id}, k, 1, '1', '', \"StartedAt\" FROM n CROSS JOIN q JOIN \"Attempts\" ON \"Id\" = {id}",
            ];
            foreach (var insert in inserts)
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"{numbers} {insert}";
                command.CommandTimeout = 600;
                await command.ExecuteNonQueryAsync();
            }
        }

    }

    /// <summary>Sends saves by the lean client.</summary>
    private async Task<Load> RaiseAsync(List<Candidate> sitters, int connections, int count)
    {
        var made = sitters.Select(s => s.SavesOnWire(site.Nodes[0].Address).Split('\t')).Select(parts => (Head: parts[0].Replace("|", "\r\n", StringComparison.Ordinal), Lease: parts[1], Questions: parts[2].Split(' '))).ToList();
        var first = _wrk.NextRevision();
        var load = await Wire.RunAsync([.. site.Nodes.Select(n => n.Address)], connections, count, number =>
        {
            var (sitter, revision) = (made[number % made.Count], first + (number / made.Count));
            var body = $$"""{"lease":"{{sitter.Lease}}","answers":[{"q":{{sitter.Questions[revision % sitter.Questions.Length]}},"rev":{{revision}},"response":["{{1 + (revision % 2)}}"]}]}""";
            return Encoding.ASCII.GetBytes($"{sitter.Head}{body.Length}\r\n\r\n{body}");
        });
        return load.Errors.IsEmpty ? load : throw new InvalidOperationException($"Saves failed: {string.Join(", ", load.Errors)}");
    }

    /// <summary>Sends requests until each has had its effect, and takes the rate from the audit rows' own instants.</summary>
    private async Task<double> OnceAsync(string action, int count, Func<int, IEnumerable<string>> requests)
    {
        var longest = TimeSpan.FromMinutes(2);
        using var done = new CancellationTokenSource(longest);
        await using var db = site.Open();
        var before = await db.AuditEntries.CountAsync(a => a.Action == action, CancellationToken.None);
        var processor = site.Processor;
        var sending = _wrk.RepeatAsync([.. site.Nodes.Select((node, i) => (node.Address, requests(i)))], Connections / 2, longest, done: done.Token);
        while (await db.AuditEntries.CountAsync(a => a.Action == action, CancellationToken.None) < before + count)
        {
            if (done.IsCancellationRequested) throw new InvalidOperationException($"Of {count} × {action} some never came.");
            await Task.Delay(50, CancellationToken.None);
        }

        _once += site.Processor - processor;
        await done.CancelAsync();
        await sending;
        var instants = await db.AuditEntries.Where(a => a.Action == action).OrderBy(a => a.At).Select(a => a.At).Skip(before).ToListAsync(CancellationToken.None);
        return (count - 1) / (instants[^1] - instants[0]).TotalSeconds;
    }

    /// <summary>What each cost the servers, those included that were sent again until all had had their effect.</summary>
    private void AddOnce(int count)
    {
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| … server processor µs each | {_once.TotalMicroseconds / count:0} | | |"));
        _once = TimeSpan.Zero;
    }

    private Task EachAsync(Func<Candidate, Task> act) => Parallel.ForEachAsync(_candidates, new ParallelOptions { MaxDegreeOfParallelism = Few * 2 }, async (candidate, _) => await act(candidate));

    private List<(Uri Node, IEnumerable<string> Sitters)> Savers() =>
        [.. site.Nodes.Select((node, i) => (node.Address, (IEnumerable<string>)[.. _candidates.Where((_, c) => c % site.Nodes.Length == i).Select(c => c.SavesOnWire(node.Address))]))];

    private async Task<int> CountAsync()
    {
        await using var db = site.Open();
        return await db.AnswerRevisions.CountAsync();
    }

    private void Add(string what, List<double> ours, List<double> theirs, string reach) =>
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Median(ours):0} | {Median(theirs):0} | {Median([.. ours.Zip(theirs, (a, b) => a / b)]):0.00}{(reach.Length > 0 ? $" ({reach})" : "")} |"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
