using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect;

/// <summary>At a Venue's door: what is known of it, and the start of an inspection. The code on the door leads here.</summary>
public sealed class At(AcademyDbContext db, HoldInspection hold, TimeProvider clock) : InspectPage
{
    [FromRoute] public Guid Venue { get; set; }

    [BindProperty]
    public Start Input { get; set; } = new();

    public UnitLine Unit { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public IReadOnlyList<InspectionLine> Visits { get; private set; } = [];
    public IReadOnlyList<FindingLine> Findings { get; private set; } = [];
    public IEnumerable<InspectionLine> LookBacks => Visits.Where(v => v.AwaitsLookBack);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        var lookBack = LookBacks.FirstOrDefault(v => v.Id.ToString() == Input.Kind)?.Id;
        var kind = Input.Kind == nameof(InspectionKind.Random) ? InspectionKind.Random : InspectionKind.Routine;
        if (lookBack is null && Input.Kind != kind.ToString()) ModelState.AddModelError("Input.Kind", "选检查类型。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await hold.StartAsync(Eye, Venue, kind, string.IsNullOrWhiteSpace(Input.Second) ? null : Input.Second.Trim(), lookBack, cancel) is not { } id) return NotFound();
        return this.SeeOther($"/inspect/visits/{id}");
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.UnitAsync(Eye, Venue, Today, cancel) is not { } unit) return false;
        Unit = unit;
        Visits = await db.LinesAsync(db.InspectionsFor(Eye, Today).Where(i => i.VenueId == Venue), User.PersonId, cancel);
        Findings = await db.LinesAsync(db.FindingsFor(Eye, Today).Where(f => f.State != FindingState.Closed && db.Inspections.Any(i => i.Id == f.InspectionId && i.VenueId == Venue)), cancel);
        return true;
    }

    public sealed class Start
    {
        /// <summary>A kind's name, or the id of the inspection that is looked back on.</summary>
        [Required(ErrorMessage = "选检查类型。")]
        public string? Kind { get; set; } = nameof(InspectionKind.Routine);

        [Display(Name = "第二名检查人员")]
        [StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? Second { get; set; }
    }
}
