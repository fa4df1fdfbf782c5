using Academy.Web.Components;
using Bunit;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Academy.Web.Tests.Components;

public sealed class IconTests : BunitContext
{
    public static TheoryData<Pictogram> All => new(Enum.GetValues<Pictogram>());

    [Theory, MemberData(nameof(All))]
    public void Every_pictogram_is_drawn_and_silent_beside_words(Pictogram name)
    {
        var svg = Render<Icon>(p => p.Add(i => i.Name, name)).Find("svg");

        Assert.Equal("true", svg.GetAttribute("aria-hidden"));
        Assert.False(svg.HasAttribute("role"));
        Assert.NotEmpty(svg.Children);
    }

    [Fact]
    public void A_labelled_pictogram_speaks()
    {
        var svg = Render<Icon>(p => p.Add(i => i.Name, Pictogram.Clock).Add(i => i.Label, "倒计时")).Find("svg");

        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal("倒计时", svg.GetAttribute("aria-label"));
        Assert.False(svg.HasAttribute("aria-hidden"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("倒计时")]
    public void The_tag_helper_draws_what_the_component_draws(string? label)
    {
        var component = Render<Icon>(p => p.Add(i => i.Name, Pictogram.Clock).Add(i => i.Label, label).Add(i => i.Class, "icon--large"));
        var output = new TagHelperOutput("icon", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

        new IconTagHelper { Name = Pictogram.Clock, Label = label, Class = "icon--large" }.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);

        using var html = new StringWriter();
        output.WriteTo(html, System.Text.Encodings.Web.HtmlEncoder.Default);
        component.MarkupMatches(html.ToString());
    }

    [Theory]
    [InlineData("A1", Pictogram.Inspect)]
    [InlineData("A2", Pictogram.Extinguisher)]
    [InlineData("A3", Pictogram.Exit)]
    [InlineData("A4", Pictogram.Megaphone)]
    [InlineData("L", Pictogram.Scales)]
    [InlineData("X9", Pictogram.Target)]
    public void An_ability_has_its_pictogram(string code, Pictogram expected) => Assert.Equal(expected, AbilityPictogram.Of(code));
}
