using System.Globalization;
using Academy.Domain.Questions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Academy.Web.Tests;

/// <summary>What a learner enters into a practice form, found by the words that stand there and not by how they are shuffled.</summary>
internal static class PracticeAnswers
{
    /// <summary>The fields and values of a right answer, or of a wrong one.</summary>
    public static IEnumerable<(string Field, string Value)> FieldsOf(IHtmlFormElement form, Question question, bool right)
    {
        var item = question.Items[0];
        switch (item.Kind)
        {
            case QuestionKind.Fill:
                return item.Blanks.Select((blank, n) => (Name(n), right ? blank.Answers[^1] : "不对"));
            case QuestionKind.Order:
                var steps = form.QuerySelectorAll(".step__text").Select(t => Plain(t.LastElementChild!)).ToList();
                return steps.Select((text, row) => (Name(row), Number(right ? item.Options.Index().First(o => o.Item.Wording.PlainText == text).Index : row)));
            case QuestionKind.Match:
                var fields = form.QuerySelectorAll<IHtmlSelectElement>("[data-match] select").ToList();
                var wanted = item.Counterparts.Select(c => fields[0].Options.First(o => o.Text == c.PlainText).Value).ToList();
                return fields.Select((field, row) => (field.Name!, wanted[(row + (right ? 0 : 1)) % wanted.Count]));
            default:
                var chosen = item.Options.Index().Where(o => o.Item.IsKey == right).Take(right ? item.Options.Count : 1);
                return chosen.Select(o => ("response", Number(o.Index)));
        }
    }

    private static string Name(int row) => $"response_{Number(row)}";

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Plain(IElement element) => string.Concat(element.TextContent.Where(c => !char.IsWhiteSpace(c)));
}
