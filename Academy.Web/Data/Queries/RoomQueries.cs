using Academy.Domain;
using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 考场 in a list.</summary>
public sealed record RoomLine(Guid Id, string Name, string Invigilator, DateTimeOffset OpenedAt, bool IsOpen, int Seats, int Sitting);

/// <summary>Somebody in a room, as the invigilator watches them.</summary>
/// <param name="Saved">Questions with an answer on disk.</param>
/// <param name="LastSavedAt">When the last one was.</param>
public sealed record SeatLine(
    Guid Id, Guid PersonId, string Name, string StaffNumber, string Department, DateTimeOffset? CheckedInAt, int ExtraMinutes, bool ReadAloud, DateTimeOffset? CalledAt, int Away,
    Guid? AttemptId, AttemptState? State, SubmittedBy? SubmittedBy, DateTimeOffset? Deadline, DateTimeOffset? PausedAt, DateTimeOffset? TakeOverUntil, int Saved, DateTimeOffset? LastSavedAt)
{
    public bool IsSitting => State is AttemptState.InProgress;
}

/// <summary>Somebody who is to sit a supervised exam and is in no room.</summary>
public sealed record ExpectedLine(Guid AssignmentId, Guid PersonId, string Name, string StaffNumber, string Department);

/// <summary>考场 of one Organization.</summary>
public static class RoomQueries
{
    private const int MostRooms = 50;

    extension(IQueryable<ExamRoom> rooms)
    {
        /// <summary>Rooms in which anything happens still.</summary>
        public IQueryable<ExamRoom> OpenAt(DateTimeOffset now)
        {
            var oldest = now - ExamRoom.Longest;
            return rooms.Where(r => r.ClosedAt == null && r.OpenedAt > oldest);
        }
    }

    extension(AcademyDbContext db)
    {
        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<RoomLine>> RoomsAsync(Guid organizationId, DateTimeOffset now, CancellationToken cancel)
        {
            var oldest = now - ExamRoom.Longest;
            return await (from r in db.ExamRooms
                          where r.OrganizationId == organizationId
                          join p in db.People on r.InvigilatorId equals p.Id
                          orderby r.OpenedAt descending
                          select new RoomLine(
                              r.Id, r.Name, p.Name, r.OpenedAt, r.ClosedAt == null && r.OpenedAt > oldest,
                              db.ExamSeats.Count(s => s.RoomId == r.Id && (s.EndedAt == null || s.AttemptId != null)),
                              db.ExamSeats.Count(s => s.RoomId == r.Id && db.Attempts.Any(a => a.Id == s.AttemptId && a.State == AttemptState.InProgress)))).Take(MostRooms).ToListAsync(cancel);
        }

        /// <summary>Everybody in the room and everybody who has sat in it, by 工号.</summary>
        public async Task<IReadOnlyList<SeatLine>> SeatsAsync(ExamRoom room, CancellationToken cancel)
        {
            var (roomId, organizationId) = (room.Id, room.OrganizationId);
            var rows = await (from s in db.ExamSeats
                              where s.RoomId == roomId && (s.EndedAt == null || s.AttemptId != null)
                              join p in db.People on s.PersonId equals p.Id
                              from a in db.Attempts.Where(a => a.Id == s.AttemptId).DefaultIfEmpty()
                              select new
                              {
                                  Seat = s,
                                  p.Name,
                                  State = (AttemptState?)a!.State,
                                  a.SubmittedBy,
                                  a.Deadline,
                                  a.PausedAt,
                                  a.TakeOverUntil,
                                  Saved = db.Answers.Count(x => x.AttemptId == s.AttemptId && x.Response != ""),
                                  LastSavedAt = db.Answers.Where(x => x.AttemptId == s.AttemptId).Max(x => (DateTimeOffset?)x.SavedAt),
                              }).AsNoTracking().ToListAsync(cancel);
            var people = rows.Select(r => r.Seat.PersonId).ToList();
            var work = (await db.Engagements.Where(e => e.OrganizationId == organizationId && people.Contains(e.PersonId)).OrderBy(e => e.StartsOn)
                .Join(db.Departments, e => e.DepartmentId, d => d.Id, (e, d) => new { e.PersonId, e.StaffNumber, d.Name }).ToListAsync(cancel)).ToLookup(e => e.PersonId);
            return [.. rows.Select(r => new SeatLine(
                r.Seat.Id, r.Seat.PersonId, r.Name, work[r.Seat.PersonId].Last().StaffNumber, work[r.Seat.PersonId].Last().Name, r.Seat.CheckedInAt, r.Seat.ExtraMinutes, r.Seat.ReadAloud, r.Seat.CalledAt, r.Seat.Away,
                r.Seat.AttemptId, r.State, r.SubmittedBy, r.Deadline, r.PausedAt, r.TakeOverUntil, r.Saved, r.LastSavedAt)).OrderBy(l => l.StaffNumber, StringComparer.Ordinal)];
        }

        /// <summary>Who works here, is to sit a supervised exam, has no retraining before it, and is in no open room.</summary>
        public async Task<IReadOnlyList<ExpectedLine>> ExpectedAsync(Guid organizationId, DateTimeOffset now, CancellationToken cancel)
        {
            var open = db.ExamRooms.OpenAt(now);
            return await (from a in db.ExamAssignments
                          where a.OrganizationId == organizationId && a.Mode == ExamMode.Supervised && a.ClosedAt == null
                              && !db.ExamSeats.Any(s => s.AssignmentId == a.Id && s.EndedAt == null && (s.AttemptId == null ? open.Any(r => r.Id == s.RoomId) : db.Attempts.Any(t => t.Id == s.AttemptId && t.State == AttemptState.InProgress)))
                              && !db.RetrainingOrders.Any(o => o.PersonId == a.PersonId && a.Cycles.Any(c => c.Family == o.Family) && o.CompletedAt == null && o.LiftedAt == null)
                              && !db.Attempts.Any(t => t.PersonId == a.PersonId && a.Cycles.Any(c => c.Family == t.Family) && t.PrintedAt != null && t.State != AttemptState.Graded)
                          join e in db.Engagements.CurrentOn(now.Day()) on new { a.PersonId, a.OrganizationId } equals new { e.PersonId, e.OrganizationId }
                          join p in db.People on a.PersonId equals p.Id
                          join d in db.Departments on e.DepartmentId equals d.Id
                          orderby e.StaffNumber
                          select new ExpectedLine(a.Id, p.Id, p.Name, e.StaffNumber, d.Name)).ToListAsync(cancel);
        }
    }
}
