using Academy.Domain.Certificates;

namespace Academy.Web.Components;

/// <summary>What a result is called. The scanner says the same without the server (<c>js/scanner/words.js</c>); a test holds the two together.</summary>
/// <param name="Tone">Its colour; <paramref name="Icon"/> is the shape that goes with it.</param>
/// <param name="Word">In giant letters.</param>
/// <param name="Advice">The sentence below it.</param>
public sealed record VerdictWords(string Tone, Pictogram Icon, string Word, string Advice)
{
    /// <summary>Those of a result's code, or of one that is of the screen alone (<see cref="Verdict"/>). A code that is not known is never green.</summary>
    public static VerdictWords Of(string code) => code switch
    {
        "VALID_LIVE" => new("valid", Pictogram.Check, "有效", "动态码，刚刚生成。请核对照片与本人。"),
        "VALID_STATIC" => new("valid", Pictogram.Check, "有效", "静态码：请比对照片与本人。"),
        "STALE_LIVE" => new("hold", Pictogram.Alert, "截图", "这是截图或旧的动态码。请持证人当面打开。"),
        "WRONG_POST" => new("hold", Pictogram.Alert, "岗位不符", "证书有效，但不是这个岗位的。"),
        "SUSPENDED" => new("hold", Pictogram.Alert, "已暂停", "现在不可上岗，请联系单位安全管理员。"),
        "SUPERSEDED" => new("hold", Pictogram.Alert, "已换发", "请持证人出示新证。"),
        "NOT_YET" => new("hold", Pictogram.Alert, "未生效", "还没到生效日期，现在不可上岗。"),
        "CHECK_IDENTITY" => new("check", Pictogram.Card, "核对证件", "证书有效，照片未核实：请核对身份证件。"),
        "UNCONFIRMED" => new("check", Pictogram.Card, "待联网", "证书真实、未过期；是否吊销未确认，请联网更新名单。重点岗位联网前不得上岗。"),
        "COMPARE_PHOTO" => new("check", Pictogram.Person, "比对照片", "证书有效。照片上的人和面前的人是同一个吗？"),
        "DIFFERENT" => new("stop", Pictogram.Cross, "人证不符", "来的不是持证人，不可上岗。请留存证件并上报。"),
        "LOST" => new("stop", Pictogram.Cross, "已挂失", "这张卡已挂失，请核对身份并留存。"),
        "EXPIRED" => new("stop", Pictogram.Cross, "已过期", "证书已过期，不可上岗。"),
        "REVOKED" => new("stop", Pictogram.Cross, "已吊销", "证书已吊销，不可上岗。"),
        "FORGED" or "FORGED_KEY_ALARM" => new("stop", Pictogram.Cross, "伪造", "不是本平台签发的证书，请记录并上报。"),
        "MALFORMED" => new("stop", Pictogram.Cross, "无效码", "二维码损坏或伪造，请换一张再扫。"),
        "NOT_OURS" => new("stop", Pictogram.Cross, "非本平台", "不是本平台的证书二维码，不要打开它指向的网址。"),
        "KEY_UNKNOWN" => new("unsure", Pictogram.Unsure, "未确认", "需要联网更新密钥，再扫一次。"),
        "KEY_REVOKED" => new("unsure", Pictogram.Unsure, "未确认", "签发密钥已停用，须联网核验。"),
        _ => new("unsure", Pictogram.Unsure, "未确认", "暂时查不到状态，请联网后再扫。"),
    };

    public static VerdictWords Of(VerificationResult result) => Of(result.WireCode());
}
