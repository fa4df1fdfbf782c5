using System.ComponentModel.DataAnnotations;
using Academy.Web.Signing;

namespace Academy.Web.Pages.Shared;

/// <summary>编号 and 查验码 as printed on the card.</summary>
public sealed class CardForm
{
    /// <summary>The one answer to a wrong number and to a wrong code.</summary>
    public const string Wrong = "编号或查验码不对，请对照卡面再输一次。";

    public const string TooOften = "试得太多了，请过几分钟再试，或者扫卡上的二维码。";

    [Display(Name = "证书编号")]
    [Required(ErrorMessage = "请填证书编号，例如 27Q3-0734512-X。")]
    [StringLength(64, ErrorMessage = "太长了，请对照卡面。")]
    public string Number { get; set; } = "";

    [Display(Name = "查验码")]
    [Required(ErrorMessage = "请填查验码，8 个字符，在编号旁边。")]
    [StringLength(64, ErrorMessage = "太长了，请对照卡面。")]
    public string Check { get; set; } = "";

    /// <summary>What wrong tries are counted on: the number as it is written in full, whether or not it was issued; null for what is no number.</summary>
    internal string? Key => CertificateNumber.TryParse(Number, out var number) ? number.ToString() : null;
}
