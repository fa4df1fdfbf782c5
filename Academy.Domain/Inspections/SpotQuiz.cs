namespace Academy.Domain.Inspections;

/// <summary>抽问: three practice questions on a person's position, asked on site. It suspends nobody; two wrong ones open a training cycle.</summary>
public sealed class SpotQuiz
{
    /// <summary>Questions of one quiz.</summary>
    public const int Questions = 3;

    /// <summary>So many wrong answers fail it.</summary>
    public const int WrongToFail = 2;

    /// <summary>Days in which the training that its failure opens is due; ours, no law gives them.</summary>
    public const int TrainingDays = 15;

    /// <summary>For one question; shown to who is asked.</summary>
    public static readonly TimeSpan TimeEach = TimeSpan.FromSeconds(60);

    /// <summary>For what is under way when the time is up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly List<SpotAnswer> _answers = [];

    private SpotQuiz() { }

    /// <summary>Begins it: the first question is asked.</summary>
    /// <param name="questionIds">Of the practice bank of the release.</param>
    /// <exception cref="ArgumentException">They are not <see cref="Questions"/> different ones.</exception>
    public SpotQuiz(Guid id, Guid inspectionId, Guid personId, int position, int releaseId, IReadOnlyList<string> questionIds, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(questionIds);
        if (questionIds.Distinct(StringComparer.Ordinal).Count() != Questions) throw new ArgumentException("A quiz has three different questions.", nameof(questionIds));
        (Id, InspectionId, PersonId, Position, ReleaseId, QuestionIds, By, AskedAt) = (id, inspectionId, personId, position, releaseId, questionIds, by, now);
    }

    public Guid Id { get; private set; }
    public Guid InspectionId { get; private set; }
    public Guid PersonId { get; private set; }
    public int Position { get; private set; }
    public int ReleaseId { get; private set; }
    public IReadOnlyList<string> QuestionIds { get; private set; } = [];
    public Guid By { get; private set; }

    /// <summary>When the present question was asked.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>The training that its failure opened.</summary>
    public Guid? CycleId { get; private set; }

    public IReadOnlyList<SpotAnswer> Answers => _answers;

    /// <summary>The question asked now; null when all are answered.</summary>
    public string? Asked => IsOver ? null : QuestionIds[_answers.Count];

    public bool IsOver => _answers.Count == Questions;
    public int Wrong => _answers.Count(a => !a.IsRight);
    public bool HasFailed => IsOver && Wrong >= WrongToFail;

    /// <summary>Takes the answer to a question, and asks the next. What comes too late is wrong.</summary>
    /// <param name="number">From 1; another than the present one was answered before.</param>
    /// <returns>False when that is not the present question.</returns>
    public bool Answer(int number, bool isRight, DateTimeOffset now)
    {
        if (IsOver || number != _answers.Count + 1) return false;
        var isLate = now - AskedAt > TimeEach + Grace;
        _answers.Add(new SpotAnswer(number, isRight && !isLate, isLate, now));
        AskedAt = now;
        return true;
    }

    /// <summary>Notes the training that its failure opened.</summary>
    /// <exception cref="InvalidOperationException">It was not failed.</exception>
    public void LeadTo(Guid cycleId)
    {
        if (!HasFailed) throw new InvalidOperationException("A quiz that was not failed opens no training.");
        CycleId = cycleId;
    }
}

/// <summary>One answer of a spot quiz.</summary>
public sealed class SpotAnswer
{
    private SpotAnswer() { }

    internal SpotAnswer(int number, bool isRight, bool isLate, DateTimeOffset at) => (Number, IsRight, IsLate, At) = (number, isRight, isLate, at);

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public bool IsRight { get; private set; }

    /// <summary>Came after the time, or not at all until then.</summary>
    public bool IsLate { get; private set; }

    public DateTimeOffset At { get; private set; }
}
