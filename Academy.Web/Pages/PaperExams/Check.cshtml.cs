using System.ComponentModel.DataAnnotations;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.PaperExams;

/// <summary>核对: a second person keys the paper in anew, without seeing what the first did. What both say counts.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class Check(AcademyDbContext db, Releases releases, KeyPapers papers) : PaperPage
{
    [FromRoute] public string Code { get; set; } = "";

    public RemarkInput Input { get; set; } = new();

    public SheetLook Look { get; private set; } = null!;
    public KeyForm Form { get; private set; } = null!;
    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { } look) return NotFound();
        if (!look.Sheet.MayCheck(User.PersonId)) return Redirect($"/paper-exams/sheets/{Code}");
        (Look, Form) = (look, KeyForm.Of(Code, look.Attempt!.Paper, look.Curriculum, []));
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel)
    {
        if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { Attempt: { } attempt } look) return NotFound();
        var posted = KeyForm.Read(Request.Form, attempt.Paper);
        if (await papers.CheckAsync(Hand, Code, posted.Answers, cancel) is not { } check) return NotFound();
        if (check.Outcome is PaperOutcome.Done)
        {
            Status = "两次录入一致，已经确认。";
            return this.SeeOther($"/paper-exams/sheets/{Code}");
        }

        if (check.Outcome is PaperOutcome.Self or PaperOutcome.NotNow or PaperOutcome.SameHand)
        {
            // Whoever may not check it is not shown it either.
            Problem = Texts.Of(check.Outcome, "这份现在不用核对：还没录完、已经退回或确认了。");
            return this.SeeOther($"/paper-exams/sheets/{Code}");
        }

        Error = Texts.Of(check.Outcome, "");
        Look = look;
        Form = KeyForm.Of(Code, attempt.Paper, look.Curriculum, Request.Form, posted, q =>
            check.Differences.FirstOrDefault(d => d.Q == q) is { } first ? $"不一样。第一次录的：{KeyForm.Words(attempt.Paper.ItemAt(q)!, first)}。你录的在上面。"
            : check.Outcome is PaperOutcome.Incomplete && posted.Answers.All(a => a.Q != q) && !posted.Twice.Contains(q) ? "这题还没录。" : null);
        return this.ShowAgain();
    }

    public async Task<IActionResult> OnPostSendBackAsync([Bind(Prefix = nameof(Input))] RemarkInput input, CancellationToken cancel)
    {
        Input = input;
        if (!ModelState.IsValid)
        {
            if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { Attempt: { } attempt } look || !look.Sheet.MayCheck(User.PersonId)) return NotFound();
            (Look, Form) = (look, KeyForm.Of(Code, attempt.Paper, look.Curriculum, Request.Form, KeyForm.Read(Request.Form, attempt.Paper), _ => null));
            return this.ShowAgain();
        }

        if (await papers.SendBackAsync(Hand, Code, input.Remark.Trim(), cancel) is not { } outcome) return NotFound();
        if (outcome is PaperOutcome.Done) Status = "已退回，等改好再核对。";
        else Problem = Texts.Of(outcome, "这份已经退回或确认了。");
        return this.SeeOther($"/paper-exams/sheets/{Code}");
    }

    public sealed class RemarkInput
    {
        [Required(ErrorMessage = "写明哪里不对，例如：第 3 题卷子上是 B。")]
        [StringLength(200, MinimumLength = 2, ErrorMessage = "2 到 200 个字。")]
        [Display(Name = "哪里不对")]
        public string Remark { get; set; } = "";
    }
}
