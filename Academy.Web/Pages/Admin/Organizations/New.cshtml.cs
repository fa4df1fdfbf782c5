using System.ComponentModel.DataAnnotations;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class New(OpenOrganization open) : AdminPage
{
    [BindProperty]
    public OrganizationInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await open.RunAsync(Input.ToOrganization(), User.PersonId, cancel) is not { } id)
        {
            ModelState.AddModelError("Input.Code", "这个代码已经给了别的单位。换一个。");
            return this.ShowAgain();
        }

        Status = $"已新建{Input.SignName.Trim()}。下一步：加场所和部门，再任命安全管理员。";
        return RedirectToPage("Show", new { id });
    }

    public sealed class OrganizationInput
    {
        [Display(Name = "代码")]
        [Required(ErrorMessage = "填代码。"), RegularExpression("[a-z0-9]{3,12}", ErrorMessage = "代码用小写字母和数字，3 到 12 位。")]
        public string Code { get; set; } = "";

        [Display(Name = "单位全称")]
        [Required(ErrorMessage = "填单位全称。"), StringLength(100, ErrorMessage = "全称最多 100 个字。")]
        public string LegalName { get; set; } = "";

        [Display(Name = "招牌名")]
        [Required(ErrorMessage = "填招牌名。"), StringLength(40, ErrorMessage = "招牌名最多 40 个字。")]
        public string SignName { get; set; } = "";

        [Display(Name = "统一社会信用代码（可不填）")]
        [RegularExpression("[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}", ErrorMessage = "统一社会信用代码是 18 位数字和字母，没有 I、O、S、V、Z。")]
        public string? CreditCode { get; set; }

        [Display(Name = "区县（可不填）")]
        [StringLength(40, ErrorMessage = "区县最多 40 个字。")]
        public string? District { get; set; }

        [Display(Name = "消防安全责任人（可不填）")]
        [StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string? ResponsiblePerson { get; set; }

        [Display(Name = "消防安全管理人（可不填）")]
        [StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string? SafetyOfficer { get; set; }

        internal NewOrganization ToOrganization() =>
            new(Code, LegalName.Trim(), SignName.Trim(), CreditCode?.ToUpperInvariant(), District?.Trim(), ResponsiblePerson?.Trim(), SafetyOfficer?.Trim());
    }
}
