using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>Corrects a Venue; whoever works there is judged anew.</summary>
public sealed class EditVenue(AcademyDbContext db, CorrectOrganization correct) : OrganizationPart(db)
{
    [BindProperty(SupportsGet = true)]
    public Guid Venue { get; set; }

    [BindProperty]
    public VenueInput Input { get; set; } = new();

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel) || await Db.Venues.AsNoTracking().SingleOrDefaultAsync(v => v.Id == Venue && v.OrganizationId == Id, cancel) is not { } found) return NotFound();
        Input = new VenueInput { Name = found.Name, Kind = found.Kind, Address = found.Address, IsPublicAssembly = found.IsPublicAssembly, IsHighRise = found.IsHighRise };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        if (!ModelState.IsValid) return this.ShowAgain();
        switch (await correct.VenueAsync(Venue, Id, Input.ToFacts(), User.PersonId, cancel))
        {
            case CorrectPartOutcome.Corrected corrected:
                Status = corrected switch
                {
                    { Suspended: > 0 } => $"已保存。{corrected.Suspended} 张签发满半年的合格证已暂停，要先复训。",
                    { Resumed: > 0 } => $"已保存。{corrected.Resumed} 张合格证已恢复。",
                    _ => "已保存。",
                };
                return RedirectToPage("Show", new { Id });
            case CorrectPartOutcome.NameTaken:
                ModelState.AddModelError("Input.Name", "这个单位已经有同名的场所。");
                return this.ShowAgain();
            default:
                return NotFound();
        }
    }
}
