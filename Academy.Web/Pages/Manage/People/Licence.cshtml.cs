using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>登记法定证件, with the original in hand.</summary>
public sealed class Licence(AcademyDbContext db, Releases releases, RecordTraining record, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public NewLicence Input { get; set; } = new();

    public string Name { get; private set; } = "";

    /// <summary>The kinds that requirements name; another spelling would never count.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await OfferAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await OfferAsync(id, cancel)) return NotFound();
        if (id == User.PersonId) ModelState.AddModelError("", "不能登记自己的证件，请另一位安全管理员核验原件后登记。");
        if (Input.ExpiresOn < clock.GetUtcNow().Day()) ModelState.AddModelError("Input.ExpiresOn", "这个证件已经过期，不能登记。换发后再来。");
        if (!Kinds.Contains(Input.Kind)) ModelState.AddModelError("Input.Kind", "从列表里选证件种类。");
        if (!ModelState.IsValid) return this.ShowAgain();
        if (!await record.LicenceAsync(id, Organization, Input.Kind, Input.Number.Trim(), Input.Issuer.Trim(), Input.ExpiresOn!.Value, User.PersonId, cancel)) return NotFound();
        Status = $"已登记{Name}的{Input.Kind}。";
        return RedirectToPage("Show", new { id });
    }

    private async Task<bool> OfferAsync(Guid id, CancellationToken cancel)
    {
        if (!await db.KnowsAsync(Organization, id, cancel)) return false;
        Name = (await db.NamesAsync([id], cancel))[id];
        Kinds = [.. (await releases.InForceAsync(cancel)).Curriculum.Requirements.SelectMany(r => r.Licences).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return true;
    }

    public sealed class NewLicence
    {
        [Required(ErrorMessage = "选证件种类。")]
        [Display(Name = "证件种类")]
        public string Kind { get; set; } = "";

        [Required(ErrorMessage = "填证件编号。"), StringLength(60, ErrorMessage = "证件编号最多 60 个字。")]
        [Display(Name = "证件编号")]
        public string Number { get; set; } = "";

        [Required(ErrorMessage = "填发证机关。"), StringLength(100, ErrorMessage = "发证机关最多 100 个字。")]
        [Display(Name = "发证机关")]
        public string Issuer { get; set; } = "";

        [Required(ErrorMessage = "填证件上的有效期截止日。")]
        [Display(Name = "有效期至")]
        public DateOnly? ExpiresOn { get; set; }

        [Range(typeof(bool), "true", "true", ErrorMessage = "看过原件才能登记。")]
        [Display(Name = "我看过原件，姓名、编号、有效期都对得上")]
        public bool SeenOriginal { get; set; }
    }
}
