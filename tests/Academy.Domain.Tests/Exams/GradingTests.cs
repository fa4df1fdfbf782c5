using Academy.Domain.Exams;
using Academy.Domain.Questions;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Academy.Domain.Exams.Outcome;

namespace Academy.Domain.Tests.Exams;

public sealed class GradingTests
{
    private static readonly Guid Cycle = Guid.NewGuid();

    // Banks.Plain: mark 80, floor 60 %.
    private static readonly Blueprint Blueprint = Banks.Plain();

    [Theory]
    [InlineData(80, Outcome.Passed)]
    [InlineData(79, Outcome.Failed)]
    [InlineData(100, Outcome.Passed)]
    [InlineData(0, Outcome.Failed)]
    public void The_mark_itself_passes_and_one_point_less_does_not(int earned, Outcome outcome)
    {
        var grade = GradeOf([.. Items("A1", 50, 1, right: Math.Min(earned, 50)), .. Items("A2", 50, 1, right: Math.Max(0, earned - 50))], Blueprint with { FloorPercent = 0 });

        Assert.Equal((outcome, earned, 100, 80), (grade.Outcome, grade.Points, grade.Total, grade.PassMark));
    }

    [Theory]
    // items, points each, right: at least 20 points and 8 items make a floor count
    [InlineData(8, 3, 4, true)]
    [InlineData(8, 3, 5, false)]
    [InlineData(10, 2, 5, true)]
    [InlineData(10, 2, 6, false)]
    [InlineData(7, 3, 0, false)]
    [InlineData(9, 2, 0, false)]
    public void A_floor_counts_for_an_ability_of_twenty_points_and_eight_items(int items, int points, int right, bool below)
    {
        var grade = GradeOf([.. Items("A1", 100, 1, right: 100), .. Items("A2", items, points, right)]);

        Assert.Equal(below ? Outcome.Failed : Outcome.Passed, grade.Outcome);
        Assert.Equal([false, below], grade.Abilities.Select(a => a.BelowFloor));
        Assert.Equal(below, right * points < Blueprint.FloorPoints(items * points, items));
    }

    [Fact]
    public void A_missed_critical_item_fails_the_red_line_whatever_the_points()
    {
        var grade = GradeOf([.. Items("A1", 99, 1, right: 99), Critical("gauge", right: false)]);

        Assert.Equal((Outcome.FailedCritical, 99), (grade.Outcome, grade.Points));
        Assert.Equal(["C03/01-a#gauge"], grade.MissedCritical);
    }

    [Fact]
    public void A_critical_item_that_is_right_does_not_stand_in_the_way()
    {
        var grade = GradeOf([.. Items("A1", 99, 1, right: 90), Critical("gauge", right: true)]);

        Assert.Equal(Outcome.Passed, grade.Outcome);
        Assert.Empty(grade.MissedCritical);
    }

    [Fact]
    public void A_fail_beats_a_missed_critical_item()
    {
        Assert.Equal(Outcome.Failed, GradeOf([.. Items("A1", 99, 1, right: 79), Critical("gauge", right: false)]).Outcome);
        Assert.Equal(Outcome.Failed, GradeOf([.. Items("A1", 100, 1, right: 100), .. Items("A2", 10, 2, right: 0), Critical("gauge", right: false)]).Outcome);
    }

    [Theory]
    [InlineData(10, Outcome.Passed)]
    [InlineData(9, Outcome.Failed)]
    public void A_critical_paper_must_be_all_right(int right, Outcome outcome)
    {
        var grade = Grading.Grade(Cycle, Blueprint, PaperKind.Critical, [.. Enumerable.Range(0, 10).Select(i => Critical($"p{i}", right: i < right, points: 10))], Scene.Now);

        Assert.Equal((outcome, 100), (grade.Outcome, grade.PassMark));
    }

