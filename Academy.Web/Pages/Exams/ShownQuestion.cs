using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Web.Pages.Exams;

/// <summary>An exam item as a candidate may see it: no key, no explanation, no difficulty, no lesson, no id.</summary>
/// <param name="Story">Only on the first part of a scenario.</param>
/// <param name="Options">In shown order.</param>
/// <param name="Response">Shown positions chosen so far.</param>
public sealed record ShownQuestion(int Q, int? Group, QuestionKind Kind, int Points, Wording? Story, Wording Stem, IReadOnlyList<Wording> Options, IReadOnlyList<string> Response)
{
    /// <summary>The whole paper in shown order.</summary>
    public static IReadOnlyList<ShownQuestion> Of(Paper paper, Curriculum curriculum, Func<int, IReadOnlyList<string>> responseTo)
    {
        var shown = new List<ShownQuestion>();
        foreach (var place in paper.Items)
        {
            var question = curriculum.FindQuestion(place.QuestionId)!;
            var item = question.Items.Single(i => i.Id == place.ItemId);
            var isFirst = place.Group is null || shown.LastOrDefault()?.Group != place.Group;
            shown.Add(new ShownQuestion(
                place.Q, place.Group, place.Kind, place.Points, isFirst ? question.Story : null, item.Stem,
                [.. place.OptionOrder.Select(i => item.Options[i].Wording)],
                responseTo(place.Q)));
        }

        return shown;
    }
}
