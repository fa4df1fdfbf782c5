using System.ComponentModel.DataAnnotations;
using Academy.Domain.Inspections;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Shared;

/// <summary>What is asked of a finding, on site and afterwards.</summary>
public sealed class FindingInput
{
    /// <summary>Made with the page: what is sent twice is recorded once.</summary>
    public Guid Id { get; set; }

    [Display(Name = "问题类别")]
    [Required(ErrorMessage = "选问题类别。"), EnumDataType(typeof(FindingKind), ErrorMessage = "选问题类别。")]
    public FindingKind? Kind { get; set; }

    [Display(Name = "程度")]
    [Required(ErrorMessage = "选程度。"), EnumDataType(typeof(Severity), ErrorMessage = "选程度。")]
    public Severity? Severity { get; set; }

    [Display(Name = "问题")]
    [Required(ErrorMessage = "写清楚是什么问题。"), StringLength(500, ErrorMessage = "最多 500 个字。")]
    public string? Text { get; set; }

    [Display(Name = "位置")]
    [Required(ErrorMessage = "写在哪里发现的。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
    public string? Place { get; set; }

    [Display(Name = "整改期限")]
    [Required(ErrorMessage = "选整改期限。")]
    public DateOnly? DueOn { get; set; }

    [Display(Name = "涉及的人")]
    public Guid? PersonId { get; set; }

    /// <summary>A fresh one, due in a week.</summary>
    public static FindingInput New(DateOnly foundOn) => new() { Id = Guid.NewGuid(), Severity = Domain.Inspections.Severity.Ordinary, DueOn = foundOn.AddDays(7) };

    internal NewFinding ToFinding(Guid inspectionId, DateTimeOffset at) => new(Id, inspectionId, Kind!.Value, Severity!.Value, Text!, Place!, DueOn!.Value, at, [], PersonId);
}

/// <summary>The form with what it offers.</summary>
/// <param name="People">Whom it may concern.</param>
public sealed record FindingForm(FindingInput Input, IReadOnlyList<(Guid Id, string Name)> People, DateOnly FoundOn);
