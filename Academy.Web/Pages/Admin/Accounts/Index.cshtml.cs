using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Accounts;

/// <summary>Help for whoever no manager can help: who works for two Organizations, and the Administrators themselves.</summary>
public sealed class Index(AcademyDbContext db, ActivationSlips slips, AppointOfficer appoint, PersonalData personalData, TimeProvider clock) : AdminPage
{
    public const int Most = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public string? Wanted => string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();

    public IReadOnlyList<AccountLine> Accounts { get; private set; } = [];
    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var hash = Wanted is { } wanted && Identity.Accounts.IsPhone(wanted) ? personalData.HashPhone(wanted) : null;
        var found = await db.AccountsAsync(Wanted, hash, clock.GetUtcNow().Day(), Most + 1, cancel);
        (Accounts, HasMore) = ([.. found.Take(Most)], found.Count > Most);
    }

    public async Task<IActionResult> OnPostSlipAsync(Guid user, CancellationToken cancel) =>
        await db.Users.AnyAsync(u => u.Id == user, cancel)
            ? await PrintAsync(slips, user, clock.GetUtcNow(), $"/admin/accounts?q={Uri.EscapeDataString(Wanted ?? "")}", cancel)
            : NotFound();

    public async Task<IActionResult> OnPostEndAsync(Guid person, CancellationToken cancel)
    {
        switch (await appoint.EndAdministratorAsync(person, User.PersonId, cancel))
        {
            case EndAdministratorOutcome.Ended:
                Status = "已收回系统管理员，一分钟内生效。";
                return RedirectToPage();
            case EndAdministratorOutcome.LastOne:
                Problem = "这是最后一个系统管理员，收不回。先在服务器上用 academy admin create 新建一个。";
                return RedirectToPage();
            default:
                return NotFound();
        }
    }
}
