using Academy.Domain.Exams;
using Academy.Web.Components;

namespace Academy.Web.Pages.Exams;

/// <summary>What a grade made anew means for the person.</summary>
internal static class RegradeWords
{
    /// <summary>In a few short sentences.</summary>
    public static string Of(Regrade regrade)
    {
        var result = regrade.OldOutcome == regrade.NewOutcome ? $"结果没变，还是{Texts.Of(regrade.NewOutcome)}。" : $"结果从{Texts.Of(regrade.OldOutcome)}改为{Texts.Of(regrade.NewOutcome)}。";
        var certificate = regrade.Certificate switch
        {
            CertificateEffect.Issued => "合格证已签发。",
            CertificateEffect.Suspended => "合格证暂停，先不要上岗。",
            CertificateEffect.Resumed => "合格证恢复了。",
            _ => "",
        };
        var order = regrade.Order switch
        {
            OrderEffect.Lifted => "补训单取消了。",
            OrderEffect.Ordered => "要先补训，再考一次。",
            OrderEffect.Replaced => "补训单换了一张，按新的做。",
            _ => "",
        };
        return result + certificate + order;
    }
}
