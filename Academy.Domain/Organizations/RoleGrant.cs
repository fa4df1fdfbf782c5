namespace Academy.Domain.Organizations;

/// <summary>Who may do what. Employee is not granted: it follows from a current Engagement.</summary>
public enum Role
{
    /// <summary>员工.</summary>
    Employee,

    /// <summary>班组长: own department only.</summary>
    TeamLeader,

    /// <summary>安全管理员: own Organization.</summary>
    SafetyManager,

    /// <summary>单位负责人: own Organization, read only.</summary>
    Head,

    /// <summary>检查人员.</summary>
    Inspector,

    /// <summary>系统管理员.</summary>
    Administrator,
}

/// <summary>A role given to a person, from–to, by somebody.</summary>
public sealed class RoleGrant
{
    private RoleGrant() { }

    /// <param name="organizationId">Null only for Inspector and Administrator.</param>
    /// <param name="departmentId">Set for TeamLeader.</param>
    public RoleGrant(Guid id, Guid personId, Role role, Guid? organizationId, Guid? departmentId, DateOnly startsOn, DateOnly? endsOn, Guid? grantedBy) =>
        (Id, PersonId, Role, OrganizationId, DepartmentId, StartsOn, EndsOn, GrantedBy) = (id, personId, role, organizationId, departmentId, startsOn, endsOn, grantedBy);

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public Role Role { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public Guid? GrantedBy { get; private set; }

    /// <summary>Whether it counts on that day.</summary>
    public bool IsCurrent(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>Takes it back: that day is the last.</summary>
    public void End(DateOnly lastDay) => EndsOn = lastDay;
}
