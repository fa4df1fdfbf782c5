using Academy.Domain.Certificates;

namespace Academy.Domain.Inspections;

/// <summary>举报: what somebody who scanned a code found wrong with it. Kept as it was said, and answered once.</summary>
public sealed class CodeReport
{
    /// <summary>Characters of <see cref="Text"/> and of <see cref="Answer"/>.</summary>
    public const int LongestText = 500;

    private CodeReport() { }

    /// <param name="certificateId">Null for a code that was never issued.</param>
    /// <param name="shown">Certificate number, or the fingerprint of a refused code.</param>
    /// <param name="contact">How the reporter may be asked; nobody has to say.</param>
    public CodeReport(Guid id, Guid? certificateId, Guid? organizationId, string shown, VerificationResult result, string text, string? contact, DateTimeOffset at) =>
        (Id, CertificateId, OrganizationId, Shown, Result, Text, Contact, At) = (id, certificateId, organizationId, shown, result, text, contact, at);

    public Guid Id { get; private set; }
    public Guid? CertificateId { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public string Shown { get; private set; } = "";
    public VerificationResult Result { get; private set; }
    public string Text { get; private set; } = "";
    public string? Contact { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>What was found out and done; null while nobody has looked into it.</summary>
    public string? Answer { get; private set; }

    public Guid? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Closes it.</summary>
    /// <returns>False when it was closed before.</returns>
    public bool Close(string answer, Guid by, DateTimeOffset now)
    {
        if (Answer is not null) return false;
        (Answer, AnsweredBy, AnsweredAt) = (answer, by, now);
        return true;
    }
}
