using Academy.Domain.Exams;
using Academy.Domain.Questions;
using FsCheck;
using FsCheck.Fluent;

namespace Academy.Domain.Tests.Exams;

public sealed class PaperDrawingTests
{
    private static readonly Dictionary<string, int> Nothing = [];

    [Fact]
    public void Every_paper_fills_every_cell_without_repeating_and_adds_up() => ForEverySeed(seed =>
    {
        var paper = PaperDrawing.Draw(Banks.Mixed, Banks.Usual, seed, Nothing);
        var questions = paper.Items.Select(i => i.QuestionId).Distinct().Select(Find).ToList();

        return paper.TotalPoints == Banks.Mixed.TotalPoints
            && paper.Items.Count == Banks.Mixed.ItemCount
            && paper.Items.Select(i => i.ItemId).Distinct().Count() == paper.Items.Count
            && questions.Count(q => q.IsCritical) == Banks.Mixed.CriticalCount
            && questions.Count(q => q.Kind == QuestionKind.Multiple && q.Difficulty == 2) == 2
            && questions.Any(q => q.Kind == QuestionKind.Single && q.Difficulty == 1)
            && paper.Items.Select(i => i.Q).SequenceEqual(Enumerable.Range(1, paper.Items.Count));
    });

    [Fact]
    public void The_same_seed_gives_the_same_paper_however_the_bank_is_held() => ForEverySeed(seed =>
        Text(PaperDrawing.Draw(Banks.Mixed, Banks.Usual, seed, Nothing))
        == Text(PaperDrawing.Draw(Banks.Mixed, Banks.Usual.Reverse(), seed, Nothing)));

    [Fact]
    public void A_seed_means_the_same_paper_for_ever()
    {
        var paper = PaperDrawing.Draw(Banks.Mixed, Banks.Usual, 20261121, Nothing);

        Assert.Equal(
            "A2-Multiple-2-5:30142 A3-Scenario-1-4-1:2103",
            string.Join(' ', paper.Items.Take(2).Select(i => $"{i.ItemId}:{string.Concat(i.OptionOrder)}")));
    }

    [Fact]
    public void Critical_questions_come_from_as_many_courses_as_there_is_room_for() => ForEverySeed(seed =>
    {
        // Ten red lines of what everybody learns, two of the trade.
        var bank = Enumerable.Range(1, 12).Select(n => Banks.Ask($"c{n}", QuestionKind.Single, critical: true) with { Course = n <= 10 ? "C03" : "C12" })
            .Concat(Enumerable.Range(1, 6).Select(n => Banks.Ask($"o{n}", QuestionKind.Single)));
        var paper = PaperDrawing.Draw(Banks.Plain(new BlueprintCell(QuestionKind.Single, "A2", null, 6, 1)) with { CriticalCount = 2 }, bank, seed, Nothing);

        return paper.Items.Count(i => i.IsCritical) == 2 && paper.Items.Count(i => i.QuestionId is "c11" or "c12") == 1;
    });

    [Fact]
    public void Another_seed_gives_another_paper()
    {
        var papers = Enumerable.Range(0, 50).Select(seed => Text(PaperDrawing.Draw(Banks.Mixed, Banks.Usual, seed, Nothing)));

        Assert.Equal(50, papers.Distinct().Count());
    }

    [Fact]
    public void A_scenario_stays_together_in_order_and_its_points_are_split_by_largest_remainder() => ForEverySeed(seed =>
        PaperDrawing.Draw(Banks.Mixed, Banks.Usual, seed, Nothing).Items
            .Where(i => i.Group is not null)
            .GroupBy(i => i.Group)
            .All(g => g.Select(i => i.Points).SequenceEqual([4, 3, 3])
                && g.Select(i => i.Q - g.First().Q).SequenceEqual([0, 1, 2])
                && g.Select(i => i.ItemId).SequenceEqual(Find(g.First().QuestionId).Items.Select(i => i.Id))));

