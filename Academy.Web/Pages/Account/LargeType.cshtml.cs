using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Account;

/// <summary>大字, for the person, or for the browser of a stranger.</summary>
/// <remarks>No antiforgery: its cookie would come with every public page, the switch being on all of them; SameSite keeps a forged request from the person's row.</remarks>
[IgnoreAntiforgeryToken]
public sealed class LargeTypeModel(AcademyDbContext db, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnPostAsync(bool large, string? returnUrl, CancellationToken cancel)
    {
        Sessions.ShowLargeType(HttpContext, large, clock.GetUtcNow());
        if (User.Identity is { IsAuthenticated: true })
        {
            var me = User.PersonId;
            await db.DecideAsync(
                async () =>
                {
                    (await db.People.SingleAsync(p => p.Id == me, cancel)).PreferLargeType(large);
                    return await db.SaveChangesAsync(cancel);
                },
                cancel);
        }

        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
