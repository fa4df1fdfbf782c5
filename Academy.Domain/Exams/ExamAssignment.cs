namespace Academy.Domain.Exams;

/// <summary>考试安排: a person is to sit a blueprint's exam for one or more training cycles. Attempts belong to it.</summary>
public sealed class ExamAssignment
{
    private readonly List<ExamAssignmentCycle> _cycles = [];

    private ExamAssignment() { }

    public ExamAssignment(Guid id, Guid personId, Guid organizationId, string blueprint, string family, int releaseId, ExamMode mode, IEnumerable<Guid> cycles, DateTimeOffset createdAt)
    {
        (Id, PersonId, OrganizationId, Blueprint, Family, ReleaseId, Mode, CreatedAt) = (id, personId, organizationId, blueprint, family, releaseId, mode, createdAt);
        _cycles.AddRange(cycles.Select(c => new ExamAssignmentCycle(c)));
    }

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }

    /// <summary>Blueprint id in the release.</summary>
    public string Blueprint { get; private set; } = "";

    /// <summary>The blueprint's family: fails and locks are counted on it.</summary>
    public string Family { get; private set; } = "";

    public int ReleaseId { get; private set; }
    public ExamMode Mode { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Set when passed or no longer needed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<ExamAssignmentCycle> Cycles => _cycles;

    /// <summary>Nothing more is to be sat.</summary>
    public void Close(DateTimeOffset at) => ClosedAt ??= at;
}

/// <summary>A cycle that an assignment examines.</summary>
public sealed class ExamAssignmentCycle
{
    private ExamAssignmentCycle() { }

    public ExamAssignmentCycle(Guid cycleId) => CycleId = cycleId;

    public Guid CycleId { get; private set; }
}
