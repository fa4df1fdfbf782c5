using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>记录实操考核, held today, by somebody who is not the subject.</summary>
public sealed class Practical(AcademyDbContext db, RecordTraining record, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public NewPractical Input { get; set; } = new();

    public string Name { get; private set; } = "";

    /// <summary>The positions the person holds.</summary>
    public IReadOnlyList<(int Number, string Name)> Positions { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await OfferAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await OfferAsync(id, cancel)) return NotFound();
        if (id == User.PersonId) ModelState.AddModelError("", "不能考核自己，请另一位安全管理员考核。");
        if (Positions.All(p => p.Number != Input.Position)) ModelState.AddModelError("Input.Position", "选一个他在的岗位。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (!await record.PracticalAsync(id, Organization, Input.Position!.Value, Input.Passed!.Value, Input.Observations.Trim(), User.PersonId, cancel)) return NotFound();
        Status = $"已记录{Name}的实操考核：{(Input.Passed.Value ? "合格" : "不合格")}。";
        return RedirectToPage("Show", new { id });
    }

    private async Task<bool> OfferAsync(Guid id, CancellationToken cancel)
    {
        if (!await db.KnowsAsync(Organization, id, cancel)) return false;
        Today = clock.GetUtcNow().Day();
        Name = (await db.NamesAsync([id], cancel))[id];
        Positions = await db.PositionsHeldAsync(Organization, id, Today, cancel);
        return true;
    }

    public sealed class NewPractical
    {
        [Required(ErrorMessage = "选岗位。")]
        [Display(Name = "岗位")]
        public int? Position { get; set; }

        [Required(ErrorMessage = "选结果。")]
        [Display(Name = "结果")]
        public bool? Passed { get; set; }

        [Required(ErrorMessage = "写做了什么、看到什么。")]
        [StringLength(2000, MinimumLength = 10, ErrorMessage = "写具体些，10 到 2000 个字。")]
        [Display(Name = "考核情况")]
        public string Observations { get; set; } = "";
    }
}
