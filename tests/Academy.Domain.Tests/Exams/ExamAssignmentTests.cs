using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class ExamAssignmentTests
{
    [Fact]
    public void It_is_closed_once()
    {
        var assignment = Of();
        Assert.Null(assignment.ClosedAt);

        assignment.Close(Scene.Now.AddDays(1));
        assignment.Close(Scene.Now.AddDays(2));

        Assert.Equal(Scene.Now.AddDays(1), assignment.ClosedAt);
    }

    [Fact]
    public void A_combined_exam_takes_over_the_cycles_of_those_it_is_made_of_each_with_its_blueprint_and_family()
    {
        var (one, other) = (Of("B12"), Of("A", ExamMode.Supervised));

        var combined = ExamAssignment.Combine(Guid.NewGuid(), [one, other], Scene.Now);

        Assert.Equal([(one.Cycles[0].CycleId, "B12", "F-B12", null), (other.Cycles[0].CycleId, "A", "F-A", (DateTimeOffset?)null)], combined.Cycles.Select(c => (c.CycleId, c.Blueprint, c.Family, c.EndedAt)));
        Assert.All([one, other], exam => Assert.Equal((Scene.Now, Scene.Now), (exam.ClosedAt, exam.Cycles[0].EndedAt)));
        Assert.True(combined.IsCombined);
    }

    [Theory]
    [InlineData(ExamMode.Self, ExamMode.Supervised, ExamMode.Supervised)]
    [InlineData(ExamMode.Supervised, ExamMode.Self, ExamMode.Supervised)]
    [InlineData(ExamMode.Self, ExamMode.Self, ExamMode.Self)]
    public void It_is_supervised_as_soon_as_one_part_is(ExamMode one, ExamMode other, ExamMode expected) =>
        Assert.Equal(expected, ExamAssignment.Combine(Guid.NewGuid(), [Of("A", one), Of("B", other)], Scene.Now).Mode);

    [Fact]
    public void What_does_not_belong_together_is_not_combined()
    {
        var closed = Of();
        closed.Close(Scene.Now);
        var combined = ExamAssignment.Combine(Guid.NewGuid(), [Of(), Of()], Scene.Now);

        Assert.True(ExamAssignment.MayCombine([Of(), Of(), Of()]));
        Assert.All<ExamAssignment[]>(
            [[], [Of()], [Of(), Of(), Of(), Of()], [Of(), closed], [Of(), combined], [Of(), Of(release: 2)], [Of(), Of(person: Guid.NewGuid())], [Of(), Of(house: Guid.NewGuid())]],
            exams => Assert.False(ExamAssignment.MayCombine(exams)));
        Assert.Throws<ArgumentException>(() => ExamAssignment.Combine(Guid.NewGuid(), [Of()], Scene.Now));
    }

    [Fact]
    public void A_pass_closes_it_and_a_fail_leaves_it_open()
    {
        var (passed, failed) = (Of(), Of());

        passed.Conclude([Scene.GradeOf(Outcome.Passed, passed.Cycles[0].CycleId)], Scene.Now);
        failed.Conclude([Scene.GradeOf(Outcome.Failed, failed.Cycles[0].CycleId)], Scene.Now);

        Assert.Equal((Scene.Now, null), (passed.ClosedAt, passed.Cycles[0].EndedAt));
        Assert.Equal(((DateTimeOffset?)null, (DateTimeOffset?)null), (failed.ClosedAt, failed.Cycles[0].EndedAt));
    }

    [Fact]
    public void A_combined_exam_is_sat_once_and_lets_go_of_the_parts_that_were_not_passed()
    {
        var combined = ExamAssignment.Combine(Guid.NewGuid(), [Of("A"), Of("B"), Of("C")], Scene.Now);
        var cycles = combined.Cycles.Select(c => c.CycleId).ToList();

        combined.Conclude([Scene.GradeOf(Outcome.Failed, cycles[0]), Scene.GradeOf(Outcome.Passed, cycles[1]), Scene.GradeOf(Outcome.FailedCritical, cycles[2])], Scene.Now.AddHours(1));

        Assert.Equal(Scene.Now.AddHours(1), combined.ClosedAt);
        Assert.Equal([Scene.Now.AddHours(1), null, Scene.Now.AddHours(1)], combined.Cycles.Select(c => c.EndedAt));
    }

    private static ExamAssignment Of(string blueprint = "B12", ExamMode mode = ExamMode.Self, int release = 1, Guid? person = null, Guid? house = null) =>
        new(Guid.NewGuid(), person ?? Scene.Employee, house ?? Scene.House, blueprint, $"F-{blueprint}", release, mode, Guid.NewGuid(), Scene.Now);
}
