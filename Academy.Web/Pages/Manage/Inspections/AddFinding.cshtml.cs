using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Inspections;

/// <summary>Enters what an authority found, one by one.</summary>
[RequestSizeLimit(TakenPhotos.MostBytesOfAForm), RequestFormLimits(MultipartBodyLengthLimit = TakenPhotos.MostBytesOfAForm)]
public sealed class AddFinding(AcademyDbContext db, RecordFinding record, PhotoFile rewrite, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public FindingInput Input { get; set; } = new();

    public Inspection Inspection { get; private set; } = null!;
    public FindingForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        Input = FindingInput.New(clock.GetUtcNow().Day());
        Form = Form with { Input = Input };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFileCollection photos, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        var taken = await ModelState.ReadPhotosAsync(photos, rewrite, cancel);
        if (Input.DueOn < Form.FoundOn) ModelState.AddModelError("Input.DueOn", "整改期限不能早于检查那天。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var outcome = await record.EnterAsync(Organization, Input.ToFinding(id, Inspection.StartedAt), taken, User.PersonId, cancel);
        if (outcome is not (RecordFindingOutcome.Recorded or RecordFindingOutcome.RecordedBefore))
        {
            ModelState.AddModelError("", "没有记下：有一项没填好。检查后再交。");
            return this.ShowAgain();
        }

        if (outcome is RecordFindingOutcome.RecordedBefore) Problem = "这条已经记过，没有再记。";
        else Status = "已记下。还有就接着加。";
        return RedirectToPage(new { id });
    }

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        var found = await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.OrganizationId == Organization && i.Kind == InspectionKind.Entered, cancel);
        if (found is null) return false;
        Inspection = found;
        var people = await db.Engagements.CurrentOn(clock.GetUtcNow().Day()).Where(e => e.OrganizationId == Organization)
            .Join(db.People, e => e.PersonId, p => p.Id, (_, p) => new { p.Id, p.Name }).Distinct().OrderBy(p => p.Name).ToListAsync(cancel);
        Form = new FindingForm(Input, [.. people.Select(p => (p.Id, p.Name))], found.StartedAt.Day());
        return true;
    }
}
