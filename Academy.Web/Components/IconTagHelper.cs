using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Academy.Web.Components;

/// <summary>The short way to an <see cref="Icon"/> from a Razor Page: <c>&lt;icon name="Clock" /&gt;</c>.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public Pictogram Name { get; set; }

    public string? Label { get; set; }

    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"icon {Class}");
        foreach (var (name, value) in Icon.Ground) output.Attributes.SetAttribute(name, value);
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }
        output.Content.SetHtmlContent(Drawings.Of(Name));
    }
}
