using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Web.Pages.Exams;

/// <summary>What the exam page's script is told: the contract's JSON, and nothing of the key.</summary>
internal static class ExamData
{
    public static object Of(ExamAttempt attempt, IReadOnlyDictionary<int, AnswerRevision> kept, DateTimeOffset now) => new
    {
        attempt.Id,
        attempt.Deadline,
        Now = now,
        Questions = attempt.Paper.Items.Select(item => new
        {
            item.Q,
            item.Group,
            Kind = Kind(item.Kind),
            // What is to be answered: options to choose from, blanks, steps or left entries.
            Options = Math.Max(FormAnswer.FieldCount(item), item.OptionOrder.Count),
            Rev = kept.GetValueOrDefault(item.Q)?.Revision ?? 0,
            Response = Response.ValuesOf(kept.GetValueOrDefault(item.Q)?.Response ?? ""),
        }),
    };

    private static string Kind(QuestionKind kind) => kind switch
    {
        QuestionKind.Single => "single",
        QuestionKind.Multiple => "multiple",
        QuestionKind.Fill => "fill",
        QuestionKind.Order => "order",
        QuestionKind.Match => "match",
        _ => "judge",
    };
}
