namespace Academy.Domain.Exams;

/// <summary>考试安排: a person is to sit an exam for one training cycle, or a combined one for several. Attempts belong to it.</summary>
public sealed class ExamAssignment
{
    /// <summary>Positions of a combined exam, at most: of every cell the bank holds three times what one paper takes (<see cref="Feasibility.Margin"/>).</summary>
    public const int MostCombined = 3;

    private readonly List<ExamAssignmentCycle> _cycles = [];

    private ExamAssignment() { }

    public ExamAssignment(Guid id, Guid personId, Guid organizationId, string blueprint, string family, int releaseId, ExamMode mode, Guid cycle, DateTimeOffset createdAt)
    {
        (Id, PersonId, OrganizationId, Blueprint, Family, ReleaseId, Mode, CreatedAt) = (id, personId, organizationId, blueprint, family, releaseId, mode, createdAt);
        _cycles.Add(new ExamAssignmentCycle(cycle, blueprint, family));
    }

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }

    /// <summary>Blueprint id in the release; of a combined exam its first part's.</summary>
    public string Blueprint { get; private set; } = "";

    /// <summary>The blueprint's family; of a combined exam its first part's.</summary>
    public string Family { get; private set; } = "";

    public int ReleaseId { get; private set; }
    public ExamMode Mode { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Set when passed or no longer needed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<ExamAssignmentCycle> Cycles => _cycles;

    /// <summary>合并考试.</summary>
    public bool IsCombined => _cycles.Count > 1;

    /// <summary>The families on which fails and locks of its parts are counted.</summary>
    public IEnumerable<string> Families => _cycles.Select(c => c.Family).Distinct(StringComparer.Ordinal);

    /// <summary>Whether some exams of one person may be sat as one: of one Organization and one release, none closed, none combined already, not too many.</summary>
    public static bool MayCombine(IReadOnlyCollection<ExamAssignment> exams) =>
        exams.Count is > 1 and <= MostCombined && exams.All(e => e is { ClosedAt: null, IsCombined: false }) && exams.Select(e => (e.PersonId, e.OrganizationId, e.ReleaseId)).Distinct().Count() == 1;

    /// <summary>合并考试: one sitting for several cycles, supervised if one of them is. The exams it is made of end.</summary>
    /// <exception cref="ArgumentException">They may not be combined (<see cref="MayCombine"/>).</exception>
    public static ExamAssignment Combine(Guid id, IReadOnlyList<ExamAssignment> exams, DateTimeOffset now)
    {
        if (!MayCombine(exams)) throw new ArgumentException("These exams cannot be combined.", nameof(exams));
        var combined = new ExamAssignment
        {
            Id = id,
            PersonId = exams[0].PersonId,
            OrganizationId = exams[0].OrganizationId,
            Blueprint = exams[0].Blueprint,
            Family = exams[0].Family,
            ReleaseId = exams[0].ReleaseId,
            Mode = exams.Any(e => e.Mode is ExamMode.Supervised) ? ExamMode.Supervised : exams[0].Mode,
            CreatedAt = now,
        };
        combined._cycles.AddRange(exams.SelectMany(e => e._cycles).Select(c => new ExamAssignmentCycle(c.CycleId, c.Blueprint, c.Family)));
        foreach (var exam in exams) exam.HandOn(now);
        return combined;
    }

    /// <summary>Nothing more is to be sat.</summary>
    public void Close(DateTimeOffset at) => ClosedAt ??= at;

    /// <summary>Ends it for other exams of the same cycles.</summary>
    public void HandOn(DateTimeOffset now)
    {
        Close(now);
        foreach (var cycle in _cycles) cycle.End(now);
    }

    /// <summary>The pass of a part is none any more: another assignment examines its cycle.</summary>
    public void EndPart(Guid cycleId, DateTimeOffset now) => _cycles.Find(c => c.CycleId == cycleId)?.End(now);

    /// <summary>After an attempt: closed when passed. A combined exam is sat once; each part that was not passed then has an exam of its own.</summary>
    public void Conclude(IReadOnlyCollection<Grade> grades, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(grades);
        var failed = _cycles.Where(c => grades.Any(g => g.CycleId == c.CycleId && g.Outcome is not Outcome.Passed)).ToList();
        if (failed.Count > 0 && !IsCombined) return;
        Close(now);
        foreach (var cycle in failed) cycle.End(now);
    }
}

/// <summary>A cycle that an assignment examines, and by which blueprint: one part of a combined exam, all of any other.</summary>
public sealed class ExamAssignmentCycle
{
    private ExamAssignmentCycle() { }

    internal ExamAssignmentCycle(Guid cycleId, string blueprint, string family) => (CycleId, Blueprint, Family) = (cycleId, blueprint, family);

    public Guid CycleId { get; private set; }

    /// <summary>Blueprint id in the release.</summary>
    public string Blueprint { get; private set; } = "";

    /// <summary>The blueprint's family: fails and locks are counted on it.</summary>
    public string Family { get; private set; } = "";

    /// <summary>Since when another assignment examines the cycle.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal void End(DateTimeOffset now) => EndedAt ??= now;
}
