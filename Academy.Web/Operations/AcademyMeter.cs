using System.Diagnostics.Metrics;

namespace Academy.Web.Operations;

/// <summary>What the academy itself counts.</summary>
public static class AcademyMeter
{
    public const string Name = "Academy";

    private static readonly Meter Meter = new(Name);

    /// <summary>Answers acknowledged as saved.</summary>
    public static Counter<long> AnswersSaved { get; } = Meter.CreateCounter<long>("academy.answers.saved");

    /// <summary>Attempts graded.</summary>
    public static Counter<long> AttemptsGraded { get; } = Meter.CreateCounter<long>("academy.attempts.graded");

    /// <summary>Rounds in which the journal of codes could not be written.</summary>
    public static Counter<long> JournalFailures { get; } = Meter.CreateCounter<long>("academy.journal.failures");
}
