using System.ComponentModel.DataAnnotations;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>What is asked of an Organization, when it is opened and when it is corrected.</summary>
public class OrganizationInput
{
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

    internal OrganizationFacts ToFacts() => new(LegalName.Trim(), SignName.Trim(), CreditCode?.ToUpperInvariant(), District?.Trim(), ResponsiblePerson?.Trim(), SafetyOfficer?.Trim());
}
