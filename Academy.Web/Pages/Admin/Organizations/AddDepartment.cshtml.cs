using System.ComponentModel.DataAnnotations;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class AddDepartment(AcademyDbContext db, TimeProvider clock) : OrganizationPart(db)
{
    [BindProperty]
    public DepartmentInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        var name = Input.Name?.Trim();
        if (await Db.Departments.AnyAsync(d => d.OrganizationId == Id && d.Name == name, cancel)) ModelState.AddModelError("Input.Name", "这个单位已经有同名的部门。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var now = clock.GetUtcNow();
        var department = new Department(Guid.CreateVersion7(now), Id, name!);
        Db.Departments.Add(department);
        Db.Audit(Id, User.PersonId, "department.added", department.Id, name, now);
        return await SaveAsync($"已加部门：{name}。", cancel);
    }

    public sealed class DepartmentInput
    {
        [Display(Name = "名称")]
        [Required(ErrorMessage = "填名称。"), StringLength(60, ErrorMessage = "名称最多 60 个字。")]
        public string? Name { get; set; }
    }
}
