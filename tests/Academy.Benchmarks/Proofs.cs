using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Academy.Benchmarks;

/// <summary>What proving certificates costs: status lists, and the page behind a scanned code.</summary>
internal static class Proofs
{
    /// <summary>Distinct codes that are scanned.</summary>
    public const int Codes = 10_000;

    private const int Million = 1_000_000;
    private const int Rounds = 3;
    private const int Connections = 64;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    /// <summary>Builds the list of a million codes, 1 % revoked and 0.2 % suspended, from the database as the server does.</summary>
    /// <returns>Whether it keeps its promises: a second, 200 KB.</returns>
    public static async Task<bool> ListAsync()
    {
        var folder = Directory.CreateTempSubdirectory("academy-list-").FullName;
        try
        {
            using var gate = new WriteGate();
            await using var db = new SqliteAcademyDbContext(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite($"Data Source={Path.Combine(folder, "academy.db")}").Options, gate);
            await db.Database.MigrateAsync();
            Deployment.Tell("a million codes");
            await FillAsync(db.Database.GetDbConnection());

            var box = new SecretBox(new AcademySecret(AcademySettings.DemoSecret));
            var now = TimeProvider.System.GetUtcNow();
            var keys = new KeyRing([SigningKeys.Create(KeyPurpose.StatusList, 1, now.Day().AddDays(-1), now.Day().AddYears(1), box)], box);
            var (times, bytes, entries) = (new List<double>(), 0, 0);
            for (var i = 0; i < Rounds + 1; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                var against = await db.StatusEntriesAsync("27Q3", CancellationToken.None);
                var list = StatusList.Sign("https://v.example.cn", "27Q3", StatusList.Pack(against.Select(e => (e.Index, (CodeStatus)e.Status))), now, keys);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                (bytes, entries) = (list.Length, against.Count);
                if (StatusList.Read(list, keys) is not var (_, read) || against.Any(e => read[e.Index] != (CodeStatus)e.Status)) throw new InvalidOperationException("The list does not say what was put in.");
            }

            // The first opens the file and compiles.
            var median = Median(times[1..]);
            Console.WriteLine("| figure | measured | promised |\n|---|---:|---:|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| a list of {Million:N0} codes, {entries:N0} of them revoked or suspended: read, pack, sign (ms) | {median:0} (first {times[0]:0}) | ≤ 1,000 |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| … its size (KB) | {bytes / 1024.0:0.0} | ≤ 200 |"));
            return median <= 1_000 && bytes <= 200 * 1024;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Scans by strangers, of many distinct genuine codes with the limiter on, beside a bare Kestrel and an empty Razor page.</summary>
    public static async Task<bool> VerifyAsync(bool postgres, int codes)
    {
        await using var site = await Deployment.CreateAsync(postgres, postgres ? 2 : 1, codes, ready: 0);
        Deployment.Tell("certificates");
        var (tokens, signed, kept) = await CertifyAsync(site);
        await site.StartAsync();
        await using var bare = Child.BareKestrel();
        await using var razor = Child.EmptyRazorPage();
        await bare.FirstAnswerAsync("/");
        await razor.FirstAnswerAsync("/");
        var wrk = new Wrk(site.Folder);
        Deployment.Tell("scans");
        static string Get(Uri node, string path) => $"GET {path} HTTP/1.1|Host: {node.Authority}|Accept-Encoding: gzip, br||";
        var nodes = site.Nodes.Select((node, i) => (node.Address, (IEnumerable<string>)[.. tokens.Where((_, t) => t % site.Nodes.Length == i).Select(t => Get(node.Address, $"/C/{t}"))])).ToList();
        (Uri, IEnumerable<string>)[] Plain(Child child) => [(child.Address, [Get(child.Address, "/")])];

        await wrk.RepeatAsync(Plain(razor), Connections, Short);
        for (var i = 0; i < Rounds; i++) await wrk.RepeatAsync(nodes, Connections, Long);
        var (ours, kestrels, pages) = (new List<double>(), new List<double>(), new List<double>());
        var (asked, processor, bytes) = (0, TimeSpan.Zero, 0.0);
        for (var i = 0; i < Rounds; i++)
        {
            kestrels.Add((await wrk.RepeatAsync(Plain(bare), Connections, Short)).PerSecond);
            pages.Add((await wrk.RepeatAsync(Plain(razor), Connections, Short)).PerSecond);
            var before = site.Processor;
            var round = await wrk.RepeatAsync(nodes, Connections, Long);
            (processor, asked, bytes) = (processor + site.Processor - before, asked + round.Requests, round.BytesEach);
            ours.Add(round.PerSecond);
        }

        // Half of that: the same connections, each resting between two scans.
        var rate = Median(ours) / 2;
        var thought = TimeSpan.FromSeconds(Connections / rate);
        for (var trial = 0; trial < 3; trial++) thought += TimeSpan.FromSeconds(Connections / rate) - TimeSpan.FromSeconds(Connections / (await wrk.RepeatAsync(nodes, Connections, Short, thought: thought)).PerSecond);
        var half = new List<WrkRound>();
        for (var i = 0; i < Rounds; i++) half.Add(await wrk.RepeatAsync(nodes, Connections, Long, thought: thought));

        var (perSecond, share, p99) = (Median(ours), Median([.. ours.Zip(pages, (a, b) => a / b)]), Median([.. half.Select(h => h.Latency.Most)]));
        Console.WriteLine("| figure | measured | promised |\n|---|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| scans verified/s, {tokens.Count:N0} distinct codes | {perSecond:0} | ≥ 3,500 |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| … beside an empty Razor page ({Median(pages):0}/s) | {share:0.00} | ≥ 0.15 |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| … beside a bare Kestrel ({Median(kestrels):0}/s) | {Median([.. ours.Zip(kestrels, (a, b) => a / b)]):0.00} | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| … server processor µs each; bytes each | {processor.TotalMicroseconds / asked:0}; {bytes:0} | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| at {Median([.. half.Select(h => h.PerSecond)]):0}/s: p50, p99 (ms) | {Median([.. half.Select(h => h.Latency.Half)]):0.0}, {p99:0.0} | p99 ≤ 20 |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| codes issued/s: signed on one core; signed and written with their certificates by three statements each | {signed:0}; {kept:0} | |"));
        Console.WriteLine($"\n{await site.DescribeAsync()}; {Connections} connections by wrk, {Rounds} rounds in turns, medians. Client, server and yardsticks share the machine.");
        return perSecond >= 3_500 && share >= 0.15 && p99 <= 20;
    }

