using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using FsCheck;
using FsCheck.Fluent;
using static Academy.Domain.Certificates.EligibilityReason;

namespace Academy.Domain.Tests.Certificates;

public sealed class EligibilityTests
{
    private static readonly DateOnly IssuedOn = new(2026, 11, 21);
    private static readonly DateOnly VenueLastDay = new(2027, 5, 20);
    private static readonly DateOnly ExpiresOn = new(2027, 11, 20);

    private static readonly CertificateFacts Year = new(CertificateState.Valid, SuspensionGrounds.None, IssuedOn, ExpiresOn);

    private static readonly EligibilityFacts Good = new(
        IsEngaged: true, Year, VenueIsPublicAssembly: false, HasUnsignedThirdFail: false, LicencesMissing: []);

    [Fact]
    public void Who_works_here_and_holds_a_certificate_in_force_may_work_until_it_expires() => Assert.Equivalent(
        new Eligibility(EligibilityStatus.Eligible, [], ExpiresOn), Eligibility.Of(Good, IssuedOn), strict: true);

    [Fact]
    public void Who_does_not_work_here_may_not() => Refuses(Good with { IsEngaged = false }, IssuedOn, suspends: true, new EligibilityGround(NotEngaged));

    [Fact]
    public void An_unsigned_third_fail_stops_the_work() => Refuses(Good with { HasUnsignedThirdFail = true }, IssuedOn, suspends: true, new EligibilityGround(ThirdFail));

    [Fact]
    public void Each_lapsed_licence_is_named() => Refuses(
        Good with { LicencesMissing = ["导游证", "健康证"] }, IssuedOn, suspends: true, new(LicenceLapsed, Detail: "导游证"), new(LicenceLapsed, Detail: "健康证"));

    [Fact]
    public void Without_a_certificate_nobody_works_and_there_is_nothing_to_suspend() =>
        Refuses(Good with { Certificate = null }, IssuedOn, suspends: false, new EligibilityGround(NoCertificate));

    [Fact]
    public void Who_passed_the_seasons_short_course_may_do_the_named_duties_for_its_days()
    {
        var season = Good with { Certificate = null, Season = new SeasonFacts(IssuedOn, 15, "保洁") };

        Assert.Equivalent(
            new Eligibility(EligibilityStatus.Limited, [new(SeasonOnly, IssuedOn.AddDays(14), "保洁")], IssuedOn.AddDays(14)), Eligibility.Of(season, IssuedOn.AddDays(14)), strict: true);
        Refuses(season, IssuedOn.AddDays(15), suspends: false, new EligibilityGround(SeasonOver, IssuedOn.AddDays(14)));
        Refuses(season, IssuedOn.AddDays(-1), suspends: false, new EligibilityGround(NoCertificate));
    }

    [Fact]
    public void A_pass_allows_limited_work_in_the_season_it_was_made_for_only()
    {
        Assert.Equal(new SeasonFacts(IssuedOn, 15, "保洁"), SeasonFacts.Of(EngagementKind.Seasonal, IssuedOn, IssuedOn, 15, "保洁"));
        Assert.Null(SeasonFacts.Of(EngagementKind.Seasonal, IssuedOn.AddDays(1), IssuedOn, 15, "保洁"));
        Assert.Null(SeasonFacts.Of(EngagementKind.Permanent, IssuedOn, IssuedOn, 15, "保洁"));
        Assert.Null(SeasonFacts.Of(EngagementKind.Seasonal, IssuedOn, null, 15, "保洁"));
        Assert.Null(SeasonFacts.Of(EngagementKind.Seasonal, IssuedOn, IssuedOn, 15, null));
    }

    [Theory]
    [InlineData(EngagementKind.Seasonal, false, false, false, TrainingRound.Season)]
    [InlineData(EngagementKind.Seasonal, false, false, true, TrainingRound.First)]
    [InlineData(EngagementKind.Seasonal, false, true, false, TrainingRound.First)]
    [InlineData(EngagementKind.Seasonal, true, true, true, TrainingRound.Renewal)]
    [InlineData(EngagementKind.Permanent, false, false, false, TrainingRound.First)]
    public void The_short_course_is_for_who_is_new_at_the_start_of_a_season(EngagementKind kind, bool holds, bool was, bool lately, TrainingRound round) =>
        Assert.Equal(round, TrainingCycle.RoundFor(kind, holds, was, lately));

    [Fact]
    public void Limited_work_ends_with_the_engagement() => Refuses(
        Good with { Certificate = null, IsEngaged = false, Season = new SeasonFacts(IssuedOn, 15, "保洁") }, IssuedOn, suspends: true, new(NotEngaged), new(NoCertificate));

    [Fact]
    public void The_short_course_outweighs_nothing_that_stops_the_work_and_no_certificate()
    {
        var season = Good with { Season = new SeasonFacts(IssuedOn, 15, "保洁") };

        Refuses(season with { Certificate = null, HasUnsignedThirdFail = true }, IssuedOn, suspends: true, new(ThirdFail), new(NoCertificate));
        Refuses(season with { Certificate = Year with { State = CertificateState.Revoked } }, IssuedOn, suspends: false, new EligibilityGround(Revoked));
        Assert.Equal(EligibilityStatus.Eligible, Eligibility.Of(season, IssuedOn).Status);
    }

    [Fact]
    public void Before_its_first_day_a_certificate_is_none() => Refuses(Good, IssuedOn.AddDays(-1), suspends: false, new EligibilityGround(NoCertificate));

