using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>While an alarm stops the exam: no question, no clock, and what to do.</summary>
public sealed class PausedModel(AcademyDbContext db) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    /// <summary>The minutes that are left when it goes on.</summary>
    public TimeSpan Left { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        if (attempt.PausedAt is not { } since) return Redirect($"/exams/attempts/{Id}");
        Left = attempt.Left(since);
        return Page();
    }

    /// <summary>204 when it goes on: the page is to be read again.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } attempt) return NotFound();
        return StatusCode(attempt.PausedAt is null ? StatusCodes.Status204NoContent : StatusCodes.Status304NotModified);
    }

    private Task<ExamAttempt?> FindAsync(CancellationToken cancel) => db.Attempts.AsNoTracking().OfPerson(Id, User.PersonId).SingleOrDefaultAsync(cancel);
}
