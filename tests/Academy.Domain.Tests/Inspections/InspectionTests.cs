using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class InspectionTests
{
    private static readonly Guid Cave = Guid.NewGuid();
    private static readonly InspectionTeam Team = new(Guid.NewGuid(), "严守则", "周检", null);

    [Fact]
    public void Its_number_names_organization_year_and_place_in_the_year() =>
        Assert.Equal("YL-2026-0007", new RecordNumber("yl", 2026, 7).ToString());

    [Fact]
    public void It_ends_once_with_the_signature_of_who_accompanied_it()
    {
        var inspection = Begun();
        Assert.True(inspection.End("周安", "安全管理员", "M1 1L2 2", Scene.Now.AddHours(1)));
        Assert.False(inspection.End("别人", "经理", null, Scene.Now.AddHours(2)));

        Assert.Equal(("周安", "安全管理员", "M1 1L2 2", Scene.Now.AddHours(1)), (inspection.AccompaniedBy, inspection.AccompaniedTitle, inspection.Signature, inspection.EndedAt));
    }

    [Theory]
    [InlineData("M10 20L11.5 21M1 1L2 2", true)]
    [InlineData("", false)]
    [InlineData("L1 1", false)]
    [InlineData("M1 1\"/><script>", false)]
    public void A_signature_is_lines_and_nothing_else(string text, bool isOne) => Assert.Equal(isOne, Inspection.IsSignature(text));

    [Fact]
    public void After_the_end_nobody_is_called_ticked_or_drawn()
    {
        var inspection = Begun();
        var entry = Entry("张伟");
        inspection.CallRoll([entry]);
        inspection.End("周安", "安全管理员", null, Scene.Now);

        Assert.False(inspection.CallRoll([]));
        Assert.False(inspection.Identify(entry.PersonId, Scene.Now));
        Assert.Null(inspection.Draw(1, 1, [], 0, Scene.Now));
        Assert.Single(inspection.Roll);
    }

    [Fact]
    public void What_was_recorded_on_site_without_a_signal_belongs_to_it_when_it_arrives_later()
    {
        var inspection = Begun();
        inspection.End("周安", "安全管理员", null, Scene.Now.AddHours(1));

        var (ended, tomorrow) = (Scene.Now.AddHours(1), Scene.Now.AddDays(1));
        Assert.Equal(Scene.Now.AddMinutes(20), inspection.Within(Scene.Now.AddMinutes(20), tomorrow));
        Assert.Null(inspection.Within(ended.AddMinutes(6), tomorrow));
        Assert.Null(inspection.Within(Scene.Now.AddMinutes(-6), tomorrow));
    }

    [Fact]
    public void A_phones_clock_may_be_off_a_little_and_nothing_happened_before_the_start_or_in_the_future()
    {
        var inspection = Begun();
        var now = Scene.Now.AddMinutes(30);

        Assert.Equal(Scene.Now, inspection.Within(Scene.Now.AddMinutes(-4), now));
        Assert.Equal(now, inspection.Within(now.AddMinutes(4), now));
        Assert.Null(inspection.Within(now.AddMinutes(6), now));
    }

    [Fact]
    public void The_roll_may_be_called_again_and_who_was_identified_stays()
    {
        var inspection = Begun();
        var (first, second, third) = (Entry("张伟"), Entry("李娜"), Entry("王芳"));
        inspection.CallRoll([first, second]);
        Assert.True(inspection.Identify(first.PersonId, Scene.Now));
        Assert.False(inspection.Identify(first.PersonId, Scene.Now));
        Assert.False(inspection.Identify(third.PersonId, Scene.Now));
        inspection.CallRoll([third]);

        Assert.Equal(["张伟", "王芳"], inspection.Roll.Select(e => e.Name));
    }

    [Fact]
    public void Roll_call_tells_present_missing_and_not_on_the_roll_and_the_share_of_holders()
    {
        var (scanned, named, missing, helper) = (Entry("张伟"), Entry("李娜"), Entry("王芳", certified: false), Entry("帮工", needs: false, certified: false));
        var inspection = Begun();
        inspection.CallRoll([scanned, named, missing, helper]);
        inspection.Identify(named.PersonId, Scene.Now);
        inspection.Identify(helper.PersonId, Scene.Now);
        var stranger = new SeenPerson(Guid.NewGuid(), "路人", Scene.Now.AddMinutes(2));

        var call = RollCall.Of(inspection.Roll, [new SeenPerson(scanned.PersonId, "张伟", Scene.Now), new SeenPerson(scanned.PersonId, "张伟", Scene.Now.AddMinutes(1)), stranger, stranger with { At = Scene.Now.AddMinutes(3) }]);

        Assert.Equal(["张伟", "李娜", "帮工"], call.Present.Select(e => e.Name));
        Assert.Equal(["王芳"], call.Missing.Select(e => e.Name));
        Assert.Equal([stranger], call.NotOnRoll);
        Assert.Equal((3, 2, 66), (call.Needing, call.Holding, call.Rate));
        Assert.Null(RollCall.Of([helper], []).Rate);
    }

    [Fact]
    public void A_draw_is_the_same_again_from_its_seed_and_another_seed_draws_others()
    {
        var people = Enumerable.Range(1, 40).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])).ToList();
        var draw = new RandomDraw(1, 20261121, people, 3, people, 2, Scene.Now);

        Assert.Equal(draw.People, new RandomDraw(9, 20261121, people, 3, [], 0, Scene.Now.AddYears(3)).People);
        Assert.Equal((3, 2), (draw.People.Distinct().Count(), draw.Venues.Distinct().Count()));
        Assert.NotEqual(draw.People, new RandomDraw(1, 20261122, people, 3, [], 0, Scene.Now).People);
        // Written down once: it must be the same after every release.
        Assert.Equal([6, 14, 15], draw.People.Select(p => BitConverter.ToInt32(p.ToByteArray())));
        Assert.Equal(40, new RandomDraw(1, 5, people, 99, [], 0, Scene.Now).People.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomDraw(1, 5, people, 0, [], 0, Scene.Now));
    }

    [Fact]
    public void A_look_back_is_planned_when_the_last_finding_is_struck_off_and_not_before()
    {
        var inspection = Begun();
        Assert.False(inspection.PlanLookBack([FindingState.Closed], 30, Scene.Today));
        inspection.End("周安", "安全管理员", null, Scene.Now);

        Assert.False(inspection.PlanLookBack([], 30, Scene.Today));
        Assert.False(inspection.PlanLookBack([FindingState.Closed, FindingState.Rectified], 30, Scene.Today));
        Assert.True(inspection.PlanLookBack([FindingState.Closed, FindingState.Closed], 30, Scene.Today));
        Assert.Equal(Scene.Today.AddDays(30), inspection.LookBackOn);
        Assert.False(inspection.PlanLookBack([FindingState.Closed], 30, Scene.Today.AddDays(1)));
    }

    [Fact]
    public void A_look_back_is_made_once_at_the_same_venue()
    {
        var inspection = Begun();
        inspection.End("周安", "安全管理员", null, Scene.Now);
        inspection.PlanLookBack([FindingState.Closed], 30, Scene.Today);

        Assert.False(inspection.LookBack(Begun()));
        Assert.False(inspection.LookBack(Begun(InspectionKind.LookBack, Guid.NewGuid())));
        Assert.True(inspection.LookBack(Begun(InspectionKind.LookBack)));
        Assert.False(inspection.LookBack(Begun(InspectionKind.LookBack)));
        Assert.False(inspection.AwaitsLookBack);
    }

    [Fact]
    public void What_an_authority_found_is_entered_as_over()
    {
        var entered = Inspection.Enter(Guid.NewGuid(), Scene.House, Cave, new RecordNumber("yl", 2026, 8), Team, "云消检〔2026〕12号", "周安", Scene.Now.AddDays(-3), Scene.Now);

        Assert.Equal((InspectionKind.Entered, false, "云消检〔2026〕12号"), (entered.Kind, entered.IsOpen, entered.AuthorityNumber));
        Assert.Throws<ArgumentException>(() => Inspection.Enter(Guid.NewGuid(), Scene.House, Cave, new RecordNumber("yl", 2026, 9), Team, "1", "周安", Scene.Now.AddDays(1), Scene.Now));
    }

    internal static Inspection Begun(InspectionKind kind = InspectionKind.Routine, Guid? venue = null) => new(Guid.NewGuid(), Scene.House, venue ?? Cave, kind, new RecordNumber("yl", 2026, 7), Team, Scene.Now);

    private static RollCallEntry Entry(string name, bool needs = true, bool certified = true) => new(Guid.NewGuid(), name, "讲解员", needs, certified);
}
