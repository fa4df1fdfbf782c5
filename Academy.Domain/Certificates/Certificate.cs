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

/// <summary>What there is of the card that counts.</summary>
public enum CardState
{
    /// <summary>Its code, to show and to print.</summary>
    Here,

    /// <summary>只剩日志: it is good, and of its code there is a <see cref="RestoredCode"/> only; whoever wants to show or print it has it reissued (待换发).</summary>
    JournalOnly,

    /// <summary>已挂失: nothing, until it is reissued.</summary>
    Lost,
}

/// <summary>岗位安全培训合格证: one holder, one position, one organization, from–to; from one passed attempt.</summary>
public sealed class Certificate
{
    private readonly List<CertificateCode> _codes = [];
    private readonly List<CertificateEvent> _events = [];
    private readonly List<RestoredCode> _restoredCodes = [];

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

    /// <summary>Codes of it of which only the journal of codes knows, as they were issued after the backup to which the database was set back.</summary>
    public IReadOnlyList<RestoredCode> RestoredCodes => _restoredCodes;

    /// <summary>What happened to it, oldest first. Only ever appended to.</summary>
    public IReadOnlyList<CertificateEvent> Events => _events;

    /// <summary>Revoked and superseded certificates never come back.</summary>
    public bool IsFinal => State is CertificateState.Revoked or CertificateState.Superseded;

    /// <summary>Whether it may be shown as good on that day.</summary>
    public bool IsInForce(DateOnly day) => State is CertificateState.Valid && IssuedOn <= day && day <= ExpiresOn;

    /// <summary>The code that stands for it now; null while its card is reported lost, or only the journal knows that code.</summary>
    public CertificateCode? CurrentCode => _codes.Find(c => c.IsCurrent);

    /// <summary>What there is of the card that counts.</summary>
    public CardState Card => CardOf(CurrentCode is not null, _restoredCodes.Exists(c => c.IsCurrent));

    /// <summary>As <see cref="Card"/>, for who knows no more than whether there is a current code, and a restored one.</summary>
    public static CardState CardOf(bool hasCode, bool hasRestoredCode) => hasCode ? CardState.Here : hasRestoredCode ? CardState.JournalOnly : CardState.Lost;

    /// <summary>Adds a code; it becomes the current one, and the one before says 已换发.</summary>
    public void AddCode(CertificateCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        Retire(CodeEnd.Superseded, code.IssuedAt);
        _codes.Add(code);
        ShowOnCodes(code.IssuedAt);
    }

    /// <summary>换发: a new code takes the place of the current one, whose card says from now on why it ended.</summary>
    /// <param name="holderName">The name that the new code says.</param>
    /// <param name="remark">The manager's words, where there is more to say than the reason.</param>
    /// <param name="by">Null for what the rules did by themselves.</param>
    /// <returns>False when the certificate is final or past its last day.</returns>
    /// <exception cref="InvalidOperationException">Nobody decides about their own certificate (rule 13).</exception>
    public bool Reissue(ReissueReason why, CertificateCode code, string holderName, string? remark, Guid? by, DateTimeOffset now)
    {
        if (by == HolderId) throw new InvalidOperationException("Nobody reissues their own certificate.");
        if (!MayBeReissued(now.Day())) return false;
        if (why is ReissueReason.Lost) Retire(CodeEnd.Lost, now);
        AddCode(code);
        HolderName = holderName;
        _events.Add(new CertificateEvent(_events.Count + 1, CertificateAct.Reissued, remark, by, now, why));
        return true;
    }

    /// <summary>What its current code says otherwise than the holder's file does by now; null where the two agree. A lost card is its own reason.</summary>
    /// <param name="photo">The confirmed photo, or null. Which one a restored code was issued with, nobody knows.</param>
    public ReissueReason? OutOfDate(string name, Guid? photo) =>
        Card is CardState.Lost ? ReissueReason.Lost
        : HolderName != name ? ReissueReason.Renamed
        : photo is not null && CurrentCode?.PhotoId != photo ? ReissueReason.NewPhoto
        : null;

