using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>纸质考场 that were prepared, and the way to a paper by its code.</summary>
public sealed class Index(AcademyDbContext db) : PaperPage
{
    /// <summary>A code as it was typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public string? Error { get; private set; }
    public bool IsAdministrator => Hand.IsAdministrator;
    public IReadOnlyList<PaperSessionLine> Sessions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Code))
        {
            if (!PaperCode.TryRead(Code, out var code)) Error = "试卷编号是 9 位，印在每页的右上角。看清楚再输一次。";
            else if (await db.PaperSheetsOf(Hand.OrganizationId, code).AnyAsync(cancel)) return Redirect($"/paper-exams/sheets/{code}");
            else Error = "没有这个编号的试卷。看清楚再输一次。";
        }

        Sessions = await db.PaperSessionsAsync(Hand.OrganizationId, cancel);
        return Page();
    }
}
