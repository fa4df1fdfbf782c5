using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Web.Pages.Shared;

/// <summary>An exam item as a candidate may see it: no key, no explanation, no difficulty, no lesson, no id.</summary>
/// <param name="Story">Only on the first part of a scenario.</param>
public sealed record ShownQuestion(int Q, int? Group, int Points, ShownWording? Story, AnswerForm Form)
{
    public bool IsAnswered => Form.Fields.Any(f => f.Length > 0);
}

/// <summary>A paper as its candidate may see it, on a screen or in print. Pictures go by their number on it, which tells nothing of lesson or answer.</summary>
/// <param name="Questions">In shown order.</param>
/// <param name="Pictures">In shown order; the first is number 1.</param>
public sealed record ShownPaper(IReadOnlyList<ShownQuestion> Questions, IReadOnlyList<Picture> Pictures)
{
    /// <param name="address">Under which its audience fetches pictures.</param>
    /// <param name="fields">What stands in an item's fields, and why it was not taken.</param>
    public static ShownPaper Of(string address, Paper paper, Curriculum curriculum, Func<PaperItem, (IReadOnlyList<string> Fields, FormFault? Fault)> fields)
    {
        var (questions, pictures) = (new List<ShownQuestion>(), new List<Picture>());
        foreach (var shown in paper.Items)
        {
            var question = curriculum.FindQuestion(shown.QuestionId)!;
            var item = question.Items.Single(i => i.Id == shown.ItemId);
            var isFirst = shown.Group is null || questions.LastOrDefault()?.Group != shown.Group;
            var story = isFirst && question.Story is { } told ? ShownWording.Of(told, AddressOf) : null;
            var (filled, fault) = fields(shown);
            questions.Add(new ShownQuestion(shown.Q, shown.Group, shown.Points, story, AnswerForm.Of(FormattableString.Invariant($"q{shown.Q}"), shown, item, filled, fault, AddressOf)));
        }

        return new ShownPaper(questions, pictures);

        string AddressOf(Picture picture)
        {
            pictures.Add(picture);
            return FormattableString.Invariant($"{address}/pictures/{pictures.Count}");
        }
    }
}
