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

/// <summary>How a look was judged without the server, on the inspector's own device.</summary>
/// <param name="Device">Made by the device at its installation.</param>
/// <param name="ReceivedAt">When the server got it; the look's own instant is by the device's clock.</param>
/// <param name="IsLive">A phone showed the code, not paper.</param>
/// <param name="ListAge">Seconds since the status list was signed; null where there was none for the code.</param>
public sealed record DeviceLook(string Device, DateTimeOffset ReceivedAt, bool IsLive, int? ListAge)
{
    /// <summary>A status list that is older says nothing for a code any more (24 h of the certificate contract, §3).</summary>
    public static readonly TimeSpan ListConfirms = TimeSpan.FromHours(24);

    /// <summary>Whether a code in force was 待联网 for the device: not to be green, whatever was compared.</summary>
    public bool IsUnconfirmed => ListAge is not { } age || age > ListConfirms.TotalSeconds;
}

/// <summary>扫码: one look of a signed-in inspector at one code. Kept for ever as it was.</summary>
public sealed class Scan
{
    /// <summary>A device keeps a look so long at most.</summary>
    public static readonly TimeSpan LongestOnDevice = TimeSpan.FromDays(30);

    private Scan() { }

    public Scan(Guid id, Guid inspectorId, Guid? certificateId, Guid? organizationId, string shown, VerificationResult result, DateTimeOffset at) =>
        (Id, InspectorId, CertificateId, OrganizationId, Shown, Result, At) = (id, inspectorId, certificateId, organizationId, shown, result, at);

    /// <summary>A look that a device kept until it had a signal; what its clock says beyond that time, or of the future, is not believed.</summary>
    /// <param name="id">Made by the device, so that the same look sent twice is kept once.</param>
    public Scan(Guid id, Guid inspectorId, Guid? certificateId, Guid? organizationId, string shown, VerificationResult result, DateTimeOffset at, DeviceLook onDevice)
        : this(id, inspectorId, certificateId, organizationId, shown, result, Believed(at, onDevice)) => OnDevice = onDevice;

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

    /// <summary>比对照片: whether <see cref="Match"/> was said of a photo that the code names, and not of a card alone.</summary>
    public bool ComparedPhoto { get; private set; }

    /// <summary>Null for a look on the server's own page.</summary>
    public DeviceLook? OnDevice { get; private set; }

    /// <summary>举报: the inspector holds the code for a forgery that somebody should look into.</summary>
    public bool IsReported { get; private set; }

    /// <summary>The inspection it was part of.</summary>
    public Guid? InspectionId { get; private set; }

    /// <summary>Reports the code.</summary>
    /// <returns>False when it was reported before.</returns>
    public bool Report()
    {
        if (IsReported) return false;
        return IsReported = true;
    }

    /// <summary>Makes it part of an inspection.</summary>
    public void During(Guid inspectionId) => InspectionId = inspectionId;

    /// <summary>The inspector's judgement; given once.</summary>
    /// <param name="comparedPhoto">Whether it was said of a photo that the code names.</param>
    /// <returns>False when it was given before.</returns>
    public bool Judge(IdentityMatch match, bool comparedPhoto, DateTimeOffset now)
    {
        if (Match is not null) return false;
        (Match, ComparedPhoto, MatchedAt) = (match, comparedPhoto, now);
        return true;
    }

    private static DateTimeOffset Believed(DateTimeOffset at, DeviceLook onDevice)
    {
        var earliest = onDevice.ReceivedAt - LongestOnDevice;
        return at < earliest ? earliest : at > onDevice.ReceivedAt ? onDevice.ReceivedAt : at;
    }
}
