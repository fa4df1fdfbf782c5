using Academy.Domain.Inspections;
using Academy.Web.Components;
using Bunit;

namespace Academy.Web.Tests.Components;

public sealed class VerdictPanelTests : BunitContext
{
    [Theory]
    [InlineData("VALID_LIVE", "valid", "有效", Pictogram.Check)]
    [InlineData("VALID_STATIC", "valid", "有效", Pictogram.Check)]
    [InlineData("STALE_LIVE", "hold", "截图", Pictogram.Alert)]
    [InlineData("WRONG_POST", "hold", "岗位不符", Pictogram.Alert)]
    [InlineData("SUSPENDED", "hold", "已暂停", Pictogram.Alert)]
    [InlineData("SUPERSEDED", "hold", "已换发", Pictogram.Alert)]
    [InlineData("NOT_YET", "hold", "未生效", Pictogram.Alert)]
    [InlineData("CHECK_IDENTITY", "check", "核对证件", Pictogram.Card)]
    [InlineData("COMPARE_PHOTO", "check", "比对照片", Pictogram.Person)]
    [InlineData("DIFFERENT", "stop", "人证不符", Pictogram.Cross)]
    [InlineData("LOST", "stop", "已挂失", Pictogram.Cross)]
    [InlineData("EXPIRED", "stop", "已过期", Pictogram.Cross)]
    [InlineData("REVOKED", "stop", "已吊销", Pictogram.Cross)]
    [InlineData("FORGED", "stop", "伪造", Pictogram.Cross)]
    [InlineData("FORGED_KEY_ALARM", "stop", "伪造", Pictogram.Cross)]
    [InlineData("MALFORMED", "stop", "无效码", Pictogram.Cross)]
    [InlineData("NOT_OURS", "stop", "非本平台", Pictogram.Cross)]
    [InlineData("KEY_UNKNOWN", "unsure", "未确认", Pictogram.Unsure)]
    [InlineData("KEY_REVOKED", "unsure", "未确认", Pictogram.Unsure)]
    [InlineData("STATUS_UNKNOWN", "unsure", "未确认", Pictogram.Unsure)]
    [InlineData("valid_live", "unsure", "未确认", Pictogram.Unsure)]
    [InlineData("", "unsure", "未确认", Pictogram.Unsure)]
    public void Every_result_is_a_colour_a_shape_and_a_word(string code, string tone, string word, Pictogram icon)
    {
        var panel = Panel(new Verdict(code, null, [], null));

        Assert.Contains($"verdict--{tone}", panel.Find("section").ClassList);
        Assert.Equal(word, panel.Find("h1").TextContent);
        Assert.NotEmpty(panel.Find(".verdict__advice").TextContent);
        panel.Find(".verdict__icon").MarkupMatches(Render<Icon>(p => p.Add(i => i.Name, icon).Add(i => i.Class, "verdict__icon")));
    }

    [Theory]
    [InlineData("VALID_STATIC", false, null, "CHECK_IDENTITY")]
    [InlineData("VALID_STATIC", true, null, "COMPARE_PHOTO")]
    [InlineData("VALID_STATIC", true, IdentityMatch.Same, "VALID_STATIC")]
    [InlineData("VALID_STATIC", false, IdentityMatch.Same, "CHECK_IDENTITY")]
    [InlineData("VALID_LIVE", true, IdentityMatch.Same, "VALID_LIVE")]
    [InlineData("VALID_LIVE", false, null, "CHECK_IDENTITY")]
    [InlineData("VALID_LIVE", true, IdentityMatch.Different, "DIFFERENT")]
    [InlineData("SUSPENDED", true, IdentityMatch.Different, "DIFFERENT")]
    [InlineData("SUSPENDED", true, IdentityMatch.Same, "SUSPENDED")]
    [InlineData("STATUS_UNKNOWN", true, IdentityMatch.Same, "STATUS_UNKNOWN")]
    [InlineData("REVOKED", true, IdentityMatch.Different, "REVOKED")]
    [InlineData("LOST", false, IdentityMatch.Different, "LOST")]
    public void Green_on_site_is_only_who_was_compared_with_the_photo(string result, bool hasPhoto, IdentityMatch? match, string code) => Assert.Equal(code, Verdict.OnSite(result, hasPhoto, match));

    [Theory]
    [InlineData("VALID_STATIC", IdentityMatch.Same, "UNCONFIRMED")]
    [InlineData("VALID_LIVE", null, "UNCONFIRMED")]
    [InlineData("VALID_STATIC", IdentityMatch.Different, "DIFFERENT")]
    [InlineData("SUSPENDED", IdentityMatch.Same, "SUSPENDED")]
    public void By_a_list_over_a_day_old_nobody_is_green(string result, IdentityMatch? match, string code) => Assert.Equal(code, Verdict.OnSite(result, hasPhoto: true, match, isUnconfirmed: true));

    [Fact]
    public void It_repeats_what_the_card_says_so_that_an_altered_card_shows()
    {
        var panel = Panel(new Verdict("EXPIRED", "已过期 12 天，不可上岗。", [new("姓名", "张*"), new("岗位", "客房服务员")], "2026-11-21 09:30 联网核验"));

        Assert.Equal("已过期 12 天，不可上岗。", panel.Find(".verdict__advice").TextContent);
        Assert.Equal(["姓名", "岗位"], panel.FindAll("dt").Select(dt => dt.TextContent));
        Assert.Equal(["张*", "客房服务员"], panel.FindAll("dd").Select(dd => dd.TextContent));
        Assert.Equal("2026-11-21 09:30 联网核验", panel.Find(".verdict__note").TextContent);
    }

    private IRenderedComponent<VerdictPanel> Panel(Verdict verdict) => Render<VerdictPanel>(p => p.Add(c => c.Verdict, verdict));
}
