using Academy.Web.Components;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Academy.Web.Tests.Components;

public sealed class CertificateCardTests : BunitContext
{
    private static readonly CertificateFace Face = new(
        "张伟", "消防控制室值班员", "云岭旅游发展有限公司", new DateOnly(2026, 11, 21), new DateOnly(2027, 5, 20),
        "27Q3-0734-512", "K7M2P9", null, new MarkupString("<svg id=\"qr\"></svg>"));

    [Fact]
    public void The_face_says_who_for_what_where_and_until_when()
    {
        var card = Card(Face);

        Assert.Equal("消防控制室值班员", card.Find(".certificate-card__position").TextContent);
        Assert.Equal("张伟", card.Find(".certificate-card__name").TextContent);
        Assert.Contains("云岭旅游发展有限公司", card.Markup, StringComparison.Ordinal);
        Assert.Equal(["2026-11-21 至", "2027-05-20"], card.FindAll(".nowrap").Select(day => day.TextContent));
        Assert.Equal("编号 27Q3-0734-512　查验码 K7M2P9", card.Find(".certificate-card__number").TextContent);
        Assert.NotNull(card.Find("#qr"));
    }

    [Fact]
    public void It_says_what_it_is_not() =>
        Assert.Contains("本证明为单位内部安全培训考核凭证，不替代国家规定的职业资格或特种作业操作证件。", Card(Face).Find("footer").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Its_title_claims_no_state_and_no_profession()
    {
        var title = Card(Face).Find(".certificate-card__head").TextContent;

        Assert.Equal("岗位安全培训合格证", title);
        Assert.DoesNotContain(["中国", "国家", "全国", "职业资格"], word => title.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_confirmed_photo_it_says_so()
    {
        Assert.Equal("照片待确认", Card(Face).Find(".certificate-card__photo").TextContent);
        Assert.Equal("张伟的照片", Card(Face with { PhotoUrl = "/photos/1" }).Find("img.certificate-card__photo").GetAttribute("alt"));
    }

    private IRenderedComponent<CertificateCard> Card(CertificateFace face) => Render<CertificateCard>(p => p.Add(c => c.Face, face));
}
