using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

public sealed class OperatingCharacteristicTests
{
    [Fact]
    public void Ten_single_choices_follow_the_binomial_distribution()
    {
        var blueprint = Banks.Plain(new BlueprintCell(QuestionKind.Single, "A2", null, 10, 10)) with { FloorPercent = 0 };
        var characteristic = OperatingCharacteristic.Of(blueprint);

        Assert.Equal(Binomial(0.7), characteristic.HalfKnowers, 12);
        Assert.Equal(Binomial(0.925), characteristic.NineTenthsKnowers, 12);

        static double Binomial(double p) =>
            (45 * Math.Pow(p, 8) * Math.Pow(1 - p, 2)) + (10 * Math.Pow(p, 9) * (1 - p)) + Math.Pow(p, 10);
    }

    [Theory]
    [InlineData(QuestionKind.Order, 0.15, 1.0 / 24)]
    [InlineData(QuestionKind.Match, 0.15, 1.0 / 24)]
    [InlineData(QuestionKind.Fill, 0.05, 0)]
    public void The_newer_kinds_are_guessed_as_rule_8_says(QuestionKind kind, double clever, double blind)
    {
        var blueprint = Banks.Plain(new BlueprintCell(kind, "A2", null, 1, 100)) with { FloorPercent = 0 };
        var characteristic = OperatingCharacteristic.Of(blueprint);

        Assert.Equal(0.5 + (0.5 * clever), characteristic.HalfKnowers, 12);
        Assert.Equal(0.9 + (0.1 * blind), characteristic.NineTenthsKnowers, 12);
        // Half of the points for who knows a part only.
        Assert.Equal(0.5 + (0.5 * clever) + (0.5 * 0.4), OperatingCharacteristic.Of(blueprint with { MultiplePolicy = MultiplePolicy.Partial, PassMark = 50 }).HalfKnowers, 12);
    }

    [Fact]
    public void A_floor_cuts_off_who_makes_up_for_one_ability_with_the_other()
    {
        var blueprint = Banks.Plain(new(QuestionKind.Single, "A2", null, 8, 3), new(QuestionKind.Single, "A3", null, 19, 4)) with { PassMark = 76, FloorPercent = 100 };

        // Both floors at 100 %: everything right, 27 items of probability .7.
        Assert.Equal(Math.Pow(0.7, 27), OperatingCharacteristic.Of(blueprint).HalfKnowers, 12);
    }

    [Theory]
    [InlineData(20, 8, 12)]
    [InlineData(21, 8, 13)]
    [InlineData(19, 8, 0)]
    [InlineData(20, 7, 0)]
    public void A_floor_counts_only_where_the_ability_is_large_enough(int points, int items, int floor)
    {
        Assert.Equal(floor, Banks.Mixed.FloorPoints(points, items));
    }

    [Fact]
    public void Critical_items_must_be_right_for_half_knowers_and_do_not_count_for_nine_tenths()
    {
        var cell = new BlueprintCell(QuestionKind.Single, "A2", null, 10, 10);
        var without = OperatingCharacteristic.Of(Banks.Plain(cell) with { PassMark = 0, FloorPercent = 0 });
        var with = OperatingCharacteristic.Of(Banks.Plain(cell) with { PassMark = 0, FloorPercent = 0, CriticalCount = 2 });

        Assert.Equal(1, without.HalfKnowers, 12);
        Assert.Equal(0.49, with.HalfKnowers, 12);
        Assert.Equal(without.NineTenthsKnowers, with.NineTenthsKnowers, 12);
    }

    [Fact]
    public void Partial_points_make_multiple_choice_easier()
    {
        var strict = Banks.Plain(new BlueprintCell(QuestionKind.Multiple, "A2", null, 25, 4));

        Assert.True(OperatingCharacteristic.Of(strict with { MultiplePolicy = MultiplePolicy.Partial }).HalfKnowers > OperatingCharacteristic.Of(strict).HalfKnowers);
    }

    [Fact]
    public void It_agrees_with_sitting_drawn_papers()
    {
        // One paper stands for all: they have the same shape, A2 with 24 points of 5 items (no floor), A3 with 24 of 8 (floor 15).
        var paper = PaperDrawing.Draw(Banks.Mixed with { CriticalCount = 0 }, Banks.Usual, 1, new Dictionary<string, int>());
        var blueprint = Banks.Mixed with { CriticalCount = 0, PassMark = 30 };
        var random = new Random(1);
        const int Sittings = 200_000;
        var passed = Enumerable.Range(0, Sittings).Count(_ =>
        {
            var earned = paper.Items.Select(i => (i.Ability, Points: random.NextDouble() < Chance(i) ? i.Points : 0)).ToList();
            return earned.Sum(e => e.Points) >= 30 && earned.Where(e => e.Ability == "A3").Sum(e => e.Points) >= 15;
        });

        Assert.Equal(OperatingCharacteristic.Of(blueprint).HalfKnowers, passed / (double)Sittings, 0.005);

        static double Chance(PaperItem item) => 0.5 + (0.5 * (item.Kind == QuestionKind.Multiple ? 0.2 : item.Kind == QuestionKind.Judge ? 0.6 : 0.4));
    }

    [Fact]
    public void The_limit_follows_risk_and_length()
    {
        var shortPaper = Banks.Plain(new BlueprintCell(QuestionKind.Single, "A2", null, 29, 1));
        var longPaper = Banks.Plain(new BlueprintCell(QuestionKind.Single, "A2", null, 30, 1));

        Assert.Equal(0.10, OperatingCharacteristic.MostHalfKnowers(shortPaper));
        Assert.Equal(0.03, OperatingCharacteristic.MostHalfKnowers(longPaper));
        Assert.Equal(0.01, OperatingCharacteristic.MostHalfKnowers(longPaper with { IsHighRisk = true }));
    }
}
