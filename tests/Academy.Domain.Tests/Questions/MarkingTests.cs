using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Tests.Exams;

namespace Academy.Domain.Tests.Questions;

public sealed class MarkingTests
{
    [Theory]
    [InlineData(QuestionKind.Single, "", "")]
    [InlineData(QuestionKind.Single, "2", "2")]
    [InlineData(QuestionKind.Judge, "2", "2")]
    [InlineData(QuestionKind.Multiple, "5,1,3", "1,3,5")]
    [InlineData(QuestionKind.Multiple, "1,2,3,4,5", "1,2,3,4,5")]
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

    private static Mark MarkOf(QuestionKind kind, int[] order, string sent, MultiplePolicy policy)
    {
        var shown = Shown(kind) with { OptionOrder = order };
        Assert.True(Response.TryRead(shown, Values(sent), out var response, out _));
        return Marking.Mark(shown, Banks.Ask("q", kind).Items[0], response, policy);
    }

    private static PaperItem Shown(QuestionKind kind) =>
        new(1, "q", "v1", "q", null, kind, "A2", false, 7, [.. Enumerable.Range(0, Banks.Options(kind).Count)]);

    private static string[] Values(string list) => list.Length == 0 ? [] : list.Split(',');
}
