using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Team;

/// <summary>The one-time QR just issued.</summary>
public sealed class Slip : PageModel
{
    public IssuedSlip? Issued { get; private set; }

    public void OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        Issued = TempData.KeptSlip();
    }
}
