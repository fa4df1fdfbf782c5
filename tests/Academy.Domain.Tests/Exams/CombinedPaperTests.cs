using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

public sealed class CombinedPaperTests
{
    private static readonly Dictionary<string, int> Nothing = [];
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    /// <summary>Shares the judge items and one of the multiples with <see cref="Banks.Mixed"/>.</summary>
    private static readonly Blueprint Different = Banks.Plain(
        new(QuestionKind.Single, "A3", null, 3, 4),
        new(QuestionKind.Multiple, "A2", 2, 1, 6),
        new(QuestionKind.Judge, "A3", null, 2, 2),
        new(QuestionKind.Judge, "A3", null, 1, 3)) with
    { CriticalCount = 1, Minutes = 20 };

    private static readonly PaperPart[] Parts = [new(One, Banks.Mixed, Banks.Usual), new(Other, Different, Banks.Usual)];

    [Fact]
    public void Each_part_is_what_its_blueprint_asks_as_if_it_were_sat_alone() => ForEverySeed(seed =>
    {
        var paper = CombinedPaper.Draw(Parts, seed, Nothing);
        return Parts.All(part =>
        {
            var items = paper.ItemsOf(part.Cycle).ToList();
            return items.Sum(i => i.Points) == part.Blueprint.TotalPoints && items.Count == part.Blueprint.ItemCount
                && items.Select(i => i.QuestionId).Distinct().Count(id => Find(id).IsCritical) == part.Blueprint.CriticalCount
                && part.Blueprint.Cells.GroupBy(c => (c.Kind, c.Ability, c.Points, c.Parts)).All(cells => items.GroupBy(i => i.QuestionId).Count(q => cells.Any(c => c.Fits(Find(q.Key)) && c.Points == q.Sum(i => i.Points))) == cells.Sum(c => c.Count));
        });
    });

    [Fact]
    public void Nothing_is_asked_twice_and_scenarios_stay_together() => ForEverySeed(seed =>
    {
        var paper = CombinedPaper.Draw(Parts, seed, Nothing);
        return paper.Items.Select(i => i.ItemId).Distinct().Count() == paper.Items.Count
            && paper.Items.Where(i => i.Group is not null).GroupBy(i => i.Group).All(g => g.Select(i => (i.Q - g.First().Q, i.Cycle)).SequenceEqual([(0, g.First().Cycle), (1, g.First().Cycle), (2, g.First().Cycle)]));
    });

    [Fact]
    public void What_both_ask_at_the_same_points_is_asked_once_and_first_and_the_rest_by_position() => ForEverySeed(seed =>
    {
        var paper = CombinedPaper.Draw(Parts, seed, Nothing);
        var common = paper.Items.TakeWhile(i => i.Cycle is null).ToList();
        return paper.Cycles!.SequenceEqual([One, Other])
            && common.Count <= 3 && common.TrueForAll(i => i is { IsCritical: false } && (i.Kind, i.Points) is (QuestionKind.Multiple, 6) or (QuestionKind.Judge, 2))
            && paper.Items.Skip(common.Count).Select(i => i.Cycle).SequenceEqual([.. paper.Items.Where(i => i.Cycle == One).Select(i => i.Cycle), .. paper.Items.Where(i => i.Cycle == Other).Select(i => i.Cycle)]);
    });

    [Fact]
    public void As_much_is_asked_in_common_as_the_critical_items_leave_room_for()
    {
        var shared = new Blueprint[] { Banks.Mixed with { CriticalCount = 0 }, Different with { CriticalCount = 0 } };

        ForEverySeed(seed => CombinedPaper.Draw([new(One, shared[0], Banks.Usual), new(Other, shared[1], Banks.Usual)], seed, Nothing).Items.Count(i => i.Cycle is null) == 3);
    }

    [Fact]
    public void Critical_items_are_each_positions_own() => ForEverySeed(seed => CombinedPaper.Draw(Parts, seed, Nothing).Items.Where(i => i.IsCritical).All(i => i.Cycle is not null));

