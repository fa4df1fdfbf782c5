using System.Collections.Concurrent;
using System.Diagnostics;

namespace Academy.Benchmarks;

/// <summary>A lean HTTP client: keep-alive connections, no cookies of its own, no redirects.</summary>
internal sealed class Client(Uri address, int connections) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(address, request.RequestUri!);
        return _invoker.SendAsync(request, CancellationToken.None);
    }

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <param name="judge">Says of an answer that is a success what is wrong with it, if anything.</param>
    /// <returns>Null when all is well, else what went wrong.</returns>
    public async Task<string?> AskAsync(HttpRequestMessage request, Func<HttpResponseMessage, string, string?>? judge = null)
    {
        try
        {
            using var response = await SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? judge?.Invoke(response, body) : $"{(int)response.StatusCode}";
        }
        catch (HttpRequestException failed)
        {
            return failed.HttpRequestError.ToString();
        }
    }

    /// <inheritdoc cref="AskAsync"/>
    public async Task<string?> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await AskAsync(request);
    }

    public void Dispose() => _invoker.Dispose();
}

/// <summary>What a load came to; rounds add up.</summary>
internal sealed class Load
{
    private readonly List<double> _milliseconds = [];
    private double _seconds;

    /// <summary>What went wrong, and how often.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    public double PerSecond => _milliseconds.Count / _seconds;

    /// <summary>Runs a closed loop: each worker sends its next request when the last was answered. Failed requests count as errors only.</summary>
    /// <param name="request">Sends one request for a worker, from 0; null when all is well, else what went wrong.</param>
    public async Task RunAsync(int workers, TimeSpan time, Func<int, Task<string?>> request)
    {
        var begun = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (Stopwatch.GetElapsedTime(begun) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                if (await request(worker) is { } wrong) Errors.AddOrUpdate(wrong, 1, (_, count) => count + 1);
                else mine.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return mine;
        })));
        _seconds += Stopwatch.GetElapsedTime(begun).TotalSeconds;
        foreach (var mine in all) _milliseconds.AddRange(mine);
        _milliseconds.Sort();
    }

    /// <summary>The time under which a share of the requests stayed, in milliseconds.</summary>
    public double Percentile(double share) => _milliseconds.Count == 0 ? double.NaN : _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
}
