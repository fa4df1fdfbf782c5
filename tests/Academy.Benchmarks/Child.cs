using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Academy.Benchmarks;

/// <summary>A server under measurement, in a process of its own on a free loopback port.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Process _process;
    private readonly Task _printed;

    private Child(int port, string program, params IEnumerable<string> arguments)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        _printed = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    public Uri Address { get; }

    /// <summary>Working set in MB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>The most memory it ever held, in MB.</summary>
    public double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The published application.</summary>
    public static Child Academy(string program, int port, IEnumerable<string> arguments) => new(port, "dotnet", [program, .. arguments]);

    /// <summary>The published application under a tracer.</summary>
    public static Child Traced(string tracer, IEnumerable<string> options, string program, int port, IEnumerable<string> arguments) => new(port, tracer, [.. options, "dotnet", program, .. arguments]);

    public static Child BareKestrel() => OfThisProgram(Yardstick.Verb);

    public static Child EmptyRazorPage() => OfThisProgram(Yardstick.RazorVerb);

    private static Child OfThisProgram(string verb)
    {
        var port = FreePort();
        return new Child(port, "dotnet", typeof(Yardstick).Assembly.Location, verb, port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {printed}");
    }

    /// <summary>Asks until the first answer that is a success.</summary>
    /// <returns>Seconds since the process was begun.</returns>
    public async Task<double> FirstAnswerAsync(string path)
    {
        using var client = new Client([Address], connections: 1);
        while (Stopwatch.GetElapsedTime(_begun) < LongestStart && !_process.HasExited)
        {
            if (await client.GetAsync(path) is null) return Stopwatch.GetElapsedTime(_begun).TotalSeconds;
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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
