using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>签到表, to be printed.</summary>
public sealed class Roll(AcademyDbContext db) : PaperPage
{
    [FromRoute] public Guid Id { get; set; }

    public PaperSession Session { get; private set; } = null!;
    public string Organization { get; private set; } = "";
    public string Invigilator { get; private set; } = "";
    public IReadOnlyList<PaperSheetLine> Sheets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await db.PaperSessions.Of(Hand.OrganizationId).AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancel) is not { } session) return NotFound();
        (Session, Sheets) = (session, await db.PaperSheetsAsync(session, cancel));
        Organization = await db.Organizations.Where(o => o.Id == session.OrganizationId).Select(o => o.SignName).SingleAsync(cancel);
        Invigilator = await db.People.Where(p => p.Id == session.InvigilatorId).Select(p => p.Name).SingleAsync(cancel);
        return Page();
    }
}
