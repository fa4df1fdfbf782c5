using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Academy.Benchmarks;

/// <summary>A server under measurement, in a process of its own on a free loopback port. What it prints goes to a file.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task _printed;
    private readonly long _begun = Stopwatch.GetTimestamp();

    private Child(string program, IEnumerable<string> arguments, string log, int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        _printed = KeepAsync(_process.StandardOutput.BaseStream, log);
    }

    public Uri Address { get; }

    public double WorkingSetMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>The application, published, on a data folder.</summary>
    public static Child Academy(string program, string data)
    {
        var port = FreePort();
        return new Child(program, [$"--urls=http://127.0.0.1:{port}", "--environment=Development", $"--Academy:Data={data}"], Path.Combine(data, "server.log"), port);
    }

    public static Child BareKestrel(string data)
    {
        var port = FreePort();
        return new Child(typeof(Yardstick).Assembly.Location, [Yardstick.Verb, port.ToString(CultureInfo.InvariantCulture)], Path.Combine(data, "yardstick.log"), port);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    /// <summary>Asks until the first 200.</summary>
    /// <returns>Time since the process was begun.</returns>
    public async Task<TimeSpan> FirstAnswerAsync(string path)
    {
        using var client = new Client(Address, connections: 1);
        while (Stopwatch.GetElapsedTime(_begun) < LongestStart && !_process.HasExited)
        {
            if (await client.GetAsync(path) is null) return Stopwatch.GetElapsedTime(_begun);
            await Task.Delay(2);
        }

        throw new InvalidOperationException($"{Address} never answered.");
    }

    /// <summary>Ends it without a word, as a crash would.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync();
        await _printed;
        _process.Dispose();
    }

    private static async Task KeepAsync(Stream output, string log)
    {
        await using var file = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await output.CopyToAsync(file);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
