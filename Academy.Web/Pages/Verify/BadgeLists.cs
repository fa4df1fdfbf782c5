using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;

namespace Academy.Web.Pages.Verify;

/// <summary>The status lists of badges, signed once a minute however many ask: packing 2^20 bits is not for everybody to order.</summary>
internal sealed class BadgeLists(IServiceScopeFactory scopes, IKeyStore keys, AcademySettings settings, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTimeOffset At, string Text)> _signed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The signed list; null where there is none of that name, or no key for it yet.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!StatusIndex.IsOpen(name, now.Day())) return null;
        await _turn.WaitAsync(cancel);
        try
        {
            if (_signed.TryGetValue(name, out var known) && (now - known.At).Duration() < Fresh) return known.Text;
            var ring = await keys.ReadAsync(cancel);
            if (ring.FindInUse(KeyPurpose.Badge, now.Day()) is null) return null;
            await using var scope = scopes.CreateAsyncScope();
            var entries = await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().StatusEntriesAsync(name, cancel);
            var text = Badge.SignStatusList(name, entries.Where(e => (CodeStatus)e.Status is CodeStatus.Revoked or CodeStatus.Superseded).Select(e => e.Index), settings.PublicUrl, now, ring);
            _signed[name] = (now, text);
            return text;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
