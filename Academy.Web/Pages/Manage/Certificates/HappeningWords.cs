using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>Why something happened to a certificate, in words.</summary>
internal static class HappeningWords
{
    /// <summary>A ground of the rules is kept in English words; people read what it means.</summary>
    public static string? ReasonOf(CertificateHappening happening) => happening switch
    {
        { Reissue: { } why } => Texts.Of(why) + (happening.Reason is { } remark ? $"：{remark}" : ""),
        { By: not null } or { Act: CertificateAct.Resumed } => happening.Reason,
        { Reason: { } grounds } => string.Join("；", grounds.Split(',').Select(g => Enum.TryParse<EligibilityReason>(g, out var reason) ? WordOf(reason) : g)),
        _ => null,
    };

    private static string WordOf(EligibilityReason reason) => reason switch
    {
        EligibilityReason.NotEngaged => "已不在这个岗位",
        EligibilityReason.ThirdFail => "三次考试不合格",
        EligibilityReason.LicenceLapsed => "法定证件失效",
        EligibilityReason.VenueTermRun => "公众聚集场所半年期已到",
        EligibilityReason.SuspendedByDecision => "管理员决定",
        EligibilityReason.SuspendedByRegrade => "题目更正后，考试不合格",
        EligibilityReason.Expired => "已到期",
        _ => "不符合上岗条件",
    };
}
