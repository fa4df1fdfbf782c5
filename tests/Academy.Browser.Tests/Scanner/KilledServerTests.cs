using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Academy.Web.Data.Seeds;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>The program itself, as a process of its own, ended in the middle of a sync as a power cut ends it.</summary>
[Collection(ChromiumTests.Name)]
public sealed class KilledServerTests(Chromium chromium)
{
    private const int Looks = 30, Findings = 3;

    /// <summary>Milliseconds: a server that has just begun, on a machine that does much else.</summary>
    private const int Patience = 120_000;

    [BrowserFact]
    public async Task An_inspection_without_a_network_survives_the_server_being_killed_twice_while_it_syncs()
    {
        using var server = new Server();
        await server.StartAsync();
        var page = await chromium.VisitAsync(server.Address);
        await using var visit = page.Context;
        visit.SetDefaultTimeout(Patience);
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, now: null);
        var tokens = server.Tokens();
        var inspection = await page.BeginVisitAsync("云岭山酒店");
        await Assertions.Expect(page.Locator("[data-part=visit-place]")).ToHaveTextAsync("云岭山景区 · 云岭山酒店");
        await visit.SetOfflineAsync(true);
        for (var i = 0; i < Looks; i++)
        {
            await page.EvaluateAsync("held => { globalThis.held = held; }", $"HTTP://LOCALHOST:{server.Port}/C/{tokens[i % tokens.Count]}");
            await page.ClickAsync("[data-part=start]:visible, [data-part=next]:visible");
            await Assertions.Expect(page.Locator("[data-part=result][data-result]")).ToBeVisibleAsync();
            await page.EvaluateAsync("() => { globalThis.held = null; }");
            if (i == 0) await page.TakePictureAsync("scanner-round-360");
        }

        await scanner.HomeAsync();
        await page.ClickAsync("summary:has-text('记录问题')");
        for (var i = 1; i <= Findings; i++)
        {
            await page.SelectOptionAsync("#finding-kind", "Evacuation");
            await page.FillAsync("#finding-text", $"第 {i} 个安全出口上锁");
            await page.FillAsync("#finding-place", $"{i} 层");
            await page.SetInputFilesAsync("#finding-photos", Path.Combine(Screen.Root(), "Academy.Web", "wwwroot", "scanner", "icon-512.png"));
            await page.ClickAsync("text=存下问题");
            await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync($"{Looks + i} 条未同步");
        }

        await page.TakePictureAsync("scanner-inspection-offline-360");

        // Killed as soon as it has some of the looks, and before it has all.
        server.Limit("Scans", Looks - 5);
        await visit.SetOfflineAsync(false);
        await server.KillAsync(() => server.Scans(inspection).Count is > 2 and < Looks);
        await SeeTroubleAsync(page);
        Assert.Equal(Looks + Findings, await scanner.WaitingAsync());
        var before = server.Scans(inspection);
        Assert.InRange(before.Count, 1, Looks - 1);
        server.Unlimit();

        // And again between the findings: the first is there, its photo and perhaps the next one's too.
        server.Limit("Findings", Findings - 1);
        await server.StartAsync();
        await page.ClickAsync("[data-part=sync]");
        await server.KillAsync(() => server.Findings(inspection).Count is > 0 and < Findings);
        await SeeTroubleAsync(page);
        Assert.InRange(server.Findings(inspection).Count, 1, Findings - 1);
        Assert.InRange(await scanner.WaitingAsync(), 1, Findings);
        server.Unlimit();

        await server.StartAsync();
        await page.ClickAsync("[data-part=sync]");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步");
        var after = server.Scans(inspection);
        Assert.Equal((Looks, Looks), (after.Count, after.Distinct().Count()));
        Assert.Empty(before.Except(after));
        Assert.Equal(["第 1 个安全出口上锁", "第 2 个安全出口上锁", "第 3 个安全出口上锁"], server.Findings(inspection).Order(StringComparer.Ordinal));
        Assert.Equal(Findings, server.Photos(inspection).Count);
        await page.GotoAsync($"/inspect/visits/{inspection}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("第 3 个安全出口上锁");
        await page.TakePictureAsync("scanner-inspection-synced-360");
    }

    [BrowserFact]
    public async Task A_newer_release_waits_while_a_result_is_shown_and_then_takes_over_whole()
    {
        using var server = new Server();
        await server.StartAsync();
        var page = await chromium.VisitAsync(server.Address);
        await using var visit = page.Context;
        visit.SetDefaultTimeout(Patience);
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, now: null);
        await scanner.ScanAsync("https://v.example-fake.cn/C/A", "NOT_OURS");
        var old = await VersionAsync(page);
        var whole = await KeptAsync(page, old);
        Assert.NotEmpty(whole);

        // Another release: here one of other settings, which is as much another as one of other files.
        await server.KillAsync(() => true);
        await server.StartAsync("--Academy:FormerHosts:0=old.example.cn");
        await page.EvaluateAsync("() => navigator.serviceWorker.getRegistration().then(release => release.update())");
        await page.UntilAsync("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null");
        var names = await page.EvaluateAsync<string[]>("() => caches.keys()");
        var newer = Assert.Single(names.Where(name => name.StartsWith("scanner-", StringComparison.Ordinal)), name => name != $"scanner-{old}")["scanner-".Length..];
        Assert.Equal(whole, await KeptAsync(page, newer));

