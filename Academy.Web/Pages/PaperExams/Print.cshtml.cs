using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>All papers of a session, or one again, as they go to the printer. Only after that was noted.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class Print(AcademyDbContext db, Releases releases, AcademySettings settings) : PaperPage
{
    /// <summary>What was noted, kept for this browser.</summary>
    internal const string Noted = "PaperPrint";

    [FromRoute] public Guid Id { get; set; }

    public PaperSession Session { get; private set; } = null!;
    public string Organization { get; private set; } = "";
    public IReadOnlyList<PrintedPaper> Papers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancel)
    {
        if (await db.PaperSessions.Of(Hand.OrganizationId).AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancel) is not { } session) return NotFound();
        var sheets = await db.PaperSheetsAsync(session, cancel);
        // Read again it is the same print; what nobody noted is not shown, nor to who is to sit here.
        if (TempData.Peek(Noted) as string != $"{Id} {code}" || sheets.Any(s => s.PersonId == User.PersonId)) return RedirectToPage("Show", new { id = Id });
        Session = session;
        Organization = await db.Organizations.Where(o => o.Id == session.OrganizationId).Select(o => o.SignName).SingleAsync(cancel);
        var papers = new List<PrintedPaper>();
        foreach (var sheet in sheets.Where(s => s.State is PaperSheetState.Out && (code is null || s.Code == code))) papers.Add(await PaperOfAsync(sheet, cancel));
        Papers = papers;
        return papers.Count > 0 ? Page() : RedirectToPage("Show", new { id = Id });
    }

    private async Task<PrintedPaper> PaperOfAsync(PaperSheetLine sheet, CancellationToken cancel)
    {
        var attempt = await db.PaperSheets.Where(s => s.Id == sheet.Id).Join(db.Attempts, s => s.AttemptId, a => a.Id, (_, a) => a).AsNoTracking().SingleAsync(cancel);
        var curriculum = (await releases.GetAsync(attempt.ReleaseId)).Curriculum;
        var assignment = await db.ExamAssignments.AsNoTracking().SingleAsync(a => a.Id == sheet.AssignmentId, cancel);
        var positions = assignment.IsCombined ? await db.PositionsOfAsync([.. assignment.Cycles.Select(c => c.CycleId)], cancel) : [];
        var marks = assignment.Cycles.Select(c => (Position: positions.GetValueOrDefault(c.CycleId, ""), Blueprint: curriculum.FindBlueprint(c.Blueprint)!)).Select(c => attempt.Kind is PaperKind.Critical
            ? $"满分 {attempt.Paper.TotalPoints} 分，全部答对合格"
            : $"{c.Position}满分 {c.Blueprint.TotalPoints} 分，{c.Blueprint.PassMark} 分合格");
        return new PrintedPaper(
            sheet, await db.TitleOfAsync(assignment, releases, cancel), attempt.Number, attempt.Kind is PaperKind.Critical, attempt.Minutes, [.. marks],
            QrPicture.Svg($"{settings.PublicUrl.TrimEnd('/')}/paper-exams/sheets/{sheet.Code}"),
            ShownPaper.Of($"/paper-exams/sheets/{sheet.Code}", attempt.Paper, curriculum, _ => ([], null)).Questions);
    }
}

/// <summary>One person's paper, with nothing of the key.</summary>
/// <param name="Marks">What each part asks.</param>
/// <param name="Qr">SVG; leads to where it is keyed in.</param>
public sealed record PrintedPaper(
    PaperSheetLine Sheet, string Title, int Number, bool IsCritical, int Minutes, IReadOnlyList<string> Marks, string Qr, IReadOnlyList<ShownQuestion> Questions)
{
    /// <summary>Which kinds the instructions have to explain.</summary>
    public bool Has(QuestionKind kind) => Questions.Any(q => q.Form.Kind == kind);
}
