using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>记问题.</summary>
[RequestSizeLimit(TakenPhotos.MostBytesOfAForm), RequestFormLimits(MultipartBodyLengthLimit = TakenPhotos.MostBytesOfAForm)]
public sealed class AddFinding(AcademyDbContext db, HoldInspection hold, RecordFinding record, PhotoFile rewrite, TimeProvider clock) : VisitPage(db, clock)
{
    [BindProperty]
    public FindingInput Input { get; set; } = new();

    public FindingForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(FindingKind? kind, Guid? person, CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        Input = FindingInput.New(Today);
        (Input.Kind, Input.PersonId) = (kind, person);
        Form = Form with { Input = Input };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFileCollection photos, CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        var taken = await ModelState.ReadPhotosAsync(photos, rewrite, cancel);
        if (Input.DueOn < Today) ModelState.AddModelError("Input.DueOn", "整改期限不能早于今天。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var outcome = await record.RunAsync(Eye, Input.ToFinding(Id, Now), taken, cancel);
        if (outcome is RecordFindingOutcome.NoInspection or RecordFindingOutcome.NotInItsTime) return NotFound();
        if (outcome is RecordFindingOutcome.Incomplete or RecordFindingOutcome.PhotoMissing)
        {
            ModelState.AddModelError("", "没有记下：有一项没填好。检查后再交。");
            return this.ShowAgain();
        }

        if (outcome is RecordFindingOutcome.RecordedBefore) Problem = "这条已经记过，没有再记。";
        else Status = "问题已记下。";
        return this.SeeOther($"/inspect/visits/{Id}");
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return false;
        var people = await hold.RollOfAsync(Inspection.OrganizationId, Inspection.VenueId, Today, cancel);
        Form = new FindingForm(Input, [.. people.Select(p => (p.PersonId, p.Name))], Today);
        return true;
    }
}
