using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>Who watches.</summary>
public enum ExamMode
{
    /// <summary>监考.</summary>
    Supervised,

    /// <summary>自考: the certificate's record says so.</summary>
    Self,

    /// <summary>纸质.</summary>
    Paper,
}

/// <summary>How an item of several right parts earns points: options of a multiple choice, blanks, steps, pairs.</summary>
public enum MultiplePolicy
{
    /// <summary>All that is right and nothing else, or no points.</summary>
    AllOrNothing,

    /// <summary>少选得部分分: a share for each right option, blank or pair, or step that rightly follows another; nothing as soon as a wrong option is chosen.</summary>
    Partial,
}

/// <summary>How long a failed candidate waits, by what is at stake in the position.</summary>
public enum WaitTier
{
    /// <summary>Front line and renewals.</summary>
    FrontLine,

    /// <summary>High-risk positions and managers.</summary>
    HighRisk,
}

/// <summary>One row of a blueprint: so many questions of a kind, on an ability, of a difficulty.</summary>
/// <param name="Difficulty">1–3, or null for any.</param>
/// <param name="Count">Questions; scenarios count once.</param>
/// <param name="Points">Points of one question; a scenario's are split over its parts by largest remainder.</param>
/// <param name="Parts">Sub-questions each scenario of this cell has; 1 for the other kinds.</param>
public sealed record BlueprintCell(QuestionKind Kind, string Ability, int? Difficulty, int Count, int Points, int Parts = 1)
{
    /// <summary>Answerable items the cell gives.</summary>
    public int Items => Count * Parts;

    /// <summary>Whether the cell may draw the question.</summary>
    public bool Fits(Question question) =>
        question.Kind == Kind
        && question.Ability == Ability
        && question.Items.Count == Parts
        && (Difficulty is null || question.Difficulty == Difficulty);
}

/// <summary>组卷规则.</summary>
/// <param name="Family">Fails and locks belong to the person and this name, across cycles, positions and engagements.</param>
/// <param name="CriticalCount">红线题 among the drawn questions.</param>
/// <param name="CriticalMinutes">Minutes of the short critical paper that follows FailedCritical.</param>
/// <param name="PassMark">Points to reach.</param>
/// <param name="FloorPercent">Least share of an ability's points, where the ability has ≥ 20 points and ≥ 8 items.</param>
/// <param name="IsHighRisk">Certifies a high-risk position: rule 8's stricter limit.</param>
/// <param name="IsRenewal">Judge items at most 15 % of points.</param>
/// <param name="IsPlanned">Waits for content: listed, never drawn.</param>
public sealed record Blueprint(
    string Id,
    string Title,
    string Family,
    IReadOnlyList<BlueprintCell> Cells,
    int CriticalCount,
    int CriticalMinutes,
    int Minutes,
    int PassMark,
    int FloorPercent,
    MultiplePolicy MultiplePolicy,
    WaitTier WaitTier,
    bool IsHighRisk,
    bool IsRenewal,
    bool IsPlanned)
{
    /// <summary>Σ points over all cells.</summary>
    public int TotalPoints => Cells.Sum(c => c.Count * c.Points);

    /// <summary>Answerable items over all cells.</summary>
    public int ItemCount => Cells.Sum(c => c.Items);

    /// <summary>Points an ability must reach, or 0 where it is too small a part of the paper to have a floor.</summary>
    /// <param name="points">The ability's points in the paper.</param>
    /// <param name="items">The ability's items in the paper.</param>
    public int FloorPoints(int points, int items) =>
        points >= 20 && items >= 8 ? ((points * FloorPercent) + 99) / 100 : 0;
}