    /// <summary>Whether a new code can be issued for it on that day.</summary>
    public bool MayBeReissued(DateOnly day) => !IsFinal && day <= ExpiresOn;

    /// <summary>挂失: the card is gone, so its code counts no more; there is none until the certificate is reissued. The holder may say so themselves.</summary>
    /// <returns>False when it is final, or no card of it counts anyway.</returns>
    public bool ReportLost(string? remark, Guid by, DateTimeOffset now)
    {
        if (IsFinal || Card is CardState.Lost) return false;
        Retire(CodeEnd.Lost, now);
        ShowOnCodes(now);
        Record(CertificateAct.ReportedLost, remark, by, now);
        return true;
    }

    /// <summary>Suspends on one more ground.</summary>
    /// <returns>False when it is final or suspended on that ground already.</returns>
    public bool Suspend(SuspensionGrounds grounds, string reason, Guid? by, DateTimeOffset now)
    {
        if (IsFinal || Suspension.HasFlag(grounds)) return false;
        Suspension |= grounds;
        State = CertificateState.Suspended;
        ShowOnCodes(now);
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
        ShowOnCodes(now);
        Record(CertificateAct.Resumed, reason, by, now);
        return true;
    }

    /// <summary>Revokes. Final.</summary>
    /// <returns>False when it is final already.</returns>
    public bool Revoke(string reason, Guid? by, DateTimeOffset now)
    {
        if (IsFinal) return false;
        State = CertificateState.Revoked;
        ShowOnCodes(now);
        Record(CertificateAct.Revoked, reason, by, now);
        return true;
    }

    /// <summary>A newer certificate of the same person and position takes its place. Final.</summary>
    public bool Supersede(DateTimeOffset now) => Supersede(null, now);

    /// <summary>
    /// Does again to the certificate what the journal says was done to one of its codes, and a restored backup knows nothing of.
    /// Who decided it, and on what grounds, is lost: a suspension is therefore a decision, which only a manager lifts.
    /// </summary>
    /// <param name="end">Why the code ended; null where it did not, or nobody knows.</param>
    /// <param name="at">When it was done.</param>
    /// <returns>False when there is nothing to do.</returns>
    /// <exception cref="ArgumentException">The code is another certificate's.</exception>
    public bool DoAgain(CertificateCode code, CodeStatus status, CodeEnd? end, string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (!_codes.Contains(code)) throw new ArgumentException("The code is another certificate's.", nameof(code));
        if (code.Status == status) return false;
        if (status is not CodeStatus.Superseded || end is CodeEnd.WithCertificate) return DoAgain(status, end, reason, at);
        if (IsFinal || !code.IsCurrent) return false;
        // By what code or certificate is not known here: it counts no more, and a manager may reissue.
        code.Retire(end ?? CodeEnd.Superseded, at);
        ShowOnCodes(at);
        var act = end switch
        {
            CodeEnd.Lost => CertificateAct.ReportedLost,
            CodeEnd.Superseded => CertificateAct.Reissued,
            _ => CertificateAct.Superseded,
        };
        Record(act, reason, null, at);
        return true;
    }

