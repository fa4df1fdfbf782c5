using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.People;

/// <summary>撤销证件登记, with its reason.</summary>
public sealed class WithdrawLicence(AcademyDbContext db, RecordTraining record) : ManagePage
{
    [BindProperty]
    public ReasonInput Input { get; set; } = new();

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public StatutoryLicence Licence { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid licence, CancellationToken cancel) => await FindAsync(id, licence, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid licence, CancellationToken cancel)
    {
        if (!await FindAsync(id, licence, cancel)) return NotFound();
        if (id == User.PersonId) ModelState.AddModelError("", "不能撤销自己的证件，请另一位安全管理员办。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (!await record.WithdrawLicenceAsync(licence, id, Organization, Input.Reason.Trim(), User.PersonId, cancel)) return NotFound();
        Status = $"已撤销{Name}的{Licence.Kind}登记。";
        return RedirectToPage("Show", new { id });
    }

    private async Task<bool> FindAsync(Guid id, Guid licence, CancellationToken cancel)
    {
        if (!await db.KnowsAsync(Organization, id, cancel)) return false;
        if (await db.Licences.AsNoTracking().SingleOrDefaultAsync(l => l.Id == licence && l.PersonId == id && l.WithdrawnAt == null, cancel) is not { } found) return false;
        (Id, Name, Licence) = (id, (await db.NamesAsync([id], cancel))[id], found);
        return true;
    }
}
