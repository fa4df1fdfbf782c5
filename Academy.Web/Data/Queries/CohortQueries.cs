using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 培训班 and how far its people are.</summary>
public sealed record CohortLine(Guid Id, string Name, string Position, DateOnly DueOn, IReadOnlyDictionary<CycleState, int> States)
{
    public int People => States.Values.Sum();

    /// <summary>Through: 已取证, of a 季节工岗前包 已通过.</summary>
    public int Certified => States.GetValueOrDefault(CycleState.Certified);

    /// <summary>Failed and not yet through: 补训中 or 受阻.</summary>
    public int Stuck => States.GetValueOrDefault(CycleState.Retraining) + States.GetValueOrDefault(CycleState.Blocked);

    /// <summary>Those who are still at it; who left is not waited for.</summary>
    public int Open => People - Certified - States.GetValueOrDefault(CycleState.Closed);
}

/// <summary>One person's place in a 培训班.</summary>
public sealed record CohortMember(Guid PersonId, string Name, string StaffNumber, Guid CycleId, TrainingRound Round, CycleState State);

/// <summary>Somebody who could be put into a 培训班 of a position.</summary>
/// <param name="OpenSince">Non-null while a cycle of the position is open; then no other is given.</param>
/// <param name="CertifiedUntil">Last day of the certificate that stands, suspended or not; then the cycle is a renewal.</param>
/// <param name="RenewalOpensOn">Non-null while it is too early for a renewal; then no cycle is given.</param>
public sealed record CohortCandidate(Guid PersonId, string Name, string StaffNumber, string Department, bool Holds, DateTimeOffset? OpenSince, DateOnly? OpenDueOn, DateOnly? CertifiedUntil, DateOnly? RenewalOpensOn)
{
    /// <summary>Gets a cycle when chosen.</summary>
    public bool IsFree => OpenSince is null && RenewalOpensOn is null;
}

/// <summary>培训班 of one Organization.</summary>
public static class CohortQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The newest first; or the one asked for.</summary>
        public async Task<IReadOnlyList<CohortLine>> CohortsAsync(Guid organizationId, Guid? only, CancellationToken cancel)
        {
            var cohorts = await db.Cohorts.Where(c => c.OrganizationId == organizationId && (only == null || c.Id == only))
                .Join(db.Positions, c => c.Position, p => p.Number, (c, p) => new { c.Id, c.Name, Position = p.Name, c.DueOn, c.CreatedAt })
                .OrderByDescending(c => c.CreatedAt).ToListAsync(cancel);
            var states = await db.Cycles.Where(c => c.OrganizationId == organizationId && c.CohortId != null && (only == null || c.CohortId == only))
                .GroupBy(c => new { c.CohortId, c.State }).Select(g => new { g.Key.CohortId, g.Key.State, Count = g.Count() }).ToListAsync(cancel);
            return [.. cohorts.Select(c => new CohortLine(c.Id, c.Name, c.Position, c.DueOn, states.Where(s => s.CohortId == c.Id).ToDictionary(s => s.State, s => s.Count)))];
        }

        public async Task<IReadOnlyList<CohortMember>> CohortMembersAsync(Guid organizationId, Guid cohortId, CancellationToken cancel) =>
            await (from c in db.Cycles
                   where c.OrganizationId == organizationId && c.CohortId == cohortId
                   join p in db.People on c.PersonId equals p.Id
                   let number = db.Engagements.Where(e => e.PersonId == p.Id && e.OrganizationId == organizationId).OrderByDescending(e => e.StartsOn).Select(e => e.StaffNumber).FirstOrDefault()
                   orderby number
                   select new CohortMember(p.Id, p.Name, number ?? "", c.Id, c.Round, c.State)).ToListAsync(cancel);

        /// <summary>Everybody who works here, and what stands for or against a cycle of the position.</summary>
        /// <param name="renewalOpensDays">Days before its end in which a certificate may be renewed.</param>
        public async Task<IReadOnlyList<CohortCandidate>> CohortCandidatesAsync(Guid organizationId, int position, DateOnly day, int renewalOpensDays, CancellationToken cancel)
        {
            var people = await (from e in db.Engagements.CurrentOn(day)
                                where e.OrganizationId == organizationId && e.EndsOn == null
                                join p in db.People on e.PersonId equals p.Id
                                join d in db.Departments on e.DepartmentId equals d.Id
                                orderby e.StaffNumber
                                select new { p.Id, p.Name, e.StaffNumber, Department = d.Name, Holds = e.Positions.Any(x => x.Position == position && x.EndsOn == null) }).ToListAsync(cancel);
            var open = await db.Cycles.Where(c => c.OrganizationId == organizationId && c.Position == position && c.State != CycleState.Certified && c.State != CycleState.Closed)
                .ToDictionaryAsync(c => c.PersonId, c => new { c.AssignedAt, c.DueOn }, cancel);
            var certified = await db.Certificates.NotFinal().Where(c => c.OrganizationId == organizationId && c.Position == position)
                .GroupBy(c => c.HolderId).Select(g => new { g.Key, Until = g.Max(c => c.ExpiresOn) }).ToDictionaryAsync(c => c.Key, c => c.Until, cancel);
            return [.. people.Select(p => new CohortCandidate(
                p.Id, p.Name, p.StaffNumber, p.Department, p.Holds,
                open.TryGetValue(p.Id, out var cycle) ? cycle.AssignedAt : null, cycle?.DueOn,
                certified.TryGetValue(p.Id, out var until) ? until : null,
                until != default && Validity.RenewalOpensOn(until, renewalOpensDays) is var opens && day < opens ? opens : null))];
        }
    }
}
