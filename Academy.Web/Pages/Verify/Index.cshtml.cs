using Academy.Domain.Organizations;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Verify;

/// <summary>The public look-up by number and 查验码, for a card whose code cannot be scanned.</summary>
/// <remarks>As at /C/, no cookie for a stranger: the form asks and changes nothing.</remarks>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class Index(VerifyCertificate verify, ReportCode reports, ReportsOfSource allowed, LookUpGuard guard, AcademySettings settings) : PageModel
{
    public CardForm Card { get; private set; } = new();
    public PublicPage? Found { get; private set; }

    /// <summary>An inspector's look is kept, and so is made on their own page.</summary>
    public IActionResult OnGet() => User.Is(Role.Inspector) ? Redirect("/inspect") : Page();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Card))] CardForm card, [FromForm] string? name, [FromForm] string? report, [FromForm] string? contact, CancellationToken cancel)
    {
        Card = card;
        if (!ModelState.IsValid) return Again(StatusCodes.Status400BadRequest, null);
        using var look = await guard.TakeAsync(HttpContext, card.Key, cancel);
        if (look.BlockedUntil is not null) return Again(StatusCodes.Status429TooManyRequests, CardForm.TooOften);
        if (await verify.ByNumberAsync(card.Number, card.Check, cancel) is not { } verified)
        {
            look.Fail();
            return Again(StatusCodes.Status404NotFound, CardForm.Wrong);
        }

        // Given back before the next is taken: who holds one and waits for another could wait for ever.
        look.Dispose();
        IReadOnlyList<(string, string)> carried = [("Card.Number", card.Number), ("Card.Check", card.Check)];
        var kept = await ReportForm.OfAsync(report, contact, verified, card.Number, reports, allowed, HttpContext);
        Found = new PublicPage(PublicLook.Of(verified), await NameCheck.OfAsync(name, verified.Certificate, guard, HttpContext), kept, settings.PublicHost, carried);
        return Again(StatusCodes.Status200OK, null);
    }

    private PageResult Again(int status, string? problem)
    {
        if (problem is not null) ModelState.AddModelError("", problem);
        return new PageResult { StatusCode = status };
    }
}