        // The tab is of the old one, all of it, as long as its result is shown.
        await Assertions.Expect(page.Locator("[data-part=result][data-result=NOT_OURS]")).ToBeVisibleAsync();
        Assert.Equal(old, await VersionAsync(page));
        Assert.Equal(whole, await KeptAsync(page, old));

        await scanner.HomeAsync();
        await Assertions.Expect(page.Locator($"#scanner[data-version='{newer}'][data-former-hosts='old.example.cn'][data-state=refreshed]")).ToBeAttachedAsync();
        Assert.Equal([$"scanner-{newer}"], await page.EvaluateAsync<string[]>("() => caches.keys()"));
        await visit.SetOfflineAsync(true);
        await page.ReloadAsync();
        Assert.Equal(newer, await VersionAsync(page));
        await scanner.ScanAsync("https://v.example-fake.cn/C/A", "NOT_OURS");
    }

    private static Task<string> VersionAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('#scanner').dataset.version");

    /// <summary>What is kept of a release.</summary>
    private static Task<string[]> KeptAsync(IPage page, string version) =>
        page.EvaluateAsync<string[]>("name => caches.open(name).then(cache => cache.keys()).then(kept => kept.map(request => new URL(request.url).pathname).sort())", $"scanner-{version}");

    private static Task SeeTroubleAsync(IPage page) => Assertions.Expect(page.Locator("[data-part=sync-trouble]")).ToBeVisibleAsync();

    private sealed class Server : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("academy-scanner-").FullName;
        private Process? _process;

        public int Port { get; } = FreePort();

        public string Address => $"http://localhost:{Port}";

        private string Database => $"Data Source={Path.Combine(_folder, "academy.db")};Pooling=False";

        /// <param name="more">Further settings of its command line.</param>
        public async Task StartAsync(params string[] more)
        {
            var program = Path.Combine(Screen.Root(), "artifacts", "bin", "Academy.Web", "debug");
            _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "academy.dll"), $"--urls={Address}", $"--Academy:Data={_folder}", $"--Academy:PublicUrl={Address}", .. more])
            {
                WorkingDirectory = Path.Combine(Screen.Root(), "Academy.Web"),
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            _process.BeginOutputReadLine();
            using var client = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
            for (var until = Stopwatch.StartNew(); !await IsReadyAsync(client); await Task.Delay(50))
            {
                Assert.False(_process.HasExited, "The server ended while it started.");
                Assert.True(until.Elapsed < TimeSpan.FromMinutes(5), "The server was not ready within five minutes.");
            }
        }

        public async Task KillAsync(Func<bool> when)
        {
            for (var until = Stopwatch.StartNew(); !when(); await Task.Delay(1)) Assert.True(until.Elapsed < TimeSpan.FromSeconds(60), "The server never had some of it and not all.");
            _process!.Kill();
            await _process.WaitForExitAsync();
        }

        /// <summary>The database takes no more of an inspection than so many: who looks too late for a moment in between sees it still.</summary>
        public void Limit(string table, int most) => Write($"CREATE TRIGGER most BEFORE INSERT ON {table} WHEN (SELECT count(*) FROM {table} WHERE InspectionId = NEW.InspectionId) >= {most} BEGIN SELECT RAISE(ABORT, 'most'); END");

        public void Unlimit() => Write("DROP TRIGGER most");

        public List<string> Tokens() => Read("SELECT Token FROM CertificateCodes");

        public List<string> Scans(Guid inspection) => Read("SELECT Id FROM Scans WHERE OnDevice_Device IS NOT NULL AND InspectionId = $inspection", inspection);

        /// <summary>By their text.</summary>
        public List<string> Findings(Guid inspection) => Read("SELECT Text FROM Findings WHERE InspectionId = $inspection", inspection);

        public List<string> Photos(Guid inspection) => Read("SELECT Id FROM FindingPhotos WHERE InspectionId = $inspection", inspection);

        public void Dispose()
        {
            if (_process is { HasExited: false }) _process.Kill();
            _process?.WaitForExit();
            _process?.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private static async Task<bool> IsReadyAsync(HttpClient client)
        {
            try
            {
                using var answer = await client.GetAsync("/readyz");
                return answer.StatusCode is HttpStatusCode.OK;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }

        private void Write(string sql)
        {
            using var connection = new SqliteConnection(Database);
            connection.Open();
            using var command = new SqliteCommand(sql, connection);
            command.ExecuteNonQuery();
        }

        private List<string> Read(string sql, Guid? inspection = null)
        {
            using var connection = new SqliteConnection($"{Database};Mode=ReadOnly");
            connection.Open();
            using var command = new SqliteCommand(sql, connection);
            if (inspection is { } one) command.Parameters.AddWithValue("$inspection", one);
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(reader.GetString(0));
            return rows;
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
