using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin;

/// <summary>Where an Administrator begins: what is there, and what is missing before anybody can be trained.</summary>
public sealed class Index(AcademyDbContext db, IKeyStore keys, ReplayCodes replay, KeepCodeJournal journal, AcademySettings settings, IWebHostEnvironment environment, TimeProvider clock) : AdminPage
{
    private const int WarningDays = 60;

    /// <summary>The database was set back to a backup, and nobody knows yet what it lacks.</summary>
    public bool IsRestoring { get; private set; }

    /// <summary>Of the node that answers: since when its journal of codes cannot be written, and how many changes wait for it; null while it can.</summary>
    public (DateTimeOffset Since, int Waiting)? Journal { get; private set; }

    public AdminCounts Counts { get; private set; } = null!;

    /// <summary>The last day on which certificates can be signed with the keys there are; null without any.</summary>
    public DateOnly? SignsUntil { get; private set; }

    public bool KeysEndSoon => SignsUntil < clock.GetUtcNow().Day().AddDays(WarningDays);

    /// <summary>Everybody can read the shipped exam bank; a deployment keeps its own.</summary>
    public bool ExamBankIsPublic => settings.ExamBank is null && !environment.IsDevelopment();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Counts = await db.AdminCountsAsync(clock.GetUtcNow().Day(), [RaiseKeyAlarm.Action, InspectorQuotas.OverQuota], cancel);
        IsRestoring = await db.IsRestoringAsync(cancel);
        if (journal.Trouble is { } trouble) Journal = (trouble.Since, await db.BeyondAsync(trouble.Last, cancel));
        SignsUntil = (await keys.ReadAsync(cancel)).Keys
            .Where(k => k.Purpose is KeyPurpose.Issuer && k.State is KeyState.Active && k.SealedPrivateKey is not null).Max(k => (DateOnly?)k.To);
    }

    /// <summary>日志找不到了.</summary>
    public async Task<IActionResult> OnPostNoJournalAsync([FromForm] bool sure, CancellationToken cancel)
    {
        if (!sure) Problem = "先确认日志确实找不到了。";
        else if (await replay.GiveUpAsync(User.PersonId, cancel)) Status = "恢复已结束。";
        return RedirectToPage();
    }
}
