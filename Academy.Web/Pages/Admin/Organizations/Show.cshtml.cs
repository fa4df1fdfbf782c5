using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>One Organization: where it is, how it is divided, who answers for it.</summary>
public sealed class Show(AcademyDbContext db, ActivationSlips slips, AppointOfficer appoint, TimeProvider clock) : AdminPage
{
    public Organization Organization { get; private set; } = null!;
    public IReadOnlyList<VenueLine> Venues { get; private set; } = [];
    public IReadOnlyList<DepartmentLine> Departments { get; private set; } = [];
    public IReadOnlyList<OfficerLine> Officers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organization) return NotFound();
        var today = clock.GetUtcNow().Day();
        Organization = organization;
        Venues = await db.VenueLinesAsync(id, cancel);
        Departments = await db.DepartmentLinesAsync(id, today, cancel);
        Officers = await db.OfficersAsync(id, today, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostSlipAsync(Guid id, Guid user, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if ((await db.OfficersAsync(id, now.Day(), cancel)).All(o => o.UserId != user)) return NotFound();
        return await PrintAsync(slips, user, now, $"/admin/organizations/{id}", cancel);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid grant, CancellationToken cancel)
    {
        if (!await appoint.EndAsync(grant, id, User.PersonId, cancel)) return NotFound();
        Status = "角色已收回，一分钟内生效。";
        return RedirectToPage(new { id });
    }
}
