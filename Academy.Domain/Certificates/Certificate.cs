using Academy.Domain.Exams;
using Academy.Domain.Training;

namespace Academy.Domain.Certificates;

/// <summary>States of a certificate. Expired and Expiring are derived.</summary>
public enum CertificateState
{
    /// <summary>有效.</summary>
    Valid,

    /// <summary>暂停; reversible.</summary>
    Suspended,

    /// <summary>吊销; final.</summary>
    Revoked,

    /// <summary>已换发; final.</summary>
    Superseded,
}

/// <summary>Why a certificate is suspended; each reason is lifted by itself.</summary>
[Flags]
public enum SuspensionGrounds
{
    /// <summary>Not suspended.</summary>
    None = 0,

    /// <summary>A manager's decision.</summary>
    Decision = 1,

    /// <summary>Eligibility says 不可上岗 (rule 10); lifted when the reason is gone.</summary>
    Ineligible = 2,

    /// <summary>By a correction of a key the pass it rests on is none; lifted by a later one that makes it a pass again.</summary>
    Regraded = 4,
}

/// <summary>岗位安全培训合格证: one holder, one position, one organization, from–to; from one passed attempt.</summary>
public sealed class Certificate
{
    private readonly List<CertificateCode> _codes = [];
    private readonly List<CertificateEvent> _events = [];

    private Certificate() { }

    /// <summary>Issues it (rule 1).</summary>
    /// <exception cref="InvalidOperationException">The attempt's part for that cycle is not a pass, the cycle is another's, or its conditions are not met.</exception>
    public static Certificate Issue(Guid id, ExamAttempt attempt, TrainingCycle cycle, CycleFacts facts, CertificateFace face, DateOnly issuedOn, DateOnly expiresOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(face);
        if (attempt.PersonId != cycle.PersonId) throw new InvalidOperationException("The attempt is another person's.");
        if (!attempt.Grades.Any(g => g.CycleId == cycle.Id && g.Outcome is Outcome.Passed)) throw new InvalidOperationException("There is no certificate without a pass.");
        if (!facts.ConditionsMet) throw new InvalidOperationException("Lessons, hours, licences or practical are missing.");
        var certificate = new Certificate
        {
            Id = id,
            AttemptId = attempt.Id,
            CycleId = cycle.Id,
            HolderId = cycle.PersonId,
            OrganizationId = cycle.OrganizationId,
            Position = cycle.Position,
            VenueId = face.VenueId,
            HolderName = face.HolderName,
            PositionName = face.PositionName,
            OrganizationName = face.OrganizationName,
            Mode = attempt.Mode,
            IssuedOn = issuedOn,
            ExpiresOn = expiresOn,
            IssuedAt = now,
        };
        certificate.Record(CertificateAct.Issued, null, null, now);
        return certificate;
    }

    public Guid Id { get; private set; }

    /// <summary>The passed attempt; unique together with the position.</summary>
    public Guid AttemptId { get; private set; }

    public Guid CycleId { get; private set; }
    public Guid HolderId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int Position { get; private set; }

    /// <summary>The Venue whose rule gave the validity.</summary>
    public Guid VenueId { get; private set; }

    public string HolderName { get; private set; } = "";
    public string PositionName { get; private set; } = "";
    public string OrganizationName { get; private set; } = "";

