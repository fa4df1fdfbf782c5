using Academy.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Academy.Web.Identity;

/// <summary>Hashes passwords and PINs slowly on purpose, two at a time, so that a crowd signing in leaves the processor to exams.</summary>
public sealed class SecretHashing : IDisposable
{
    // The framework's hasher asks for a user and does not look at it.
    private static readonly AcademyUser Nobody = new() { PersonId = Guid.Empty };

    private readonly SemaphoreSlim _turns = new(2, 2);
    private readonly PasswordHasher<AcademyUser> _hasher;
    private readonly string _nobodysHash;

    public SecretHashing(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<AcademyUser>(options);
        _nobodysHash = _hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
    }

    public async Task<string> HashAsync(string secret, CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => _hasher.HashPassword(Nobody, secret), cancel);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Takes the same time where there is nothing to compare with.</summary>
    public async Task<bool> MatchesAsync(string? hash, string secret, CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        try
        {
            var result = await Task.Run(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash, secret), cancel);
            return hash is not null && result is not PasswordVerificationResult.Failed;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
