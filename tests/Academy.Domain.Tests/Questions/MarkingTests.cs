using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Tests.Exams;
using FsCheck;
using FsCheck.Fluent;

namespace Academy.Domain.Tests.Questions;

public sealed class MarkingTests
{
    [Theory]
    [InlineData(QuestionKind.Single, "", "")]
    [InlineData(QuestionKind.Single, "2", "2")]
    [InlineData(QuestionKind.Judge, "2", "2")]
    [InlineData(QuestionKind.Multiple, "5,1,3", "1,3,5")]
    [InlineData(QuestionKind.Multiple, "1,2,3,4,5", "1,2,3,4,5")]
    [InlineData(QuestionKind.Order, "3,1,4,2", "3,1,4,2")]
    [InlineData(QuestionKind.Order, "", "")]
    [InlineData(QuestionKind.Match, "3=1,1=4", "1=4,3=1")]
    [InlineData(QuestionKind.Match, "4=1,3=2,2=3,1=4", "1=4,2=3,3=2,4=1")]
    [InlineData(QuestionKind.Fill, " 119 ,10\u3000米,", "119,10\u3000米,")]
    [InlineData(QuestionKind.Fill, " ,\u3000,", "")]
    public void A_response_is_kept_in_one_written_form(QuestionKind kind, string sent, string kept)
    {
        Assert.True(Response.TryRead(Shown(kind), Values(sent), out var response, out _));
        Assert.Equal(Values(kept), response.Values);
    }

