using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Account;

[Authorize(Policies.SignedIn)]
public sealed class DevicesModel(AcademyDbContext db, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var here = User.DeviceId;
        Rows = await Mine().AsNoTracking().OrderByDescending(d => d.LastUsedAt ?? d.CreatedAt)
            .Select(d => new Row(d.Id, d.Label, d.PinHash != "", d.LastUsedAt ?? d.CreatedAt, d.Id == here)).ToListAsync(cancel);
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (await Mine().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } device) return NotFound();
        var now = clock.GetUtcNow();
        device.Revoke(now);
        db.Audit(User.OrganizationId, User.PersonId, "device.revoked", User.PersonId, device.Id.ToString(), now, SourceFailures.Of(HttpContext));
        await db.SaveChangesAsync(cancel);
        return RedirectToPage();
    }

    private IQueryable<Device> Mine()
    {
        var me = User.PersonId;
        return db.Devices.Where(d => d.RevokedAt == null && db.Users.Any(u => u.Id == d.UserId && u.PersonId == me));
    }

    public sealed record Row(Guid Id, string Label, bool HasPin, DateTimeOffset UsedAt, bool IsThisOne);
}
