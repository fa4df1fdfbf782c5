using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>Gives a department another name.</summary>
public sealed class EditDepartment(AcademyDbContext db, CorrectOrganization correct) : OrganizationPart(db)
{
    [BindProperty(SupportsGet = true)]
    public Guid Department { get; set; }

    [BindProperty]
    public AddDepartment.DepartmentInput Input { get; set; } = new();

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel) || await Db.Departments.Where(d => d.Id == Department && d.OrganizationId == Id).Select(d => d.Name).SingleOrDefaultAsync(cancel) is not { } name) return NotFound();
        Input.Name = name;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        if (!ModelState.IsValid) return this.ShowAgain();
        switch (await correct.DepartmentAsync(Department, Id, Input.Name!.Trim(), User.PersonId, cancel))
        {
            case CorrectPartOutcome.Corrected:
                Status = "已保存。";
                return RedirectToPage("Show", new { Id });
            case CorrectPartOutcome.NameTaken:
                ModelState.AddModelError("Input.Name", "这个单位已经有同名的部门。");
                return this.ShowAgain();
            default:
                return NotFound();
        }
    }
}