    [Fact]
    public void Two_positions_with_one_blueprint_share_all_but_what_the_critical_items_take() => ForEverySeed(seed =>
    {
        var own = CombinedPaper.Draw([new(One, Banks.Mixed, Banks.Usual), new(Other, Banks.Mixed, Banks.Usual)], seed, Nothing).Items.Where(i => i.Cycle is not null).DistinctBy(i => i.QuestionId).ToList();
        // Where one part has a critical question the other may have a plain one.
        return own.Count(i => Find(i.QuestionId).IsCritical) == 2 * Banks.Mixed.CriticalCount && own.Count <= 4 * Banks.Mixed.CriticalCount;
    });

    [Fact]
    public void What_only_one_position_is_taught_is_never_asked_of_another()
    {
        var taught = Banks.Usual.Where(q => !(q.Kind == QuestionKind.Judge && q.Id.EndsWith("-4", StringComparison.Ordinal))).ToList();

        ForEverySeed(seed => !CombinedPaper.Draw([new(One, Banks.Mixed, Banks.Usual), new(Other, Different, taught)], seed, Nothing).ItemsOf(Other).Any(i => taught.TrueForAll(q => q.Id != i.QuestionId)));
    }

    [Fact]
    public void What_the_person_saw_lately_comes_last()
    {
        var seen = Banks.Usual.Where(q => q.Kind == QuestionKind.Single && q.Id.EndsWith("-3", StringComparison.Ordinal)).ToDictionary(q => q.Id, _ => 1);

        ForEverySeed(seed => !CombinedPaper.Draw([Parts[0], Parts[1]], seed, seen).Items.Any(i => seen.ContainsKey(i.QuestionId)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_paper_however_the_banks_are_held() => ForEverySeed(seed =>
        Text(CombinedPaper.Draw(Parts, seed, Nothing)) == Text(CombinedPaper.Draw([.. Parts.Select(p => p with { Bank = [.. p.Bank.Reverse()] })], seed, Nothing)));

    [Fact]
    public void A_bank_that_cannot_serve_both_says_which_part()
    {
        var few = Banks.Usual.Where(q => q.Kind != QuestionKind.Scenario || q.Difficulty == 1).ToList();

        var refusal = Assert.Throws<InvalidOperationException>(() => CombinedPaper.Draw([new(One, Banks.Mixed with { CriticalCount = 0 }, few), new(Other, Banks.Mixed with { Id = "N", CriticalCount = 20 }, few)], 1, Nothing));

        Assert.StartsWith("N: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_is_that_of_the_common_items_at_the_slower_pace_and_of_each_own_item_at_its_own()
    {
        var paper = CombinedPaper.Draw([new(One, Banks.Mixed, Banks.Usual), new(Other, Banks.Mixed with { Minutes = 60 }, Banks.Usual)], 7, Nothing);
        int Own(Guid cycle) => paper.Items.Count(i => i.Cycle == cycle);
        var common = paper.Items.Count(i => i.Cycle is null);

        // 13 items in 30 and in 60 minutes.
        Assert.Equal(13, Banks.Mixed.ItemCount);
        Assert.Equal(
            Math.Ceiling(60 * common / 13.0) + Math.Ceiling(30 * Own(One) / 13.0) + Math.Ceiling(60 * Own(Other) / 13.0),
            CombinedPaper.Minutes([new(One, Banks.Mixed, Banks.Usual), new(Other, Banks.Mixed with { Minutes = 60 }, Banks.Usual)], paper));
    }

    private static Question Find(string id) => Banks.Usual.Single(q => q.Id == id);

    private static string Text(Paper paper) => string.Join(' ', paper.Items.Select(i => $"{i.ItemId}:{string.Concat(i.OptionOrder)}:{i.Cycle}"));

    private static void ForEverySeed(Func<long, bool> holds)
    {
        for (var seed = 1; seed <= 200; seed++) Assert.True(holds(seed), $"seed {seed}");
    }
}
