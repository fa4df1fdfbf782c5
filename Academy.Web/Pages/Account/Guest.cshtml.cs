using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Academy.Domain;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Account;

/// <summary>迎检: a guest comes in with the code that the Organization's SafetyManager shows.</summary>
public sealed class GuestModel(Guests guests, SourceFailures sources, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [StringLength(32)]
    public string? Code { get; set; }

    /// <summary>Whom the code lets in; null where it does not.</summary>
    public string? Name { get; private set; }

    public string Unit { get; private set; } = "";
    public DateTimeOffset Until { get; private set; }

    public async Task<IActionResult> OnGetAsync() => Code is null ? Page() : await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refusal) return refusal;
        return await guests.EnterAsync(HttpContext, Code!, SourceFailures.Of(HttpContext)) ? Redirect(Guests.Home) : Refuse("这个码刚刚被用过了。不是你用的，请告诉安全管理员。", StatusCodes.Status409Conflict);
    }

    /// <summary>Looks the code up; a refused one counts against its source.</summary>
    /// <returns>The answer when it will not do.</returns>
    private async Task<IActionResult?> FindAsync()
    {
        using var look = await sources.TakeAsync(SourceFailures.Of(HttpContext), HttpContext.RequestAborted);
        if (look.BlockedUntil is { } until)
        {
            Response.Headers.RetryAfter = Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Refuse($"试错次数太多，请在 {until.ToOffset(BeijingTime.Offset):HH:mm} 后再试。", StatusCodes.Status429TooManyRequests);
        }

        if (Code is { Length: <= 32 } code && await guests.FindAsync(code, HttpContext.RequestAborted) is var (access, unit))
        {
            (Name, Unit, Until) = (access.Name, unit, access.ExpiresAt);
            return null;
        }

        look.Fail();
        return Refuse("没有这个迎检码，或者用过、过期、被收回了。请安全管理员再给一个。", StatusCodes.Status404NotFound);
    }

    private PageResult Refuse(string reason, int status)
    {
        ModelState.AddModelError("", reason);
        return new PageResult { StatusCode = status };
    }
}
