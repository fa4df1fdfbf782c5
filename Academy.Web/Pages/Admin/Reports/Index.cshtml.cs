using System.ComponentModel.DataAnnotations;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Reports;

/// <summary>举报 of codes, and what became of them.</summary>
public sealed class Index(AcademyDbContext db, ReportCode reports) : AdminPage
{
    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    public IReadOnlyList<ReportLine> Reports { get; private set; } = [];

    /// <summary>The report whose form came back with an error.</summary>
    public Guid? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Reports = await db.ReportsAsync(null, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        Reports = await db.ReportsAsync(null, cancel);
        Refused = id;
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await reports.CloseAsync(id, Input.Reason.Trim(), User.PersonId, cancel)) Status = "已结案。";
        else Problem = "这条举报已经处理过了。";
        return RedirectToPage();
    }

    public sealed class AnswerInput
    {
        [Required(ErrorMessage = "写明查清了什么、怎么处理的。")]
        [StringLength(CodeReport.LongestText, MinimumLength = 4, ErrorMessage = "要 4 到 500 个字。")]
        public string Reason { get; set; } = "";
    }
}
