using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>What a grade says.</summary>
public enum Outcome
{
    /// <summary>合格.</summary>
    Passed,

    /// <summary>红线题未过: mark and floors reached, a critical item missed.</summary>
    FailedCritical,

    /// <summary>不合格.</summary>
    Failed,
}

/// <summary>Points of one ability on one paper.</summary>
/// <param name="BelowFloor">The floor counted for it and was missed.</param>
public sealed record AbilityScore(string Ability, int Points, int Total, int Items, bool BelowFloor)
{
    /// <summary>Share of its points, 0–100, rounded down.</summary>
    public int Percent => Total == 0 ? 0 : Points * 100 / Total;
}

/// <summary>成绩 of one cycle's part of an attempt. Final.</summary>
public sealed class Grade
{
    private Grade() { }

    public Grade(Guid cycleId, Outcome outcome, int points, int total, int passMark, IReadOnlyList<AbilityScore> abilities, IReadOnlyList<string> missed, IReadOnlyList<string> missedCritical, DateTimeOffset gradedAt) =>
        (CycleId, Outcome, Points, Total, PassMark, Abilities, Missed, MissedCritical, GradedAt) =
        (cycleId, outcome, points, total, passMark, abilities, missed, missedCritical, gradedAt);

    public Guid CycleId { get; private set; }
    public Outcome Outcome { get; private set; }
    public int Points { get; private set; }
    public int Total { get; private set; }
    public int PassMark { get; private set; }
    public IReadOnlyList<AbilityScore> Abilities { get; private set; } = [];

    /// <summary>Knowledge points of items that were not right, sorted, each once: in no order that tells which item.</summary>
    public IReadOnlyList<string> Missed { get; private set; } = [];

    /// <summary>Those of critical items.</summary>
    public IReadOnlyList<string> MissedCritical { get; private set; } = [];

    public DateTimeOffset GradedAt { get; private set; }

    /// <summary>How often it was made anew before, for this cycle of the attempt: 0 for the first. The highest is in force.</summary>
    public int Number { get; private set; }

    /// <summary>The number of the newest <see cref="KeyCorrection"/> that its key takes into account; 0 for none.</summary>
    public int Key { get; private set; }

    /// <summary>The correction that made it; null for the first.</summary>
    public Guid? CorrectionId { get; private set; }

    internal void Stamp(int number, int key, Guid? correctionId) => (Number, Key, CorrectionId) = (number, key, correctionId);
}

/// <summary>One item marked.</summary>
public sealed record ItemMark(string Ability, KnowledgePoint KnowledgePoint, int Points, int Earned, bool IsRight, bool IsCritical);

/// <summary>Rule 7: what marks add up to.</summary>
public static class Grading
{
    /// <summary>Adds up a paper. On a critical paper everything must be right.</summary>
    public static Grade Grade(Guid cycleId, Blueprint blueprint, PaperKind kind, IReadOnlyList<ItemMark> marks, DateTimeOffset gradedAt)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(marks);
        var total = marks.Sum(m => m.Points);
        var points = marks.Sum(m => m.Earned);
        if (marks.FirstOrDefault(m => m.Earned < 0 || m.Earned > m.Points) is { } wrong) throw new InvalidOperationException($"{wrong.Earned} of {wrong.Points} points cannot be.");

        var abilities = marks.GroupBy(m => m.Ability, StringComparer.Ordinal).Select(g => Score(g.Key, [.. g], kind, blueprint)).OrderBy(s => s.Ability, StringComparer.Ordinal).ToList();
        var missed = Points(marks.Where(m => !m.IsRight));
        var missedCritical = Points(marks.Where(m => m is { IsRight: false, IsCritical: true }));
        var mark = kind is PaperKind.Critical ? total : blueprint.PassMark;
        var outcome = points < mark || abilities.Exists(a => a.BelowFloor) ? Outcome.Failed
            : missedCritical.Count > 0 ? Outcome.FailedCritical
            : Outcome.Passed;
        return new Grade(cycleId, outcome, points, total, mark, abilities, missed, missedCritical, gradedAt);
    }

    private static AbilityScore Score(string ability, List<ItemMark> marks, PaperKind kind, Blueprint blueprint)
    {
        var (points, total) = (marks.Sum(m => m.Earned), marks.Sum(m => m.Points));
        return new AbilityScore(ability, points, total, marks.Count, kind is PaperKind.Full && points < blueprint.FloorPoints(total, marks.Count));
    }

    private static List<string> Points(IEnumerable<ItemMark> marks) =>
        [.. marks.Select(m => m.KnowledgePoint.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
