using Academy.Web.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Account;

public sealed class SignOutModel : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        // What one saw the next at this browser is not to see.
        TempData.Clear();
        await HttpContext.SignOutAsync(Sessions.Scheme);
        return RedirectToPage("SignIn");
    }
}
