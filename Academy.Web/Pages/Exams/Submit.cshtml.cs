using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>交卷, after saying what is unanswered.</summary>
public sealed class SubmitModel(AcademyDbContext db, HandInAttempt handIn) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public int Items { get; private set; }
    public IReadOnlyList<int> Unanswered { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await db.Attempts.AsNoTracking().OfPerson(Id, User.PersonId).SingleOrDefaultAsync(cancel) is not { } attempt) return NotFound();
        if (!attempt.IsOpen) return Redirect($"/exams/attempts/{Id}/result");
        var answered = await db.Answers.Where(a => a.AttemptId == Id && a.Response != "").Select(a => a.Q).ToListAsync(cancel);
        (Items, Unanswered) = (attempt.Paper.Items.Count, [.. attempt.Paper.Items.Select(i => i.Q).Except(answered)]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await handIn.RunAsync(Id, User.PersonId)) return NotFound();
        // During an alarm it stays open, and so does the session.
        if (!Stations.IsSession(User) || await db.Attempts.AnyAsync(a => a.Id == Id && a.State == AttemptState.InProgress, cancel)) return this.SeeOther($"/exams/attempts/{Id}/result");
        // The next sits down here: nothing of this session is left.
        await HttpContext.SignOutAsync(Sessions.Scheme);
        TempData.Clear();
        Response.Cookies.Delete(SitModel.ClientCookie, new CookieOptions { Path = SitModel.ClientPath });
        Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return this.SeeOther($"{Stations.Address}?handedIn=true");
    }
}
