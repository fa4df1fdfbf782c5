using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Findings;

/// <summary>One finding: its history, and the re-check when it was put right.</summary>
[RequestSizeLimit(TakenPhotos.MostBytesOfAForm), RequestFormLimits(MultipartBodyLengthLimit = TakenPhotos.MostBytesOfAForm)]
public sealed class Show(AcademyDbContext db, FollowFinding follow, PhotoFile rewrite, TimeProvider clock) : InspectPage
{
    [BindProperty]
    public Recheck Input { get; set; } = new();

    public FindingDetail Detail { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LookAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFileCollection photos, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        var taken = await ModelState.ReadPhotosAsync(photos, rewrite, cancel);
        if (Input.IsRight is false && string.IsNullOrWhiteSpace(Input.Text)) ModelState.AddModelError("Input.Text", "写明哪里不到位。");
        if (Input.IsRight is false && (Input.DueOn is null || Input.DueOn < Today)) ModelState.AddModelError("Input.DueOn", "定新的整改期限，今天或以后。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var text = string.IsNullOrWhiteSpace(Input.Text) ? null : Input.Text.Trim();
        var outcome = Input.IsRight is true
            ? await follow.CloseAsync(Eye, id, text, taken, cancel)
            : await follow.ReopenAsync(Eye, id, text!, Input.DueOn!.Value, taken, cancel);
        switch (outcome)
        {
            case null: return NotFound();
            case FindingOutcome.Done: Status = Input.IsRight is true ? "已销号。" : "已退回整改。"; break;
            case FindingOutcome.Self: Problem = "不能复查自己整改的或涉及自己的问题，请另一名检查人员复查。"; break;
            default: Problem = "现在不能复查：还没整改，或已经复查过。"; break;
        }

        return RedirectToPage(new { id });
    }

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.DetailAsync(db.FindingsFor(Eye, Today), id, cancel) is not { } detail) return false;
        Detail = detail;
        return true;
    }

    public sealed class Recheck
    {
        [Required(ErrorMessage = "选整改到位没有。")]
        public bool? IsRight { get; set; }

        [Display(Name = "说明")]
        [StringLength(500, ErrorMessage = "最多 500 个字。")]
        public string? Text { get; set; }

        [Display(Name = "新的整改期限")]
        public DateOnly? DueOn { get; set; }
    }
}
