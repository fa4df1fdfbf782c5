using Academy.Domain.Courses;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 补训单 that waits for a manager's word.</summary>
public sealed record WaitingOrder(Guid Id, Guid PersonId, string Name, RetrainingStep Step, DateTimeOffset CreatedAt, DateTimeOffset WaitUntil, int TasksDone, int Tasks);

/// <summary>A 法定证件 that somebody needs for a position held and that must be looked at.</summary>
/// <param name="ExpiresOn">Of the newest one checked; null where there is none.</param>
public sealed record LicenceToCheck(Guid PersonId, string Name, string Position, string Kind, DateOnly? ExpiresOn);

/// <summary>What waits for a signature in one Organization.</summary>
public static class SignOffQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The lock follows the person, and so does the word on it: orders of those who work here now.</summary>
        public IQueryable<RetrainingOrder> OrdersIn(Guid organizationId, DateOnly day) =>
            db.RetrainingOrders.Where(o => db.Engagements.CurrentOn(day).Any(e => e.PersonId == o.PersonId && e.OrganizationId == organizationId));

        /// <summary>Those of them that only a manager can move: a second fail with its tasks done, a third not yet signed. The oldest first.</summary>
        public async Task<IReadOnlyList<WaitingOrder>> WaitingOrdersAsync(Guid organizationId, DateOnly day, CancellationToken cancel)
        {
            var unsigned = await db.OrdersIn(organizationId, day)
                .Where(o => o.LiftedAt == null && ((o.Step == RetrainingStep.Second && o.ConfirmedAt == null) || (o.Step == RetrainingStep.Third && o.SignedAt == null))).OrderBy(o => o.CreatedAt)
                .Join(db.People, o => o.PersonId, p => p.Id, (o, p) => new { Order = o, p.Name }).AsNoTracking().ToListAsync(cancel);
            return [.. from u in unsigned
                       where u.Order.NeedsSignature || u.Order.TasksDone
                       select new WaitingOrder(u.Order.Id, u.Order.PersonId, u.Name, u.Order.Step, u.Order.CreatedAt, u.Order.WaitUntil, u.Order.Tasks.Count(t => t.DoneAt is not null), u.Order.Tasks.Count)];
        }

        /// <summary>Licences that positions held today ask for and that are missing or end within the days given.</summary>
        public async Task<IReadOnlyList<LicenceToCheck>> LicencesToCheckAsync(Guid organizationId, Curriculum curriculum, DateOnly day, int withinDays, CancellationToken cancel)
        {
            var required = curriculum.Positions.Where(p => p.Licences.Count > 0).ToDictionary(p => p.Number);
            var numbers = required.Keys.ToList();
            var held = await (from e in db.Engagements.CurrentOn(day)
                              where e.OrganizationId == organizationId
                              from x in e.Positions
                              where numbers.Contains(x.Position) && x.StartsOn <= day && (x.EndsOn == null || x.EndsOn >= day)
                              join p in db.People on e.PersonId equals p.Id
                              orderby e.StaffNumber
                              select new { p.Id, p.Name, x.Position }).ToListAsync(cancel);
            var ids = held.Select(h => h.Id).Distinct().ToList();
            var licences = (await db.Licences.Where(l => ids.Contains(l.PersonId) && l.CheckedAt != null && l.WithdrawnAt == null).Select(l => new { l.PersonId, l.Kind, l.ExpiresOn }).ToListAsync(cancel))
                .GroupBy(l => (l.PersonId, l.Kind)).ToDictionary(g => g.Key, g => (DateOnly?)g.Max(l => l.ExpiresOn));
            return [.. from h in held
                       from kind in required[h.Position].Licences
                       let expiresOn = licences.GetValueOrDefault((h.Id, kind))
                       where expiresOn is null || expiresOn < day.AddDays(withinDays)
                       select new LicenceToCheck(h.Id, h.Name, required[h.Position].Name, kind, expiresOn)];
        }
    }
}
