using System.Collections.Concurrent;
using System.Diagnostics;

namespace Academy.Benchmarks;

/// <summary>A lean HTTP client: keep-alive connections, no cookies of its own, no redirects.</summary>
/// <param name="addresses">Of the nodes, which take turns: nothing sticks to one of them.</param>
/// <param name="connections">The most to each node.</param>
internal sealed class Client(IReadOnlyList<Uri> addresses, int connections) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _turn;
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections });

    /// <summary>Sends a request to the next node.</summary>
    /// <returns>The answer with its body read, and the body.</returns>
    /// <exception cref="HttpRequestException">No answer, or half of one.</exception>
    public async Task<(HttpResponseMessage Response, string Body)> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(addresses[(int)((uint)Interlocked.Increment(ref _turn) % addresses.Count)], request.RequestUri!);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var response = await _invoker.SendAsync(request, patience.Token);
            return (response, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (OperationCanceledException late)
        {
            throw new HttpRequestException($"No answer within {Patience}.", late);
        }
    }

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <param name="judge">Says of an answer that is a success what is wrong with it, if anything.</param>
    /// <returns>Null when all is well, else what went wrong.</returns>
    public async Task<string?> AskAsync(HttpRequestMessage request, Func<HttpResponseMessage, string, string?>? judge = null)
    {
        try
        {
            var (response, body) = await SendAsync(request);
            using var answer = response;
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
    private readonly Lock _door = new();
    private double _seconds;
    private bool _isSorted;

    /// <summary>What went wrong, and how often.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    public int Count => _milliseconds.Count;

    public double PerSecond => _milliseconds.Count / _seconds;

    /// <summary>Runs a closed loop: each worker sends its next request when the last was answered. Failed requests count as errors only.</summary>
    /// <param name="request">Sends one request for a worker, from 0; null when all is well, else what went wrong.</param>
    public async Task RunAsync(int workers, TimeSpan time, Func<int, Task<string?>> request)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                if (await request(worker) is { } wrong) Fail(wrong);
                else Add(Stopwatch.GetElapsedTime(sent));
            }
        })));
        _seconds += Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public void Add(TimeSpan taken)
    {
        lock (_door)
        {
            _milliseconds.Add(taken.TotalMilliseconds);
            _isSorted = false;
        }
    }

    public void Fail(string why) => Errors.AddOrUpdate(why, 1, (_, count) => count + 1);

    /// <summary>The time under which a share of the requests stayed, in milliseconds.</summary>
    public double Percentile(double share)
    {
        lock (_door)
        {
            if (!_isSorted) _milliseconds.Sort();
            _isSorted = true;
            return _milliseconds.Count == 0 ? double.NaN : _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
        }
    }
}

/// <summary>A load for each step of a sitting.</summary>
internal sealed class Steps
{
    private readonly ConcurrentDictionary<string, Load> _loads = new(StringComparer.Ordinal);

    public Load this[string step] => _loads.GetOrAdd(step, _ => new Load());
}
