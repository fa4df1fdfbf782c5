using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>双随机.</summary>
public sealed class Draw(AcademyDbContext db, HoldInspection hold, TimeProvider clock) : VisitPage(db, clock)
{
    [BindProperty]
    public Counts Input { get; set; } = new();

    public InspectionRecord Record { get; private set; } = null!;
    public int Venues { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        if (Input.People > Inspection.Roll.Count) ModelState.AddModelError("Input.People", Inspection.Roll.Count == 0 ? "还没有点名。先勾谁在班，再抽人。" : $"在班只有 {Inspection.Roll.Count} 人。");
        if (Input.Venues > Venues) ModelState.AddModelError("Input.Venues", $"只有 {Venues} 处场所。");
        if (Input.People + Input.Venues == 0) ModelState.AddModelError("", "至少抽一个人或一处场所。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await hold.DrawAsync(Eye, Id, Input.People, Input.Venues, cancel) is not true) return NotFound();
        Status = "抽好了。";
        return RedirectToPage(new { id = Id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return false;
        Venues = await Db.VenuesFor(Eye, Today).CountAsync(v => v.OrganizationId == Inspection.OrganizationId, cancel);
        Record = (await Db.RecordAsync(Db.Inspections, Id, cancel))!;
        return true;
    }

    public sealed class Counts
    {
        [Display(Name = "抽几个人")]
        [Range(0, 200, ErrorMessage = "填 0 到 200。")]
        public int People { get; set; } = 3;

        [Display(Name = "抽几处场所")]
        [Range(0, 50, ErrorMessage = "填 0 到 50。")]
        public int Venues { get; set; }
    }
}
