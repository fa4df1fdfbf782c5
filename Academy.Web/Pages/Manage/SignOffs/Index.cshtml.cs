using Academy.Domain;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.SignOffs;

/// <summary>签字: what only a manager can move on, and never for themselves.</summary>
public sealed class Index(AcademyDbContext db, Releases releases, Retrain retrain, TimeProvider clock) : ManagePage
{
    /// <summary>Licences are shown so many days before they end.</summary>
    public const int LicenceDays = 31;

    public const int ShortestEvidence = 10;
    public const int LongestEvidence = 1000;

    public DateOnly Today { get; private set; }
    public IReadOnlyList<WaitingOrder> Orders { get; private set; } = [];
    public IReadOnlyList<LicenceToCheck> Licences { get; private set; } = [];

    /// <summary>The order whose form was sent with an error, and what was written.</summary>
    public Guid? Refused { get; private set; }

    public string? Error { get; private set; }
    public string Evidence { get; private set; } = "";

    public Task OnGetAsync(CancellationToken cancel) => LookAsync(cancel);

    public async Task<IActionResult> OnPostConfirmAsync(Guid order, CancellationToken cancel)
    {
        if (await FindAsync(order, cancel) is not { } waiting) return NotFound();
        if (waiting.PersonId == User.PersonId) return await RefuseAsync(order, "不能给自己确认，请另一位安全管理员确认。", "", cancel);
        if (await retrain.ConfirmAsync(order, Organization, User.PersonId, cancel)) Status = "已确认。等待时间到了，本人就能再考。";
        else Problem = "这张补训单已经确认过，或补训还没做完。";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSignAsync(Guid order, string? evidence, CancellationToken cancel)
    {
        var written = evidence?.Trim() ?? "";
        if (await FindAsync(order, cancel) is not { } waiting) return NotFound();
        if (waiting.PersonId == User.PersonId) return await RefuseAsync(order, "不能给自己签字，请另一位安全管理员签。", written, cancel);
        if (written.Length is < ShortestEvidence or > LongestEvidence) return await RefuseAsync(order, $"写明什么时候、在哪里、谁带着补训，实操做了什么，{ShortestEvidence} 到 {LongestEvidence} 个字。", written, cancel);
        if (await retrain.SignAsync(order, Organization, User.PersonId, written, cancel)) Status = "已签字。本人做完补训单上的题，就能再考。";
        else Problem = "这张补训单已经签过。";
        return RedirectToPage();
    }

    private async Task<IActionResult> RefuseAsync(Guid order, string error, string evidence, CancellationToken cancel)
    {
        (Refused, Error, Evidence) = (order, error, evidence);
        await LookAsync(cancel);
        return Page();
    }

    private Task<RetrainingOrder?> FindAsync(Guid order, CancellationToken cancel) =>
        db.OrdersIn(Organization, clock.GetUtcNow().Day()).AsNoTracking().SingleOrDefaultAsync(o => o.Id == order, cancel);

    private async Task LookAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        Orders = await db.WaitingOrdersAsync(Organization, Today, cancel);
        Licences = await db.LicencesToCheckAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, Today, LicenceDays, cancel);
    }
}
