using System.ComponentModel.DataAnnotations;
using Academy.Web.Identity;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Admin;

/// <summary>Somebody new who gets a role.</summary>
public class AppointeeInput
{
    [Display(Name = "姓名")]
    [PersonName]
    public string? Name { get; set; }

    /// <summary>Without a hyphen: <c>code-number</c> belongs to whoever gets that staff number.</summary>
    [Display(Name = "用户名")]
    [RegularExpression(@"[A-Za-z][A-Za-z0-9._]{2,29}", ErrorMessage = "用户名以字母开头，用字母、数字、点或下划线，3 到 30 位。")]
    public string? UserName { get; set; }

    [Display(Name = "手机号（可不填）")]
    [RegularExpression(@"\s*(\+?86)?\s*1\d{2}[\s-]?\d{4}[\s-]?\d{4}\s*", ErrorMessage = "手机号是 11 位，例如 13800138000。没有可以不填。")]
    public string? Phone { get; set; }

    internal Appointee.Newcomer ToNewcomer(PersonalData data) =>
        new(PersonNameAttribute.Clean(Name!), UserName!, string.IsNullOrWhiteSpace(Phone) ? null : new SealedPhone(data.EncryptPhone(Phone), data.HashPhone(Phone)));

    /// <summary>The field a refusal belongs to, and what it says.</summary>
    internal static (string Field, string Message) Explain(AppointOutcome outcome) => outcome switch
    {
        AppointOutcome.UserNameTaken => (nameof(UserName), "这个用户名已经有人用。换一个。"),
        AppointOutcome.PhoneTaken => (nameof(Phone), "这个手机号已经登记在别人名下。核对手机号，或先不填。"),
        AppointOutcome.HoldsRole => ("StaffNumber", "这个人已经有角色。先收回原来的，再任命。"),
        _ => ("StaffNumber", "这个单位没有在岗的人用这个工号。核对工号，或填姓名和用户名新建。"),
    };
}
