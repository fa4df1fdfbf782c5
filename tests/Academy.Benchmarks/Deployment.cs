using System.Globalization;
using System.Runtime.InteropServices;
using Academy.Web;
using Academy.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Academy.Benchmarks;

/// <summary>The published application with load-test data: one node on SQLite, or several on a PostgreSQL database of their own.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const string Password = "benchmark-2026";

    /// <summary>Connection string of a PostgreSQL server to make databases on, as the tests have it.</summary>
    private const string Server = "ACADEMY_TEST_POSTGRES";

    private readonly WriteGate _gate = new();
    private readonly string? _postgres;
    private readonly string _database = $"academy_load_{Guid.NewGuid():n}";

    private TimeSpan _spent;

    private Deployment(bool postgres, int nodes)
    {
        Folder = Directory.CreateTempSubdirectory("academy-load-").FullName;
        Program = Path.Combine(Folder, "app", "academy.dll");
        if (postgres) _postgres = Environment.GetEnvironmentVariable(Server) is { Length: > 0 } server ? server : throw new InvalidOperationException($"{Server} is not set; it is the connection string of a PostgreSQL server, without a database.");
        Nodes = new Child[nodes];
    }

    public string Folder { get; }

    public string Program { get; }

    /// <summary>The servers that run, behind one address each.</summary>
    public Child[] Nodes { get; }

    /// <summary>Processor time of all nodes so far, those that were killed included.</summary>
    public TimeSpan Processor => Nodes.Aggregate(_spent, (sum, node) => sum + node.Processor);

    public bool IsPostgres => _postgres is not null;

    private string Connection => $"{_postgres};Database={_database}";

    /// <summary>Publishes, and seeds people who are ready to sit the exam: load00001 and so on.</summary>
    /// <param name="ready">How many of them are ready; null for all.</param>
    public static async Task<Deployment> CreateAsync(bool postgres, int nodes, int people, int? ready = null)
    {
        var site = new Deployment(postgres, nodes);
        try
        {
            Tell("publishing");
            await PublishAsync(Path.GetDirectoryName(site.Program)!);
            Tell("seeding");
            var count = people.ToString(CultureInfo.InvariantCulture);
            await Child.RunAsync("dotnet", [site.Program, "demo", "seed", "--employees", count, "--ready", (ready ?? people).ToString(CultureInfo.InvariantCulture), "--password", Password, "--environment=Development", .. site.Settings("seed")]);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public static Task PublishAsync(string folder) =>
        Child.RunAsync("dotnet", "publish", Path.Combine(SourceFolder(), "Academy.Web"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-v", "q", "--nologo", "-o", folder);

    /// <summary>Starts every node and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        for (var node = 0; node < Nodes.Length; node++) Nodes[node] = Begin(Child.FreePort(), node);
        foreach (var node in Nodes) await node.FirstAnswerAsync("/readyz");
    }

    /// <summary>Ends a node as a crash would, and starts it again on the same port and data; returns when it is ready.</summary>
    public async Task CrashAsync(int node)
    {
        _spent += Nodes[node].Processor;
        Nodes[node].Kill();
        await Nodes[node].DisposeAsync();
        Nodes[node] = Begin(Nodes[node].Address.Port, node);
        await Nodes[node].FirstAnswerAsync("/readyz");
    }

    /// <summary>The arguments of a node: neither Development, which loads its content anew, nor Production, which refuses load-test data.</summary>
    public IEnumerable<string> Arguments(int port, int node) =>
        [$"--urls=http://127.0.0.1:{port}", "--environment=Staging", $"--Academy:Secret={AcademySettings.DemoSecret}", "--Academy:PublicUrl=http://localhost:5080", .. Settings(node.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Slow hashing is measured apart; where nothing but what comes after it is of interest, it is left out.</summary>
    public async Task HashCheaplyAsync()
    {
        var hash = new PasswordHasher<AcademyUser>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(new AcademyUser(), Password);
        await using var db = Open();
        await db.Users.Where(u => u.UserName!.StartsWith("load")).ExecuteUpdateAsync(row => row.SetProperty(u => u.PasswordHash, hash));
    }

    public AcademyDbContext Open() => IsPostgres
        ? new PostgresAcademyDbContext(new DbContextOptionsBuilder<PostgresAcademyDbContext>().UseNpgsql(Connection).Options)
        : new SqliteAcademyDbContext(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite($"Data Source={Path.Combine(Folder, "academy.db")};Pooling=False").Options, _gate);

    /// <summary>What the figures were taken on.</summary>
    public async Task<string> DescribeAsync()
    {
        var cores = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
        if (!IsPostgres) return $"{cores}, SQLite on {new DriveInfo(Folder).DriveFormat}";
        await using var db = Open();
        var fsync = await db.Database.SqlQueryRaw<string>("SELECT current_setting('fsync') AS \"Value\"").SingleAsync();
        return $"{cores}, {Nodes.Length} node(s) on PostgreSQL with fsync={fsync}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes.OfType<Child>()) await node.DisposeAsync();
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            await using var server = NpgsqlDataSource.Create($"{_postgres};Database=postgres;Pooling=false");
            await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }

        _gate.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public static void Tell(string what) => Console.Error.WriteLine(what);

    private Child Begin(int port, int node) => Child.Academy(Program, port, Arguments(port, node));

    /// <summary>SQLite's one node keeps its data in the folder itself.</summary>
    private IEnumerable<string> Settings(string node) => IsPostgres
        ? [$"--Academy:Data={Path.Combine(Folder, node)}", "--Database:Provider=Postgres", $"--ConnectionStrings:Academy={Connection}"]
        : [$"--Academy:Data={Folder}"];

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Academy.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Run it from the source tree.");
        return folder.FullName;
    }
}
