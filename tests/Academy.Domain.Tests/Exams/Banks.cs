using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

/// <summary>Small question banks and blueprints that read like a table.</summary>
internal static class Banks
{
    /// <summary>Four questions a difficulty for each kind and ability (multiples six), three-part scenarios, one critical in each four.</summary>
    public static IReadOnlyList<Question> Usual { get; } =
    [
        .. from ability in new[] { "A2", "A3" }
           from kind in new[] { QuestionKind.Single, QuestionKind.Multiple, QuestionKind.Judge, QuestionKind.Scenario }
           from difficulty in new[] { 1, 2, 3 }
           from number in Enumerable.Range(1, kind == QuestionKind.Multiple ? 6 : 4)
           select Ask($"{ability}-{kind}-{difficulty}-{number}", kind, ability, difficulty, critical: number == 1),
    ];

    public static Blueprint Plain(params BlueprintCell[] cells) => new(
        "T", "测试", "T", cells, 0, 10, 30, 80, 60, MultiplePolicy.AllOrNothing, WaitTier.FrontLine, IsHighRisk: false, IsRenewal: false, IsPlanned: false);

    public static Blueprint Mixed { get; } = Plain(
        new(QuestionKind.Single, "A2", 1, 1, 4),
        new(QuestionKind.Single, "A2", null, 2, 4),
        new(QuestionKind.Multiple, "A2", 2, 2, 6),
        new(QuestionKind.Judge, "A3", null, 2, 2),
        new(QuestionKind.Scenario, "A3", null, 2, 10, 3)) with
    { CriticalCount = 2 };

    public static Question Ask(
        string id, QuestionKind kind, string ability = "A2", int difficulty = 1, bool critical = false, int parts = 3, bool keepOrder = false, string? anchor = null)
    {
        var items = kind == QuestionKind.Scenario
            ? Enumerable.Range(1, parts).Select(p => Part($"{id}-{p}", QuestionKind.Single, critical && p == 1))
            : [Part(id, kind, critical)];
        return new Question(id, "v1", QuestionBank.Exam, kind, "C03", kind == QuestionKind.Scenario ? Wording.Of("情景") : null, [.. items]);

        Item Part(string itemId, QuestionKind itemKind, bool isCritical) => new(
            itemId, itemKind, ability, difficulty, isCritical, keepOrder, new KnowledgePoint("C03", "01-a", anchor ?? id), Wording.Of("题"), Options(itemKind), "", new Source("消防法 第44条", Confidence.High))
        {
            Blanks = itemKind == QuestionKind.Fill ? Blanks : [],
            Counterparts = itemKind == QuestionKind.Match ? [.. Enumerable.Range(0, 4).Select(o => Wording.Of($"r{o}"))] : [],
        };
    }

    /// <summary>119 or 一一九; 10 米; ABC.</summary>
    public static IReadOnlyList<Blank> Blanks { get; } = [new(["119", "一一九"]), new(["10 米"]), new(["ABC"])];

    public static IReadOnlyList<Option> Options(QuestionKind kind) => kind switch
    {
        QuestionKind.Fill => [],
        QuestionKind.Order or QuestionKind.Match => [.. Enumerable.Range(0, 4).Select(o => new Option(Wording.Of($"{o}"), true))],
        QuestionKind.Judge => [new(Wording.Of("正确"), true), new(Wording.Of("错误"), false)],
        QuestionKind.Multiple => [.. Enumerable.Range(0, 5).Select(o => new Option(Wording.Of($"{o}"), o < 3))],
        _ => [.. Enumerable.Range(0, 4).Select(o => new Option(Wording.Of($"{o}"), o == 0))],
    };
}
