using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class AddVenue(AcademyDbContext db, TimeProvider clock) : OrganizationPart(db)
{
    [BindProperty]
    public VenueInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        var name = Input.Name?.Trim();
        if (await Db.Venues.AnyAsync(v => v.OrganizationId == Id && v.Name == name, cancel)) ModelState.AddModelError("Input.Name", "这个单位已经有同名的场所。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var now = clock.GetUtcNow();
        var venue = new Venue(Guid.CreateVersion7(now), Id, name!, Input.Kind, Input.Address!.Trim(), Input.IsPublicAssembly, Input.IsHighRise);
        Db.Venues.Add(venue);
        Db.Audit(Id, User.PersonId, "venue.added", venue.Id, name, now);
        return await SaveAsync($"已加场所：{name}。", cancel);
    }
}
