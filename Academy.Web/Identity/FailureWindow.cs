using System.Net;

namespace Academy.Web.Identity;

/// <summary>Failures of the last minutes per key, in memory: what a source may try before it has to wait.</summary>
/// <remarks>Only failures count, so a school behind one address signs in as fast as it likes.</remarks>
public class FailureWindow(int allowed, TimeSpan window, TimeProvider clock)
{
    // Far more keys than honest failures make; past it the oldest go first.
    private const int MostKeys = 50_000;

    private readonly Dictionary<string, Queue<DateTimeOffset>> _failures = new(StringComparer.Ordinal);
    private readonly Lock _door = new();

    /// <returns>When the key may try again, or null when it may now.</returns>
    public DateTimeOffset? BlockedUntil(string key)
    {
        lock (_door)
        {
            if (!_failures.TryGetValue(key, out var instants)) return null;
            DropOld(instants, clock.GetUtcNow());
            return instants.Count < allowed ? null : instants.Peek() + window;
        }
    }

    public void Count(string key)
    {
        var now = clock.GetUtcNow();
        lock (_door)
        {
            if (!_failures.TryGetValue(key, out var instants))
            {
                if (_failures.Count >= MostKeys) MakeRoom(now);
                _failures[key] = instants = [];
            }

            DropOld(instants, now);
            if (instants.Count == allowed) instants.Dequeue();
            instants.Enqueue(now);
        }
    }

    private void DropOld(Queue<DateTimeOffset> instants, DateTimeOffset now)
    {
        while (instants.TryPeek(out var oldest) && oldest + window <= now) instants.Dequeue();
    }

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, instants) in _failures)
        {
            DropOld(instants, now);
            if (instants.Count == 0) _failures.Remove(key);
        }

        if (_failures.Count < MostKeys) return;
        foreach (var key in _failures.OrderBy(f => f.Value.Peek()).Take(MostKeys / 10).Select(f => f.Key).ToList()) _failures.Remove(key);
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

/// <summary>Failed names that nobody has. They lock like accounts do, or the lock would tell which names exist.</summary>
public sealed class UnknownNameFailures(TimeProvider clock) : FailureWindow(SignInTries.Allowed, SignInTries.Lock, clock);
