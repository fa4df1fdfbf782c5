using System.Globalization;
using Academy.Domain.Exams;

namespace Academy.Domain.Questions;

/// <summary>What a candidate chose: positions as shown, from 1, ascending and distinct. Empty is unanswered.</summary>
public sealed class Response : IEquatable<Response>
{
    private Response(IReadOnlyList<int> positions) => Positions = positions;

    /// <summary>Unanswered.</summary>
    public static Response Empty { get; } = new([]);

    /// <summary>Shown positions, from 1, ascending.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>The written form of the HTTP contract, for example <c>["1","3"]</c>.</summary>
    public IReadOnlyList<string> Values => [.. Positions.Select(p => p.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads what a client sent for an item.</summary>
    /// <param name="shown">The item as this candidate sees it.</param>
    /// <param name="values">Positions as strings, in any order.</param>
    /// <param name="response">The canonical response, or <see cref="Empty"/> when refused.</param>
    /// <param name="reason">Why it is refused, for the client's author; empty when it is not.</param>
    /// <returns>False when the values cannot be a response to the item.</returns>
    public static bool TryRead(PaperItem shown, IReadOnlyList<string> values, out Response response, out string reason)
    {
        response = Empty;
        reason = "";
        var options = shown.OptionOrder.Count;
        if (values.Count > (shown.Kind == QuestionKind.Multiple ? options : 1))
        {
            reason = $"q {shown.Q}: {values.Count} values are too many.";
            return false;
        }

        var positions = new SortedSet<int>();
        foreach (var value in values)
        {
            // NumberStyles.None: no sign, no space, so that one position has one written form ("01" is caught below).
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                || value is not [>= '1' and <= '9', ..])
            {
                reason = $"q {shown.Q}: a value is not a position.";
                return false;
            }

            if (position > options)
            {
                reason = $"q {shown.Q}: position {position} of {options} options.";
                return false;
            }

            if (!positions.Add(position))
            {
                reason = $"q {shown.Q}: position {position} twice.";
                return false;
            }
        }

        response = positions.Count == 0 ? Empty : new Response([.. positions]);
        return true;
    }

    public bool Equals(Response? other) => other is not null && Positions.SequenceEqual(other.Positions);

    public override bool Equals(object? obj) => Equals(obj as Response);

    public override int GetHashCode() => Positions.Aggregate(17, HashCode.Combine);
}

/// <summary>What one item earned.</summary>
/// <param name="Points">From 0 to the item's points.</param>
/// <param name="IsRight">Exactly the key was chosen, whatever the partial points.</param>
public readonly record struct Mark(int Points, bool IsRight);

/// <summary>阅卷: a pure function of what was shown, the key and the response.</summary>
public static class Marking
{
    /// <summary>Marks one item.</summary>
    /// <param name="shown">The item on the paper.</param>
    /// <param name="item">The same item in the release that the paper was drawn from.</param>
    /// <exception cref="ArgumentException">The item is not the one shown.</exception>
    public static Mark Mark(PaperItem shown, Item item, Response response, MultiplePolicy policy)
    {
        if (item.Id != shown.ItemId || item.Options.Count != shown.OptionOrder.Count)
        {
            throw new ArgumentException($"{item.Id} is not what {shown.ItemId} was drawn from.", nameof(item));
        }

        var chosen = response.Positions.Select(p => item.Options[shown.OptionOrder[p - 1]]).ToList();
        var keys = item.Options.Count(o => o.IsKey);
        var right = chosen.Count(o => o.IsKey);
        if (right < chosen.Count)
        {
            return new Mark(0, IsRight: false);
        }

        if (right == keys)
        {
            return new Mark(shown.Points, IsRight: true);
        }

        var share = shown.Kind == QuestionKind.Multiple && policy == MultiplePolicy.Partial ? shown.Points * right / keys : 0;
        return new Mark(share, IsRight: false);
    }
}
