using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Exams;

/// <summary>考前须知.</summary>
public sealed class NoticeModel(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public ExamNotice Exam { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await ExamNotice.OfAsync(Id, User.PersonId, db, releases, settings, clock.GetUtcNow(), cancel) is not { } exam) return NotFound();
        Exam = exam;
        return Page();
    }
}
