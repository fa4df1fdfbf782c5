using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Tests.Exams;

namespace Academy.Domain.Tests.Questions;

public sealed class QuestionShapeTests
{
    [Theory]
    [InlineData(QuestionKind.Single)]
    [InlineData(QuestionKind.Multiple)]
    [InlineData(QuestionKind.Judge)]
    [InlineData(QuestionKind.Fill)]
    [InlineData(QuestionKind.Order)]
    [InlineData(QuestionKind.Match)]
    [InlineData(QuestionKind.Scenario)]
    public void A_question_is_of_its_own_shape_and_carried_over_unchanged(QuestionKind kind)
    {
        var question = Banks.Ask("Q", kind);
        Assert.Null(QuestionShape.FaultBetween(question, question));

        var (item, shown) = (question.Items[0], Show(question));
        var carried = QuestionShape.Carry(shown, item, item);
        Assert.Equal(shown.OptionOrder, carried.OptionOrder);
        Assert.Equal(shown.CounterpartOrder, carried.CounterpartOrder);
    }

    [Fact]
    public void Another_kind_is_another_shape() => Assert.Equal(ShapeFault.Kind, QuestionShape.FaultBetween(Banks.Ask("Q", QuestionKind.Single), Banks.Ask("Q", QuestionKind.Multiple)));

    [Fact]
    public void Other_parts_are_another_shape()
    {
        Assert.Equal(ShapeFault.Parts, QuestionShape.FaultBetween(Banks.Ask("Q", QuestionKind.Scenario), Banks.Ask("Q", QuestionKind.Scenario, parts: 2)));
        Assert.Equal(ShapeFault.Parts, QuestionShape.FaultBetween(Banks.Ask("Q", QuestionKind.Scenario), Banks.Ask("R", QuestionKind.Scenario)));
    }

    [Fact]
    public void One_option_more_is_another_shape() => Assert.Equal(ShapeFault.Options, Between("甲乙丙", "甲乙丙丁"));

    [Fact]
    public void One_blank_less_is_another_shape()
    {
        var question = Banks.Ask("Q", QuestionKind.Fill);
        var less = question with { Items = [question.Items[0] with { Blanks = [.. Banks.Blanks.Skip(1)] }] };

        Assert.Equal(ShapeFault.Blanks, QuestionShape.FaultBetween(question, less));
    }

    [Theory]
    [InlineData("甲乙丙丁", "乙甲丙丁")]
    [InlineData("甲乙丙丁", "丁丙乙甲")]
    [InlineData("甲乙丙丁", "甲乙丙戊")]
    [InlineData("甲乙丙丁", "戊己丙丁")]
    [InlineData("甲乙丙丁", "乙甲丙戊")]
    [InlineData("甲乙丙丁", "丁戊己甲")]
    public void Options_in_another_order_or_worded_anew_are_of_the_same_shape(string from, string to) => Assert.Null(Between(from, to));

    [Theory]
    [InlineData("甲乙丙丁", "乙戊丙丁")]
    [InlineData("甲乙丙丁", "戊甲丙丁")]
    public void Options_in_another_order_and_worded_anew_at_once_cannot_be_told_apart(string from, string to) => Assert.Equal(ShapeFault.Order, Between(from, to));

    [Fact]
    public void An_option_is_known_by_its_words_wherever_the_author_put_it()
    {
        var (from, to) = (Item("甲乙丙丁"), Item("丁甲丙乙"));

        var carried = QuestionShape.Carry(Show(Of(from)) with { OptionOrder = [2, 0, 3, 1] }, from, to);

        Assert.Equal(["丙", "甲", "丁", "乙"], carried.OptionOrder.Select(o => to.Options[o].Wording.PlainText));
    }

    [Fact]
    public void Steps_in_their_right_order_now_are_right()
    {
        // The author had written 甲乙丙丁; 乙 comes first in truth.
        var (from, to) = (Item("甲乙丙丁", QuestionKind.Order), Item("乙甲丙丁", QuestionKind.Order));
        var shown = Show(Of(from)) with { OptionOrder = [2, 0, 3, 1] };

        // Shown: 丙 甲 丁 乙.
        Assert.Equal((true, false), (IsRight(shown, from, "2", "4", "1", "3"), IsRight(QuestionShape.Carry(shown, from, to), to, "2", "4", "1", "3")));
        Assert.Equal((false, true), (IsRight(shown, from, "4", "2", "1", "3"), IsRight(QuestionShape.Carry(shown, from, to), to, "4", "2", "1", "3")));
    }

    [Fact]
    public void Pairs_that_belong_together_now_are_right()
    {
        var (from, to) = (Item("甲乙丙丁", QuestionKind.Match, "ABCD"), Item("甲乙丙丁", QuestionKind.Match, "BACD"));
        var shown = Show(Of(from)) with { OptionOrder = [0, 1, 2, 3], CounterpartOrder = [3, 2, 1, 0] };

        // Shown on the right: D C B A.
        Assert.Equal((true, false), (IsRight(shown, from, "1=4", "2=3", "3=2", "4=1"), IsRight(QuestionShape.Carry(shown, from, to), to, "1=4", "2=3", "3=2", "4=1")));
        Assert.Equal((false, true), (IsRight(shown, from, "1=3", "2=4", "3=2", "4=1"), IsRight(QuestionShape.Carry(shown, from, to), to, "1=3", "2=4", "3=2", "4=1")));
    }

    [Fact]
    public void What_is_of_another_shape_is_not_carried_over() =>
        Assert.Throws<ArgumentException>(() => QuestionShape.Carry(Show(Of(Item("甲乙丙"))), Item("甲乙丙"), Item("甲乙丙丁")));

    private static bool IsRight(PaperItem shown, Item item, params string[] values)
    {
        Assert.True(Response.TryRead(shown, values, out var response, out var reason), reason);
        return Marking.Mark(shown, item, response, MultiplePolicy.AllOrNothing).IsRight;
    }

    private static ShapeFault? Between(string from, string to) => QuestionShape.FaultBetween(Of(Item(from)), Of(Item(to)));

    private static Question Of(Item item) => Banks.Ask("Q", item.Kind) with { Items = [item] };

    /// <summary>An item whose options (and right column) are single letters.</summary>
    private static Item Item(string options, QuestionKind kind = QuestionKind.Single, string counterparts = "") => Banks.Ask("Q", kind).Items[0] with
    {
        Options = [.. options.Select((o, i) => new Option(Wording.Of($"{o}"), kind is not QuestionKind.Single || i == 0))],
        Counterparts = [.. counterparts.Select(c => Wording.Of($"{c}"))],
    };

    private static PaperItem Show(Question question)
    {
        var item = question.Items[0];
        var order = Enumerable.Range(0, item.Options.Count).Reverse().ToList();
        return new PaperItem(1, question.Id, question.Version, item.Id, null, item.Kind, item.Ability, false, 4, order, item.Blanks.Count, item.Kind is QuestionKind.Match ? order : null);
    }
}
