using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages;

/// <summary>Any error, in words: what happened and what to do. Re-executed with the method of the failed request.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    [FromRoute]
    public int Code { get; init; }

    public string? Reference => Code >= 500 ? Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier : null;

    public string Title => Words.Title;
    public string What => Words.What;
    public string Next => Words.Next;

    private (string Title, string What, string Next) Words => Code switch
    {
        400 => ("没有提交成功", "这一页放得太久，或者提交的内容不完整。", "返回上一页，刷新后再试一次。"),
        403 => ("你不能看这一页", "你的账号没有这项权限。", "需要的话，请找单位的安全管理员。"),
        404 => ("没有这一页", "地址不对，或者它不归你看。", "检查地址，或者从首页重新进。"),
        429 => ("太快了", "短时间内请求太多。", "等一分钟再试，填好的内容不会丢。"),
        503 => ("系统正忙", "现在人太多，或者正在维护。", "等一会儿再试。正在考试的，已保存的作答都在。"),
        < 500 => ("没有办成", "这个请求现在办不了。", "返回上一页再试；还不行，请找安全管理员。"),
        _ => ("系统出错了", "是我们的问题，不是你的操作不对。", "过一会儿再试；还不行，请把下面的编号告诉安全管理员。"),
    };
}
