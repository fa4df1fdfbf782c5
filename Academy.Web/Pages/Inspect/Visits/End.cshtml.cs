using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>The end of an inspection: who accompanied it signs.</summary>
public sealed class End(AcademyDbContext db, HoldInspection hold, TimeProvider clock) : VisitPage(db, clock)
{
    [BindProperty]
    public Sign Input { get; set; } = new();

    public int Findings { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        var signature = string.IsNullOrEmpty(Input.Signature) ? null : Input.Signature;
        if (signature is not null && !Domain.Inspections.Inspection.IsSignature(signature)) ModelState.AddModelError("", "签名没有收到，请重写。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await hold.EndAsync(Eye, Id, Input.AccompaniedBy!.Trim(), Input.Title!.Trim(), signature, cancel) is not true) return NotFound();
        Status = "检查已结束。";
        return this.SeeOther($"/inspect/visits/{Id}/record");
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return false;
        Findings = await Db.Findings.CountAsync(f => f.InspectionId == Id, cancel);
        return true;
    }

    public sealed class Sign
    {
        [Display(Name = "陪同人姓名")]
        [Required(ErrorMessage = "填陪同人姓名。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? AccompaniedBy { get; set; }

        [Display(Name = "职务")]
        [Required(ErrorMessage = "填职务。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        public string? Title { get; set; }

        /// <summary>Path data that the page's script made.</summary>
        [StringLength(20_000, ErrorMessage = "签名笔画太多，请重写。")]
        public string? Signature { get; set; }
    }
}