    [Theory]
    [InlineData(QuestionKind.Single, "1,2", "too many")]
    [InlineData(QuestionKind.Judge, "1,2", "too many")]
    [InlineData(QuestionKind.Multiple, "1,2,3,4,5,1", "too many")]
    [InlineData(QuestionKind.Single, "0", "not a position")]
    [InlineData(QuestionKind.Single, "-1", "not a position")]
    [InlineData(QuestionKind.Single, "01", "not a position")]
    [InlineData(QuestionKind.Single, " 1", "not a position")]
    [InlineData(QuestionKind.Single, "A", "not a position")]
    [InlineData(QuestionKind.Single, "99999999999", "not a position")]
    [InlineData(QuestionKind.Single, "5", "of 4 options")]
    [InlineData(QuestionKind.Judge, "3", "of 2 options")]
    [InlineData(QuestionKind.Multiple, "6", "of 5 options")]
    [InlineData(QuestionKind.Multiple, "2,2", "twice")]
    [InlineData(QuestionKind.Order, "1,2,3", "all or none")]
    [InlineData(QuestionKind.Order, "1,2,3,3", "twice")]
    [InlineData(QuestionKind.Order, "1,2,3,5", "of 4 options")]
    [InlineData(QuestionKind.Order, "1,2,3,4,1", "too many")]
    [InlineData(QuestionKind.Order, "1,2,,3", "not a position")]
    [InlineData(QuestionKind.Match, "1", "no pair")]
    [InlineData(QuestionKind.Match, "1=2=3", "no pair")]
    [InlineData(QuestionKind.Match, "1=", "not a position")]
    [InlineData(QuestionKind.Match, "=1", "not a position")]
    [InlineData(QuestionKind.Match, "1=1,1=2", "twice")]
    [InlineData(QuestionKind.Match, "1=1,2=1", "twice")]
    [InlineData(QuestionKind.Match, "5=1", "of 4 options")]
    [InlineData(QuestionKind.Match, "1=5", "of 4 options")]
    [InlineData(QuestionKind.Match, "1=1,2=2,3=3,4=4,1=1", "too many")]
    [InlineData(QuestionKind.Fill, "119", "for 3 blanks")]
    [InlineData(QuestionKind.Fill, "119,10,A,B", "for 3 blanks")]
    [InlineData(QuestionKind.Fill, "1\u00009,a,b", "control")]
    [InlineData(QuestionKind.Fill, "1\n9,a,b", "control")]
    [InlineData(QuestionKind.Fill, "a,\uFFFE,b", "control")]
    [InlineData(QuestionKind.Fill, "a,b,一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "longer than 50")]
    public void A_malformed_response_is_refused_with_the_reason(QuestionKind kind, string sent, string reason)
    {
        Assert.False(Response.TryRead(Shown(kind), Values(sent), out var response, out var said));
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.Same(Response.Empty, response);
    }

    // Keys are the author's options 0–2 of five, shown in the order 4 2 0 3 1: positions 2, 3 and 5.
    [Theory]
    [InlineData("2,3,5", MultiplePolicy.AllOrNothing, 7, true)]
    [InlineData("2,3", MultiplePolicy.AllOrNothing, 0, false)]
    [InlineData("2,3,5", MultiplePolicy.Partial, 7, true)]
    [InlineData("2,3", MultiplePolicy.Partial, 4, false)]
    [InlineData("5", MultiplePolicy.Partial, 2, false)]
    [InlineData("1,2,3,5", MultiplePolicy.Partial, 0, false)]
    [InlineData("1,2", MultiplePolicy.Partial, 0, false)]
    [InlineData("", MultiplePolicy.Partial, 0, false)]
    public void Multiple_choice_earns_by_its_policy(string sent, MultiplePolicy policy, int points, bool right)
    {
        Assert.Equal(new Mark(points, right), MarkOf(QuestionKind.Multiple, [4, 2, 0, 3, 1], sent, policy));
    }

    [Theory]
    [InlineData("3", 7, true)]
    [InlineData("1", 0, false)]
    [InlineData("", 0, false)]
    public void A_single_choice_is_marked_through_the_shown_order(string sent, int points, bool right)
    {
        Assert.Equal(new Mark(points, right), MarkOf(QuestionKind.Single, [3, 1, 0, 2], sent, MultiplePolicy.Partial));
    }

    [Fact]
    public void Another_items_key_is_never_used()
    {
        var item = Banks.Ask("other", QuestionKind.Single).Items[0];

        Assert.Throws<ArgumentException>(() => Marking.Mark(Shown(QuestionKind.Single), item, Response.Empty, MultiplePolicy.AllOrNothing));
    }

    // Steps 0–3 are shown as 2 0 3 1: the right order is positions 2, 4, 1, 3.
    [Theory]
    [InlineData("2,4,1,3", MultiplePolicy.AllOrNothing, 7, true)]
    [InlineData("2,4,1,3", MultiplePolicy.Partial, 7, true)]
    [InlineData("2,4,3,1", MultiplePolicy.AllOrNothing, 0, false)]
    [InlineData("2,4,3,1", MultiplePolicy.Partial, 2, false)]
    [InlineData("3,2,4,1", MultiplePolicy.Partial, 4, false)]
    [InlineData("3,1,4,2", MultiplePolicy.Partial, 0, false)]
    [InlineData("1,2,3,4", MultiplePolicy.Partial, 0, false)]
    [InlineData("", MultiplePolicy.Partial, 0, false)]
    public void An_order_earns_by_steps_that_follow_rightly_where_the_policy_is_partial(string sent, MultiplePolicy policy, int points, bool right) =>
        Assert.Equal(new Mark(points, right), MarkOf(QuestionKind.Order, [2, 0, 3, 1], sent, policy));

    // Left 1 0 3 2, right 3 1 0 2: the right pairs are 1=2, 2=3, 3=1, 4=4.
    [Theory]
    [InlineData("1=2,2=3,3=1,4=4", MultiplePolicy.AllOrNothing, 7, true)]
    [InlineData("1=2,2=3,3=4,4=1", MultiplePolicy.AllOrNothing, 0, false)]
    [InlineData("1=2,2=3,3=4,4=1", MultiplePolicy.Partial, 3, false)]
    [InlineData("1=2,2=3,3=1", MultiplePolicy.Partial, 5, false)]
    [InlineData("1=2,2=3,3=1", MultiplePolicy.AllOrNothing, 0, false)]
    [InlineData("1=1,2=2", MultiplePolicy.Partial, 0, false)]
    public void A_match_earns_by_right_pairs_where_the_policy_is_partial(string sent, MultiplePolicy policy, int points, bool right) =>
        Assert.Equal(new Mark(points, right), MarkOf(QuestionKind.Match, [1, 0, 3, 2], sent, policy));

    [Theory]
    [InlineData("119,10 米,abc", MultiplePolicy.AllOrNothing, 7, true)]
    [InlineData("一一九,１０米,ＡＢＣ", MultiplePolicy.AllOrNothing, 7, true)]
    [InlineData("119,10 米,", MultiplePolicy.AllOrNothing, 0, false)]
    [InlineData("119,10 米,", MultiplePolicy.Partial, 4, false)]
    [InlineData("110,10 米,ABC", MultiplePolicy.Partial, 4, false)]
    [InlineData("ABC,119,10 米", MultiplePolicy.Partial, 0, false)]
    public void Blanks_earn_one_by_one_where_the_policy_is_partial(string sent, MultiplePolicy policy, int points, bool right) =>
        Assert.Equal(new Mark(points, right), MarkOf(QuestionKind.Fill, [], sent, policy));

    [Theory]
    [InlineData(QuestionKind.Single)]
    [InlineData(QuestionKind.Multiple)]
    [InlineData(QuestionKind.Judge)]
    [InlineData(QuestionKind.Fill)]
    [InlineData(QuestionKind.Order)]
    [InlineData(QuestionKind.Match)]
    public void However_an_item_is_shuffled_its_key_is_right_and_what_lacks_a_value_is_not(QuestionKind kind)
    {
        var question = Banks.Ask("q", kind);
        var blueprint = Banks.Plain(new BlueprintCell(kind, "A2", null, 1, 7));
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), seed =>
        {
            var shown = PaperDrawing.Draw(blueprint, [question], seed, new Dictionary<string, int>()).Items[0];
            var key = Marking.Key(shown, question.Items[0]);
            Assert.Equal(new Mark(7, IsRight: true), Marking.Mark(shown, question.Items[0], key, MultiplePolicy.AllOrNothing));
            Assert.Equal(key, Read(shown, Response.ValuesOf(key.Stored)));
            Assert.Null(FormAnswer.Read(shown, FormAnswer.Of(shown, key.Values), out var posted));
            Assert.Equal(key, posted);
            if (kind is QuestionKind.Multiple or QuestionKind.Match) Assert.False(Marking.Mark(shown, question.Items[0], Read(shown, key.Values.SkipLast(1).ToList()), MultiplePolicy.Partial).IsRight);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("119", "119")]
    [InlineData("１１９", "119")]
    [InlineData(" 1 1　9 ", "119")]
    [InlineData("Abc", "abc")]
    [InlineData("ＡＢＣ", "abc")]
    [InlineData("一一九。", "一一九.")]
    [InlineData("（甲），乙；丙：丁！", "(甲),乙;丙:丁!")]
    [InlineData("“甲”、‘乙’", "\"甲\",'乙'")]
    [InlineData("1—2－3–4", "1-2-3-4")]
    [InlineData("5 ℃", "5°c")]
    [InlineData("２５％", "25%")]
    [InlineData("1\u200B19\uFEFF", "119")]
    [InlineData("4×6", "4x6")]
    [InlineData("\u3000", "")]
    public void Typed_texts_are_compared_without_width_case_space_and_kinds_of_punctuation(string typed, string folded)
    {
        Assert.Equal(folded, Folding.Of(typed));
        Assert.Equal(folded, Folding.Of(Folding.Of(typed)));
    }

    [Theory]
    [InlineData("一一九", "119")]
    [InlineData("3.5", "35")]
    [InlineData("-1", "1")]
    [InlineData("甲乙", "乙甲")]
    public void What_means_something_else_stays_apart(string one, string other) => Assert.NotEqual(Folding.Of(one), Folding.Of(other));

    [Fact]
    public void Half_a_character_is_no_text()
    {
        Assert.False(Response.TryRead(Shown(QuestionKind.Fill), ["\uD83D", "a", "b"], out _, out _));
        Assert.False(Response.TryRead(Shown(QuestionKind.Fill), ["a", "b\uDE00", ""], out _, out _));
        Assert.True(Response.TryRead(Shown(QuestionKind.Fill), ["a", "😀", ""], out _, out _));
    }

    [Fact]
    public void A_blank_takes_none_of_its_answers_for_nothing() => Assert.False(new Blank(["", " "]).Accepts(" "));

    [Theory]
    [InlineData("119", "119", "")]
    [InlineData("a,b", "[\"a,b\"]", "")]
    [InlineData("[x]", "[\"[x]\"]", "")]
    [InlineData("他说\"报警\"，快！", "", "他说")]
    public void What_is_kept_of_a_text_can_hold_commas_and_is_read_back(string text, string stored, string holds)
    {
        var shown = Shown(QuestionKind.Fill) with { Blanks = 1 };
        var response = Read(shown, [text]);

        if (stored.Length > 0) Assert.Equal(stored, response.Stored);
        Assert.Contains(holds, response.Stored, StringComparison.Ordinal);
        Assert.Equal([text], Response.ValuesOf(response.Stored));
    }

    [Fact]
    public void Different_texts_are_kept_differently()
    {
        string[][] texts = [["1", "3"], ["1,3", ""], ["", "1,3"], ["1", ""], ["", "1"], ["[\"1\"", "\"3\"]"], ["1=3", "2"], ["1", "3=2"]];
        var shown = Shown(QuestionKind.Fill) with { Blanks = 2 };

        Assert.Distinct(texts.Select(t => Read(shown, t).Stored));
        Assert.All(texts, t => Assert.Equal(t, Response.ValuesOf(Read(shown, t).Stored)));
    }

    [Fact]
    public void The_longest_response_fits_its_column()
    {
        var shown = Shown(QuestionKind.Fill) with { Blanks = 5 };

        Assert.InRange(Read(shown, [.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("😀", 25)), 5)]).Stored.Length, 1, 2000);
        Assert.InRange(Read(shown, [.. Enumerable.Repeat(new string('"', 50), 5)]).Stored.Length, 1, 2000);
    }

