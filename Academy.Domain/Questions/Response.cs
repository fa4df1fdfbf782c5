using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Academy.Domain.Exams;

namespace Academy.Domain.Questions;

/// <summary>
/// What a candidate answered, in the one written form of the HTTP contract: positions as shown, from 1, of choices ascending
/// and of steps in the chosen order, all of them; of a match question pairs left=right, ascending, each side once, perhaps not
/// all; of a fill question a trimmed text for every blank, perhaps empty. No values at all is unanswered.
/// </summary>
public sealed class Response : IEquatable<Response>
{
    /// <summary>Characters (UTF-16) that one blank takes, whatever its answer's length.</summary>
    public const int MostText = 50;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private Response(IReadOnlyList<string> values) => Values = values;

    /// <summary>Unanswered.</summary>
    public static Response Empty { get; } = new([]);

    /// <summary>The values of the HTTP contract, for example <c>["1","3"]</c>, <c>["1=2","2=1"]</c> or <c>["119",""]</c>.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Unanswered.</summary>
    public bool IsEmpty => Values.Count == 0;

    /// <summary>
    /// The values as one text to be kept, empty when unanswered: positions and pairs joined by commas, typed texts, which may
    /// hold commas, as a JSON array. Equal texts are equal responses to an item.
    /// </summary>
    public string Stored => Values.All(IsPlain) ? string.Join(',', Values) : JsonSerializer.Serialize(Values, Json);

    /// <summary>Shown positions of choices, ascending, or of steps, in the chosen order.</summary>
    internal IReadOnlyList<int> Positions => [.. Values.Select(Number)];

    /// <summary>The joined entries of a match question, as shown.</summary>
    internal IReadOnlyList<(int Left, int Right)> Pairs => [.. Values.Select(v => v.Split('=')).Select(p => (Number(p[0]), Number(p[1])))];

    /// <summary>The values of a <see cref="Stored"/> text.</summary>
    public static IReadOnlyList<string> ValuesOf(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(stored, Json)! : stored.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads what a client sent for an item.</summary>
    /// <param name="shown">The item as this candidate sees it.</param>
    /// <param name="values">The contract's values; choices and pairs in any order.</param>
    /// <param name="response">The canonical response, or <see cref="Empty"/> when refused.</param>
    /// <param name="reason">Why it is refused, for the client's author; empty when it is not.</param>
    /// <returns>False when the values cannot be a response to the item.</returns>
    public static bool TryRead(PaperItem shown, IReadOnlyList<string> values, out Response response, out string reason)
    {
        response = Empty;
        if (values.Count == 0)
        {
            reason = "";
            return true;
        }

        var (canonical, fault) = shown.Kind switch
        {
            QuestionKind.Fill => Texts(shown.Blanks, values),
            QuestionKind.Order => Steps(shown.OptionOrder.Count, values),
            QuestionKind.Match => PairsOf(shown.OptionOrder.Count, values),
            QuestionKind.Multiple => Choices(shown.OptionOrder.Count, shown.OptionOrder.Count, values),
            _ => Choices(shown.OptionOrder.Count, 1, values),
        };
        reason = fault is null ? "" : $"q {shown.Q}: {fault}";
        if (fault is null && canonical.Count > 0)
        {
            response = new Response(canonical);
        }

        return fault is null;
    }

    /// <summary>The written form of a position, from 1.</summary>
    internal static string Position(int place) => place.ToString(CultureInfo.InvariantCulture);

    /// <summary>The written form of a pair of positions, from 1.</summary>
    internal static string Pair(int left, int right) => $"{Position(left)}={Position(right)}";

    /// <summary>Reads a position from 1 to <paramref name="most"/>.</summary>
    /// <returns>0 and what is wrong, or the position.</returns>
    internal static (int Position, string? Fault) ReadPosition(string value, int most)
    {
        // NumberStyles.None: no sign, no space, so that one position has one written form ("01" is caught beside it).
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || value is not [>= '1' and <= '9', ..])
        {
            return (0, "a value is not a position.");
        }

        return position > most ? (0, $"position {value} of {most} options.") : (position, null);
    }

    public bool Equals(Response? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Response);

    public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);

    private static (IReadOnlyList<string> Values, string? Fault) Choices(int options, int most, IReadOnlyList<string> values)
    {
        var (positions, fault) = Distinct(options, most, values);
        return ([.. positions.Order().Select(Position)], fault);
    }

    private static (IReadOnlyList<string> Values, string? Fault) Steps(int steps, IReadOnlyList<string> values)
    {
        var (positions, fault) = Distinct(steps, steps, values);
        return ([.. positions.Select(Position)], fault ?? (positions.Count < steps ? $"{positions.Count} of {steps} steps; all or none." : null));
    }

    private static (IReadOnlyList<string> Values, string? Fault) PairsOf(int entries, IReadOnlyList<string> values)
    {
        var sides = values.Select(v => v.Split('=')).ToList();
        if (sides.Exists(s => s.Length != 2)) return ([], "a value is no pair left=right.");
        var (left, leftFault) = Distinct(entries, entries, [.. sides.Select(s => s[0])]);
        var (right, rightFault) = Distinct(entries, entries, [.. sides.Select(s => s[1])]);
        return ([.. left.Zip(right).OrderBy(p => p.First).Select(p => Pair(p.First, p.Second))], leftFault ?? rightFault);
    }

    private static (IReadOnlyList<string> Values, string? Fault) Texts(int blanks, IReadOnlyList<string> values)
    {
        if (values.Count != blanks) return ([], $"{values.Count} texts for {blanks} blanks.");
        var texts = values.Select(v => v.Trim()).ToList();
        if (texts.Exists(t => t.Length > MostText)) return ([], $"a text is longer than {MostText} characters.");
        if (!texts.TrueForAll(IsText)) return ([], "a text holds a control character or half a character.");
        return (texts.TrueForAll(t => t.Length == 0) ? [] : texts, null);
    }

    private static (List<int> Positions, string? Fault) Distinct(int options, int most, IReadOnlyList<string> values)
    {
        if (values.Count > most) return ([], $"{values.Count} values are too many.");
        var positions = new List<int>();
        foreach (var value in values)
        {
            var (position, fault) = ReadPosition(value, options);
            if (fault is not null) return ([], fault);
            if (positions.Contains(position)) return ([], $"position {value} twice.");
            positions.Add(position);
        }

        return (positions, null);
    }

    private static bool IsPlain(string value) => value.Length > 0 && value.All(c => char.IsAsciiDigit(c) || c == '=');

    // Noncharacters neither: what cannot be normalized cannot be marked.
    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var letter, out var length) != System.Buffers.OperationStatus.Done || Rune.IsControl(letter) || letter.Value is 0xFFFE or 0xFFFF) return false;
            i += length - 1;
        }

        return true;
    }

    private static int Number(string position) => int.Parse(position, NumberStyles.None, CultureInfo.InvariantCulture);
}