    [Fact]
    public void Options_are_shuffled_but_not_those_of_judge_items_nor_where_the_author_forbids_it()
    {
        var blueprint = Banks.Plain(new(QuestionKind.Single, "A2", null, 2, 10), new(QuestionKind.Judge, "A2", null, 1, 10));
        Question[] bank =
        [
            Banks.Ask("fixed", QuestionKind.Single, keepOrder: true), Banks.Ask("free", QuestionKind.Single), Banks.Ask("judge", QuestionKind.Judge),
        ];
        var orders = Enumerable.Range(0, 100)
            .SelectMany(seed => PaperDrawing.Draw(blueprint, bank, seed, Nothing).Items)
            .ToLookup(i => i.QuestionId, i => string.Concat(i.OptionOrder));

        Assert.Equal(["0123"], orders["fixed"].Distinct());
        Assert.Equal(["01"], orders["judge"].Distinct());
        Assert.True(orders["free"].Distinct().Count() > 15);
    }

    [Fact]
    public void Steps_are_never_shown_in_the_right_order_whatever_the_author_forbids()
    {
        var blueprint = Banks.Plain(new BlueprintCell(QuestionKind.Order, "A2", null, 1, 10));
        var bank = new[] { Banks.Ask("order", QuestionKind.Order, keepOrder: true) };
        var orders = Enumerable.Range(0, 500).Select(seed => string.Concat(PaperDrawing.Draw(blueprint, bank, seed, Nothing).Items[0].OptionOrder)).ToList();

        Assert.DoesNotContain("0123", orders);
        Assert.Equal(23, orders.Distinct().Count());
        Assert.DoesNotContain("0123", Enumerable.Range(0, 500).Select(seed => string.Concat(PaperDrawing.ForPractice(bank[0], seed).OptionOrder)));
    }

    [Fact]
    public void The_columns_of_a_match_are_shuffled_apart()
    {
        var blueprint = Banks.Plain(new BlueprintCell(QuestionKind.Match, "A2", null, 1, 10));
        var shown = Enumerable.Range(0, 500).Select(seed => PaperDrawing.Draw(blueprint, [Banks.Ask("match", QuestionKind.Match)], seed, Nothing).Items[0]).ToList();

        Assert.Equal(24, shown.Select(i => string.Concat(i.OptionOrder)).Distinct().Count());
        Assert.InRange(shown.Count(i => i.OptionOrder.SequenceEqual(i.CounterpartOrder!)), 1, 60);
    }

    [Fact]
    public void A_seed_means_the_same_paper_of_the_newer_kinds_for_ever()
    {
        var blueprint = Banks.Plain(new(QuestionKind.Fill, "A2", null, 1, 2), new(QuestionKind.Order, "A2", null, 1, 2), new(QuestionKind.Match, "A2", null, 1, 2));
        Question[] bank = [Banks.Ask("f", QuestionKind.Fill), Banks.Ask("m", QuestionKind.Match), Banks.Ask("o", QuestionKind.Order)];
        var paper = PaperDrawing.Draw(blueprint, bank, 20261122, Nothing);

        Assert.Equal("m0:3102:3201 o0:2310: f3::", string.Join(' ', paper.Items.Select(i => $"{i.ItemId}{i.Blanks}:{string.Concat(i.OptionOrder)}:{string.Concat(i.CounterpartOrder ?? [])}")));
    }

    [Fact]
    public void Practice_shows_options_as_the_author_wrote_them_and_hides_only_orders()
    {
        Assert.Equal("01234", string.Concat(PaperDrawing.ForPractice(Banks.Ask("q", QuestionKind.Multiple), 5).OptionOrder));
        Assert.True(Enumerable.Range(0, 50).Select(seed => string.Concat(PaperDrawing.ForPractice(Banks.Ask("q", QuestionKind.Match), seed).CounterpartOrder!)).Distinct().Count() > 15);
    }

    [Fact]
    public void What_was_seen_lately_comes_only_when_nothing_less_seen_is_left()
    {
        var blueprint = Banks.Plain(new BlueprintCell(QuestionKind.Single, "A2", null, 3, 10));
        var bank = Enumerable.Range(1, 5).Select(n => Banks.Ask($"q{n}", QuestionKind.Single)).ToList();
        var seen = new Dictionary<string, int> { ["q1"] = 2, ["q2"] = 1, ["q3"] = 2 };

        for (var seed = 0; seed < 20; seed++)
        {
            var drawn = PaperDrawing.Draw(blueprint, bank, seed, seen).Items.Select(i => i.QuestionId).Order();
            Assert.Equal(["q2", "q4", "q5"], drawn);
        }
    }

