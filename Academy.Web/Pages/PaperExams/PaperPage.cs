using Academy.Domain.Organizations;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.PaperExams;

/// <summary>What every page of printed papers shares: whose they are, and what the last action did.</summary>
public abstract class PaperPage : PageModel
{
    protected PaperHand Hand => User.PaperHand;

    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    /// <summary>Said once where something was not done.</summary>
    [TempData]
    public string? Problem { get; set; }
}

internal static class PaperHands
{
    extension(System.Security.Claims.ClaimsPrincipal user)
    {
        /// <summary>An Administrator handles the papers of every Organization, a manager those of the own.</summary>
        public PaperHand PaperHand => new(user.Is(Role.Administrator) ? null : user.OrganizationId ?? throw new InvalidOperationException("A safety manager acts in an organization."), user.PersonId);
    }
}
