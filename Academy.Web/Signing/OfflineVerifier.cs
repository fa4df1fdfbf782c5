using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;

namespace Academy.Web.Signing;

/// <summary>What a verifier without signal says.</summary>
/// <param name="Code">What the code says; null where it was refused.</param>
/// <param name="ListAge">Since the status list was signed, on the verifier's clock; null without a list for the code.</param>
/// <param name="IsUnconfirmed">In force as far as is known, by a list too old to be sure: yellow, never green.</param>
/// <param name="IsClockWrong">The verifier's clock is behind what was signed already; nothing is green by it.</param>
public sealed record OfflineVerdict(VerificationResult Result, CodeReading.Genuine? Code, TimeSpan? ListAge, bool IsUnconfirmed, bool IsClockWrong);

/// <summary>Judges codes without a server: on a trust bundle and status lists. No text makes it throw.</summary>
public sealed class OfflineVerifier
{
    /// <summary>By so much a verifier's clock may be behind the server's.</summary>
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromMinutes(2);

    /// <summary>By so much a live code may be older than online.</summary>
    private static readonly TimeSpan LiveMayDiffer = TimeSpan.FromSeconds(30);

    private readonly TrustBundle _trust;
    private readonly IReadOnlyList<string> _hosts;
    private readonly string _publicUrl;
    private readonly Dictionary<string, StatusList> _lists = new(StringComparer.Ordinal);

    /// <param name="publicUrl">Of the deployment, pinned: scheme, host and port.</param>
    /// <param name="hosts">Its host, then its former ones, in lower case.</param>
    public OfflineVerifier(TrustBundle trust, string publicUrl, IReadOnlyList<string> hosts) => (_trust, _publicUrl, _hosts) = (trust, publicUrl, hosts);

    /// <summary>Takes a list, unless a newer one of the same name is here.</summary>
    /// <returns>False for what is none of the deployment's, and for one older than the bundle allows.</returns>
    public bool Take(byte[] bytes)
    {
        var prefix = StatusList.AddressOf(_publicUrl, "");
        if (StatusList.Read(bytes, _trust.Keys) is not var (subject, list) || !subject.StartsWith(prefix, StringComparison.Ordinal)) return false;
        var name = subject[prefix.Length..];
        if (_trust.LeastIssuedAt.TryGetValue(name, out var least) && list.IssuedAt < least) return false;
        if (!_lists.TryGetValue(name, out var known) || known.IssuedAt < list.IssuedAt) _lists[name] = list;
        return true;
    }

    /// <param name="position">The Position that is asked for; null when none is.</param>
    public OfflineVerdict Verify(string text, int? position, DateTimeOffset now)
    {
        var reading = CodeReader.ReadUrl(text, _hosts, _trust.Keys);
        var isClockWrong = _lists.Values.Select(l => l.IssuedAt).Append(_trust.IssuedAt).Max() - now > ClockMayDiffer;
        if (reading is not CodeReading.Genuine code) return new(Verification.Judge(reading, null, true, position, now.Day(), now), null, null, false, isClockWrong);

        var list = _lists.GetValueOrDefault(StatusIndex.ListOf(code.Fields.LastDay));
        var age = now - list?.IssuedAt;
        // What a list holds against a code binds however old it is; that it holds nothing, only while it is young.
        var status = list?[code.Fields.Index] is var said && (said is not CodeStatus.Valid || (age <= StatusList.Lasts && !isClockWrong)) ? said : null;
        // A compromised key's signature proves nothing, and the row that could is not here.
        var issuance = status is { } known && !code.IsKeyCompromised ? new Issuance(code.Payload, StateOf(known), MayWork: true) : null;
        var result = Verification.Judge(reading, issuance, restoring: true, position, now.Day(), now, LiveMayDiffer);
        return new(result, code, age, result.IsInForce() && age > DeviceLook.ListConfirms, isClockWrong);
    }

    private static CodeState StateOf(CodeStatus status) => status switch
    {
        CodeStatus.Revoked => CodeState.Revoked,
        CodeStatus.Suspended => CodeState.Suspended,
        CodeStatus.Superseded => CodeState.Superseded,
        _ => CodeState.Valid,
    };
}
