using Academy.Domain.Inspections;
using Academy.Web.Components;

namespace Academy.Web.Tests.Components;

/// <summary>What a scan shows; how it looks, VerifyCodeTests say.</summary>
public sealed class VerdictTests
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
        var words = VerdictWords.Of(code);

        Assert.Equal((tone, word, icon), (words.Tone, words.Word, words.Icon));
        Assert.NotEmpty(words.Advice);
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
}
