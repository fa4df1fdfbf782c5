using System.ComponentModel.DataAnnotations;
using Academy.Domain.Exams;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>延时: how long and why; it goes on record.</summary>
public sealed class ExtensionInput
{
    /// <summary>Made with the page: a button that is tapped twice extends once.</summary>
    public Guid Once { get; set; } = Guid.NewGuid();

    [Required(ErrorMessage = "填延长几分钟。")]
    [Range(1, ExamAttempt.MostExtension, ErrorMessage = "一次延长 1 到 60 分钟。")]
    [Display(Name = "延长几分钟")]
    public int? Minutes { get; set; }

    [Required(ErrorMessage = "写明原因，会留在记录里。")]
    [StringLength(200, MinimumLength = 4, ErrorMessage = "原因要 4 到 200 个字。")]
    [Display(Name = "原因")]
    public string Reason { get; set; } = "";
}