    /// <summary>A certificate for everybody of the load company, as an exam would have given it; only the exams are left out.</summary>
    /// <returns>The codes, and how many a second were signed on one core, and signed and written in one transaction.</returns>
    private static async Task<(IReadOnlyList<string> Tokens, double Signed, double Kept)> CertifyAsync(Deployment site)
    {
        await using var db = site.Open();
        var box = new SecretBox(new AcademySecret(AcademySettings.DemoSecret));
        var keys = new KeyRing((await db.Keys.AsNoTracking().ToListAsync()).Select(r => new SigningKey(Enum.Parse<KeyPurpose>(r.Purpose), r.Kid, r.X, r.Y, r.From, r.To, Enum.Parse<KeyState>(r.State), r.SealedPrivateKey, r.IsDemo)), box);
        var organization = await db.Organizations.SingleAsync(o => o.Code == SeedDemoLoad.Code);
        var cycles = await (from c in db.Cycles where c.OrganizationId == organization.Id
                            join e in db.Engagements on c.PersonId equals e.PersonId
                            join p in db.People on c.PersonId equals p.Id
                            select new { c.Id, c.PersonId, c.Position, e.VenueId, p.Name }).ToListAsync();
        var now = TimeProvider.System.GetUtcNow();
        var (day, last) = (now.Day(), Validity.LastDay(now.Day(), 12));
        var tokens = new List<string>();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        // The attempts that they would rest on are not there, which neither database likes.
        await RunAsync(connection, site.IsPostgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys=OFF");
        await using var all = await connection.BeginTransactionAsync();
        var (begun, signing) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        foreach (var (i, cycle) in cycles.Index())
        {
            var (id, index, list) = (Guid.CreateVersion7(now), StatusIndex.Capacity - 1 - i, StatusIndex.ListOf(last));
            var before = Stopwatch.GetTimestamp();
            var code = CertificateToken.Sign(new CodeFields(index, last, day, cycle.Name, organization.Number, cycle.Position, null), "localhost:5080", keys);
            signing += Stopwatch.GetElapsedTime(before);
            await RunAsync(
                connection,
                """
                INSERT INTO "Certificates" ("Id", "AttemptId", "CycleId", "HolderId", "OrganizationId", "Position", "VenueId", "HolderName", "PositionName", "OrganizationName", "Mode", "IssuedOn", "ExpiresOn", "IssuedAt", "State", "Suspension", "RowVersion")
                VALUES (@a, @b, @c, @d, @e, @f, @g, @h, '景区服务员', '压力测试单位', 'Supervised', @i, @j, @k, 'Valid', 'None', 0)
                """,
                id, Guid.CreateVersion7(now), cycle.Id, cycle.PersonId, organization.Id, cycle.Position, cycle.VenueId, cycle.Name, day, last, now.UtcDateTime);
            await RunAsync(
                connection,
                """INSERT INTO "CertificateCodes" ("CertificateId", "List", "Index", "Payload", "Token", "KeyId", "Host", "IssuedAt", "IsCurrent", "Status") VALUES (@a, @b, @c, @d, @e, @f, 'localhost:5080', @g, @h, 0)""",
                id, list, index, code.Payload, code.Text, (int)code.Kid, now.UtcDateTime, true);
            await RunAsync(connection, """INSERT INTO "CertificateEvents" ("CertificateId", "Number", "Act", "At") VALUES (@a, 1, 'Issued', @b)""", id, now.UtcDateTime);
            tokens.Add(code.Text);
        }

        await all.CommitAsync();
        return (tokens, tokens.Count / signing.TotalSeconds, tokens.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private static async Task FillAsync(DbConnection connection)
    {
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF;");
        await using var all = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = """INSERT INTO "CertificateCodes" ("CertificateId", "List", "Index", "Payload", "Token", "KeyId", "Host", "IssuedAt", "IsCurrent", "Status") VALUES ($id, '27Q3', $index, $payload, $token, 1, 'v.example.cn', '2026-12-01 00:00:00', 1, $status)""";
        var (id, index, payload, token, status) = (Parameter("$id"), Parameter("$index"), Parameter("$payload"), Parameter("$token"), Parameter("$status"));
        (payload.Value, token.Value) = (new byte[41], new string('A', 189));
        // Scattered, as indexes are drawn: neighbours would pack better than life does.
        var indexes = Enumerable.Range(0, StatusIndex.Capacity).ToArray();
        RandomNumberGenerator.Shuffle(indexes.AsSpan());
        for (var i = 0; i < Million; i++)
        {
            (id.Value, index.Value) = (Guid.NewGuid().ToString(), indexes[i]);
            status.Value = (int)(i % 100 == 0 ? CodeStatus.Revoked : i % 500 == 1 ? CodeStatus.Suspended : CodeStatus.Valid);
            await insert.ExecuteNonQueryAsync();
        }

        await all.CommitAsync();

        DbParameter Parameter(string name)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = name;
            insert.Parameters.Add(parameter);
            return parameter;
        }
    }

    /// <summary>Runs a statement with its parameters in order: @a, @b and so on.</summary>
    private static async Task RunAsync(DbConnection connection, string sql, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (i, value) in values.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{(char)('a' + i)}";
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
