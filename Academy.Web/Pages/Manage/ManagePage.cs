using System.ComponentModel.DataAnnotations;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Manage;

/// <summary>What every page of a SafetyManager shares: the one Organization, and what the last action did.</summary>
public abstract class ManagePage : PageModel
{
    /// <summary>The Organization the manager acts in; the policy lets nobody in without one.</summary>
    protected Guid Organization => User.OrganizationId ?? throw new InvalidOperationException("A safety manager acts in an organization.");

    /// <summary>Without content there is nothing to train for: every page but one waits for the first release.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await HttpContext.RequestServices.GetRequiredService<Releases>().FindInForceAsync(HttpContext.RequestAborted) is null) context.Result = RedirectToPage("/Manage/NoContent");
        else await next();
    }

    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    /// <summary>Said once where something was not done.</summary>
    [TempData]
    public string? Problem { get; set; }
}

/// <summary>Why, in the manager's words; it goes on record.</summary>
public sealed class ReasonInput
{
    [Required(ErrorMessage = "写明原因，会留在记录里。")]
    [StringLength(200, MinimumLength = 4, ErrorMessage = "原因要 4 到 200 个字。")]
    [Display(Name = "原因")]
    public string Reason { get; set; } = "";
}
