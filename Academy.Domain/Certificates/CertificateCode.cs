namespace Academy.Domain.Certificates;

/// <summary>One code of a certificate: what the QR carries. A reissue adds another.</summary>
public sealed class CertificateCode
{
    private CertificateCode() { }

    /// <param name="photoId">The photo whose hash the payload carries, or null.</param>
    public CertificateCode(string list, int index, byte[] payload, string token, int keyId, string host, DateTimeOffset issuedAt, Guid? photoId = null) =>
        (List, Index, Payload, Token, KeyId, Host, IssuedAt, StatusSince, PhotoId, IsCurrent) = (list, index, payload, token, keyId, host, issuedAt, issuedAt, photoId, true);

    /// <summary>Status list of the expiry quarter, for example <c>27Q3</c>.</summary>
    public string List { get; private set; } = "";

    /// <summary>Place in that list; unique with it. The certificate's id for a verifier.</summary>
    public int Index { get; private set; }

    /// <summary>The signed bytes, compared with what a scan presents.</summary>
    public byte[] Payload { get; private set; } = [];

    /// <summary>The base32 text in the URL.</summary>
    public string Token { get; private set; } = "";

    public int KeyId { get; private set; }

    /// <summary>host[:port] it was signed for.</summary>
    public string Host { get; private set; } = "";

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>The photo that its payload carries the hash of.</summary>
    public Guid? PhotoId { get; private set; }

    public bool IsCurrent { get; private set; }

    /// <summary>Why it is not current any more; null while it is.</summary>
    public CodeEnd? End { get; private set; }

    /// <summary>As <see cref="End"/>, for who does not see the certificate beside it: also that it ended with that.</summary>
    public CodeEnd? EndByItself => End ?? (Status is CodeStatus.Superseded ? CodeEnd.WithCertificate : null);

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What the status list says of it.</summary>
    public CodeStatus Status { get; private set; }

    /// <summary>When it was issued, or when its status became what it is.</summary>
    public DateTimeOffset StatusSince { get; private set; }

    internal void Retire(CodeEnd end, DateTimeOffset at) => (IsCurrent, End, EndedAt) = (false, end, at);

    internal void Show(CertificateState state, DateTimeOffset at)
    {
        var status = StatusOf(state, IsCurrent);
        if (status != Status) (Status, StatusSince) = (status, at);
    }

    /// <summary>What a certificate's state makes of a code of it.</summary>
    internal static CodeStatus StatusOf(CertificateState state, bool isCurrent) => state switch
    {
        CertificateState.Revoked => CodeStatus.Revoked,
        CertificateState.Superseded => CodeStatus.Superseded,
        _ when !isCurrent => CodeStatus.Superseded,
        CertificateState.Suspended => CodeStatus.Suspended,
        _ => CodeStatus.Valid,
    };
}

/// <summary>What a status list says of a code, by the number it says it with.</summary>
public enum CodeStatus
{
    /// <summary>Nothing against it; so it is with every entry that was never used.</summary>
    Valid = 0,

    /// <summary>吊销, for good.</summary>
    Revoked = 1,

    /// <summary>暂停; may be lifted.</summary>
    Suspended = 2,

    /// <summary>已换发或已挂失: another code took its place.</summary>
    Superseded = 3,
}

/// <summary>Why a code stands for its certificate no more.</summary>
public enum CodeEnd
{
    /// <summary>已换发.</summary>
    Superseded,

    /// <summary>已挂失.</summary>
    Lost,

    /// <summary>Its certificate was replaced by a newer one. Said of changes and restored codes only: beside its certificate a code need not say it.</summary>
    WithCertificate,
}
