using Academy.Domain.Training;

namespace Academy.Domain.Exams;

/// <summary>What became of a certificate when a grade was made anew.</summary>
public enum CertificateEffect
{
    /// <summary>Unchanged.</summary>
    None,

    /// <summary>签发.</summary>
    Issued,

    /// <summary>暂停: the pass it rests on is none.</summary>
    Suspended,

    /// <summary>恢复: the pass it rests on is one again.</summary>
    Resumed,
}

/// <summary>What became of a 补训单 when a grade was made anew.</summary>
public enum OrderEffect
{
    /// <summary>Unchanged.</summary>
    None,

    /// <summary>取消: there is nothing to retrain for.</summary>
    Lifted,

    /// <summary>生成: a pass became a fail.</summary>
    Ordered,

    /// <summary>Another one took its place: a fail of another kind.</summary>
    Replaced,
}

/// <summary>重新评分: the grade of one cycle's part of an attempt, made anew by a correction, and what followed from it. The person sees it until they have said so, and beside the result for ever.</summary>
public sealed class Regrade
{
    private Regrade() { }

    /// <param name="before">The grade that was in force.</param>
    /// <param name="after">The one that is now.</param>
    public Regrade(Guid id, Guid correctionId, ExamAttempt attempt, Grade before, Grade after, CertificateEffect certificate, OrderEffect order, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (Id, CorrectionId, AttemptId, CycleId, PersonId, OrganizationId) = (id, correctionId, attempt.Id, after.CycleId, attempt.PersonId, attempt.OrganizationId);
        (OldPoints, NewPoints, Total, OldOutcome, NewOutcome) = (before.Points, after.Points, after.Total, before.Outcome, after.Outcome);
        (Certificate, Order, At) = (certificate, order, at);
    }

    public Guid Id { get; private set; }
    public Guid CorrectionId { get; private set; }
    public Guid AttemptId { get; private set; }
    public Guid CycleId { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int OldPoints { get; private set; }
    public int NewPoints { get; private set; }
    public int Total { get; private set; }
    public Outcome OldOutcome { get; private set; }
    public Outcome NewOutcome { get; private set; }
    public CertificateEffect Certificate { get; private set; }
    public OrderEffect Order { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>When the person said that they had seen it.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>The person has seen it.</summary>
    public void See(DateTimeOffset now) => SeenAt ??= now;

    /// <summary>Whether a grade made anew says anything else than the one in force.</summary>
    public static bool Differs(Grade before, Grade after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return (before.Outcome, before.Points) != (after.Outcome, after.Points)
            || !before.Missed.SequenceEqual(after.Missed, StringComparer.Ordinal) || !before.MissedCritical.SequenceEqual(after.MissedCritical, StringComparer.Ordinal);
    }

    /// <summary>What a fail that was none, or another one, means for the attempt's 补训单.</summary>
    /// <param name="order">The attempt's own, or null.</param>
    /// <param name="isLast">Nothing of the family was graded after it, and no other attempt passed what it examined: what follows from it is still to come.</param>
    public static OrderEffect EffectOfFail(RetrainingOrder? order, Outcome before, Outcome after, bool isLast) => before switch
    {
        _ when before == after || !isLast => OrderEffect.None,
        Outcome.Passed => OrderEffect.Ordered,
        // What was told and done stays done.
        _ => order is { IsOpen: true } ? OrderEffect.Replaced : OrderEffect.None,
    };
}
