using System.ComponentModel.DataAnnotations;
using Academy.Domain.Organizations;
using Academy.Web.Identity;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Manage.People;

/// <summary>What is asked of somebody who works here, when they are added and when it is corrected.</summary>
public class PersonInput
{
    [Required(ErrorMessage = "填姓名。"), PersonName]
    [Display(Name = "姓名")]
    public string Name { get; set; } = "";

    [RegularExpression(@"\s*(\+?86)?\s*1\d{2}[\s-]?\d{4}[\s-]?\d{4}\s*", ErrorMessage = "手机号是 11 位，例如 13800138000。没有可以不填。")]
    [Display(Name = "手机号（可不填）")]
    public string? Phone { get; set; }

    [EnumDataType(typeof(EngagementKind), ErrorMessage = "选用工形式。")]
    [Display(Name = "用工形式")]
    public EngagementKind Kind { get; set; }

    [StringLength(100, ErrorMessage = "用人单位最多 100 个字。")]
    [Display(Name = "用人单位（可不填）")]
    public string? Employer { get; set; }

    [Required(ErrorMessage = "选场所。")]
    [Display(Name = "场所")]
    public Guid? VenueId { get; set; }

    [Required(ErrorMessage = "选部门或班组。")]
    [Display(Name = "部门或班组")]
    public Guid? DepartmentId { get; set; }

    internal string CleanName => PersonNameAttribute.Clean(Name);

    internal string? CleanEmployer => string.IsNullOrWhiteSpace(Employer) ? null : Employer.Trim();

    internal SealedPhone? Seal(PersonalData data) => string.IsNullOrWhiteSpace(Phone) ? null : new SealedPhone(data.EncryptPhone(Phone), data.HashPhone(Phone));
}
