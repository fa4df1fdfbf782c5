using Academy.Domain.Exams;

namespace Academy.Domain.Questions;

/// <summary>What one item earned.</summary>
/// <param name="Points">From 0 to the item's points.</param>
/// <param name="IsRight">Exactly the key, whatever the partial points.</param>
public readonly record struct Mark(int Points, bool IsRight);

/// <summary>阅卷: a pure function of what was shown, the key and the response.</summary>
public static class Marking
{
    /// <summary>Marks one item.</summary>
    /// <param name="shown">The item on the paper.</param>
    /// <param name="item">The same item in the release that the paper was drawn from.</param>
    /// <param name="policy">Whether what is right in part earns a share, rounded down: options, blanks, pairs, steps that follow rightly on each other.</param>
    /// <exception cref="ArgumentException">The item is not the one shown.</exception>
    public static Mark Mark(PaperItem shown, Item item, Response response, MultiplePolicy policy)
    {
        CheckSame(shown, item);
        if (response.IsEmpty)
        {
            return default;
        }

        var (right, of, isRight) = shown.Kind switch
        {
            QuestionKind.Fill => Blanks(item, response),
            QuestionKind.Order => Steps(shown, response),
            QuestionKind.Match => Pairs(shown, response),
            _ => Choices(shown, item, response),
        };
        if (isRight)
        {
            return new Mark(shown.Points, IsRight: true);
        }

        return new Mark(policy == MultiplePolicy.Partial ? shown.Points * right / of : 0, IsRight: false);
    }

    /// <summary>The right response to an item as it is shown: what the author wrote first where several are right. For seeds and tests; it never leaves the server.</summary>
    /// <exception cref="ArgumentException">The item is not the one shown.</exception>
    public static Response Key(PaperItem shown, Item item)
    {
        CheckSame(shown, item);
        IEnumerable<string> values = shown.Kind switch
        {
            QuestionKind.Fill => item.Blanks.Select(b => b.Answers[0]),
            QuestionKind.Order => shown.OptionOrder.Order().Select(step => Response.Position(PlaceOf(shown.OptionOrder, step))),
            QuestionKind.Match => shown.OptionOrder.Select((option, left) => Response.Pair(left + 1, PlaceOf(shown.CounterpartOrder!, option))),
            _ => shown.OptionOrder.Select((option, place) => (item.Options[option].IsKey, Place: place + 1)).Where(o => o.IsKey).Select(o => Response.Position(o.Place)),
        };
        return Response.TryRead(shown, [.. values], out var key, out var reason) ? key : throw new ArgumentException(reason, nameof(item));
    }

    private static (int Right, int Of, bool IsRight) Choices(PaperItem shown, Item item, Response response)
    {
        var chosen = response.Positions.Select(p => item.Options[shown.OptionOrder[p - 1]]).ToList();
        var keys = item.Options.Count(o => o.IsKey);
        var right = chosen.Count(o => o.IsKey);
        // 错选不得分: as soon as a wrong one is chosen.
        return (right < chosen.Count ? 0 : right, keys, right == chosen.Count && right == keys);
    }

    private static (int Right, int Of, bool IsRight) Blanks(Item item, Response response)
    {
        var right = item.Blanks.Zip(response.Values, (blank, text) => blank.Accepts(text)).Count(accepted => accepted);
        return (right, item.Blanks.Count, right == item.Blanks.Count);
    }

    private static (int Right, int Of, bool IsRight) Steps(PaperItem shown, Response response)
    {
        var steps = response.Positions.Select(p => shown.OptionOrder[p - 1]).ToList();
        var following = steps.Zip(steps.Skip(1), (step, next) => next == step + 1).Count(follows => follows);
        return (following, steps.Count - 1, following == steps.Count - 1);
    }

    private static (int Right, int Of, bool IsRight) Pairs(PaperItem shown, Response response)
    {
        var right = response.Pairs.Count(p => shown.OptionOrder[p.Left - 1] == shown.CounterpartOrder![p.Right - 1]);
        return (right, shown.OptionOrder.Count, right == shown.OptionOrder.Count);
    }

    private static void CheckSame(PaperItem shown, Item item)
    {
        if (item.Id != shown.ItemId || item.Options.Count != shown.OptionOrder.Count || item.Blanks.Count != shown.Blanks || item.Counterparts.Count != (shown.CounterpartOrder?.Count ?? 0))
        {
            throw new ArgumentException($"{item.Id} is not what {shown.ItemId} was drawn from.", nameof(item));
        }
    }

    /// <summary>Where an index of the author's is shown, from 1.</summary>
    private static int PlaceOf(IReadOnlyList<int> order, int index) => order.Select((o, place) => (o, place)).First(o => o.o == index).place + 1;
}
