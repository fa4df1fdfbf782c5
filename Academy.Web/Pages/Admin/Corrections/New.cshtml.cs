using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Corrections;

/// <summary>Proposing a correction, with every effect it would have now.</summary>
public sealed class New(AcademyDbContext db, CorrectKey correct, RegradeAttempts regrade, Releases releases, TimeProvider clock) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string Question { get; set; } = "";

    /// <summary>The version by whose key the papers were marked.</summary>
    [BindProperty(SupportsGet = true)]
    public string From { get; set; } = "";

    [BindProperty]
    public ReasonInput Input { get; set; } = new();

    public CorrectionCandidate Candidate { get; private set; } = null!;
    public CorrectionEffects Effects { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
        if (await correct.ProposeAsync(Question, From, Input.Reason.Trim(), User.PersonId, cancel) is not { } id) return NotFound();
        Status = "已提出。请另一位系统管理员核对后确认。";
        return RedirectToPage("Show", new { id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if ((await correct.CandidatesAsync(cancel)).FirstOrDefault(c => c.From.Id == Question && c.From.Version == From) is not { } candidate) return false;
        Candidate = candidate;
        if (candidate.Fault is not null) return true;
        var run = await regrade.DryRunAsync(candidate.Propose(Guid.CreateVersion7(clock.GetUtcNow()), "", User.PersonId, clock.GetUtcNow()), cancel);
        Effects = new CorrectionEffects(run.Papers, await db.NamedAsync(run.Regrades, cancel), await releases.InForceAsync(cancel));
        return true;
    }

    public sealed class ReasonInput
    {
        [Display(Name = "为什么更正")]
        [Required(ErrorMessage = "写明为什么更正，考生会看到。"), StringLength(200, MinimumLength = 6, ErrorMessage = "写 6 到 200 个字。")]
        public string Reason { get; set; } = "";
    }
}
