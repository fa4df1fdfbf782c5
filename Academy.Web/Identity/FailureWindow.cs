using System.Net;

namespace Academy.Web.Identity;

/// <summary>Failures of the last minutes per key, in memory: what a source may try before it has to wait.</summary>
/// <remarks>Only failures count, so a school behind one address signs in as fast as it likes.</remarks>
public class FailureWindow(int allowed, TimeSpan window, TimeProvider clock)
{
    // Far more keys than honest failures make; past it the oldest go first.
    private const int MostKeys = 50_000;

    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);
    private readonly Lock _door = new();

    /// <summary>
    /// Begins a try, to be disposed when its end is known. Tries under way count like failures until then, so that parallel ones get no
    /// further than others; what is over the limit only through them waits for one to end, and a whole school may come in at once.
    /// </summary>
    public async Task<GuardedTry> TakeAsync(string key, CancellationToken cancel)
    {
        while (true)
        {
            Task oneHasEnded;
            lock (_door)
            {
                var now = clock.GetUtcNow();
                var failures = Of(key, now);
                if (BlockedUntil(failures) is { } until) return GuardedTry.Refused(until);
                if (failures.Instants.Count + failures.UnderWay < allowed)
                {
                    failures.UnderWay++;
                    return GuardedTry.Begun(failed => End(key, failures, failed));
                }

                failures.OneHasEnded ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                oneHasEnded = failures.OneHasEnded.Task;
            }

            await oneHasEnded.WaitAsync(cancel);
        }
    }

    /// <returns>When the key may try again, or null when it may now.</returns>
    public DateTimeOffset? BlockedUntil(string key)
    {
        lock (_door)
        {
            if (!_failures.TryGetValue(key, out var failures)) return null;
            DropOld(failures, clock.GetUtcNow());
            return BlockedUntil(failures);
        }
    }

    public void Count(string key)
    {
        lock (_door)
        {
            var now = clock.GetUtcNow();
            Count(Of(key, now), now);
        }
    }

    private void End(string key, Failures failures, bool failed)
    {
        lock (_door)
        {
            failures.UnderWay--;
            if (failed) Count(failures, clock.GetUtcNow());
            else if (failures is { UnderWay: 0, Instants.Count: 0 }) _failures.Remove(key);
            failures.OneHasEnded?.SetResult();
            failures.OneHasEnded = null;
        }
    }

    private Failures Of(string key, DateTimeOffset now)
    {
        if (!_failures.TryGetValue(key, out var failures))
        {
            if (_failures.Count >= MostKeys) MakeRoom(now);
            _failures[key] = failures = new Failures();
        }

        DropOld(failures, now);
        return failures;
    }

    private DateTimeOffset? BlockedUntil(Failures failures) => failures.Instants.Count < allowed ? null : failures.Instants.Peek() + window;

    private void Count(Failures failures, DateTimeOffset now)
    {
        DropOld(failures, now);
        if (failures.Instants.Count == allowed) failures.Instants.Dequeue();
        failures.Instants.Enqueue(now);
    }

    private void DropOld(Failures failures, DateTimeOffset now)
    {
        while (failures.Instants.TryPeek(out var oldest) && oldest + window <= now) failures.Instants.Dequeue();
    }

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, failures) in _failures)
        {
            DropOld(failures, now);
            if (failures is { UnderWay: 0, Instants.Count: 0 }) _failures.Remove(key);
        }

        if (_failures.Count < MostKeys) return;
        foreach (var key in _failures.Where(f => f.Value.UnderWay == 0).OrderBy(f => f.Value.Instants.Peek()).Take(MostKeys / 10).Select(f => f.Key).ToList()) _failures.Remove(key);
    }

    private sealed class Failures
    {
        public Queue<DateTimeOffset> Instants { get; } = [];
        public int UnderWay { get; set; }
        public TaskCompletionSource? OneHasEnded { get; set; }
    }
}

/// <summary>One try under a guard. Ends when disposed: as a failure where that was said, else as nothing.</summary>
public sealed class GuardedTry : IDisposable
{
    private Action<bool>? _end;
    private bool _failed;

    private GuardedTry(DateTimeOffset? blockedUntil, Action<bool>? end) => (BlockedUntil, _end) = (blockedUntil, end);

    /// <summary>When there may be another try; null where this one may go on.</summary>
    public DateTimeOffset? BlockedUntil { get; }

    internal static GuardedTry Refused(DateTimeOffset until) => new(until, null);

    internal static GuardedTry Begun(Action<bool> end) => new(null, end);

    /// <summary>The two as one.</summary>
    public GuardedTry With(GuardedTry other) => new(BlockedUntil, failed =>
    {
        _end?.Invoke(failed);
        other._end?.Invoke(failed);
    });

    public void Fail() => _failed = true;

    public void Dispose()
    {
        _end?.Invoke(_failed);
        _end = null;
    }
}

/// <summary>Failed sign-ins, failed look-ups and refused tokens per network address: 20 in ten minutes.</summary>
public sealed class SourceFailures(TimeProvider clock) : FailureWindow(20, TimeSpan.FromMinutes(10), clock)
{
    /// <summary>The key of where a request comes from: the address, of IPv6 the network that one subscriber holds.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not System.Net.Sockets.AddressFamily.InterNetworkV6) return address.ToString();
        var network = address.GetAddressBytes();
        network.AsSpan(8).Clear();
        return new IPAddress(network).ToString();
    }
}

/// <summary>Tries at names that nobody has, or whose account is closed. They count and lock as accounts do, or the lock would tell which names exist.</summary>
public sealed class UnknownNames(TimeProvider clock)
{
    private const int MostNames = 50_000;

    private readonly Dictionary<string, (int Tries, DateTimeOffset? LockedUntil, DateTimeOffset LastAt)> _names = new(StringComparer.Ordinal);
    private readonly Lock _door = new();

    /// <returns>Null to go on; else the end of the lock.</returns>
    public DateTimeOffset? Take(string name)
    {
        lock (_door)
        {
            var now = clock.GetUtcNow();
            var (tries, lockedUntil, _) = _names.GetValueOrDefault(name);
            if (lockedUntil > now) return lockedUntil;
            if (_names.Count >= MostNames)
            {
                foreach (var old in _names.OrderBy(n => n.Value.LastAt).Take(MostNames / 10).Select(n => n.Key).ToList()) _names.Remove(old);
            }

            tries++;
            _names[name] = (tries, tries % SignInTries.Allowed == 0 ? now + SignInTries.Lock : lockedUntil, now);
            return null;
        }
    }
}
