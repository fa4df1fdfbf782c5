using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin;

/// <summary>The slip just issued, to print.</summary>
public sealed class Slip(ActivationSlips slips) : AdminPage
{
    /// <summary>Where the way back leads.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IssuedSlip? Issued { get; private set; }

    public string Back => Url.IsLocalUrl(From) ? From! : "/admin";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Issued = await slips.FindIssuedAsync(TempData.KeptCodes(), User.PersonId, cancel) is [.., var newest] ? newest : null;
    }
}
