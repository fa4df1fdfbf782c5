using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Academy.Web.Signing;

namespace Academy.Web.Pages;

/// <summary>A person's name as it is typed: refused where no certificate could ever carry it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class PersonNameAttribute : ValidationAttribute
{
    /// <summary>Each blank once, none around.</summary>
    public static string Clean(string typed) => Blanks().Replace(typed.Trim(), " ").Normalize();

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string typed || string.IsNullOrWhiteSpace(typed)) return ValidationResult.Success;
        var wrong = CertificatePayload.FitOf(Blanks().Replace(typed.Trim(), " ")) switch
        {
            NameFit.TooShort => $"姓名太短，合格证上放不下：写证件上的全名，至少 2 个汉字或 {CertificatePayload.ShortestName} 个字母。",
            NameFit.TooLong => $"姓名太长，合格证上放不下：最多 {CertificatePayload.LongestName / 3} 个汉字或 {CertificatePayload.LongestName} 个字母。",
            NameFit.NotText => "姓名里有认不出的字符，删掉再填。",
            _ => null,
        };
        return wrong is null ? ValidationResult.Success : new ValidationResult(wrong, [validationContext.MemberName!]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
