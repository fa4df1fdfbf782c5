using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>Debian's Chromium, started once for all browser tests, which run one after the other.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Executable = "/usr/bin/chromium";

    /// <summary>Milliseconds until what was expected is taken for missing. Long: a busy machine is no failure, and what comes is not waited for.</summary>
    public const float Patience = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable)) return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            // No sandbox, because tests may run as root; no traffic but ours.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A page of a visitor with cookies of their own, on a phone in Chinese. Disposing its Context ends the visit.</summary>
    public Task<IPage> VisitAsync(AcademyServer server, bool script = true) => VisitAsync(server.Address, script);

    /// <summary>As above, of a server that runs apart.</summary>
    public async Task<IPage> VisitAsync(string address, bool script = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            JavaScriptEnabled = script,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ViewportSize = Screen.Phone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class ChromiumTests : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}

/// <summary>The real application on a port of its own, on a fresh SQLite database.</summary>
public sealed class AcademyServer : IAsyncLifetime
{
    private readonly SqliteApp _app = new();

    public AcademyApp App => _app;

    /// <summary>http://localhost and the port.</summary>
    public string Address { get; private set; } = "";

    public Task InitializeAsync() => InitializeAsync(_ => Task.CompletedTask);

    /// <param name="fill">Puts files into the data folder before the server starts.</param>
    public async Task InitializeAsync(Func<string, Task> fill)
    {
        await _app.InitializeAsync();
        await fill(_app.Database.Folder);
        _app.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app.StartServer();
        var bound = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Address = $"http://localhost:{bound.Port}";
    }

    public Task DisposeAsync() => ((IAsyncLifetime)_app).DisposeAsync();
}

/// <summary>A test in the browser; reported as skipped where there is none, but in CI it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Chromium.Executable) && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }) Skip = $"No browser: {Chromium.Executable} is missing. tests/run installs it.";
    }
}
