namespace Academy.Domain.Certificates;

/// <summary>
/// 按日志恢复的证: a code that was issued after the backup to which the database was set back. What the journal of codes kept of it is
/// enough to answer for it until it expires. Where its certificate was in the backup, what is decided about that reaches it.
/// </summary>
public sealed class RestoredCode
{
    private RestoredCode() { }

    public RestoredCode(string list, int index, byte[] payloadHash, DateOnly lastDay, CodeStatus status, CodeEnd? end, DateTimeOffset statusSince, Guid? certificateId, DateTimeOffset restoredAt) =>
        (List, Index, PayloadHash, LastDay, Status, End, StatusSince, CertificateId, RestoredAt) = (list, index, payloadHash, lastDay, status, EndOf(status, end), statusSince, certificateId, restoredAt);

    /// <summary>Status list of the expiry quarter, for example <c>27Q3</c>.</summary>
    public string List { get; private set; } = "";

    /// <summary>Place in that list; unique with it, and not to be used again.</summary>
    public int Index { get; private set; }

    /// <summary>SHA-256 of the signed bytes.</summary>
    public byte[] PayloadHash { get; private set; } = [];

    public DateOnly LastDay { get; private set; }

    /// <summary>What the status list says of it.</summary>
    public CodeStatus Status { get; private set; }

    /// <summary>Why it counts no more; null while it does.</summary>
    public CodeEnd? End { get; private set; }

    public DateTimeOffset StatusSince { get; private set; }

    /// <summary>Of its certificate, which may be lost; null where the journal did not say.</summary>
    public Guid? CertificateId { get; private set; }

    public DateTimeOffset RestoredAt { get; private set; }

    /// <summary>It is on the card that counts.</summary>
    public bool IsCurrent => End is null;

    /// <summary>What a scan finds, as far as it goes by the code alone.</summary>
    public CodeState State => Status switch
    {
        CodeStatus.Revoked => CodeState.Revoked,
        CodeStatus.Suspended => CodeState.Suspended,
        CodeStatus.Superseded => End is CodeEnd.Lost ? CodeState.Lost : CodeState.Superseded,
        _ => CodeState.Valid,
    };

    /// <summary>What the records say of it: of its own state and its certificate's the worse.</summary>
    /// <param name="certificate">Null where that is lost.</param>
    /// <param name="mayWork">As eligibility says of the holder; true where nobody knows who that is.</param>
    public Issuance IssuanceBeside(CertificateState? certificate, bool mayWork)
    {
        var state = (State, certificate) switch
        {
            (CodeState.Revoked, _) or (_, CertificateState.Revoked) => CodeState.Revoked,
            (CodeState.Lost or CodeState.Superseded, _) => State,
            (_, CertificateState.Superseded) => CodeState.Superseded,
            (CodeState.Suspended, _) or (_, CertificateState.Suspended) => CodeState.Suspended,
            _ => CodeState.Valid,
        };
        return new Issuance(PayloadHash, state, mayWork);
    }

    /// <summary>The result for somebody who has no code in hand to read, only its number.</summary>
    public VerificationResult Judge(Issuance issuance, DateTimeOffset now)
    {
        var fields = new CodeFields(Index, LastDay, DateOnly.MinValue, "", 0, 0, null);
        return Verification.Judge(new CodeReading.Genuine(fields, PayloadHash, "", 0, false, null), issuance, false, null, now.Day(), now);
    }

    /// <summary>Does again what was done to it.</summary>
    /// <returns>False when it is revoked or ended, or was so before.</returns>
    public bool Show(CodeStatus status, CodeEnd? end, DateTimeOffset at)
    {
        if (status == Status || Status is CodeStatus.Revoked || (Status is CodeStatus.Superseded && status is not CodeStatus.Revoked)) return false;
        (Status, End, StatusSince) = (status, End ?? EndOf(status, end), at);
        return true;
    }

    internal void Retire(CodeEnd end) => End = end;

    internal void Show(CertificateState state, DateTimeOffset at)
    {
        var status = CertificateCode.StatusOf(state, IsCurrent);
        if (status == Status || Status is CodeStatus.Revoked) return;
        (Status, StatusSince) = (status, at);
        if (state is CertificateState.Superseded) End ??= CodeEnd.WithCertificate;
    }

    /// <summary>Where nobody knows why it ended, it was replaced.</summary>
    private static CodeEnd? EndOf(CodeStatus status, CodeEnd? end) => status is CodeStatus.Superseded ? end ?? CodeEnd.Superseded : end;
}
