using Academy.Domain.Exams;

namespace Academy.Domain.Questions;

/// <summary>What is wrong with an answer that a form without script sent.</summary>
public enum FormFault
{
    /// <summary>The same place was given to two steps.</summary>
    StepTwice,

    /// <summary>Some steps have a place and others none.</summary>
    StepMissing,

    /// <summary>A right entry was joined to two left ones.</summary>
    EntryTwice,

    /// <summary>A text is too long or holds what is no text.</summary>
    UnfitText,

    /// <summary>A value that the form does not offer.</summary>
    NotOffered,
}

/// <summary>
/// An answer as a form holds it, which can say what no response may: of choices the chosen positions; else a field for each
/// blank (its text), each shown step (its place, from 1) or each left entry (its right entry's position); an empty field is none.
/// </summary>
public static class FormAnswer
{
    /// <summary>Fields that an item has beside choices; 0 where it is answered by choosing.</summary>
    public static int FieldCount(PaperItem shown) => shown.Kind switch
    {
        QuestionKind.Fill => shown.Blanks,
        QuestionKind.Order or QuestionKind.Match => shown.OptionOrder.Count,
        _ => 0,
    };

    /// <summary>The fields that show a response.</summary>
    /// <param name="values">Canonical values of a response to the item.</param>
    public static IReadOnlyList<string> Of(PaperItem shown, IReadOnlyList<string> values)
    {
        var entries = Enumerable.Range(1, FieldCount(shown)).Select(Response.Position);
        return shown.Kind switch
        {
            QuestionKind.Order => [.. entries.Select(step => values.Index().Where(v => v.Item == step).Select(v => Response.Position(v.Index + 1)).FirstOrDefault(""))],
            QuestionKind.Match => [.. entries.Select(left => values.Where(v => v.StartsWith(left + "=", StringComparison.Ordinal)).Select(v => v[(left.Length + 1)..]).FirstOrDefault(""))],
            QuestionKind.Fill => [.. entries.Select((_, blank) => values.ElementAtOrDefault(blank) ?? "")],
            _ => values,
        };
    }

    /// <summary>Reads what a form sent.</summary>
    /// <param name="fields">The chosen positions, or as many fields as <see cref="FieldCount"/> says.</param>
    /// <param name="response">The response, or <see cref="Response.Empty"/> where there is a fault.</param>
    /// <returns>Null, or why the fields are no response.</returns>
    public static FormFault? Read(PaperItem shown, IReadOnlyList<string> fields, out Response response)
    {
        var fault = shown.Kind switch
        {
            QuestionKind.Order => FaultOf(fields, FormFault.StepTwice) ?? (fields.All(f => f.Length == 0) || fields.All(f => f.Length > 0) ? null : FormFault.StepMissing),
            QuestionKind.Match => FaultOf(fields, FormFault.EntryTwice),
            _ => null,
        };
        response = Response.Empty;
        if (fault is not null) return fault;
        return Response.TryRead(shown, ValuesOf(shown, fields), out response, out _) ? null : shown.Kind is QuestionKind.Fill ? FormFault.UnfitText : FormFault.NotOffered;
    }

    private static FormFault? FaultOf(IReadOnlyList<string> fields, FormFault twice) =>
        fields.Where(f => f.Length > 0).GroupBy(f => f, StringComparer.Ordinal).Any(g => g.Count() > 1) ? twice : null;

    private static IReadOnlyList<string> ValuesOf(PaperItem shown, IReadOnlyList<string> fields) => shown.Kind switch
    {
        QuestionKind.Order => [.. fields.Select((place, step) => (Step: Response.Position(step + 1), Place: Response.ReadPosition(place, fields.Count).Position)).Where(s => fields[0].Length > 0).OrderBy(s => s.Place).Select(s => s.Place == 0 ? "" : s.Step)],
        QuestionKind.Match => [.. fields.Select((right, left) => (Right: right, Left: left + 1)).Where(p => p.Right.Length > 0).Select(p => $"{Response.Position(p.Left)}={p.Right}")],
        _ => fields,
    };
}
