using Academy.Domain.Organizations;
using Academy.Domain.Training;

namespace Academy.Domain.Tests.Training;

public sealed class TrainingCycleTests
{
    private static readonly CycleFacts Nothing = new(
        HasBegun: false, LessonsLeft: 5, HoursComplete: false, LicencesMissing: [], PracticalPassed: false, HasPassed: false, OpenOrder: null);

    /// <summary>The facts by what is the matter, and where they put a cycle.</summary>
    private static readonly Dictionary<string, (CycleFacts Facts, CycleState State)> Situations = new(StringComparer.Ordinal)
    {
        ["nothing begun"] = (Nothing, CycleState.Assigned),
        ["nothing begun, licence missing"] = (Nothing with { LicencesMissing = ["导游证"] }, CycleState.Assigned),
        ["lessons left"] = (Scene.Learned with { LessonsLeft = 1 }, CycleState.Learning),
        ["hours left"] = (Scene.Learned with { HoursComplete = false }, CycleState.Learning),
        ["learned"] = (Scene.Learned, CycleState.ReadyForExam),
        ["learned, practical to come"] = (Scene.Learned with { PracticalPassed = false }, CycleState.ReadyForExam),
        ["learned, licence missing"] = (Scene.Learned with { LicencesMissing = ["导游证"] }, CycleState.Blocked),
        ["red line missed"] = (Scene.Learned with { OpenOrder = Scene.Order(0, outcome: Domain.Exams.Outcome.FailedCritical) }, CycleState.Retraining),
        ["failed once"] = (Scene.Learned with { OpenOrder = Scene.Order(0) }, CycleState.Retraining),
        ["failed twice"] = (Scene.Learned with { OpenOrder = Scene.Order(1) }, CycleState.Retraining),
        ["failed twice, unconfirmed"] = (Scene.Learned with { OpenOrder = Scene.WorkedOff(1) }, CycleState.Retraining),
        ["failed three times"] = (Scene.Learned with { OpenOrder = Scene.Order(2) }, CycleState.Blocked),
        ["failed three times, unsigned"] = (Scene.Learned with { OpenOrder = Scene.WorkedOff(2) }, CycleState.Blocked),
        ["failed three times, signed"] = (Scene.Learned with { OpenOrder = Signed() }, CycleState.Retraining),
        ["failed before it began"] = (Nothing with { OpenOrder = Scene.Order(0) }, CycleState.Retraining),
        ["passed"] = (Scene.Passed, CycleState.Certified),
        ["passed, practical missing"] = (Scene.Passed with { PracticalPassed = false }, CycleState.ReadyForExam),
        ["passed, licence missing"] = (Scene.Passed with { LicencesMissing = ["导游证"] }, CycleState.Blocked),
        ["passed, lesson missing"] = (Scene.Passed with { LessonsLeft = 1 }, CycleState.Learning),
        ["passed, hours missing"] = (Scene.Passed with { HoursComplete = false }, CycleState.Learning),
    };

    /// <summary>A situation that leads to each state that is not final.</summary>
    private static readonly string[] Ways = ["nothing begun", "lessons left", "learned", "failed once", "failed three times"];

    public static TheoryData<string, string> Transitions()
    {
        var data = new TheoryData<string, string>();
        foreach (var from in Ways)
        {
            foreach (var to in Situations.Keys) data.Add(from, to);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Transitions))]
    public void From_every_open_state_the_facts_decide_the_next(string from, string to)
    {
        var cycle = Scene.Cycle();
        cycle.Settle(Situations[from].Facts, Scene.Now);
        var before = cycle.Settle(Situations[to].Facts, Scene.Now.AddDays(1));

        Assert.Equal((Situations[from].State, Situations[to].State), (before, cycle.State));
        Assert.Equal(cycle.State is CycleState.Certified ? Scene.Now.AddDays(1) : null, cycle.ClosedAt);
        Assert.Equal(cycle.State is not CycleState.Certified, cycle.IsOpen);
    }

    [Fact]
    public void The_ways_lead_to_every_open_state() =>
        Assert.Equal(Enum.GetValues<CycleState>().Except([CycleState.Certified, CycleState.Closed]), Ways.Select(w => Situations[w].State));

    [Fact]
    public void Certified_and_closed_are_final_whatever_the_facts()
    {
        foreach (var (facts, _) in Situations.Values)
        {
            var (certified, closed) = (Scene.Cycle(), Scene.Cycle());
            certified.Settle(Scene.Passed, Scene.Now);
            closed.Close(Scene.Now);

            Assert.Equal(CycleState.Certified, certified.Settle(facts, Scene.Now.AddDays(1)));
            Assert.Equal(CycleState.Closed, closed.Settle(facts, Scene.Now.AddDays(1)));
            Assert.Equal((CycleState.Certified, Scene.Now), (certified.State, certified.ClosedAt));
            Assert.Equal((CycleState.Closed, Scene.Now), (closed.State, closed.ClosedAt));
        }
    }

    [Fact]
    public void What_was_certified_is_not_closed_afterwards()
    {
        var cycle = Scene.Cycle();
        cycle.Settle(Scene.Passed, Scene.Now);
        cycle.Close(Scene.Now.AddDays(1));

        Assert.Equal((CycleState.Certified, Scene.Now), (cycle.State, cycle.ClosedAt));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void It_is_overdue_the_day_after_it_was_due(int days, bool overdue) =>
        Assert.Equal(overdue, Scene.Cycle(dueOn: Scene.Today).IsOverdue(Scene.Today.AddDays(days)));

    [Fact]
    public void What_is_done_or_has_no_date_is_never_overdue()
    {
        var done = Scene.Cycle(dueOn: Scene.Today);
        done.Settle(Scene.Passed, Scene.Now);

        Assert.False(done.IsOverdue(Scene.Today.AddYears(1)));
        Assert.False(Scene.Cycle(dueOn: null).IsOverdue(Scene.Today.AddYears(1)));
    }

    [Fact]
    public void It_keeps_the_release_and_the_requirement_it_began_with()
    {
        var cycle = new TrainingCycle(Guid.NewGuid(), Scene.Employee, Scene.House, Scene.Position, 2, TrainingRound.Renewal, null, 7, "v3", Scene.Now, null);
        cycle.Settle(Scene.Passed, Scene.Now);

        Assert.Equal((7, "v3", TrainingRound.Renewal), (cycle.ReleaseId, cycle.RequirementVersion, cycle.Round));
    }

    private static RetrainingOrder Signed()
    {
        var order = Scene.Order(2);
        order.Sign(Scene.Manager, "在停车场重做灭火器实操", Scene.Now.AddHours(2));
        return order;
    }
}
