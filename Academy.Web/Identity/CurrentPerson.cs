using System.Security.Claims;
using Academy.Domain.Organizations;

namespace Academy.Web.Identity;

/// <summary>What pages ask of the person who is signed in.</summary>
public static class CurrentPerson
{
    internal const string Person = "person";
    internal const string Organization = "organization";
    internal const string Department = "department";
    internal const string Unit = "unit";
    internal const string Stamp = "stamp";
    internal const string Device = "device";
    internal const string Guest = "guest";
    internal const string Until = "guest-until";

    extension(ClaimsPrincipal user)
    {
        /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
        public Guid PersonId => IdOf(user, Person) ?? throw new InvalidOperationException("Nobody is signed in.");

        /// <summary>The Organization the person acts in; null for Inspectors and Administrators without an engagement.</summary>
        public Guid? OrganizationId => IdOf(user, Organization);

        /// <summary>The department a TeamLeader leads.</summary>
        public Guid? DepartmentId => IdOf(user, Department);

        /// <summary>The device the session runs on.</summary>
        public Guid? DeviceId => IdOf(user, Device);

        /// <summary>招牌名 of the Organization, for the head of the page.</summary>
        public string? UnitName => user.FindFirstValue(Unit);

        public bool Is(Role role) => user.IsInRole(role.ToString());

        /// <summary>Let in for an inspection, without an account, see <see cref="Guests"/>.</summary>
        public bool IsGuest => user.HasClaim(c => c.Type == Guest);

        /// <summary>When a guest's session is over, 14:03; null for everybody else.</summary>
        public string? GuestUntil => user.FindFirstValue(Until);

        /// <summary>Whether a code of that Organization (null for one that is of none) is shown with everything behind it: to an Inspector any, to a guest those of the Organization.</summary>
        public bool InspectsCodesOf(Guid? organizationId) => user.Is(Role.Inspector) || (user.IsGuest && (organizationId is null || organizationId == user.OrganizationId));
    }

    internal static Guid? IdOf(ClaimsPrincipal user, string type) => Guid.TryParse(user.FindFirstValue(type), out var id) ? id : null;
}
