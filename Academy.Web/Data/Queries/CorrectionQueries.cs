using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 题目更正 in the Administrator's list.</summary>
public sealed record CorrectionLine(Guid Id, string QuestionId, string Reason, string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy, CorrectionState State, int Regrades);

/// <summary>A changed grade with the names its ids stand for.</summary>
public sealed record RegradeLine(Regrade Regrade, string Name, string Organization, int Position);

/// <summary>A changed grade as its Organization or its person sees it.</summary>
/// <param name="Reason">Of the correction, in plain words.</param>
public sealed record RegradeNews(Regrade Regrade, string Name, string Reason);

/// <summary>题目更正 and the grades they changed.</summary>
public static class CorrectionQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<CorrectionLine>> CorrectionsAsync(CancellationToken cancel) =>
            await (from c in db.KeyCorrections
                   join p in db.People on c.ProposedBy equals p.Id
                   orderby c.ProposedAt descending
                   select new CorrectionLine(
                       c.Id, c.QuestionId, c.Reason, p.Name, c.ProposedAt, db.People.Where(x => x.Id == c.DecidedBy).Select(x => x.Name).FirstOrDefault(), c.State,
                       db.Regrades.Count(r => r.CorrectionId == c.Id))).ToListAsync(cancel);

        /// <summary>Adds names, by Organization and person.</summary>
        public async Task<IReadOnlyList<RegradeLine>> NamedAsync(IReadOnlyList<Regrade> regrades, CancellationToken cancel)
        {
            var (people, houses, cycles) = (regrades.Select(r => r.PersonId).Distinct().ToList(), regrades.Select(r => r.OrganizationId).Distinct().ToList(), regrades.Select(r => r.CycleId).Distinct().ToList());
            var names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
            var signs = await db.Organizations.Where(o => houses.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.SignName, cancel);
            var positions = await db.Cycles.Where(c => cycles.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Position, cancel);
            return [.. regrades.Select(r => new RegradeLine(r, names[r.PersonId], signs[r.OrganizationId], positions[r.CycleId])).OrderBy(l => l.Organization, StringComparer.Ordinal).ThenBy(l => l.Name, StringComparer.Ordinal)];
        }

        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<RegradeNews>> NewsAsync(IQueryable<Regrade> regrades, CancellationToken cancel) =>
            await (from r in regrades.AsNoTracking()
                   join c in db.KeyCorrections on r.CorrectionId equals c.Id
                   join p in db.People on r.PersonId equals p.Id
                   orderby r.At descending, r.Id descending
                   select new RegradeNews(r, p.Name, c.Reason)).ToListAsync(cancel);
    }

    extension(IQueryable<Regrade> regrades)
    {
        /// <summary>What an Organization's people had changed, of the exams they sat there.</summary>
        public IQueryable<Regrade> OfOrganization(Guid organizationId) => regrades.Where(r => r.OrganizationId == organizationId);

        /// <summary>What a person has not said to have seen.</summary>
        public IQueryable<Regrade> UnseenBy(Guid personId) => regrades.Where(r => r.PersonId == personId && r.SeenAt == null);
    }
}
