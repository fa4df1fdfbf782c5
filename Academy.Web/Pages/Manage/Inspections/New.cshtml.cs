using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Inspections;

/// <summary>上级检查补录.</summary>
public sealed class New(AcademyDbContext db, HoldInspection hold, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public EnteredInput Input { get; set; } = new();

    public IReadOnlyList<VenueLine> Venues { get; private set; } = [];
    public DateOnly Today { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => OfferAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await OfferAsync(cancel);
        if (Input.On > Today) ModelState.AddModelError("Input.On", "检查日期不能在今天以后。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var second = string.IsNullOrWhiteSpace(Input.Second) ? null : Input.Second.Trim();
        var entered = new EnteredInspection(Input.Venue!.Value, Input.Authority!.Trim(), Input.Number!.Trim(), Input.First!.Trim(), second, Input.AccompaniedBy!.Trim(), Input.On!.Value.Start());
        if (await hold.EnterAsync(Organization, entered, User.PersonId, cancel) is not { } id) return NotFound();
        Status = "已录入。现在加问题。";
        return RedirectToPage("AddFinding", new { id });
    }

    private async Task OfferAsync(CancellationToken cancel) => (Today, Venues) = (clock.GetUtcNow().Day(), await db.VenueLinesAsync(Organization, cancel));

    public sealed class EnteredInput
    {
        [Display(Name = "检查单位")]
        [Required(ErrorMessage = "填检查单位。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        public string? Authority { get; set; }

        [Display(Name = "来文编号")]
        [Required(ErrorMessage = "填来文编号；没有编号就写“无”。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        public string? Number { get; set; }

        [Display(Name = "检查人员")]
        [Required(ErrorMessage = "填检查人员姓名。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? First { get; set; }

        [Display(Name = "第二名检查人员")]
        [StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? Second { get; set; }

        [Display(Name = "场所")]
        [Required(ErrorMessage = "选场所。")]
        public Guid? Venue { get; set; }

        [Display(Name = "检查日期")]
        [Required(ErrorMessage = "选检查日期。")]
        public DateOnly? On { get; set; }

        [Display(Name = "陪同人员")]
        [Required(ErrorMessage = "填陪同人员姓名。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? AccompaniedBy { get; set; }
    }
}