    [Fact]
    public void Over_many_papers_questions_of_a_cell_are_shown_equally_often()
    {
        const int Papers = 4000;
        var blueprint = Banks.Plain(new(QuestionKind.Single, "A2", 1, 2, 10), new(QuestionKind.Single, "A2", 2, 2, 10));
        var bank = Enumerable.Range(1, 20).Select(n => Banks.Ask($"q{n}", QuestionKind.Single, difficulty: 1 + (n % 2))).ToList();

        var shown = Enumerable.Range(0, Papers).SelectMany(seed => PaperDrawing.Draw(blueprint, bank, seed, Nothing).Items).CountBy(i => i.QuestionId).ToList();

        // 2 of 10 in each cell: 800 ± 25 (one standard deviation), so five of them.
        Assert.Equal(20, shown.Count);
        Assert.All(shown, question => Assert.InRange(question.Value, 675, 925));
    }

    [Fact]
    public void Overlapping_cells_give_way_to_each_other()
    {
        var blueprint = Banks.Plain(new(QuestionKind.Single, "A2", null, 1, 10), new(QuestionKind.Single, "A2", 1, 1, 10));
        Question[] bank = [Banks.Ask("easy", QuestionKind.Single), Banks.Ask("hard", QuestionKind.Single, difficulty: 3)];

        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(2, PaperDrawing.Draw(blueprint, bank, seed, Nothing).Items.Count);
        }
    }

    [Fact]
    public void A_bank_that_cannot_fill_the_blueprint_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => PaperDrawing.Draw(Banks.Mixed, Banks.Usual.Where(q => !q.IsCritical), 1, Nothing));
        Assert.Throws<InvalidOperationException>(() => PaperDrawing.Draw(Banks.Mixed, Banks.Usual.Where(q => q.IsCritical), 1, Nothing));
    }

    [Fact]
    public void Practice_questions_are_never_drawn()
    {
        var practice = Banks.Usual.Select(q => q with { Bank = QuestionBank.Practice });

        Assert.Throws<InvalidOperationException>(() => PaperDrawing.Draw(Banks.Mixed, practice, 1, Nothing));
    }

    [Fact]
    public void A_critical_paper_asks_the_missed_points_afresh_then_again_then_others()
    {
        Question[] bank =
        [
            Banks.Ask("fresh", QuestionKind.Single, critical: true, anchor: "p"),
            Banks.Ask("seen", QuestionKind.Judge, critical: true, anchor: "p"),
            Banks.Ask("other", QuestionKind.Multiple, critical: true, anchor: "r"),
            Banks.Ask("ordinary", QuestionKind.Single, anchor: "p"),
            Banks.Ask("scenario", QuestionKind.Scenario, critical: true, anchor: "p"),
        ];
        var seen = new Dictionary<string, int> { ["seen"] = 1 };
        var missed = new[] { new KnowledgePoint("C03", "01-a", "p") };

        Assert.Equal(["fresh"], Drawn(1));
        Assert.Equal(["fresh", "seen"], Drawn(2));
        Assert.Equal(["fresh", "other", "seen"], Drawn(3));
        Assert.Throws<InvalidOperationException>(() => Drawn(4));
        Assert.Equal([34, 33, 33], PaperDrawing.DrawCritical(bank, missed, 3, 7, seen).Items.Select(i => i.Points));

        IEnumerable<string> Drawn(int count) => PaperDrawing.DrawCritical(bank, missed, count, 7, seen).Items.Select(i => i.QuestionId).Order();
    }

    [Fact]
    public void In_a_critical_paper_the_missed_points_take_turns()
    {
        var bank = Enumerable.Range(1, 5).Select(n => Banks.Ask($"p{n}", QuestionKind.Single, critical: true, anchor: "p"))
            .Append(Banks.Ask("r1", QuestionKind.Single, critical: true, anchor: "r"));
        KnowledgePoint[] missed = [new("C03", "01-a", "p"), new("C03", "01-a", "r")];

        Assert.All(Enumerable.Range(0, 20), seed =>
            Assert.Contains("r1", PaperDrawing.DrawCritical(bank, missed, 2, seed, Nothing).Items.Select(i => i.QuestionId)));
    }

    private static void ForEverySeed(Func<long, bool> holds) =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), holds).QuickCheckThrowOnFailure();

    private static Question Find(string id) => Banks.Usual.Single(q => q.Id == id);

    private static string Text(Paper paper) =>
        string.Join('\n', paper.Items.Select(i => i with { OptionOrder = [] } + string.Concat(i.OptionOrder)));
}
