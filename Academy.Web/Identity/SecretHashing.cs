using Academy.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Academy.Web.Identity;

/// <summary>Hashes passwords and PINs slowly on purpose, on all processors but one, so that a crowd signing in leaves that to exams.</summary>
public sealed class SecretHashing : IDisposable
{
    // The framework's hasher asks for a user and does not look at it.
    private static readonly AcademyUser Nobody = new() { PersonId = Guid.Empty };

    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly PasswordHasher<AcademyUser> _hasher;
    private readonly string _nobodysHash;

    public SecretHashing(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<AcademyUser>(options);
        _nobodysHash = _hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
    }

    /// <summary>How many turns there are.</summary>
    internal static int AtOnce => Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Whoever would wait longer is asked to come again: a person looks at a page that does nothing for no longer.</summary>
    internal TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Waits for a turn to hash; dispose what it returns to let the next one in.</summary>
    /// <returns>Null when too many are before.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancel) => await _turns.WaitAsync(LongestWait, cancel) ? new Turn(_turns) : null;

    /// <summary>For who holds a turn.</summary>
    public Task<string> HashAsync(string secret, CancellationToken cancel) => Task.Run(() => _hasher.HashPassword(Nobody, secret), cancel);

    /// <summary>For who holds a turn. Takes the same time where there is nothing to compare with.</summary>
    public async Task<bool> MatchesAsync(string? hash, string secret, CancellationToken cancel)
    {
        var result = await Task.Run(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash, secret), cancel);
        return hash is not null && result is not PasswordVerificationResult.Failed;
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
