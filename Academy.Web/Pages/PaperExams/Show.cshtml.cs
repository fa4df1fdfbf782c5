using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>One 纸质考场: print, note when it was held, key in and check.</summary>
public sealed class Show(AcademyDbContext db, Releases releases, PrintPapers papers, TimeProvider clock) : PaperPage
{
    [FromRoute] public Guid Id { get; set; }

    [BindProperty]
    public SittingInput Input { get; set; } = new();

    /// <summary>Codes of papers that nobody sat.</summary>
    [BindProperty]
    public string[] Absent { get; set; } = [];

    public PaperSession Session { get; private set; } = null!;
    public string Invigilator { get; private set; } = "";
    public Guid Me => User.PersonId;
    public DateOnly Today { get; private set; }
    public IReadOnlyList<PaperSheetLine> Sheets { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<PaperRefusal> Refused { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostPrintAsync(string? code, CancellationToken cancel)
    {
        if (await papers.PrintAsync(Hand, Id, code, cancel) is not { } outcome) return NotFound();
        if (outcome is not PaperOutcome.Done) return After(outcome, "已经考过或收回，不能再打印。");
        TempData[Print.Noted] = $"{Id} {code}";
        return this.SeeOther($"/paper-exams/{Id}/print{(code is null ? "" : $"?code={code}")}");
    }

    public async Task<IActionResult> OnPostRecordAsync(CancellationToken cancel)
    {
        if (ModelState.IsValid)
        {
            if (await papers.RecordAsync(Hand, Id, Input.BeganAt, Input.EndedAt, Absent, cancel) is not { } record) return NotFound();
            if (record.Outcome is PaperOutcome.Done)
            {
                Status = "已记下。现在可以录入和上传扫描件。";
                return RedirectToPage(new { id = Id });
            }

            Refused = record.Refused;
            ModelState.AddModelError("", Texts.Of(record.Outcome, "这一场已经记过或取消了。"));
        }

        return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancel)
    {
        if (await papers.CancelAsync(Hand, Id, cancel) is not { } outcome) return NotFound();
        if (outcome is PaperOutcome.Done) Status = "已取消，试卷都收回了。印出来的纸请当面销毁。";
        return After(outcome, "已经考过，不能取消。");
    }

    private RedirectToPageResult After(PaperOutcome outcome, string notNow)
    {
        if (outcome is not PaperOutcome.Done) Problem = Texts.Of(outcome, notNow);
        return RedirectToPage(new { id = Id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.PaperSessions.Of(Hand.OrganizationId).AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancel) is not { } session) return false;
        (Session, Sheets) = (session, await db.PaperSheetsAsync(session, cancel));
        Invigilator = await db.People.Where(p => p.Id == session.InvigilatorId).Select(p => p.Name).SingleAsync(cancel);
        Titles = await db.TitlesOfAsync([.. Sheets.Select(s => s.AssignmentId)], releases, cancel);
        return true;
    }

    public sealed class SittingInput
    {
        [Required(ErrorMessage = "选日期。")]
        [Display(Name = "日期")]
        public DateOnly? On { get; set; }

        [Required(ErrorMessage = "填开考时间。")]
        [Display(Name = "开考")]
        public TimeOnly? From { get; set; }

        [Required(ErrorMessage = "填收卷时间。")]
        [Display(Name = "收卷")]
        public TimeOnly? To { get; set; }

        internal DateTimeOffset BeganAt => Instant(From);

        internal DateTimeOffset EndedAt => Instant(To);

        private DateTimeOffset Instant(TimeOnly? time) => new(On!.Value.ToDateTime(time!.Value), BeijingTime.Offset);
    }
}
