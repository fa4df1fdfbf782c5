using Academy.Domain.Certificates;

namespace Academy.Domain.Inspections;

/// <summary>What the inspector saw when comparing card and face.</summary>
public enum IdentityMatch
{
    /// <summary>人证相符.</summary>
    Same,

    /// <summary>人证不符.</summary>
    Different,
}

/// <summary>扫码: one look of a signed-in inspector at one code. Kept for ever as it was.</summary>
public sealed class Scan
{
    private Scan() { }

    public Scan(Guid id, Guid inspectorId, Guid? certificateId, Guid? organizationId, string shown, VerificationResult result, DateTimeOffset at) =>
        (Id, InspectorId, CertificateId, OrganizationId, Shown, Result, At) = (id, inspectorId, certificateId, organizationId, shown, result, at);

    public Guid Id { get; private set; }
    public Guid InspectorId { get; private set; }
    public Guid? CertificateId { get; private set; }
    public Guid? OrganizationId { get; private set; }

    /// <summary>Certificate number, or how an unreadable code began.</summary>
    public string Shown { get; private set; } = "";

    public VerificationResult Result { get; private set; }
    public DateTimeOffset At { get; private set; }
    public IdentityMatch? Match { get; private set; }
    public DateTimeOffset? MatchedAt { get; private set; }

    /// <summary>The inspection it was part of.</summary>
    public Guid? InspectionId { get; private set; }

    /// <summary>Makes it part of an inspection.</summary>
    public void During(Guid inspectionId) => InspectionId = inspectionId;

    /// <summary>The inspector's judgement; given once.</summary>
    /// <returns>False when it was given before.</returns>
    public bool Judge(IdentityMatch match, DateTimeOffset now)
    {
        if (Match is not null) return false;
        (Match, MatchedAt) = (match, now);
        return true;
    }
}
