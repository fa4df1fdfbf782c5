using System.Diagnostics;
using System.Globalization;
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
    private const int Looks = 30;

    [BrowserFact]
    public async Task A_round_without_a_network_survives_the_server_being_killed_while_it_syncs()
    {
        using var server = new Server();
        await server.StartAsync();
        var page = await chromium.VisitAsync(server.Address);
        await using var visit = page.Context;
        await page.AddInitScriptAsync(ScannerPage.FakeCamera);
        var scanner = await ScannerPage.InstallAsync(page, "inspector", DemoCompany.Password, now: null);
        var tokens = server.Tokens();
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
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync($"{Looks} 条未同步");

        // Killed as soon as it has some of them, and before it has all.
        await visit.SetOfflineAsync(false);
        await server.KillAsync(kept => kept is > 2 and < Looks);
        await Assertions.Expect(page.Locator("[data-part=sync-trouble]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(Looks, await scanner.WaitingAsync());
        var before = server.Scans();
        Assert.InRange(before.Count, 1, Looks - 1);

        await server.StartAsync();
        await page.ClickAsync("[data-part=sync]");
        await Assertions.Expect(page.Locator("[data-part=count]")).ToHaveTextAsync("0 条未同步", new() { Timeout = 30_000 });
        var after = server.Scans();
        Assert.Equal(Looks, after.Count);
        Assert.Equal(Looks, after.Distinct().Count());
        Assert.Empty(before.Except(after));
    }

    private sealed class Server : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("academy-scanner-").FullName;
        private Process? _process;

        public int Port { get; } = FreePort();

        public string Address => $"http://localhost:{Port}";

        private string Database => $"Data Source={Path.Combine(_folder, "academy.db")};Mode=ReadOnly;Pooling=False";

        public async Task StartAsync()
        {
            var program = Path.Combine(Screen.Root(), "artifacts", "bin", "Academy.Web", "debug");
            _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "academy.dll"), $"--urls={Address}", $"--Academy:Data={_folder}", $"--Academy:PublicUrl={Address}"])
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
                Assert.True(until.Elapsed < TimeSpan.FromMinutes(3), "The server was not ready within three minutes.");
            }
        }

        public async Task KillAsync(Func<int, bool> when)
        {
            for (var until = Stopwatch.StartNew(); !when(Scans().Count); await Task.Delay(1)) Assert.True(until.Elapsed < TimeSpan.FromSeconds(60), string.Create(CultureInfo.InvariantCulture, $"The server never had some of the looks and not all: it has {Scans().Count}."));
            _process!.Kill();
            await _process.WaitForExitAsync();
        }

        public List<string> Tokens() => Read("SELECT Token FROM CertificateCodes");

        public List<string> Scans() => Read("SELECT Id FROM Scans WHERE OnDevice_Device IS NOT NULL");

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

        private List<string> Read(string sql)
        {
            using var connection = new SqliteConnection(Database);
            connection.Open();
            using var command = new SqliteCommand(sql, connection);
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
