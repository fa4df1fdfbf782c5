using System.ComponentModel.DataAnnotations;
using Academy.Domain.Organizations;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>What is asked of a Venue, when it is added and when it is corrected.</summary>
public sealed class VenueInput
{
    [Display(Name = "场所名称")]
    [Required(ErrorMessage = "填场所名称。"), StringLength(60, ErrorMessage = "名称最多 60 个字。")]
    public string? Name { get; set; }

    [Display(Name = "类型")]
    [EnumDataType(typeof(VenueKind), ErrorMessage = "选类型。")]
    public VenueKind Kind { get; set; }

    [Display(Name = "地址")]
    [Required(ErrorMessage = "填地址。"), StringLength(120, ErrorMessage = "地址最多 120 个字。")]
    public string? Address { get; set; }

    public bool IsPublicAssembly { get; set; }

    public bool IsHighRise { get; set; }

    internal VenueFacts ToFacts() => new(Name!.Trim(), Kind, Address!.Trim(), IsPublicAssembly, IsHighRise);
}
