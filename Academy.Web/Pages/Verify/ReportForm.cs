using Academy.Domain.Inspections;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;

namespace Academy.Web.Pages.Verify;

/// <summary>举报 beside a result.</summary>
/// <param name="IsAsked">The form for it was sent, not the one for the name.</param>
public sealed record ReportForm(bool IsAsked, string Text, string Contact, string? Problem, bool IsKept)
{
    private const int LongestContact = 60;

    /// <summary>Nothing was reported.</summary>
    public static ReportForm None { get; } = new(false, "", "", null, false);

    /// <summary>Takes what was sent: kept, or back on the page with what is wrong.</summary>
    /// <param name="text">Null where the form was not sent.</param>
    /// <param name="shown">What stands for a code without an issuance row.</param>
    public static async Task<ReportForm> OfAsync(string? text, string? contact, Verified verified, string shown, ReportCode reports, ReportsOfSource allowed, HttpContext http)
    {
        if (text is null) return None;
        var (said, asked) = (text.Trim(), contact?.Trim() ?? "");
        ReportForm Again(string problem) => new(true, said, asked, problem, false);
        if (said.Length is < 4 or > CodeReport.LongestText) return Again($"写清楚看到了什么，4 到 {CodeReport.LongestText} 个字。");
        if (asked.Length > LongestContact) return Again($"联系方式太长，最多 {LongestContact} 个字。");
        var source = SourceFailures.Of(http);
        if (allowed.BlockedUntil(source) is not null) return Again("举报得太多了，请过几分钟再试；急的话打当地消防、文旅部门电话。");
        allowed.Count(source);
        await reports.RunAsync(verified, shown, said, asked.Length > 0 ? asked : null, source, http.RequestAborted);
        return new ReportForm(true, "", "", null, true);
    }
}
