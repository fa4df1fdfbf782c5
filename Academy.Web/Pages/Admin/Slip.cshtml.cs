using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin;

/// <summary>The slip just issued, to print.</summary>
public sealed class Slip : AdminPage
{
    /// <summary>Where the way back leads.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IssuedSlip? Issued { get; private set; }

    public string Back => Url.IsLocalUrl(From) ? From! : "/admin";

    public void OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        Issued = TempData.KeptSlip();
    }
}
