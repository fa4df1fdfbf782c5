using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Inspect;

/// <summary>What every page of an inspection shares: who looks, and what the last action did.</summary>
public abstract class InspectPage : PageModel
{
    protected InspectorEye Eye => User.Eye;

    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    /// <summary>Said once where something was not done.</summary>
    [TempData]
    public string? Problem { get; set; }
}

internal static class InspectorEyes
{
    extension(System.Security.Claims.ClaimsPrincipal user)
    {
        /// <summary>An Inspector sees what is assigned, a guest the one Organization.</summary>
        public InspectorEye Eye => new(user.PersonId, user.IsGuest ? user.OrganizationId : null);
    }
}
