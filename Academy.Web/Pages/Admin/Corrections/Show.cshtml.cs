using System.ComponentModel.DataAnnotations;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Corrections;

/// <summary>One correction: what it would do now, for the second person to decide; afterwards what it did.</summary>
public sealed class Show(AcademyDbContext db, CorrectKey correct, RegradeAttempts regrade, Releases releases) : AdminPage
{
    [FromRoute] public Guid Id { get; set; }

    [BindProperty]
    public RejectionInput Input { get; set; } = new();

    public KeyCorrection Correction { get; private set; } = null!;
    public Question From { get; private set; } = null!;
    public Question To { get; private set; } = null!;
    public CorrectionEffects Effects { get; private set; } = null!;
    public string Proposer { get; private set; } = "";
    public string? Decider { get; private set; }
    public bool IsProposed => Correction.State is CorrectionState.Proposed;
    public bool IsMine => Correction.ProposedBy == User.PersonId;
    public bool ConcernsMe => Effects.Lines.Any(l => l.Regrade.PersonId == User.PersonId);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel) =>
        Answer(await correct.ConfirmAsync(Id, User.PersonId, cancel), "已确认。现在起按新答案评分，受影响的成绩正在重新评。");

    public async Task<IActionResult> OnPostRejectAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
        return Answer(await correct.RejectAsync(Id, Input.Reason.Trim(), User.PersonId, cancel), "已退回，什么都没有改。");
    }

    private IActionResult Answer(CorrectionOutcome? outcome, string done)
    {
        if (outcome is null) return NotFound();
        if (outcome is CorrectionOutcome.Done) Status = done;
        else
        {
            Problem = outcome switch
            {
                CorrectionOutcome.Self => "自己提出的更正，要另一位系统管理员来定。",
                CorrectionOutcome.OwnGrade => "你自己的成绩会变，不能由你确认。请另一位系统管理员来定。",
                _ => "这项更正已经定过了，或这道题已经按别的更正改过。",
            };
        }

        return RedirectToPage(new { Id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (await db.KeyCorrections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, cancel) is not { } correction) return false;
        Correction = correction;
        From = (await releases.GetAsync(correction.FromReleaseId)).Curriculum.FindQuestion(correction.QuestionId)!;
        To = (await releases.GetAsync(correction.ReleaseId)).Curriculum.FindQuestion(correction.QuestionId)!;
        var run = IsProposed ? await regrade.DryRunAsync(correction, cancel) : new DryRun(0, await db.Regrades.AsNoTracking().Where(r => r.CorrectionId == Id).ToListAsync(cancel));
        Effects = new CorrectionEffects(IsProposed ? run.Papers : null, await db.NamedAsync(run.Regrades, cancel), await releases.InForceAsync(cancel));
        var names = await db.People.Where(p => p.Id == correction.ProposedBy || p.Id == correction.DecidedBy).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        (Proposer, Decider) = (names[correction.ProposedBy], correction.DecidedBy is { } by ? names[by] : null);
        return true;
    }

    public sealed class RejectionInput
    {
        [Display(Name = "为什么退回")]
        [Required(ErrorMessage = "写明为什么退回，会留在记录里。"), StringLength(200, MinimumLength = 4, ErrorMessage = "写 4 到 200 个字。")]
        public string Reason { get; set; } = "";
    }
}
