using Academy.Domain.Exams;

namespace Academy.Domain.Questions;

/// <summary>Why what was shown of one version of a question has no place in another.</summary>
public enum ShapeFault
{
    /// <summary>Another kind.</summary>
    Kind,

    /// <summary>Other parts of a scenario.</summary>
    Parts,

    /// <summary>More or fewer options, steps or entries.</summary>
    Options,

    /// <summary>More or fewer blanks.</summary>
    Blanks,

    /// <summary>Options were put in another order and worded anew at once: nobody can tell which is which.</summary>
    Order,
}

/// <summary>
/// Two versions of one question beside each other. A paper keeps the author's indices of what it shows; the author may have
/// put the options of the newer version in another order, and of steps and pairs the order is the key: so they are known by
/// their words, and by their place only where the words themselves were changed.
/// </summary>
public static class QuestionShape
{
    /// <summary>Null where everything shown of the one has its place in the other.</summary>
    public static ShapeFault? FaultBetween(Question from, Question to)
    {
        if (from.Kind != to.Kind) return ShapeFault.Kind;
        if (from.Items.Count != to.Items.Count || !from.Items.All(i => to.Items.Any(x => x.Id == i.Id))) return ShapeFault.Parts;
        return from.Items.Select(i => FaultBetween(i, to.Items.First(x => x.Id == i.Id))).FirstOrDefault(f => f is not null);
    }

    /// <summary>The shown item as if the newer version had been drawn: the same things at the same places.</summary>
    /// <exception cref="ArgumentException">The two are not of one shape.</exception>
    public static PaperItem Carry(PaperItem shown, Item from, Item to)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (FaultBetween(from, to) is { } fault) throw new ArgumentException($"{to.Id} is of another shape: {fault}.", nameof(to));
        var (options, counterparts) = (Places(Words(from), Words(to))!, Places(Counterparts(from), Counterparts(to))!);
        return shown with { OptionOrder = [.. shown.OptionOrder.Select(o => options[o])], CounterpartOrder = shown.CounterpartOrder?.Select(o => counterparts[o]).ToList() };
    }

    private static ShapeFault? FaultBetween(Item from, Item to)
    {
        if (from.Kind != to.Kind) return ShapeFault.Kind;
        if (from.Blanks.Count != to.Blanks.Count) return ShapeFault.Blanks;
        if (from.Options.Count != to.Options.Count || from.Counterparts.Count != to.Counterparts.Count) return ShapeFault.Options;
        return Places(Words(from), Words(to)) is null || Places(Counterparts(from), Counterparts(to)) is null ? ShapeFault.Order : null;
    }

    /// <summary>Where each of the first stands among the second; null where that cannot be told.</summary>
    private static int[]? Places(List<string> from, List<string> to)
    {
        var places = Enumerable.Range(0, from.Count).Select(i => from[i] == to[i] ? i : -1).ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0) places[i] = Enumerable.Range(0, to.Count).Where(j => to[j] == from[i] && !places.Contains(j)).DefaultIfEmpty(-1).First();
        }

        // Worded anew, it is still the one at its place.
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0) continue;
            if (places.Contains(i)) return null;
            places[i] = i;
        }

        return places;
    }

    private static List<string> Words(Item item) => [.. item.Options.Select(o => Word(o.Wording))];

    private static List<string> Counterparts(Item item) => [.. item.Counterparts.Select(Word)];

    private static string Word(Wording wording) => string.Join('\n', wording.Pictures.Select(p => p.Path).Prepend(wording.PlainText));
}
