using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>Corrects all of an Organization but number and code.</summary>
public sealed class Edit(AcademyDbContext db, CorrectOrganization correct) : OrganizationPart(db)
{
    [BindProperty]
    public OrganizationInput Input { get; set; } = new();

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        Input = await Db.Organizations.Where(o => o.Id == Id).Select(o => new OrganizationInput
        {
            LegalName = o.LegalName, SignName = o.SignName, CreditCode = o.CreditCode, District = o.District, ResponsiblePerson = o.ResponsiblePerson, SafetyOfficer = o.SafetyOfficer,
        }).SingleAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        if (!ModelState.IsValid) return this.ShowAgain();
        if (!await correct.RunAsync(Id, Input.ToFacts(), User.PersonId, cancel)) return NotFound();
        Status = "已保存。";
        return RedirectToPage("Show", new { Id });
    }
}
