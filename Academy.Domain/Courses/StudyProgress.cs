namespace Academy.Domain.Courses;

/// <summary>How a lesson was completed.</summary>
public enum CompletedIn
{
    /// <summary>On the phone.</summary>
    Online,

    /// <summary>线下培训.</summary>
    Classroom,
}

/// <summary>How far a person is with one lesson. A lesson begun again after its completion is a new row.</summary>
public sealed class StudyProgress
{
    private StudyProgress() { }

    public StudyProgress(Guid id, Guid personId, string lesson, DateTimeOffset startedAt) =>
        (Id, PersonId, Lesson, StartedAt) = (id, personId, lesson, startedAt);

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>Lesson id, for example <c>C03/02-choose</c>.</summary>
    public string Lesson { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Study time credited, in seconds; never more than the lesson's minutes.</summary>
    public int Seconds { get; private set; }

    /// <summary>The furthest card opened, from 1.</summary>
    public int FurthestCard { get; private set; }

    /// <summary>Anchors of the cards whose checkpoint was answered right.</summary>
    public IReadOnlyList<string> Checkpoints { get; private set; } = [];

    public DateTimeOffset? CompletedAt { get; private set; }
    public CompletedIn? CompletedIn { get; private set; }

    /// <summary>Adds study time, up to the cap of the lesson's minutes.</summary>
    /// <returns>The seconds really credited.</returns>
    public int Credit(int seconds, Lesson lesson)
    {
        var credited = Math.Clamp(seconds, 0, Math.Max(0, (lesson.Minutes * 60) - Seconds));
        Seconds += credited;
        return credited;
    }

    /// <summary>A card was opened.</summary>
    public void Open(int card) => FurthestCard = Math.Max(FurthestCard, card);

    /// <summary>A card's checkpoint was answered right.</summary>
    public void PassCheckpoint(string anchor)
    {
        if (!Checkpoints.Contains(anchor, StringComparer.Ordinal)) Checkpoints = [.. Checkpoints, anchor];
    }

    /// <summary>What still stands between the learner and 学完.</summary>
    /// <param name="leastSeconds">The least study time, which only gates completion.</param>
    public Remaining RemainingOf(Lesson lesson, int leastSeconds) => new(
        Cards: Math.Max(0, lesson.Cards.Count - FurthestCard),
        Checkpoints: lesson.Cards.Count(c => c.Checkpoint is not null && !Checkpoints.Contains(c.Anchor ?? "", StringComparer.Ordinal)),
        Seconds: Math.Max(0, leastSeconds - Seconds));

    /// <summary>Marks the lesson done.</summary>
    /// <returns>False while something remains; then nothing changes.</returns>
    public bool Complete(Lesson lesson, int leastSeconds, DateTimeOffset now)
    {
        if (CompletedAt is not null) return true;
        if (!RemainingOf(lesson, leastSeconds).IsNothing) return false;
        (CompletedAt, CompletedIn) = (now, Courses.CompletedIn.Online);
        return true;
    }

    /// <summary>Completed by a classroom session held on the lesson.</summary>
    public void CompleteInClassroom(DateTimeOffset now)
    {
        if (CompletedAt is null) (CompletedAt, CompletedIn) = (now, Courses.CompletedIn.Classroom);
    }

    /// <summary>What is left of a lesson.</summary>
    public readonly record struct Remaining(int Cards, int Checkpoints, int Seconds)
    {
        public bool IsNothing => Cards == 0 && Checkpoints == 0 && Seconds == 0;
    }
}

/// <summary>
/// The one study clock a person has: whatever pages are open, time runs once.
/// Each beat answers the nonce it was given and gets the next, so a beat can be neither repeated nor made up.
/// </summary>
public sealed class StudyClock
{
    /// <summary>What one beat can credit: further apart, the page was hidden or the network away.</summary>
    public static readonly TimeSpan LongestBeat = TimeSpan.FromSeconds(45);

    private StudyClock() { }

    public StudyClock(Guid personId) => PersonId = personId;

    public Guid PersonId { get; private set; }
    public string? Lesson { get; private set; }
    public string? Nonce { get; private set; }
    public DateTimeOffset? LastBeatAt { get; private set; }

    /// <summary>Opens a lesson: earlier nonces die, time starts now. It never turns back: two pages may come in the other order than their instants.</summary>
    public void Start(string lesson, string nonce, DateTimeOffset now) => (Lesson, Nonce, LastBeatAt) = (lesson, nonce, LastBeatAt > now ? LastBeatAt : now);

    /// <summary>Takes a beat.</summary>
    /// <param name="most">The longest that can have been study since the last one; more than that is not counted.</param>
    /// <returns>Seconds to credit; null for a nonce that is not the current one of this lesson.</returns>
    public int? Beat(string lesson, string nonce, string next, TimeSpan most, DateTimeOffset now)
    {
        if (Lesson != lesson || Nonce is null || Nonce != nonce || LastBeatAt is not { } last) return null;
        var elapsed = now - last;
        var seconds = (int)Math.Clamp(elapsed.TotalSeconds, 0, most.TotalSeconds);
        // The part of a second that was not counted stays on the clock, and an earlier instant does not turn it back.
        (Nonce, LastBeatAt) = (next, elapsed > most ? now : last.AddSeconds(seconds));
        return seconds;
    }
}

/// <summary>Where a practice answer was given.</summary>
public enum PracticeSetting
{
    /// <summary>随堂题.</summary>
    Checkpoint,

    /// <summary>补训.</summary>
    Retraining,

    /// <summary>练习.</summary>
    Practice,
}

/// <summary>One answer to a practice or checkpoint question. Never changed.</summary>
public sealed class PracticeAnswer
{
    private PracticeAnswer() { }

    public PracticeAnswer(Guid id, Guid personId, string questionId, string questionVersion, string knowledgePoint, bool isRight, PracticeSetting setting, Guid? retrainingOrderId, DateTimeOffset at) =>
        (Id, PersonId, QuestionId, QuestionVersion, KnowledgePoint, IsRight, Setting, RetrainingOrderId, At) =
        (id, personId, questionId, questionVersion, knowledgePoint, isRight, setting, retrainingOrderId, at);

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public string QuestionId { get; private set; } = "";
    public string QuestionVersion { get; private set; } = "";
    public string KnowledgePoint { get; private set; } = "";
    public bool IsRight { get; private set; }
    public PracticeSetting Setting { get; private set; }
    public Guid? RetrainingOrderId { get; private set; }
    public DateTimeOffset At { get; private set; }
}
