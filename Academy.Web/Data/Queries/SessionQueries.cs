using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 线下培训 in a list.</summary>
public sealed record SessionLine(Guid Id, string Title, string Place, string Trainer, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? ClosedAt, int Lessons, int Present, int Passed);

/// <summary>One 线下培训.</summary>
public sealed record SessionDetail(Guid Id, string Title, string Place, string Trainer, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? ClosedAt, IReadOnlyList<string> Lessons, IReadOnlyList<SessionGuest> People);

/// <summary>Somebody who is or may be in the room.</summary>
public sealed record SessionGuest(Guid PersonId, string Name, string StaffNumber, string Department, DateTimeOffset? SignedInAt, int Minutes, bool Passed);

/// <summary>线下培训 of one Organization.</summary>
public static class SessionQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<SessionLine>> SessionsAsync(Guid organizationId, CancellationToken cancel) =>
            [.. (await db.ClassroomSessions.AsNoTracking().Where(s => s.OrganizationId == organizationId).OrderByDescending(s => s.StartsAt).ToListAsync(cancel))
                .Select(s => new SessionLine(s.Id, s.Title, s.Place, s.Trainer, s.StartsAt, s.EndsAt, s.ClosedAt, s.Lessons.Count, s.Attendances.Count, s.Attendances.Count(a => a.PassedCheckpoint)))];

        /// <summary>The session with everybody who works here and everybody who signed in.</summary>
        public async Task<SessionDetail?> SessionAsync(Guid organizationId, Guid id, DateOnly day, CancellationToken cancel)
        {
            if (await db.ClassroomSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.OrganizationId == organizationId, cancel) is not { } session) return null;
            var present = session.Attendances.ToDictionary(a => a.PersonId);
            var ids = present.Keys.ToList();
            var people = await (from e in db.Engagements
                                where e.OrganizationId == organizationId && ((e.StartsOn <= day && (e.EndsOn == null || e.EndsOn >= day)) || ids.Contains(e.PersonId))
                                join p in db.People on e.PersonId equals p.Id
                                join d in db.Departments on e.DepartmentId equals d.Id
                                orderby e.StaffNumber
                                select new { p.Id, p.Name, e.StaffNumber, Department = d.Name }).ToListAsync(cancel);
            return new SessionDetail(
                session.Id, session.Title, session.Place, session.Trainer, session.StartsAt, session.EndsAt, session.ClosedAt, session.Lessons,
                [.. people.DistinctBy(p => p.Id).Select(p => present.GetValueOrDefault(p.Id) is { } a
                    ? new SessionGuest(p.Id, p.Name, p.StaffNumber, p.Department, a.SignedInAt, a.Minutes, a.PassedCheckpoint)
                    : new SessionGuest(p.Id, p.Name, p.StaffNumber, p.Department, null, 0, false))]);
        }
    }
}
