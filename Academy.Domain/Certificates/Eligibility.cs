using Academy.Domain.Organizations;

namespace Academy.Domain.Certificates;

/// <summary>上岗判定.</summary>
public enum EligibilityStatus
{
    /// <summary>可上岗.</summary>
    Eligible,

    /// <summary>限定上岗: with a mentor or limited duties, always with an end date.</summary>
    Limited,

    /// <summary>不可上岗.</summary>
    NotEligible,
}

/// <summary>Why somebody may not work, or may soon not.</summary>
public enum EligibilityReason
{
    /// <summary>Does not work here in this position on that day.</summary>
    NotEngaged,

    /// <summary>无证: never certified for it.</summary>
    NoCertificate,

    /// <summary>证书过期.</summary>
    Expired,

    /// <summary>证书已吊销.</summary>
    Revoked,

    /// <summary>证书被暂停 by decision.</summary>
    SuspendedByDecision,

    /// <summary>证书被暂停: by a correction of a key the exam behind it is not passed.</summary>
    SuspendedByRegrade,

    /// <summary>暂停上岗（待补训）: third fail, not signed off.</summary>
    ThirdFail,

    /// <summary>法定证件 missing or lapsed.</summary>
    LicenceLapsed,

    /// <summary>Moved to a stricter Venue whose term has run.</summary>
    VenueTermRun,

    /// <summary>限定上岗: only the 季节工岗前包 is passed, the full training is not.</summary>
    SeasonOnly,

    /// <summary>The days of 限定上岗 have run, the full training is not done.</summary>
    SeasonOver,
}

/// <summary>One reason.</summary>
/// <param name="On">The day it began or the certificate ended, where there is one.</param>
/// <param name="Detail">Which licence, for example.</param>
public sealed record EligibilityGround(EligibilityReason Reason, DateOnly? On = null, string? Detail = null);

/// <summary>What the judgement looks at, for one person, position and Venue.</summary>
/// <param name="Certificate">The newest certificate of the person for position and organization, or null.</param>
/// <param name="VenueIsPublicAssembly">Of the Venue of the person's current Engagement.</param>
/// <param name="HasUnsignedThirdFail">On the blueprint family of the position.</param>
/// <param name="LicencesMissing">Required and not in force on that day.</param>
/// <param name="Season">The newest passed 季节工岗前包 for the position, or null.</param>
public sealed record EligibilityFacts(
    bool IsEngaged,
    CertificateFacts? Certificate,
    bool VenueIsPublicAssembly,
    bool HasUnsignedThirdFail,
    IReadOnlyList<string> LicencesMissing,
    SeasonFacts? Season = null);

/// <summary>What the judgement needs of a passed 季节工岗前包 (rule 12).</summary>
/// <param name="Days">Days from the pass within which the full training must be done.</param>
/// <param name="LimitedTo">What the person may do, as people read it.</param>
public sealed record SeasonFacts(DateOnly PassedOn, int Days, string LimitedTo)
{
    /// <summary>Last day of 限定上岗, unless the person leaves before.</summary>
    public DateOnly LastDay => PassedOn.AddDays(Days - 1);

    /// <summary>What a pass allows in an engagement: one for a season, which had begun when the course was passed; null where it allows nothing.</summary>
    /// <param name="passedOn">Null without a pass that stands.</param>
    /// <param name="limitedTo">Null where the position has no such course now.</param>
    public static SeasonFacts? Of(EngagementKind kind, DateOnly engagedSince, DateOnly? passedOn, int days, string? limitedTo) =>
        kind is EngagementKind.Seasonal && passedOn >= engagedSince && limitedTo is not null ? new SeasonFacts(passedOn.Value, days, limitedTo) : null;
}

/// <summary>What the judgement needs of a certificate.</summary>
public sealed record CertificateFacts(CertificateState State, SuspensionGrounds Suspension, DateOnly IssuedOn, DateOnly ExpiresOn);

/// <summary>May this person work in this position, at this Venue, on this day? One pure function (rule 10).</summary>
/// <param name="Until">Last day of a 可上岗 or 限定上岗.</param>
public sealed record Eligibility(EligibilityStatus Status, IReadOnlyList<EligibilityGround> Grounds, DateOnly? Until)
{
    /// <summary>Judges. Every reason is given, not only the first.</summary>
    public static Eligibility Of(EligibilityFacts facts, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var grounds = new List<EligibilityGround>();
        if (!facts.IsEngaged) grounds.Add(new(EligibilityReason.NotEngaged));
        if (facts.HasUnsignedThirdFail) grounds.Add(new(EligibilityReason.ThirdFail));
        grounds.AddRange(facts.LicencesMissing.Select(l => new EligibilityGround(EligibilityReason.LicenceLapsed, Detail: l)));

        if (facts.Certificate is not { } certificate)
        {
            // Instead of a certificate, never beside one: who once was certified has had the full training.
            if (grounds.Count == 0 && facts.Season is { } season && day >= season.PassedOn && day <= season.LastDay)
            {
                return new Eligibility(EligibilityStatus.Limited, [new(EligibilityReason.SeasonOnly, season.LastDay, season.LimitedTo)], season.LastDay);
            }

            grounds.Add(facts.Season is { } over && day > over.LastDay ? new(EligibilityReason.SeasonOver, over.LastDay) : new(EligibilityReason.NoCertificate));
            return new Eligibility(EligibilityStatus.NotEligible, grounds, null);
        }

        var venueLastDay = facts.VenueIsPublicAssembly ? Validity.LastDay(certificate.IssuedOn, Validity.PublicAssemblyMonths) : certificate.ExpiresOn;
        if (certificate.State is CertificateState.Revoked or CertificateState.Superseded) grounds.Add(new(EligibilityReason.Revoked));
        if (certificate.Suspension.HasFlag(SuspensionGrounds.Decision)) grounds.Add(new(EligibilityReason.SuspendedByDecision));
        if (certificate.Suspension.HasFlag(SuspensionGrounds.Regraded)) grounds.Add(new(EligibilityReason.SuspendedByRegrade));
        if (day > certificate.ExpiresOn) grounds.Add(new(EligibilityReason.Expired, certificate.ExpiresOn));
        else if (day > venueLastDay) grounds.Add(new(EligibilityReason.VenueTermRun, venueLastDay));
        if (day < certificate.IssuedOn) grounds.Add(new(EligibilityReason.NoCertificate));

        return grounds.Count > 0
            ? new Eligibility(EligibilityStatus.NotEligible, grounds, null)
            : new Eligibility(EligibilityStatus.Eligible, [], certificate.ExpiresOn < venueLastDay ? certificate.ExpiresOn : venueLastDay);
    }

    /// <summary>Whether the stored certificate must be suspended for it. Expiry never suspends, and a missing or final certificate cannot be.</summary>
    public bool SuspendsCertificate => Grounds.Any(g => g.Reason is EligibilityReason.NotEngaged or EligibilityReason.ThirdFail or EligibilityReason.LicenceLapsed or EligibilityReason.VenueTermRun);
}
