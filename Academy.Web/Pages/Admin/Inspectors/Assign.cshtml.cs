using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Inspectors;

/// <summary>检查范围 of one Inspector.</summary>
public sealed class Assign(AcademyDbContext db, AssignInspector assign, TimeProvider clock) : AdminPage
{
    [BindProperty]
    public ScopeInput Input { get; set; } = new();

    public InspectorLine Inspector { get; private set; } = null!;
    public IReadOnlyList<AssignmentLine> Assignments { get; private set; } = [];
    public IReadOnlyList<OrganizationLine> Organizations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid grant, CancellationToken cancel)
    {
        if (!await LookAsync(grant, cancel)) return NotFound();
        Input.StartsOn = clock.GetUtcNow().Day();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid grant, CancellationToken cancel)
    {
        if (!await LookAsync(grant, cancel)) return NotFound();
        if (string.IsNullOrWhiteSpace(Input.District) && Input.VenueKind is null && Input.OrganizationId is null) ModelState.AddModelError("", "区县、场所类型、单位，至少填一项。");
        if (Input.EndsOn < Input.StartsOn) ModelState.AddModelError("Input.EndsOn", "结束不能早于开始。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var scope = new InspectorScope(Input.District, Input.VenueKind, Input.OrganizationId, Input.StartsOn!.Value, Input.EndsOn);
        if (!await assign.GiveAsync(Inspector.PersonId, scope, User.PersonId, cancel)) return NotFound();
        Status = "已分配，马上生效。";
        return RedirectToPage(new { grant });
    }

    public async Task<IActionResult> OnPostEndAsync(Guid grant, Guid assignment, CancellationToken cancel)
    {
        if (!await LookAsync(grant, cancel) || !await assign.EndAsync(Inspector.PersonId, assignment, User.PersonId, cancel)) return NotFound();
        Status = "已收回，马上生效。";
        return RedirectToPage(new { grant });
    }

    private async Task<bool> LookAsync(Guid grant, CancellationToken cancel)
    {
        var today = clock.GetUtcNow().Day();
        if (await db.InspectorAsync(grant, today, cancel) is not { } inspector) return false;
        Inspector = inspector;
        Assignments = await db.AssignmentsAsync(inspector.PersonId, today, cancel);
        Organizations = await db.OrganizationsAsync(today, cancel);
        return true;
    }

    public sealed class ScopeInput
    {
        [Display(Name = "区县")]
        [StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? District { get; set; }

        [Display(Name = "场所类型")]
        public VenueKind? VenueKind { get; set; }

        [Display(Name = "单位")]
        public Guid? OrganizationId { get; set; }

        [Display(Name = "起")]
        [Required(ErrorMessage = "选开始日期。")]
        public DateOnly? StartsOn { get; set; }

        [Display(Name = "止（可以不填）")]
        public DateOnly? EndsOn { get; set; }
    }
}
