using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Manage;

/// <summary>What a SafetyManager sees before the first content release.</summary>
public sealed class NoContentModel(Releases releases) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await releases.FindInForceAsync(cancel) is null ? Page() : RedirectToPage("/Manage/Index");
}
