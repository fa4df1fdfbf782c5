using Academy.Domain.Certificates;
using Academy.Domain.Training;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Head;

/// <summary>覆盖面 in figures, never in names. 应训 = 已训 + 漏训, and everybody missing counts under one reason only.</summary>
/// <param name="Engaged">在岗.</param>
/// <param name="Required">应训: works here in a position.</param>
/// <param name="Trained">已训: may work today in every position held.</param>
/// <param name="Expired">过期: a certificate, or a half year at a 公众聚集场所, has run out.</param>
/// <param name="Blocked">缺证（受阻）: a licence is missing, the third exam failed, a certificate is suspended or revoked. Training alone does not help.</param>
/// <param name="Training">Is being trained.</param>
/// <param name="Forgotten">Nobody has assigned the training.</param>
public sealed record Reckoning(int Engaged, int Required, int Trained, int Expired, int Blocked, int Training, int Forgotten)
{
    /// <summary>漏训.</summary>
    public int Missing => Required - Trained;

    public static Reckoning Of(IReadOnlyCollection<RollEntry> roll)
    {
        var missing = roll.Where(e => e.IsMissing).ToLookup(ReasonOf);
        return new Reckoning(
            roll.Count, roll.Count(e => e.Positions.Count > 0), roll.Count(e => e.MayWork),
            missing[Reason.Expired].Count(), missing[Reason.Blocked].Count(), missing[Reason.Training].Count(), missing[Reason.Forgotten].Count());
    }

    private static Reason ReasonOf(RollEntry entry)
    {
        var positions = entry.Positions.Where(p => p.Eligibility.Status is EligibilityStatus.NotEligible).ToList();
        if (positions.Exists(p => p.Cycle is CycleState.Blocked || Has(p, EligibilityReason.LicenceLapsed, EligibilityReason.ThirdFail, EligibilityReason.SuspendedByDecision, EligibilityReason.SuspendedByRegrade, EligibilityReason.Revoked))) return Reason.Blocked;
        if (positions.Exists(p => Has(p, EligibilityReason.Expired, EligibilityReason.VenueTermRun))) return Reason.Expired;
        return positions.TrueForAll(p => p.Cycle is not null) ? Reason.Training : Reason.Forgotten;
    }

    private static bool Has(RollPosition position, params EligibilityReason[] reasons) => position.Eligibility.Grounds.Any(g => reasons.Contains(g.Reason));

    private enum Reason
    {
        Expired,
        Blocked,
        Training,
        Forgotten,
    }
}