    [Theory]
    [InlineData(QuestionKind.Order, "2,2,,", FormFault.StepTwice)]
    [InlineData(QuestionKind.Order, "2,1,3,", FormFault.StepMissing)]
    [InlineData(QuestionKind.Order, ",1,,", FormFault.StepMissing)]
    [InlineData(QuestionKind.Order, "1,2,3,9", FormFault.NotOffered)]
    [InlineData(QuestionKind.Match, "1,1,,", FormFault.EntryTwice)]
    [InlineData(QuestionKind.Match, "7,,,", FormFault.NotOffered)]
    [InlineData(QuestionKind.Fill, "a\tb,,", FormFault.UnfitText)]
    [InlineData(QuestionKind.Single, "9", FormFault.NotOffered)]
    public void A_form_can_say_what_no_response_may(QuestionKind kind, string fields, FormFault fault)
    {
        Assert.Equal(fault, FormAnswer.Read(Shown(kind), fields.Split(','), out var response));
        Assert.True(response.IsEmpty);
    }

    [Theory]
    [InlineData(QuestionKind.Order, "3,1,4,2", "2,4,1,3")]
    [InlineData(QuestionKind.Order, ",,,", "")]
    [InlineData(QuestionKind.Match, "2,,1,", "1=2,3=1")]
    [InlineData(QuestionKind.Match, ",,,", "")]
    [InlineData(QuestionKind.Fill, "119,,", "119,,")]
    [InlineData(QuestionKind.Fill, ",,", "")]
    [InlineData(QuestionKind.Multiple, "3,1", "1,3")]
    public void A_form_of_fields_becomes_a_response(QuestionKind kind, string fields, string values)
    {
        Assert.Null(FormAnswer.Read(Shown(kind), fields.Split(','), out var response));
        Assert.Equal(Values(values), response.Values);
    }

    private static Response Read(PaperItem shown, IReadOnlyList<string> values)
    {
        Assert.True(Response.TryRead(shown, values, out var response, out var reason), reason);
        return response;
    }

    private static Mark MarkOf(QuestionKind kind, int[] order, string sent, MultiplePolicy policy)
    {
        var shown = Shown(kind) with { OptionOrder = order, CounterpartOrder = kind == QuestionKind.Match ? [3, 1, 0, 2] : null };
        Assert.True(Response.TryRead(shown, Values(sent), out var response, out _));
        return Marking.Mark(shown, Banks.Ask("q", kind).Items[0], response, policy);
    }

    private static PaperItem Shown(QuestionKind kind) =>
        new(1, "q", "v1", "q", null, kind, "A2", false, 7, [.. Enumerable.Range(0, Banks.Options(kind).Count)], kind == QuestionKind.Fill ? 3 : 0, kind == QuestionKind.Match ? [0, 1, 2, 3] : null);

    private static string[] Values(string list) => list.Length == 0 ? [] : list.Split(',');
}
