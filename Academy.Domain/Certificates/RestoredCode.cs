namespace Academy.Domain.Certificates;

/// <summary>
/// 按日志恢复的证: a code that was issued after the backup to which the database was set back. Its certificate is lost; what the journal
/// of codes kept of it is enough to answer for it until it expires.
/// </summary>
public sealed class RestoredCode
{
    private RestoredCode() { }

    public RestoredCode(string list, int index, byte[] payloadHash, DateOnly lastDay, CodeStatus status, DateTimeOffset statusSince, DateTimeOffset restoredAt) =>
        (List, Index, PayloadHash, LastDay, Status, StatusSince, RestoredAt) = (list, index, payloadHash, lastDay, status, statusSince, restoredAt);

    /// <summary>Status list of the expiry quarter, for example <c>27Q3</c>.</summary>
    public string List { get; private set; } = "";

    /// <summary>Place in that list; unique with it, and not to be used again.</summary>
    public int Index { get; private set; }

    /// <summary>SHA-256 of the signed bytes.</summary>
    public byte[] PayloadHash { get; private set; } = [];

    public DateOnly LastDay { get; private set; }
    public CodeStatus Status { get; private set; }
    public DateTimeOffset StatusSince { get; private set; }
    public DateTimeOffset RestoredAt { get; private set; }

    /// <summary>What a scan finds.</summary>
    public CodeState State => Status switch
    {
        CodeStatus.Revoked => CodeState.Revoked,
        CodeStatus.Suspended => CodeState.Suspended,
        CodeStatus.Superseded => CodeState.Superseded,
        _ => CodeState.Valid,
    };

    /// <summary>The result for somebody who has no code in hand to read, only its number.</summary>
    public VerificationResult Judge(DateTimeOffset now)
    {
        var fields = new CodeFields(Index, LastDay, DateOnly.MinValue, "", 0, 0, null);
        return Verification.Judge(new CodeReading.Genuine(fields, PayloadHash, "", 0, false, null), new Issuance(PayloadHash, State, MayWork: true), false, null, now.Day(), now);
    }

    /// <summary>Does again what was done to it.</summary>
    /// <returns>False when it is final, or was so before.</returns>
    public bool Show(CodeStatus status, DateTimeOffset at)
    {
        if (Status is CodeStatus.Revoked || status == Status) return false;
        (Status, StatusSince) = (status, at);
        return true;
    }
}
