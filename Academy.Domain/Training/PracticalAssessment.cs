namespace Academy.Domain.Training;

/// <summary>实操考核: a checklist signed by an assessor who is not the subject.</summary>
public sealed class PracticalAssessment
{
    private PracticalAssessment() { }

    /// <exception cref="InvalidOperationException">Assessor and subject are one person (rule 13).</exception>
    public PracticalAssessment(Guid id, Guid personId, Guid organizationId, int position, bool passed, string observations, Guid assessor, DateOnly assessedOn, DateTimeOffset recordedAt)
    {
        if (assessor == personId) throw new InvalidOperationException("Nobody assesses themselves.");
        (Id, PersonId, OrganizationId, Position, Passed, Observations, Assessor, AssessedOn, RecordedAt) =
            (id, personId, organizationId, position, passed, observations, assessor, assessedOn, recordedAt);
    }

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganizationId { get; private set; }
    public int Position { get; private set; }
    public bool Passed { get; private set; }

    /// <summary>What was done and seen.</summary>
    public string Observations { get; private set; } = "";

    public Guid Assessor { get; private set; }
    public DateOnly AssessedOn { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
}
