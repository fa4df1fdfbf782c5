using Academy.Domain.Inspections;
using Academy.Domain.Organizations;

namespace Academy.Domain.Tests.Inspections;

public sealed class InspectorAssignmentTests
{
    private static readonly Organization Company = Make();
    private static readonly Venue Cave = new(Guid.NewGuid(), Company.Id, "云岭溶洞", VenueKind.ScenicArea, "溶洞路 3 号", false, false);

    [Fact]
    public void An_assignment_covers_what_it_names_and_each_further_name_narrows_it()
    {
        Assert.True(Of(district: "云岭").Covers(Cave, Company, Scene.Today));
        Assert.False(Of(district: "石林").Covers(Cave, Company, Scene.Today));
        Assert.True(Of(kind: VenueKind.ScenicArea).Covers(Cave, Company, Scene.Today));
        Assert.False(Of(kind: VenueKind.Hotel).Covers(Cave, Company, Scene.Today));
        Assert.True(Of(organization: Company.Id).Covers(Cave, Company, Scene.Today));
        Assert.False(Of(organization: Guid.NewGuid()).Covers(Cave, Company, Scene.Today));
        Assert.False(Of(district: "云岭", kind: VenueKind.Hotel).Covers(Cave, Company, Scene.Today));
    }

    [Fact]
    public void An_organization_without_a_district_is_in_none() =>
        Assert.False(Of(district: "云岭").Covers(Cave, new Organization(Company.Id, Company.Number, Company.Code, "甲", "甲"), Scene.Today));

    [Fact]
    public void It_counts_from_its_first_to_its_last_day()
    {
        var assignment = Of(district: "云岭");
        assignment.End(Scene.Today.AddDays(1));

        Assert.False(assignment.Covers(Cave, Company, Scene.Today.AddDays(-1)));
        Assert.True(assignment.Covers(Cave, Company, Scene.Today.AddDays(1)));
        Assert.False(assignment.Covers(Cave, Company, Scene.Today.AddDays(2)));
    }

    [Fact]
    public void An_assignment_that_names_nothing_is_none() => Assert.Throws<ArgumentException>(() => Of(district: " "));

    private static InspectorAssignment Of(string? district = null, VenueKind? kind = null, Guid? organization = null) =>
        new(Guid.NewGuid(), Guid.NewGuid(), district, kind, organization, Scene.Today, null, Guid.NewGuid());

    private static Organization Make()
    {
        var company = new Organization(Guid.NewGuid(), Organization.FirstNumber, "demo", "云岭山文化旅游有限公司", "云岭山景区");
        company.Register(null, "云岭县", null, null);
        return company;
    }
}
