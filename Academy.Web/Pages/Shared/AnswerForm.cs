using System.Text.Encodings.Web;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Microsoft.AspNetCore.Html;

namespace Academy.Web.Pages.Shared;

/// <summary>A picture by the address its audience may fetch.</summary>
public sealed record ShownPicture(string Address, string Description);

/// <summary>Words and pictures as a page shows them.</summary>
/// <remarks>Writes itself: an exam page has two hundred of them, and a partial view for each took more time than all the rest.</remarks>
/// <param name="Spoken">The bare words, or what is to be seen.</param>
public sealed record ShownWording(IReadOnlyList<TextRun> Runs, IReadOnlyList<ShownPicture> Pictures, string Spoken) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var run in Runs)
        {
            if (run.IsStrong) writer.Write("<strong>");
            encoder.Encode(writer, run.Text);
            if (run.IsStrong) writer.Write("</strong>");
        }

        foreach (var picture in Pictures)
        {
            writer.Write("<img src=\"");
            encoder.Encode(writer, picture.Address);
            writer.Write("\" alt=\"");
            encoder.Encode(writer, picture.Description);
            writer.Write("\">");
        }
    }

    public static ShownWording Of(Wording wording, Func<Picture, string> addressOf) =>
        new(wording.Runs, [.. wording.Pictures.Select(p => new ShownPicture(addressOf(p), p.Description))], wording.Spoken);
}

/// <summary>An item and the fields that answer it, in exams and in practice: no key, and nothing that depends on it.</summary>
/// <param name="Name">Field name of choices; the others add _1, _2 … for each blank, step or left entry.</param>
/// <param name="Options">In shown order: options, steps or left entries.</param>
/// <param name="Counterparts">The right column of a match question, in shown order.</param>
/// <param name="Fields">What stands in the fields: chosen positions, else one text for each field.</param>
/// <param name="Fault">Why the fields were not taken.</param>
public sealed record AnswerForm(
    string Name, QuestionKind Kind, ShownWording Stem, IReadOnlyList<ShownWording> Options, IReadOnlyList<string> Counterparts, IReadOnlyList<string> Fields, FormFault? Fault)
{
    /// <summary>Names the right column by letters, as a printed paper does.</summary>
    public bool IsLettered { get; init; }

    /// <summary>The stem for who cannot see where its blanks stand.</summary>
    public string Legend
    {
        get
        {
            var blank = 0;
            return string.Concat(Stem.Runs.Select(r => r.IsBlank ? $"（第 {++blank} 空）" : r.Text));
        }
    }

    /// <param name="fields">As <see cref="FormAnswer"/> holds them.</param>
    public static AnswerForm Of(string name, PaperItem shown, Item item, IReadOnlyList<string> fields, FormFault? fault, Func<Picture, string> addressOf) => new(
        name,
        shown.Kind,
        ShownWording.Of(item.Stem, addressOf),
        [.. shown.OptionOrder.Select(i => ShownWording.Of(item.Options[i].Wording, addressOf))],
        [.. (shown.CounterpartOrder ?? []).Select(i => item.Counterparts[i].PlainText)],
        fields.Count == 0 ? FormAnswer.Of(shown, []) : fields,
        fault);

    /// <summary>What a form sent for an item.</summary>
    public static IReadOnlyList<string> Posted(IFormCollection form, string name, PaperItem shown) => FormAnswer.FieldCount(shown) is > 0 and var count
        ? [.. Enumerable.Range(1, count).Select(n => form[FormattableString.Invariant($"{name}_{n}")].FirstOrDefault() ?? "")]
        : [.. form[name].OfType<string>()];
}
