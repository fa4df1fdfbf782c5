using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

public sealed class FeasibilityTests
{
    private static readonly BlueprintCell TwoOfAny = new(QuestionKind.Single, "A2", null, 2, 10);

    [Fact]
    public void A_bank_of_three_times_the_need_suffices_and_one_less_does_not()
    {
        Assert.Empty(Feasibility.Shortfalls(Banks.Plain(TwoOfAny), Singles(6)));
        Assert.Equal([new Shortfall(ShortfallKind.Cell, TwoOfAny, 5, 2, 3)], Feasibility.Shortfalls(Banks.Plain(TwoOfAny), Singles(5)));
    }

    [Theory]
    [InlineData(QuestionKind.Fill)]
    [InlineData(QuestionKind.Order)]
    [InlineData(QuestionKind.Match)]
    public void The_newer_kinds_need_their_own_supply(QuestionKind kind)
    {
        var cell = new BlueprintCell(kind, "A2", null, 1, 10);
        Question[] bank = [.. Singles(9), .. Enumerable.Range(0, 2).Select(n => Banks.Ask($"k{n}", kind))];

        Assert.Equal([new Shortfall(ShortfallKind.Cell, cell, 2, 1, 3)], Feasibility.Shortfalls(Banks.Plain(cell), bank));
        Assert.Empty(Feasibility.Shortfalls(Banks.Plain(cell), [.. bank, Banks.Ask("k2", kind)]));
    }

    [Fact]
    public void An_exam_bank_of_over_five_hundred_items_needs_six_times()
    {
        Question[] large = [.. Singles(11), .. Enumerable.Range(0, 490).Select(n => Banks.Ask($"j{n}", QuestionKind.Judge))];

        Assert.Equal([new Shortfall(ShortfallKind.Cell, TwoOfAny, 11, 2, 6)], Feasibility.Shortfalls(Banks.Plain(TwoOfAny), large));
    }

    [Fact]
    public void Cells_that_overlap_are_counted_together()
    {
        var easy = new BlueprintCell(QuestionKind.Single, "A2", 1, 1, 10);
        Question[] bank = [.. Singles(5), .. Enumerable.Range(0, 3).Select(n => Banks.Ask($"e{n}", QuestionKind.Single, difficulty: 1))];

        Assert.Equal([new Shortfall(ShortfallKind.Overlap, TwoOfAny, 8, 3, 3)], Feasibility.Shortfalls(Banks.Plain(TwoOfAny, easy), bank));
        Assert.Empty(Feasibility.Shortfalls(Banks.Plain(TwoOfAny, easy), [.. bank, .. Singles(6).Skip(5)]));
    }

    [Fact]
    public void Two_cells_alike_are_one_need()
    {
        var shortfalls = Feasibility.Shortfalls(Banks.Plain(TwoOfAny, TwoOfAny with { Points = 5 }), Singles(11));

        Assert.Equal([new Shortfall(ShortfallKind.Cell, TwoOfAny, 11, 4, 3)], shortfalls);
    }

    [Fact]
    public void Scenarios_with_another_number_of_parts_do_not_count()
    {
        var cell = new BlueprintCell(QuestionKind.Scenario, "A2", null, 1, 12, 3);
        var bank = Enumerable.Range(0, 6).Select(n => Banks.Ask($"s{n}", QuestionKind.Scenario, parts: n < 4 ? 2 : 3)).ToList();

        Assert.Equal([new Shortfall(ShortfallKind.Cell, cell, 2, 1, 3)], Feasibility.Shortfalls(Banks.Plain(cell), bank));
    }

    [Fact]
    public void Critical_questions_need_three_times_and_room()
    {
        var blueprint = Banks.Plain(TwoOfAny, new(QuestionKind.Judge, "A2", null, 1, 10)) with { CriticalCount = 2 };
        var judges = Enumerable.Range(0, 9).Select(n => Banks.Ask($"j{n}", QuestionKind.Judge, critical: n < 6)).ToList();

        Assert.Equal(
            [new Shortfall(ShortfallKind.CriticalRoom, null, 1, 2, 1)],
            Feasibility.Shortfalls(blueprint, [.. Singles(6), .. judges]));
        Assert.Equal(
            [new Shortfall(ShortfallKind.Critical, null, 5, 2, 3)],
            Feasibility.Shortfalls(blueprint, [.. Singles(6), .. judges.Skip(1)]));
    }

    [Fact]
    public void A_critical_paper_needs_plain_critical_questions()
    {
        var scenario = new BlueprintCell(QuestionKind.Scenario, "A2", null, 1, 12, 3);
        var blueprint = Banks.Plain(scenario) with { CriticalCount = 1 };
        var scenarios = Enumerable.Range(0, 6).Select(n => Banks.Ask($"s{n}", QuestionKind.Scenario, critical: n < 3)).ToList();
        var plain = Enumerable.Range(0, 3).Select(n => Banks.Ask($"j{n}", QuestionKind.Judge, critical: true)).ToList();

        Assert.Empty(Feasibility.Shortfalls(blueprint, [.. scenarios, .. plain]));
        Assert.Equal(
            [new Shortfall(ShortfallKind.CriticalPaper, null, 2, 3, 1)],
            Feasibility.Shortfalls(blueprint, [.. scenarios, .. plain.Skip(1)]));
    }

    [Fact]
    public void Ordinary_questions_must_fill_the_paper_beside_the_critical_ones()
    {
        var critical = Enumerable.Range(0, 6).Select(n => Banks.Ask($"c{n}", QuestionKind.Single, critical: n > 0)).ToList();

        Assert.Equal([new Shortfall(ShortfallKind.Ordinary, TwoOfAny, 1, 2, 1)], Feasibility.Shortfalls(Banks.Plain(TwoOfAny), critical));
    }

    private static List<Question> Singles(int count) =>
        [.. Enumerable.Range(0, count).Select(n => Banks.Ask($"s{n}", QuestionKind.Single, difficulty: 2))];
}