    [Fact]
    public void What_was_missed_is_told_once_and_in_no_order_of_the_paper()
    {
        var grade = GradeOf(
        [
            .. Items("A1", 90, 1, right: 90),
            Missed("pump"), Missed("gauge"), Missed("pump"), Critical("exit", right: false), Critical("alarm", right: false), Critical("exit", right: false),
        ]);

        Assert.Equal(["C03/01-a#alarm", "C03/01-a#exit", "C03/01-a#gauge", "C03/01-a#pump"], grade.Missed);
        Assert.Equal(["C03/01-a#alarm", "C03/01-a#exit"], grade.MissedCritical);
    }

    [Fact]
    public void An_item_half_right_earns_its_share_and_is_still_missed()
    {
        var grade = GradeOf([.. Items("A1", 90, 1, right: 90), Missed("gauge") with { Points = 6, Earned = 4 }]);

        Assert.Equal(94, grade.Points);
        Assert.Equal(["C03/01-a#gauge"], grade.Missed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_item_that_earned_what_it_cannot_is_a_broken_promise(int earned) =>
        Assert.Throws<InvalidOperationException>(() => GradeOf([.. Items("A1", 90, 1, right: 80), Missed("gauge") with { Points = 2, Earned = earned }]));

    [Fact]
    public void The_grade_is_the_cycles_and_bears_its_instant()
    {
        var grade = GradeOf(Items("A1", 100, 1, right: 100));

        Assert.Equal((Cycle, Scene.Now), (grade.CycleId, grade.GradedAt));
    }

    [Theory]
    [InlineData(2, 3, 66)]
    [InlineData(3, 3, 100)]
    [InlineData(0, 0, 0)]
    public void A_share_is_rounded_down(int points, int total, int percent) =>
        Assert.Equal(percent, new AbilityScore("A1", points, total, 1, false).Percent);

    [Fact]
    public void Abilities_add_up_to_the_paper_and_only_who_reached_everything_passes()
    {
        var mark = from ability in Gen.Elements("A1", "A2", "T3")
                   from anchor in Gen.Elements("a", "b", "c", "d")
                   from points in Gen.Choose(1, 10)
                   from earned in Gen.Frequency((5, Gen.Constant(points)), (1, Gen.Choose(0, points)))
                   from critical in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
                   select new ItemMark(ability, new KnowledgePoint("C03", "01-a", anchor), points, earned, earned == points, critical);
        var sittings = from marks in mark.ListOf()
                       from kind in Gen.Elements(PaperKind.Full, PaperKind.Critical)
                       select (Marks: marks.ToList(), kind);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(sittings.ToArbitrary(), sitting =>
        {
            var grade = Grading.Grade(Cycle, Blueprint, sitting.kind, sitting.Marks, Scene.Now);
            var mayPass = grade.Points >= grade.PassMark && !grade.Abilities.Any(a => a.BelowFloor) && sitting.Marks.TrueForAll(m => m.IsRight || !m.IsCritical);
            return grade.Points == grade.Abilities.Sum(a => a.Points)
                && grade.Total == grade.Abilities.Sum(a => a.Total)
                && sitting.Marks.Count == grade.Abilities.Sum(a => a.Items)
                && grade.Total == sitting.Marks.Sum(m => m.Points)
                && grade.Points <= grade.Total
                && grade.MissedCritical.All(grade.Missed.Contains)
                && mayPass == (grade.Outcome is Outcome.Passed)
                && (sitting.kind is PaperKind.Full || mayPass == (grade.Points == grade.Total));
        }));
    }

    private static Grade GradeOf(IReadOnlyList<ItemMark> marks, Blueprint? blueprint = null) =>
        Grading.Grade(Cycle, blueprint ?? Blueprint, PaperKind.Full, marks, Scene.Now);

    private static IReadOnlyList<ItemMark> Items(string ability, int count, int points, int right) =>
        [.. Enumerable.Range(0, count).Select(i => new ItemMark(ability, new KnowledgePoint("C01", "01-a", $"{ability}-{i}"), points, i < right ? points : 0, i < right, false))];

    private static ItemMark Critical(string anchor, bool right, int points = 1) =>
        new("A3", new KnowledgePoint("C03", "01-a", anchor), points, right ? points : 0, right, true);

    private static ItemMark Missed(string anchor) => Critical(anchor, right: false) with { IsCritical = false };
}
