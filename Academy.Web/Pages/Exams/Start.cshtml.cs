using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Exams;

/// <summary>开始考试: begins or resumes, or says every reason why not.</summary>
public sealed class StartModel(StartAttempt start, AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public ExamNotice Exam { get; private set; } = null!;

    public IActionResult OnGet() => Redirect($"/exams/{Id}");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => await start.RunAsync(Id, User.PersonId, cancel) switch
    {
        StartOutcome.Begun(var attempt) => this.SeeOther($"/exams/attempts/{attempt}"),
        StartOutcome.Refused => await RefuseAsync(cancel),
        _ => NotFound(),
    };

    private async Task<IActionResult> RefuseAsync(CancellationToken cancel)
    {
        Exam = (await ExamNotice.OfAsync(Id, User.PersonId, db, releases, settings, clock.GetUtcNow(), cancel))!;
        return new PageResult { StatusCode = StatusCodes.Status409Conflict };
    }
}
