namespace Academy.Domain.Inspections;

/// <summary>What a finding is about: what scanning shows of a person, then the six things every round of inspection looks at.</summary>
public enum FindingKind
{
    /// <summary>无证上岗.</summary>
    Uncertified,

    /// <summary>证件过期.</summary>
    Expired,

    /// <summary>人证不符.</summary>
    Mismatch,

    /// <summary>答不上现场题.</summary>
    Unanswered,

    /// <summary>安全生产责任落实.</summary>
    Responsibility,

    /// <summary>火灾防控.</summary>
    FirePrevention,

    /// <summary>突发事件疏散.</summary>
    Evacuation,

    /// <summary>安全生产教育宣传.</summary>
    Education,

    /// <summary>公共卫生.</summary>
    PublicHealth,

    /// <summary>值班值守.</summary>
    Duty,
}

/// <summary>How much it weighs.</summary>
public enum Severity
{
    /// <summary>一般.</summary>
    Ordinary,

    /// <summary>较重.</summary>
    Serious,

    /// <summary>重大.</summary>
    Major,
}

/// <summary>States of a finding. Overdue is derived.</summary>
public enum FindingState
{
    /// <summary>待整改.</summary>
    Open,

    /// <summary>待复查.</summary>
    Rectified,

    /// <summary>已销号; final.</summary>
    Closed,

    /// <summary>退回整改.</summary>
    Reopened,
}

/// <summary>One thing that was done about a finding.</summary>
public enum FindingAct
{
    /// <summary>发现.</summary>
    Found,

    /// <summary>整改.</summary>
    Rectified,

    /// <summary>复查不通过.</summary>
    Reopened,

    /// <summary>复查通过，销号.</summary>
    Closed,
}

/// <summary>What came of an act.</summary>
public enum FindingOutcome
{
    Done,

    /// <summary>Not in the state for it.</summary>
    NotNow,

    /// <summary>Nobody re-checks what they rectified, or what is about them (rule 13).</summary>
    Self,
}

/// <summary>What was found.</summary>
/// <param name="DueOn">Last day to put it right.</param>
/// <param name="PersonId">Whom it concerns, if anybody.</param>
public sealed record FindingFacts(FindingKind Kind, Severity Severity, string Text, string Place, DateOnly DueOn, Guid? PersonId);

/// <summary>问题: found once, put right once, struck off once (发现一件、整改一件、销号一件). Every step is kept.</summary>
public sealed class Finding
{
    private readonly List<FindingStep> _steps = [];

    private Finding() { }

    /// <param name="id">May come from the device that recorded it without a signal.</param>
    /// <param name="number">From 1 in its inspection.</param>
    /// <param name="photos">Ids of <see cref="FindingPhoto"/>.</param>
    /// <exception cref="ArgumentException">It is due before it was found.</exception>
    public Finding(Guid id, Inspection inspection, int number, FindingFacts facts, IEnumerable<Guid> photos, Guid by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.DueOn < at.Day()) throw new ArgumentException("A finding is due on the day it was found or later.", nameof(facts));
        (Id, InspectionId, OrganizationId, Number) = (id, inspection.Id, inspection.OrganizationId, number);
        (Kind, Severity, Text, Place, DueOn, PersonId) = (facts.Kind, facts.Severity, facts.Text, facts.Place, facts.DueOn, facts.PersonId);
        Record(FindingAct.Found, null, null, photos, by, at);
    }

    public Guid Id { get; private set; }
    public Guid InspectionId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int Number { get; private set; }
    public FindingKind Kind { get; private set; }
    public Severity Severity { get; private set; }
    public string Text { get; private set; } = "";
    public string Place { get; private set; } = "";
    public Guid? PersonId { get; private set; }
    public FindingState State { get; private set; }

    /// <summary>Last day to put it right; a re-check that sends it back sets it anew.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The one history that both sides see, in order.</summary>
    public IReadOnlyList<FindingStep> Steps => _steps;

    /// <summary>Whether a kind is about a person.</summary>
    public static bool IsAboutPerson(FindingKind kind) => kind <= FindingKind.Unanswered;

    /// <summary>Should have been put right by then. What waits for the re-check waits for the inspector, and is not overdue.</summary>
    public bool IsOverdue(DateOnly day) => IsOverdue(State, DueOn, day);

    /// <summary>The same for a row of a list.</summary>
    public static bool IsOverdue(FindingState state, DateOnly dueOn, DateOnly day) => state is FindingState.Open or FindingState.Reopened && dueOn < day;

    /// <summary>整改: what the SafetyManager did about it, with its evidence.</summary>
    public FindingOutcome Rectify(string text, IEnumerable<Guid> photos, Guid by, DateTimeOffset now)
    {
        if (State is not (FindingState.Open or FindingState.Reopened)) return FindingOutcome.NotNow;
        State = FindingState.Rectified;
        Record(FindingAct.Rectified, text, null, photos, by, now);
        return FindingOutcome.Done;
    }

    /// <summary>销号: an Inspector saw that it is put right.</summary>
    public FindingOutcome Close(string? text, IEnumerable<Guid> photos, Guid by, DateTimeOffset now)
    {
        if (WhyNotRecheck(by) is { } refusal) return refusal;
        State = FindingState.Closed;
        Record(FindingAct.Closed, text, null, photos, by, now);
        return FindingOutcome.Done;
    }

    /// <summary>退回整改: it is not put right, for this reason, and due anew.</summary>
    /// <exception cref="ArgumentException">It is due in the past.</exception>
    public FindingOutcome Reopen(string reason, DateOnly dueOn, IEnumerable<Guid> photos, Guid by, DateTimeOffset now)
    {
        if (dueOn < now.Day()) throw new ArgumentException("It is due today or later.", nameof(dueOn));
        if (WhyNotRecheck(by) is { } refusal) return refusal;
        (State, DueOn) = (FindingState.Reopened, dueOn);
        Record(FindingAct.Reopened, reason, dueOn, photos, by, now);
        return FindingOutcome.Done;
    }

    private FindingOutcome? WhyNotRecheck(Guid by)
    {
        if (State is not FindingState.Rectified) return FindingOutcome.NotNow;
        return by == PersonId || _steps.Exists(s => s.Act is FindingAct.Rectified && s.By == by) ? FindingOutcome.Self : null;
    }

    private void Record(FindingAct act, string? text, DateOnly? dueOn, IEnumerable<Guid> photos, Guid by, DateTimeOffset at) =>
        _steps.Add(new FindingStep(_steps.Count + 1, act, text, dueOn, [.. photos], by, at));
}

/// <summary>One row of a finding's history; a Rectification 整改 is the step <see cref="FindingAct.Rectified"/>.</summary>
public sealed class FindingStep
{
    private FindingStep() { }

    internal FindingStep(int number, FindingAct act, string? text, DateOnly? dueOn, IReadOnlyList<Guid> photos, Guid by, DateTimeOffset at) =>
        (Number, Act, Text, DueOn, Photos, By, At) = (number, act, text, dueOn, photos, by, at);

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public FindingAct Act { get; private set; }
    public string? Text { get; private set; }

    /// <summary>Where the step set a new last day.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Ids of <see cref="FindingPhoto"/>.</summary>
    public IReadOnlyList<Guid> Photos { get; private set; } = [];

    public Guid By { get; private set; }
    public DateTimeOffset At { get; private set; }
}
