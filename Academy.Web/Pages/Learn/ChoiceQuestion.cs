using Academy.Domain.Questions;

namespace Academy.Web.Pages.Learn;

/// <summary>A practice question as a learner sees it before answering: no key, no explanation.</summary>
public sealed record ChoiceQuestion(string QuestionId, QuestionKind Kind, Wording Stem, IReadOnlyList<Wording> Options)
{
    public static ChoiceQuestion Of(Question question) =>
        new(question.Id, question.Items[0].Kind, question.Items[0].Stem, [.. question.Items[0].Options.Select(o => o.Wording)]);
}

/// <summary>A practice answer as a learner sees it afterwards.</summary>
public sealed record AnsweredQuestion(bool IsRight, string Explanation, string Source)
{
    public static AnsweredQuestion Of(Question question, bool isRight) => new(isRight, question.Items[0].Explanation, question.Items[0].Source.Text);
}
