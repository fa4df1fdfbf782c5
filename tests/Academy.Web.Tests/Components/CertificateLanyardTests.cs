using Academy.Web.Components;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Academy.Web.Tests.Components;

public sealed class CertificateLanyardTests : BunitContext
{
    private static readonly CertificateFace Face = new(
        "阿卜杜热合·买买提", "消防控制室值班员", "云岭旅游发展有限公司", new DateOnly(2026, 11, 21), new DateOnly(2027, 5, 20),
        "27Q3-0734-512", "K7M2P9", "/photos/1", new MarkupString("<svg id=\"qr\"></svg>"));

    [Fact]
    public void It_bears_all_that_the_card_does_and_a_place_for_the_stamp()
    {
        var lanyard = Render<CertificateLanyard>(p => p.Add(c => c.Face, Face));

        Assert.Equal("岗位安全培训合格证", lanyard.Find(".lanyard__head").TextContent);
        Assert.Equal("盖章处", lanyard.Find(".lanyard__stamp").TextContent);
        Assert.Equal("/photos/1", lanyard.Find("img.lanyard__photo").GetAttribute("src"));
        Assert.All(["阿卜杜热合·买买提", "消防控制室值班员", "云岭旅游发展有限公司", "2027-05-20", "27Q3-0734-512", "K7M2P9", "不替代国家职业资格"], said => Assert.Contains(said, lanyard.Markup, StringComparison.Ordinal));
        Assert.NotNull(lanyard.Find("#qr"));
    }
}
