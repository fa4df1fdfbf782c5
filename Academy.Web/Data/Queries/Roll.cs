using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>One person on the roll of an Organization, with every position held today.</summary>
public sealed record RollEntry(Guid EngagementId, Guid PersonId, string Name, string StaffNumber, Guid DepartmentId, string Department, string Venue, EngagementKind Kind, IReadOnlyList<RollPosition> Positions)
{
    /// <summary>May work in every position held. Who holds none counts neither as covered nor as missing.</summary>
    public bool MayWork => Positions.Count > 0 && Positions.All(p => p.Eligibility.Status is not EligibilityStatus.NotEligible);

    /// <summary>Holds a position and may not work in it.</summary>
    public bool IsMissing => Positions.Any(p => p.Eligibility.Status is EligibilityStatus.NotEligible);

    /// <summary>The first day on which something must be renewed, or null while something is missing already or no certificate is held.</summary>
    public DateOnly? Until => MayWork ? Positions.Where(p => p.Eligibility.Status is EligibilityStatus.Eligible).Min(p => p.Eligibility.Until) : null;
}

/// <summary>A position held and what eligibility says of it.</summary>
/// <param name="IsAssignable">False while the content for it is not complete: then nobody can be certified.</param>
/// <param name="Cycle">The state of the open training cycle, or null.</param>
public sealed record RollPosition(int Number, string Name, Eligibility Eligibility, bool IsAssignable, CycleState? Cycle);

/// <summary>不漏一人: everybody who works here and whether they may.</summary>
public static class Roll
{
    extension(AcademyDbContext db)
    {
        /// <summary>
        /// The roll on a day, by staff number. It looks at the facts of the personal file, read for all at once;
        /// a test holds the two against each other.
        /// </summary>
        /// <param name="seasonDays">Academy:Defaults:SeasonDays.</param>
        public async Task<IReadOnlyList<RollEntry>> RollAsync(Guid organizationId, Curriculum curriculum, int seasonDays, DateOnly day, CancellationToken cancel)
        {
            var people = await (from e in db.Engagements.CurrentOn(day)
                                where e.OrganizationId == organizationId
                                join p in db.People on e.PersonId equals p.Id
                                join d in db.Departments on e.DepartmentId equals d.Id
                                join v in db.Venues on e.VenueId equals v.Id
                                orderby e.StaffNumber
                                select new
                                {
                                    e.Id, e.PersonId, p.Name, e.StaffNumber, e.DepartmentId, Department = d.Name, Venue = v.Name, v.IsPublicAssembly, e.Kind, e.StartsOn,
                                    Positions = e.Positions.Where(x => x.StartsOn <= day && (x.EndsOn == null || x.EndsOn >= day)).Select(x => x.Position).ToList(),
                                }).AsSplitQuery().ToListAsync(cancel);
            var names = await db.Positions.Where(p => p.OrganizationId == null || p.OrganizationId == organizationId).ToDictionaryAsync(p => p.Number, p => p.Name, cancel);
            var certificates = (await db.Certificates.Where(c => c.OrganizationId == organizationId)
                .Select(c => new { c.HolderId, c.Position, c.State, c.Suspension, c.IssuedOn, c.ExpiresOn, c.IssuedAt }).ToListAsync(cancel))
                .GroupBy(c => (c.HolderId, c.Position)).ToDictionary(g => g.Key, g => g.MaxBy(c => c.IssuedAt)!);
            var cycles = (await db.Cycles.Where(c => c.OrganizationId == organizationId && c.ClosedAt == null)
                .Select(c => new { c.PersonId, c.Position, c.State }).ToListAsync(cancel)).ToLookup(c => (c.PersonId, c.Position), c => c.State);
            var seasons = (await db.Cycles.Where(c => c.OrganizationId == organizationId && c.Round == TrainingRound.Season && c.State == CycleState.Certified
                    && db.Attempts.Any(a => a.PersonId == c.PersonId && a.AllGrades.Any(g => g.CycleId == c.Id && g.Outcome == Outcome.Passed && !a.AllGrades.Any(n => n.CycleId == g.CycleId && n.Number > g.Number))))
                .Select(c => new { c.PersonId, c.Position, c.ClosedAt }).ToListAsync(cancel))
                .GroupBy(c => (c.PersonId, c.Position)).ToDictionary(g => g.Key, g => g.Max(c => c.ClosedAt!.Value).Day());
            var here = db.Engagements.CurrentOn(day).Where(e => e.OrganizationId == organizationId).Select(e => e.PersonId);
            var unsigned = (await db.RetrainingOrders.Where(o => here.Contains(o.PersonId) && o.Step == RetrainingStep.Third && o.SignedAt == null && o.LiftedAt == null)
                .Select(o => new { o.PersonId, o.Family }).ToListAsync(cancel)).Select(o => (o.PersonId, o.Family)).ToHashSet();
            var licences = (await db.Licences.Where(l => here.Contains(l.PersonId) && l.CheckedAt != null && l.WithdrawnAt == null && l.ExpiresOn >= day)
                .Select(l => new { l.PersonId, l.Kind }).ToListAsync(cancel)).Select(l => (l.PersonId, l.Kind)).ToHashSet();

            return [.. people.Select(p => new RollEntry(p.Id, p.PersonId, p.Name, p.StaffNumber, p.DepartmentId, p.Department, p.Venue, p.Kind, [.. p.Positions.Distinct().Order().Select(n => Judge(p.PersonId, n, p.IsPublicAssembly, p.Kind, p.StartsOn))]))];

            RollPosition Judge(Guid person, int position, bool isPublicAssembly, EngagementKind kind, DateOnly engagedSince)
            {
                var entry = curriculum.Positions.FirstOrDefault(x => x.Number == position);
                var requirement = entry is null ? null : curriculum.FindRequirement(entry.Code, TrainingRound.First);
                var family = requirement is null ? null : curriculum.FindBlueprint(requirement.Blueprint)?.Family;
                var held = certificates.GetValueOrDefault((person, position));
                var facts = new EligibilityFacts(
                    true,
                    held is null ? null : new CertificateFacts(held.State, held.Suspension, held.IssuedOn, held.ExpiresOn),
                    isPublicAssembly,
                    family is not null && unsigned.Contains((person, family)),
                    [.. (requirement?.Licences ?? []).Where(kind => !licences.Contains((person, kind)))],
                    SeasonFacts.Of(
                        kind,
                        engagedSince,
                        seasons.TryGetValue((person, position), out var passedOn) ? passedOn : null,
                        seasonDays,
                        entry is null ? null : curriculum.FindRequirement(entry.Code, TrainingRound.Season)?.LimitedTo));
                var open = cycles[(person, position)].ToList();
                return new RollPosition(position, names.GetValueOrDefault(position, $"岗位 {position}"), Eligibility.Of(facts, day), requirement is not null, open.Count == 0 ? null : open[0]);
            }
        }
    }
}
