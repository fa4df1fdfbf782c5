using Academy.Domain.Organizations;

namespace Academy.Domain.Inspections;

/// <summary>
/// 检查范围: what an Inspector sees of the platform beside the codes scanned on site. Given by an Administrator, from–to;
/// each of district, kind and Organization narrows it.
/// </summary>
public sealed class InspectorAssignment
{
    private InspectorAssignment() { }

    /// <param name="district">How the Organization's district begins, or null for any.</param>
    /// <param name="venueKind">Venues of this kind alone, or null for any.</param>
    /// <param name="organizationId">This Organization alone, or null for any.</param>
    /// <exception cref="ArgumentException">It narrows nothing, or ends before it starts.</exception>
    public InspectorAssignment(Guid id, Guid inspectorId, string? district, VenueKind? venueKind, Guid? organizationId, DateOnly startsOn, DateOnly? endsOn, Guid givenBy)
    {
        if (string.IsNullOrWhiteSpace(district) && venueKind is null && organizationId is null) throw new ArgumentException("An assignment names a district, a kind or an organization.", nameof(district));
        if (endsOn < startsOn) throw new ArgumentException("An assignment ends after it starts.", nameof(endsOn));
        (Id, InspectorId, District, VenueKind, OrganizationId, StartsOn, EndsOn, GivenBy) =
            (id, inspectorId, string.IsNullOrWhiteSpace(district) ? null : district.Trim(), venueKind, organizationId, startsOn, endsOn, givenBy);
    }

    public Guid Id { get; private set; }
    public Guid InspectorId { get; private set; }
    public string? District { get; private set; }
    public VenueKind? VenueKind { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day, or null while it runs.</summary>
    public DateOnly? EndsOn { get; private set; }

    public Guid GivenBy { get; private set; }

    /// <summary>Whether a Venue is within it on that day; the query of the same meaning is held against this by a test.</summary>
    public bool Covers(Venue venue, Organization organization, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(organization);
        return StartsOn <= day && (EndsOn is null || day <= EndsOn)
            && (OrganizationId is null || OrganizationId == venue.OrganizationId)
            && (VenueKind is null || VenueKind == venue.Kind)
            && (District is null || organization.District?.StartsWith(District, StringComparison.Ordinal) is true);
    }

    /// <summary>Takes it back: that day is the last.</summary>
    public void End(DateOnly lastDay) => EndsOn = lastDay;
}
