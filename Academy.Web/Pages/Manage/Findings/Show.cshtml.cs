using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Findings;

/// <summary>One finding of the Organization: its history, and putting it right.</summary>
[RequestSizeLimit(TakenPhotos.MostBytesOfAForm), RequestFormLimits(MultipartBodyLengthLimit = TakenPhotos.MostBytesOfAForm)]
public sealed class Show(AcademyDbContext db, FollowFinding follow, PhotoFile rewrite, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public RectificationInput Input { get; set; } = new();

    public FindingDetail Detail { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LookAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFileCollection photos, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        var evidence = await ModelState.ReadPhotosAsync(photos, rewrite, cancel);
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await follow.RectifyAsync(Organization, id, Input.Text!.Trim(), evidence, User.PersonId, cancel) is not { } outcome) return NotFound();
        if (outcome is FindingOutcome.Done) Status = "已报整改，等检查人员复查。";
        else Problem = "这个问题已经报过整改，或已销号。";
        return RedirectToPage(new { id });
    }

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.DetailAsync(db.Findings.Where(f => f.OrganizationId == Organization), id, cancel) is not { } detail) return false;
        Detail = detail;
        return true;
    }

    public sealed class RectificationInput
    {
        [Display(Name = "怎么整改的")]
        [Required(ErrorMessage = "写明怎么整改的。"), StringLength(500, MinimumLength = 4, ErrorMessage = "写 4 到 500 个字。")]
        public string? Text { get; set; }
    }
}
