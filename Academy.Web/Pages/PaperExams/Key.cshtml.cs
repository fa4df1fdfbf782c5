using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.PaperExams;

/// <summary>录入: what stands on the paper, kept as often as wanted, until it is declared done.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class Key(AcademyDbContext db, Releases releases, KeyPapers papers) : PaperPage
{
    [FromRoute] public string Code { get; set; } = "";

    /// <summary>What the page has seen: a page that is behind overwrites nothing.</summary>
    [BindProperty] public int Revision { get; set; }

    public SheetLook Look { get; private set; } = null!;
    public KeyForm Form { get; private set; } = null!;
    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { } look) return NotFound();
        if (!look.Sheet.MayKey(User.PersonId)) return Redirect($"/paper-exams/sheets/{Code}");
        (Look, Revision) = (look, look.Sheet.Revision);
        Form = KeyForm.Of(Code, look.Attempt!.Paper, look.Curriculum, look.Sheet.Answers);
        return Page();
    }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => SaveAsync(false, cancel);

    public Task<IActionResult> OnPostDoneAsync(CancellationToken cancel) => SaveAsync(true, cancel);

    private async Task<IActionResult> SaveAsync(bool isDone, CancellationToken cancel)
    {
        if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { Attempt: { } attempt } look) return NotFound();
        var posted = KeyForm.Read(Request.Form, attempt.Paper);
        if (await papers.KeyAsync(Hand, Code, posted.Answers, Revision, isDone && posted.IsClean, cancel) is not { } outcome) return NotFound();
        if (outcome is PaperOutcome.Done && posted.IsClean)
        {
            Status = isDone ? "录完了。请另一个人核对，还没传的扫描件现在传。" : $"已保存 {posted.Answers.Count} / {attempt.Paper.Items.Count} 题。";
            return this.SeeOther(isDone ? $"/paper-exams/sheets/{Code}" : $"/paper-exams/sheets/{Code}/key");
        }

        if (outcome is PaperOutcome.Self or PaperOutcome.NotNow)
        {
            // Whoever may not key it in is not shown it either.
            Problem = Texts.Of(outcome, "这份已经录完或确认，或还没收卷，不能录入。");
            return this.SeeOther($"/paper-exams/sheets/{Code}");
        }

        Error = outcome is PaperOutcome.Done ? $"第 {posted.Refused} 题没保存，其他都保存了。按题下红字改好。" : Texts.Of(outcome, "");
        var kept = outcome is PaperOutcome.Done or PaperOutcome.Incomplete;
        Look = kept ? (await SheetLook.OfAsync(Hand, Code, db, releases, cancel))! : look;
        ModelState.Clear();
        if (kept) Revision = Look.Sheet.Revision;
        Form = KeyForm.Of(Code, attempt.Paper, look.Curriculum, Request.Form, posted, q => isDone && posted.IsClean && posted.Answers.All(a => a.Q != q) ? "这题还没录。" : null);
        return this.ShowAgain();
    }
}
