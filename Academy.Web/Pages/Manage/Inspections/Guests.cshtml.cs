using System.ComponentModel.DataAnnotations;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Inspections;

/// <summary>迎检: lets a named guest in for two hours, and sends them away.</summary>
public sealed class GuestsPage(AcademyDbContext db, Guests guests, TimeProvider clock) : ManagePage
{
    private const int Newest = 30;

    /// <summary>The code is nowhere else: in the manager's own sealed cookie until the browser closes.</summary>
    private const string Code = "GuestCode";

    [BindProperty]
    public GuestInput Input { get; set; } = new();

    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<GuestAccess> Guests { get; private set; } = [];
    public IssuedSlip? Slip { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ListAsync(cancel);
        if (TempData.Peek(Code) is string code) Slip = await guests.FindIssuedAsync(code, Organization, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await ListAsync(cancel);
            return this.ShowAgain();
        }

        var slip = await guests.LetInAsync(Organization, Input.Name!.Trim(), Input.Unit!.Trim(), Input.Badge!.Trim(), User.PersonId, cancel);
        TempData[Code] = slip.Code;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid access, CancellationToken cancel)
    {
        if (!await db.GuestAccesses.AnyAsync(a => a.Id == access && a.OrganizationId == Organization, cancel)) return NotFound();
        if (await guests.RevokeAsync(access, Organization, User.PersonId, cancel)) Status = "已收回，马上生效。";
        else Problem = "已经结束，不用收回。";
        return RedirectToPage();
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        Now = clock.GetUtcNow();
        Guests = await db.GuestAccesses.AsNoTracking().Where(a => a.OrganizationId == Organization).OrderByDescending(a => a.GivenAt).Take(Newest).ToListAsync(cancel);
    }

    public sealed class GuestInput
    {
        [Display(Name = "姓名")]
        [Required(ErrorMessage = "填姓名。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? Name { get; set; }

        [Display(Name = "单位")]
        [Required(ErrorMessage = "填他的单位。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        public string? Unit { get; set; }

        [Display(Name = "执法证号")]
        [Required(ErrorMessage = "填执法证号。"), StringLength(40, ErrorMessage = "最多 40 个字。")]
        public string? Badge { get; set; }
    }
}
