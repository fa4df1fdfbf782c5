using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Exams;

/// <summary>What is to be sat, and what was.</summary>
public sealed class IndexModel(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ExamRow> Exams { get; private set; } = [];
    /// <summary>Grades made anew that the person has not said to have seen.</summary>
    public IReadOnlyList<RegradeNews> Regraded { get; private set; } = [];

    public IReadOnlyList<AttemptRow> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? room, CancellationToken cancel)
    {
        if (await PersonalFile.LoadAsync(db, releases, settings.Defaults, User.PersonId, cancel) is not { } file) return NotFound();
        var now = clock.GetUtcNow();
        var rows = new List<ExamRow>();
        foreach (var assignment in file.Assignments.Where(a => a.ClosedAt is null).OrderBy(a => a.CreatedAt)) rows.Add(await RowAsync(file, assignment, now, cancel));
        if (Request.Headers.Accept.Any(a => a?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true)) return new JsonResult(rows.Select(r => new { r.AssignmentId, r.State }));
        // The QR code on a room's wall leads here.
        Exams = [.. rows.Select(r => room is null ? r : r with { Url = $"{r.Url}?room={Uri.EscapeDataString(room)}" })];
        var titles = new Dictionary<Guid, string>();
        foreach (var assignment in file.Assignments) titles[assignment.Id] = await db.TitleOfAsync(assignment, releases, cancel);
        History = [.. file.Attempts.Where(a => a.State is AttemptState.Graded).OrderByDescending(a => a.SubmittedAt)
            .Select(a => new AttemptRow(
                a.Id, a.Kind is PaperKind.Critical ? $"{titles[a.AssignmentId]}（红线补考）" : titles[a.AssignmentId], a.SubmittedAt!.Value,
                string.Join("，", a.Grades.Select(g => $"{g.Points} / {g.Total}")), string.Join("，", a.Grades.Select(g => Texts.Of(g.Outcome)))))];
        Regraded = await db.NewsAsync(db.Regrades.UnseenBy(User.PersonId), cancel);
        return Page();
    }

    private async Task<ExamRow> RowAsync(PersonalFile file, ExamAssignment assignment, DateTimeOffset now, CancellationToken cancel)
    {
        var title = await db.TitleOfAsync(assignment, releases, cancel);
        if (file.Attempts.FirstOrDefault(a => a.AssignmentId == assignment.Id && a.IsOpen) is { } open)
        {
            return new ExamRow(assignment.Id, "inProgress", title, $"还剩 {Texts.Duration(open.Left(now))}", $"/exams/attempts/{open.Id}", "soon", Pictogram.Clock, "考试中");
        }

        var refusals = EntryRules.Check(file.EntryOf(assignment, now), now);
        return refusals.Count == 0
            ? new ExamRow(assignment.Id, "ready", title, "现在可以考", $"/exams/{assignment.Id}", "go", Pictogram.Check, "可以考")
            : new ExamRow(assignment.Id, "locked", title, Texts.Of(refusals[0], now), $"/exams/{assignment.Id}", "stop", Pictogram.Lock, "还不能考");
    }

    public sealed record ExamRow(Guid AssignmentId, string State, string Title, string Hint, string Url, string Tone, Pictogram Icon, string Word);

    public sealed record AttemptRow(Guid Id, string Title, DateTimeOffset At, string Points, string Outcomes);
}
