using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Admin;

/// <summary>What every page of an Administrator shares: what the last action did, and slips.</summary>
public abstract class AdminPage : PageModel
{
    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    /// <summary>Said once where something was not done.</summary>
    [TempData]
    public string? Problem { get; set; }

    /// <summary>Issues a slip and leads to its sheet; the Administrator has checked who it is for.</summary>
    protected async Task<RedirectToPageResult> PrintAsync(ActivationSlips slips, Guid userId, DateTimeOffset now, string from, CancellationToken cancel)
    {
        TempData.Keep([await slips.IssueAsync(userId, User.PersonId, now, cancel)]);
        return RedirectToPage("/Admin/Slip", new { from });
    }
}
