using Academy.Domain.Exams;

namespace Academy.Domain.Organizations;

/// <summary>First training and renewal are apart: a renewal is shorter to learn, never easier to pass.</summary>
public enum TrainingRound
{
    /// <summary>岗前: before the first working day in the position.</summary>
    First,

    /// <summary>复训.</summary>
    Renewal,

    /// <summary>季节工岗前包: a short course before the season, for limited duties until the full training is done (rule 12).</summary>
    Season,
}

/// <summary>培训要求: one row of the training matrix.</summary>
/// <param name="Position">Position code, for example <c>P12</c>.</param>
/// <param name="Version">Content hash; a cycle keeps the version it began with.</param>
/// <param name="Courses">Codes of the courses whose lessons are required, all or those named by <see cref="Lessons"/>.</param>
/// <param name="Hours">学时 of 45 minutes in all, online and classroom together.</param>
/// <param name="Licences">法定证件 that must be registered and in force.</param>
/// <param name="NeedsPractical">实操考核 is required.</param>
/// <param name="Blueprint">Blueprint id.</param>
/// <param name="Months">Validity in months before the Venue's half-year rule.</param>
/// <param name="Basis">【法】, 【准据】 or 【默认】 with its article, as shown to people.</param>
/// <param name="IsPlanned">May name what is not there yet; listed, never assignable.</param>
public sealed record PositionRequirement(
    string Position,
    TrainingRound Round,
    string Version,
    IReadOnlyList<string> Courses,
    int Hours,
    IReadOnlyList<string> Licences,
    bool NeedsPractical,
    string Blueprint,
    ExamMode Mode,
    int Months,
    string Basis,
    bool IsPlanned)
{
    /// <summary>Ids of the lessons that are required; empty where it is all of the courses.</summary>
    public IReadOnlyList<string> Lessons { get; init; } = [];

    /// <summary>What somebody may do who has passed a <see cref="TrainingRound.Season"/>, as people read it; null in other rounds.</summary>
    public string? LimitedTo { get; init; }
}