    /// <summary>
    /// Takes a code of it back from the journal, and does again what the code's status tells of the certificate, unless something was
    /// decided about it since. From now on what is decided about the certificate reaches the code.
    /// </summary>
    /// <returns>Whether anything changed but that.</returns>
    /// <exception cref="ArgumentException">The code is another certificate's.</exception>
    public bool Restore(RestoredCode code, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.CertificateId != Id) throw new ArgumentException("The code is another certificate's.", nameof(code));
        _restoredCodes.Add(code);
        var changed = Follow(code, reason);
        // Who reported the card lost or reissued it since, and had not seen this code, meant it too.
        var ended = _events.FindLast(e => e.Act is CertificateAct.ReportedLost or CertificateAct.Reissued && e.At > code.StatusSince);
        if (code.IsCurrent && ended is not null) code.Retire(ended.Act is CertificateAct.ReportedLost || ended.Reissue is ReissueReason.Lost ? CodeEnd.Lost : CodeEnd.Superseded);
        ShowOnCodes(now);
        return changed;
    }

    /// <summary>Does again what was done to a code that came back before.</summary>
    /// <returns>False when there is nothing to do.</returns>
    /// <exception cref="ArgumentException">The code is another certificate's.</exception>
    public bool DoAgain(RestoredCode code, CodeStatus status, CodeEnd? end, string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (!_restoredCodes.Contains(code)) throw new ArgumentException("The code is another certificate's.", nameof(code));
        if (!code.Show(status, end, at)) return false;
        Follow(code, reason);
        ShowOnCodes(at);
        return true;
    }

    /// <summary>
    /// What was decided later counts; but a suspension, which may have been a manager's, only a person lifts: a review that found nothing
    /// did not know of it. What is final is final whenever it was.
    /// </summary>
    private bool Follow(RestoredCode code, string reason)
    {
        var later = _events.FindAll(e => e.At >= code.StatusSince);
        var isOutdated = code.Status switch
        {
            CodeStatus.Suspended => later.Exists(e => e is { Act: CertificateAct.Resumed, By: not null }),
            CodeStatus.Valid => later.Exists(e => e.Act is CertificateAct.Suspended),
            _ => false,
        };
        return !isOutdated && DoAgain(code.Status, code.End, reason, code.StatusSince);
    }

    private bool DoAgain(CodeStatus status, CodeEnd? end, string reason, DateTimeOffset at) => status switch
    {
        CodeStatus.Revoked => Revoke(reason, null, at),
        CodeStatus.Suspended => Suspend(SuspensionGrounds.Decision, reason, null, at),
        CodeStatus.Valid => Resume(Suspension, reason, null, at),
        _ => end is CodeEnd.WithCertificate && Supersede(reason, at),
    };

    private bool Supersede(string? reason, DateTimeOffset at)
    {
        if (IsFinal) return false;
        State = CertificateState.Superseded;
        ShowOnCodes(at);
        Record(CertificateAct.Superseded, reason, null, at);
        return true;
    }

    private void Retire(CodeEnd end, DateTimeOffset at)
    {
        CurrentCode?.Retire(end, at);
        _restoredCodes.FindAll(c => c.IsCurrent).ForEach(c => c.Retire(end));
    }

    /// <summary>What the status lists say of the codes never differs from the state.</summary>
    private void ShowOnCodes(DateTimeOffset at)
    {
        _codes.ForEach(c => c.Show(State, at));
        _restoredCodes.ForEach(c => c.Show(State, at));
    }

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

    /// <summary>A newer certificate took its place.</summary>
    Superseded,

    /// <summary>换发: a new code of the same certificate.</summary>
    Reissued,

    /// <summary>挂失.</summary>
    ReportedLost,
}

/// <summary>Why a certificate got a new code.</summary>
public enum ReissueReason
{
    /// <summary>姓名更正.</summary>
    Renamed,

    /// <summary>换照片.</summary>
    NewPhoto,

    /// <summary>卡丢失.</summary>
    Lost,

    /// <summary>签名密钥更换.</summary>
    KeyChanged,

    /// <summary>恢复备份: the code on the card is in no database any more, only in the journal (<see cref="CardState.JournalOnly"/>).</summary>
    Restored,
}

/// <summary>One thing that happened to a certificate.</summary>
public sealed class CertificateEvent
{
    private CertificateEvent() { }

    public CertificateEvent(int number, CertificateAct act, string? reason, Guid? by, DateTimeOffset at, ReissueReason? reissue = null) =>
        (Number, Act, Reason, By, At, Reissue) = (number, act, reason, by, at, reissue);

    public int Number { get; private set; }
    public CertificateAct Act { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Why it got a new code; null for any other act.</summary>
    public ReissueReason? Reissue { get; private set; }

    /// <summary>Null for what the rules did by themselves.</summary>
    public Guid? By { get; private set; }

    public DateTimeOffset At { get; private set; }
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
