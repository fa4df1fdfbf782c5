using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Station;

/// <summary>考试机 while it waits: who was called taps the own name. Nobody types a password here.</summary>
public sealed class IndexModel(SitAtStation sit, Stations stations) : PageModel
{
    public string Room { get; private set; } = "";
    public IReadOnlyList<CalledName> Called { get; private set; } = [];

    /// <summary>Somebody has just handed in.</summary>
    public bool HandedIn { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool handedIn, CancellationToken cancel)
    {
        HandedIn = handedIn;
        if (await LookAsync(cancel)) return Page();
        await HttpContext.SignOutAsync(Stations.Scheme);
        return RedirectToPage("/Account/SignIn");
    }

    public async Task<IActionResult> OnGetNamesAsync(CancellationToken cancel) => await LookAsync(cancel) ? this.Part("_Names", Called) : StatusCode(StatusCodes.Status204NoContent);

    public async Task<IActionResult> OnPostAsync(Guid seat, CancellationToken cancel)
    {
        if (await sit.BeginAsync(Stations.RoomOf(User), seat, cancel) is not { } attempt) return this.SeeOther(Stations.Address);
        await stations.BeginAsync(HttpContext, seat, attempt);
        return this.SeeOther($"/exams/attempts/{attempt}");
    }

    /// <returns>False once the room is closed.</returns>
    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (await sit.LookAsync(Stations.RoomOf(User), cancel) is not { } room) return false;
        (Room, Called) = room;
        return true;
    }
}
