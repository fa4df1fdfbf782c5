using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>One certificate: what happened to it, and the manager's decisions about it.</summary>
public sealed class Show(AcademyDbContext db, ChangeCertificate change, ReissueCertificate reissue, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public ReasonInput Input { get; set; } = new();

    public DateOnly Today { get; private set; }
    public CertificateDetail Certificate { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>The act whose form came back with an error.</summary>
    public CertificateAct? Refused { get; private set; }

    /// <summary>Today's looks at its code; null where there were none.</summary>
    public LooksOfDay? Looks { get; private set; }

    public IReadOnlyList<ReportLine> Reports { get; private set; } = [];

    /// <summary>Of the card that counts.</summary>
    public string? Number => Certificate.Code is { } code ? new CertificateNumber(code.List, code.Index).ToString() : null;

    /// <summary>The card that counts can be printed again.</summary>
    public bool IsHere => Certificate.Card is CardState.Here;

    public bool IsLost => Certificate.Card is CardState.Lost;

    /// <summary>Only the journal knows the code on its card.</summary>
    public bool IsJournalOnly => Certificate.Card is CardState.JournalOnly;

    /// <summary>What a reissue may be for; the likeliest comes first.</summary>
    public IEnumerable<ReissueReason> Reasons => Certificate.Card switch
    {
        CardState.Lost => [ReissueReason.Lost],
        CardState.JournalOnly => Enum.GetValues<ReissueReason>().Reverse(),
        _ => Enum.GetValues<ReissueReason>().Where(why => why is not ReissueReason.Restored),
    };

    public bool IsMine => Certificate.HolderId == User.PersonId;
    public bool IsFinal => Certificate.State is CertificateState.Revoked or CertificateState.Superseded;
    public bool IsSuspendedByDecision => Certificate.Suspension.HasFlag(SuspensionGrounds.Decision);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LookAsync(id, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostSuspendAsync(Guid id, CancellationToken cancel) => DecideAsync(id, CertificateAct.Suspended, "已暂停。扫码马上显示暂停。", cancel);

    public Task<IActionResult> OnPostResumeAsync(Guid id, CancellationToken cancel) => DecideAsync(id, CertificateAct.Resumed, "已取消这次暂停。", cancel);

    public Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel) => DecideAsync(id, CertificateAct.Revoked, "已吊销。要再上岗，得重新培训、考试。", cancel);

    /// <param name="replaces">Index of the code that the page showed; nothing where there is none.</param>
    public async Task<IActionResult> OnPostReissueAsync(Guid id, ReissueReason? why, int? replaces, CancellationToken cancel)
    {
        if (why is not { } reason || !Enum.IsDefined(reason) || !await LookAsync(id, cancel)) return NotFound();
        if (IsMine) Problem = "不能处理自己的证，请另一位安全管理员办。";
        else if (!await reissue.RunAsync(id, Organization, reason, replaces, null, User.PersonId, cancel)) Problem = "没有换发：这张证已经换过、到期或作废了。看下面的经过。";
        else Status = "已换发。旧卡扫码马上显示作废；现在打印新卡，收回旧卡。";
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostLostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        if (await reissue.ReportLostAsync(id, Organization, null, User.PersonId, cancel)) Status = "已挂失。旧卡扫码马上显示已挂失；核对本人后换发新卡。";
        else Problem = "没有挂失：已经挂失过，或者证已作废。看下面的经过。";
        return RedirectToPage(new { id });
    }

    public string NameOf(Guid? person) => person is { } known ? Names.GetValueOrDefault(known, "已删除的人员") : "系统";

    private async Task<IActionResult> DecideAsync(Guid id, CertificateAct act, string done, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        Refused = act;
        if (IsMine) ModelState.AddModelError("Input.Reason", "不能处理自己的证，请另一位安全管理员办。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await change.RunAsync(id, Organization, act, Input.Reason.Trim(), User.PersonId, cancel)) Status = done;
        else Problem = "这张证的状态已经变了，这一步不再适用。看下面的经过。";
        return RedirectToPage(new { id });
    }

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.CertificateAsync(Organization, id, cancel) is not { } found) return false;
        Certificate = found;
        Looks = await db.LooksAtAsync(id, Today, cancel);
        Reports = await db.ReportsAsync(id, cancel);
        Names = await db.NamesAsync([.. found.Events.Select(e => e.By).OfType<Guid>()], cancel);
        return true;
    }
}