    [Theory]
    [InlineData(CertificateState.Revoked)]
    [InlineData(CertificateState.Superseded)]
    public void A_certificate_that_is_final_is_said_to_be_gone(CertificateState state) =>
        Refuses(Good with { Certificate = Year with { State = state } }, IssuedOn, suspends: false, new EligibilityGround(Revoked));

    [Fact]
    public void A_managers_decision_stops_the_work_and_adds_no_ground_of_its_own() => Refuses(
        Good with { Certificate = Year with { State = CertificateState.Suspended, Suspension = SuspensionGrounds.Decision } }, IssuedOn, suspends: false, new EligibilityGround(SuspendedByDecision));

    [Fact]
    public void A_suspension_for_a_reason_that_is_gone_does_not_keep_itself_alive()
    {
        var held = Year with { State = CertificateState.Suspended, Suspension = SuspensionGrounds.Ineligible };

        Assert.Equal(EligibilityStatus.Eligible, Eligibility.Of(Good with { Certificate = held }, IssuedOn).Status);
    }

    [Fact]
    public void The_last_day_is_worked_and_expiry_never_suspends()
    {
        Assert.Equal(EligibilityStatus.Eligible, Eligibility.Of(Good, ExpiresOn).Status);
        Refuses(Good, ExpiresOn.AddDays(1), suspends: false, new EligibilityGround(Expired, ExpiresOn));
    }

    [Fact]
    public void At_a_stricter_venue_the_venues_term_ends_the_work_and_suspends()
    {
        var moved = Good with { VenueIsPublicAssembly = true };

        Assert.Equal((EligibilityStatus.Eligible, VenueLastDay), (Eligibility.Of(moved, VenueLastDay).Status, Eligibility.Of(moved, VenueLastDay).Until));
        Refuses(moved, VenueLastDay.AddDays(1), suspends: true, new EligibilityGround(VenueTermRun, VenueLastDay));
    }

    [Fact]
    public void Expiry_is_said_instead_of_the_venues_term_when_both_have_run()
    {
        Refuses(Good with { VenueIsPublicAssembly = true }, ExpiresOn.AddDays(1), suspends: false, new EligibilityGround(Expired, ExpiresOn));

        var half = Good with { VenueIsPublicAssembly = true, Certificate = Year with { ExpiresOn = VenueLastDay } };
        Refuses(half, VenueLastDay.AddDays(1), suspends: false, new EligibilityGround(Expired, VenueLastDay));
    }

    [Fact]
    public void A_common_expiry_date_before_the_venues_term_ends_the_work_first()
    {
        var common = Good with { VenueIsPublicAssembly = true, Certificate = Year with { ExpiresOn = VenueLastDay.AddDays(-20) } };

        Assert.Equal(VenueLastDay.AddDays(-20), Eligibility.Of(common, IssuedOn).Until);
    }

    [Fact]
    public void Every_reason_is_given_not_only_the_first()
    {
        var suspended = Year with { State = CertificateState.Suspended, Suspension = SuspensionGrounds.Decision | SuspensionGrounds.Ineligible };
        var worst = new EligibilityFacts(IsEngaged: false, suspended, VenueIsPublicAssembly: true, HasUnsignedThirdFail: true, ["导游证"]);

        Assert.Equal(
            [NotEngaged, ThirdFail, LicenceLapsed, SuspendedByDecision, VenueTermRun],
            Eligibility.Of(worst, VenueLastDay.AddDays(1)).Grounds.Select(g => g.Reason));
        Assert.Equal(
            [NotEngaged, ThirdFail, LicenceLapsed, NoCertificate],
            Eligibility.Of(worst with { Certificate = null }, IssuedOn).Grounds.Select(g => g.Reason));
    }

    [Fact]
    public void Whoever_may_work_has_no_ground_against_and_a_last_day()
    {
        var facts = from engaged in Gen.Elements(true, true, false)
                    from state in Gen.Elements(Enum.GetValues<CertificateState>())
                    from grounds in Gen.Elements(SuspensionGrounds.None, SuspensionGrounds.Decision, SuspensionGrounds.Ineligible)
                    from assembly in Gen.Elements(true, false)
                    from third in Gen.Elements(true, false, false)
                    from licences in Gen.Elements<string[]>([], [], ["导游证"])
                    from day in Gen.Choose(-10, 400)
                    select (Facts: new EligibilityFacts(engaged, Year with { State = state, Suspension = grounds }, assembly, third, licences), Day: IssuedOn.AddDays(day));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(facts.ToArbitrary(), one =>
        {
            var eligibility = Eligibility.Of(one.Facts, one.Day);
            return eligibility.Status is EligibilityStatus.Eligible
                ? eligibility.Grounds.Count == 0 && eligibility.Until >= one.Day && eligibility.Until <= ExpiresOn && !eligibility.SuspendsCertificate
                : eligibility.Grounds.Count > 0 && eligibility.Until is null;
        }));
    }

    private static void Refuses(EligibilityFacts facts, DateOnly day, bool suspends, params EligibilityGround[] grounds)
    {
        var eligibility = Eligibility.Of(facts, day);

        Assert.Equal(EligibilityStatus.NotEligible, eligibility.Status);
        Assert.Equal(grounds, eligibility.Grounds);
        Assert.Null(eligibility.Until);
        Assert.Equal(suspends, eligibility.SuspendsCertificate);
    }
}