    /// <summary>A self-taken pass says so on the record (rule 14).</summary>
    public ExamMode Mode { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    /// <summary>Last day, to 24:00 Asia/Shanghai.</summary>
    public DateOnly ExpiresOn { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }
    public CertificateState State { get; private set; }
    public SuspensionGrounds Suspension { get; private set; }
    public IReadOnlyList<CertificateCode> Codes => _codes;

    /// <summary>What happened to it, oldest first. Only ever appended to.</summary>
    public IReadOnlyList<CertificateEvent> Events => _events;

    /// <summary>Revoked and superseded certificates never come back.</summary>
    public bool IsFinal => State is CertificateState.Revoked or CertificateState.Superseded;

    /// <summary>Whether it may be shown as good on that day.</summary>
    public bool IsInForce(DateOnly day) => State is CertificateState.Valid && IssuedOn <= day && day <= ExpiresOn;

    /// <summary>Adds a code; it becomes the current one.</summary>
    public void AddCode(CertificateCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        _codes.ForEach(c => c.Retire());
        _codes.Add(code);
        ShowOnCodes();
    }

    /// <summary>Suspends on one more ground.</summary>
    /// <returns>False when it is final or suspended on that ground already.</returns>
    public bool Suspend(SuspensionGrounds grounds, string reason, Guid? by, DateTimeOffset now)
    {
        if (IsFinal || Suspension.HasFlag(grounds)) return false;
        Suspension |= grounds;
        State = CertificateState.Suspended;
        ShowOnCodes();
        Record(CertificateAct.Suspended, reason, by, now);
        return true;
    }

    /// <summary>Lifts one ground; it is valid again when none is left.</summary>
    /// <returns>False when it was not suspended on that ground.</returns>
    public bool Resume(SuspensionGrounds grounds, string reason, Guid? by, DateTimeOffset now)
    {
        if (IsFinal || grounds is SuspensionGrounds.None || !Suspension.HasFlag(grounds)) return false;
        Suspension &= ~grounds;
        if (Suspension is SuspensionGrounds.None) State = CertificateState.Valid;
        ShowOnCodes();
        Record(CertificateAct.Resumed, reason, by, now);
        return true;
    }

    /// <summary>Revokes. Final.</summary>
    /// <returns>False when it is final already.</returns>
    public bool Revoke(string reason, Guid? by, DateTimeOffset now)
    {
        if (IsFinal) return false;
        State = CertificateState.Revoked;
        ShowOnCodes();
        Record(CertificateAct.Revoked, reason, by, now);
        return true;
    }

    /// <summary>A newer certificate of the same person and position takes its place. Final.</summary>
    public bool Supersede(DateTimeOffset now)
    {
        if (IsFinal) return false;
        State = CertificateState.Superseded;
        ShowOnCodes();
        Record(CertificateAct.Superseded, null, null, now);
        return true;
    }

    /// <summary>What the status lists say of the codes never differs from the state.</summary>
    private void ShowOnCodes() => _codes.ForEach(c => c.Show(State));

    private void Record(CertificateAct act, string? reason, Guid? by, DateTimeOffset at) => _events.Add(new CertificateEvent(_events.Count + 1, act, reason, by, at));
}

/// <summary>What stands on the card, frozen at issue.</summary>
public sealed record CertificateFace(string HolderName, string PositionName, string OrganizationName, Guid VenueId);

/// <summary>What can happen to a certificate.</summary>
public enum CertificateAct
{
    /// <summary>签发.</summary>
    Issued,

    /// <summary>暂停.</summary>
    Suspended,

    /// <summary>恢复.</summary>
    Resumed,

    /// <summary>吊销.</summary>
    Revoked,

    /// <summary>换发.</summary>
    Superseded,
}

/// <summary>One thing that happened to a certificate.</summary>
public sealed class CertificateEvent
{
    private CertificateEvent() { }

    public CertificateEvent(int number, CertificateAct act, string? reason, Guid? by, DateTimeOffset at) => (Number, Act, Reason, By, At) = (number, act, reason, by, at);

    public int Number { get; private set; }
    public CertificateAct Act { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Null for what the rules did by themselves.</summary>
    public Guid? By { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>One code of a certificate: what the QR carries. A reissue adds another.</summary>
public sealed class CertificateCode
{
    private CertificateCode() { }

    public CertificateCode(string list, int index, byte[] payload, string token, int keyId, string host, DateTimeOffset issuedAt) =>
        (List, Index, Payload, Token, KeyId, Host, IssuedAt, IsCurrent) = (list, index, payload, token, keyId, host, issuedAt, true);

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
    public bool IsCurrent { get; private set; }

    /// <summary>What the status list says of it.</summary>
    public CodeStatus Status { get; private set; }

    internal void Retire() => IsCurrent = false;

    internal void Show(CertificateState state) => Status = state switch
    {
        CertificateState.Revoked => CodeStatus.Revoked,
        CertificateState.Superseded => CodeStatus.Superseded,
        _ when !IsCurrent => CodeStatus.Superseded,
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

/// <summary>Rule 11: how long a certificate holds.</summary>
public static class Validity
{
    /// <summary>Months at a 公众聚集场所, from the half-year training duty (61号令 36).</summary>
    public const int PublicAssemblyMonths = 6;

    /// <summary>The most months that a requirement may give: so far ahead are status lists published.</summary>
    public const int LongestMonths = 36;

    /// <summary>The least of the requirement's months and the Venue's.</summary>
    public static int Months(int required, bool isPublicAssembly) => isPublicAssembly ? Math.Min(required, PublicAssemblyMonths) : required;

    /// <summary>The last valid day.</summary>
    public static DateOnly LastDay(DateOnly issuedOn, int months) => issuedOn.AddMonths(months).AddDays(-1);

    /// <summary>The first day on which a renewal may begin; until then the certificate is good and there is nothing to train for.</summary>
    /// <param name="days">Before the end.</param>
    public static DateOnly RenewalOpensOn(DateOnly expiresOn, int days) => expiresOn.AddDays(-days);
}
