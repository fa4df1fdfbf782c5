using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Account;

/// <summary>暗语 of an Inspector.</summary>
[Authorize(Policies.Inspector)]
public sealed class PhraseModel(AcademyDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty]
    [Display(Name = "暗语")]
    [Required(ErrorMessage = "填一个暗语。")]
    [StringLength(20, MinimumLength = 2, ErrorMessage = "暗语要 2 到 20 个字。")]
    public string Phrase { get; set; } = "";

    [TempData]
    public string? Status { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Phrase = await db.PhraseOfAsync(User.PersonId, cancel) ?? "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return this.ShowAgain();
        var (me, now) = (User.PersonId, clock.GetUtcNow());
        await db.DecideAsync(
            async () =>
            {
                (await db.Users.SingleAsync(u => u.PersonId == me, cancel)).SecurityPhrase = Phrase.Trim();
                db.Audit(User.OrganizationId, me, "account.phrase-set", me, null, now, SourceFailures.Of(HttpContext));
                return await db.SaveChangesAsync(cancel);
            },
            cancel);
        Status = "暗语已保存。";
        return RedirectToPage();
    }
}
