using System.ComponentModel.DataAnnotations;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Accounts;

/// <summary>Name and phone of anybody: where a manager may not change them, because others use them too.</summary>
public sealed class Edit(AcademyDbContext db, CorrectPerson correct, PersonalData personalData) : AdminPage
{
    [BindProperty]
    public IdentityInput Input { get; set; } = new();

    public Person Person { get; private set; } = null!;

    /// <summary>The last digits of the kept phone number; null without one.</summary>
    public string? PhoneEnd => Person.Phone is { } phone ? personalData.DecryptPhone(phone)[^4..] : null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel)) return NotFound();
        Input.Name = Person.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel)) return NotFound();
        if (!ModelState.IsValid) return this.ShowAgain();
        var phone = string.IsNullOrWhiteSpace(Input.Phone) ? null : new SealedPhone(personalData.EncryptPhone(Input.Phone), personalData.HashPhone(Input.Phone));
        var name = PersonNameAttribute.Clean(Input.Name);
        switch (await correct.IdentifyAsync(id, new CorrectedIdentity(name, phone, Input.ForgetsPhone), User.PersonId, cancel))
        {
            case CorrectOutcome.Corrected:
                Status = "已保存。";
                return RedirectToPage("Index", new { q = name });
            case CorrectOutcome.PhoneOfAnother:
                ModelState.AddModelError("Input.Phone", "这个手机号登记在另一个人名下。用这个号码在“账号”里找，先从那个人名下删掉。");
                return this.ShowAgain();
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } found) return false;
        Person = found;
        return true;
    }

    public sealed class IdentityInput
    {
        [Display(Name = "姓名")]
        [Required(ErrorMessage = "填姓名。"), PersonName]
        public string Name { get; set; } = "";

        [RegularExpression(@"\s*(\+?86)?\s*1\d{2}[\s-]?\d{4}[\s-]?\d{4}\s*", ErrorMessage = "手机号是 11 位，例如 13800138000。没有可以不填。")]
        public string? Phone { get; set; }

        public bool ForgetsPhone { get; set; }
    }
}
