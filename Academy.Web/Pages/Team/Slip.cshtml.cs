using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Team;

/// <summary>The one-time QR just issued.</summary>
public sealed class Slip(ActivationSlips slips) : PageModel
{
    public IssuedSlip? Issued { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Issued = await slips.FindIssuedAsync(TempData.KeptCodes(), User.PersonId, cancel) is [.., var newest] ? newest : null;
    }
}
