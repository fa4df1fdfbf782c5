namespace Academy.Domain.Certificates;

/// <summary>What the bytes of a code prove by themselves, before any row is read.</summary>
public abstract record CodeReading
{
    private CodeReading()
    {
    }

    /// <summary>Ends here: NotOurs, Malformed, KeyUnknown or Forged.</summary>
    public sealed record Refused(VerificationResult Result) : CodeReading;

    /// <summary>The signature is right.</summary>
    /// <param name="Payload">The signed bytes of the certificate; for a live code those of the certificate it shows.</param>
    /// <param name="Host">Host for which it was signed: the present one or a former one.</param>
    /// <param name="IsKeyCompromised">The signature proves nothing; only the issuance row can.</param>
    /// <param name="LiveUntil">End of a live code's 60 seconds; null on a static code.</param>
    public sealed record Genuine(
        CodeFields Fields,
        byte[] Payload,
        string Host,
        byte Kid,
        bool IsKeyCompromised,
        DateTimeOffset? LiveUntil) : CodeReading;
}

/// <summary>State of one certificate code.</summary>
public enum CodeState
{
    Valid,

    /// <summary>已暂停; may be lifted.</summary>
    Suspended,

    /// <summary>已吊销; final.</summary>
    Revoked,

    /// <summary>已换发; a newer code stands for the certificate.</summary>
    Superseded,

    /// <summary>已挂失; the card was lost.</summary>
    Lost,
}

/// <summary>What the records say about a code's list and index.</summary>
/// <param name="Payload">The bytes that were signed at issue.</param>
/// <param name="MayWork">False when Eligibility says 不可上岗 today, whatever the stored state.</param>
public sealed record Issuance(byte[] Payload, CodeState State, bool MayWork);

/// <summary>Judges a scan.</summary>
public static class Verification
{
    /// <summary>A live code counts as live for this long before and after it was signed.</summary>
    public static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(60);

    /// <summary>The one result that outranks all others that apply.</summary>
    /// <param name="issuance">The row of the code's list and index; null when there is none.</param>
    /// <param name="restoring">Records are being restored from a backup: a missing row is no sign of theft.</param>
    /// <param name="position">The Position that the inspector asked for; null when none was.</param>
    /// <param name="today">The day in Asia/Shanghai.</param>
    /// <param name="now">The instant, for live codes.</param>
    /// <param name="clocksDiffer">By so much the clocks of signer and verifier may differ beyond that.</param>
    public static VerificationResult Judge(
        CodeReading reading,
        Issuance? issuance,
        bool restoring,
        int? position,
        DateOnly today,
        DateTimeOffset now,
        TimeSpan clocksDiffer = default)
    {
        if (reading is CodeReading.Refused refused)
        {
            return refused.Result;
        }

        var code = (CodeReading.Genuine)reading;
        return Provenance(code, issuance, restoring)
            ?? Standing(code.Fields, issuance, today)
            ?? (position is { } asked && asked != code.Fields.Position ? VerificationResult.WrongPost : default(VerificationResult?))
            ?? Freshness(code.LiveUntil, now, clocksDiffer);
    }

    private static VerificationResult? Provenance(CodeReading.Genuine code, Issuance? issuance, bool restoring) =>
        issuance switch
        {
            null when !restoring => VerificationResult.ForgedKeyAlarm,
            null => code.IsKeyCompromised ? VerificationResult.KeyRevoked : null,
            _ => issuance.Payload.AsSpan().SequenceEqual(code.Payload) ? null : VerificationResult.ForgedKeyAlarm,
        };

    private static VerificationResult? Standing(CodeFields fields, Issuance? issuance, DateOnly today)
    {
        if (issuance?.State == CodeState.Revoked)
        {
            return VerificationResult.Revoked;
        }

        if (today > fields.LastDay)
        {
            return VerificationResult.Expired;
        }

        if (issuance is { State: CodeState.Suspended } or { MayWork: false })
        {
            return VerificationResult.Suspended;
        }

        if (issuance?.State is CodeState.Superseded or CodeState.Lost)
        {
            return VerificationResult.Superseded;
        }

        if (fields.IssuedOn > today.AddDays(1))
        {
            return VerificationResult.NotYet;
        }

        return issuance is null ? VerificationResult.StatusUnknown : null;
    }

    private static VerificationResult Freshness(DateTimeOffset? liveUntil, DateTimeOffset now, TimeSpan clocksDiffer)
    {
        if (liveUntil is not { } until)
        {
            return VerificationResult.ValidStatic;
        }

        var age = now - (until - LiveFor);
        return age.Duration() <= LiveFor + clocksDiffer ? VerificationResult.ValidLive : VerificationResult.StaleLive;
    }
}
