using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>The words authors write for the domain's values.</summary>
internal static class Words
{
    public static IReadOnlyDictionary<string, Confidence> Confidences { get; } = new Dictionary<string, Confidence>(StringComparer.Ordinal)
    {
        ["高"] = Confidence.High,
        ["中"] = Confidence.Medium,
        ["低"] = Confidence.Low,
    };

    public static IReadOnlyDictionary<string, QuestionKind> Kinds { get; } = new Dictionary<string, QuestionKind>(StringComparer.Ordinal)
    {
        ["single"] = QuestionKind.Single,
        ["multiple"] = QuestionKind.Multiple,
        ["judge"] = QuestionKind.Judge,
        ["scenario"] = QuestionKind.Scenario,
        ["fill"] = QuestionKind.Fill,
        ["order"] = QuestionKind.Order,
        ["match"] = QuestionKind.Match,
    };

    public static IReadOnlyDictionary<string, TrainingRound> Rounds { get; } = new Dictionary<string, TrainingRound>(StringComparer.Ordinal)
    {
        ["first"] = TrainingRound.First,
        ["renewal"] = TrainingRound.Renewal,
        ["season"] = TrainingRound.Season,
    };

    public static IReadOnlyDictionary<string, ExamMode> Modes { get; } = new Dictionary<string, ExamMode>(StringComparer.Ordinal)
    {
        ["supervised"] = ExamMode.Supervised,
        ["self"] = ExamMode.Self,
        ["paper"] = ExamMode.Paper,
    };

    public static IReadOnlyDictionary<string, MultiplePolicy> MultiplePolicies { get; } = new Dictionary<string, MultiplePolicy>(StringComparer.Ordinal)
    {
        ["all-or-nothing"] = MultiplePolicy.AllOrNothing,
        ["partial"] = MultiplePolicy.Partial,
    };

    public static IReadOnlyDictionary<string, WaitTier> Waits { get; } = new Dictionary<string, WaitTier>(StringComparer.Ordinal)
    {
        ["front-line"] = WaitTier.FrontLine,
        ["high-risk"] = WaitTier.HighRisk,
    };

    /// <summary>Whether something is planned.</summary>
    public static IReadOnlyDictionary<string, bool> Statuses { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["active"] = false,
        ["planned"] = true,
    };

    public static string Chinese(QuestionKind kind) => kind switch
    {
        QuestionKind.Single => "单选",
        QuestionKind.Multiple => "多选",
        QuestionKind.Judge => "判断",
        QuestionKind.Fill => "填空",
        QuestionKind.Order => "排序",
        QuestionKind.Match => "匹配",
        _ => "情景",
    };
}
