using Academy.Domain.Organizations;

namespace Academy.Web.Data.Queries;

/// <summary>What counts on a day, first and last day included.</summary>
public static class CurrentRows
{
    extension(IQueryable<Engagement> engagements)
    {
        public IQueryable<Engagement> CurrentOn(DateOnly day) => engagements.Where(e => e.StartsOn <= day && (e.EndsOn == null || e.EndsOn >= day));
    }

    extension(IQueryable<RoleGrant> grants)
    {
        public IQueryable<RoleGrant> CurrentOn(DateOnly day) => grants.Where(g => g.StartsOn <= day && (g.EndsOn == null || g.EndsOn >= day));
    }
}
