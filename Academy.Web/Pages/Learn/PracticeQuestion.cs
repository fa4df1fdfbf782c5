using Academy.Domain.Questions;
using Academy.Web.Content;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;

namespace Academy.Web.Pages.Learn;

/// <summary>A practice question as a learner sees it before answering: no key, no explanation.</summary>
public sealed record PracticeQuestion(string QuestionId, AnswerForm Form)
{
    private const string Field = "response";

    /// <param name="refused">What was sent for this question and not taken, or null.</param>
    public static PracticeQuestion Of(Question question, Guid personId, RefusedAnswer? refused)
    {
        var mine = refused?.QuestionId == question.Id ? refused : null;
        return new(question.Id, AnswerForm.Of(Field, Practice.Show(question, personId), question.Items[0], mine?.Fields ?? [], mine?.Fault, p => ContentRenderer.PictureRoot + p.Path));
    }

    /// <summary>Reads what the form sent for a question.</summary>
    /// <returns>The values of the response, or what was refused.</returns>
    public static (IReadOnlyList<string> Values, RefusedAnswer? Refused) Read(IFormCollection form, Question question, Guid personId)
    {
        var shown = Practice.Show(question, personId);
        var fields = AnswerForm.Posted(form, Field, shown);
        return FormAnswer.Read(shown, fields, out var response) is { } fault ? ([], new RefusedAnswer(question.Id, fields, fault)) : (response.Values, null);
    }
}

/// <summary>What a form sent and could not be taken: it stays on the page, with the reason.</summary>
public sealed record RefusedAnswer(string QuestionId, IReadOnlyList<string> Fields, FormFault Fault);

/// <summary>A practice answer as a learner sees it afterwards.</summary>
public sealed record AnsweredQuestion(bool IsRight, string Explanation, string Source)
{
    public static AnsweredQuestion Of(Question question, bool isRight) => new(isRight, question.Items[0].Explanation, question.Items[0].Source.Text);
}
