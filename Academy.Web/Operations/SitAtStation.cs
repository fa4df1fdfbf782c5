using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Somebody who was called to the exam station.</summary>
public sealed record CalledName(Guid SeatId, string Name, bool HasBegun);

/// <summary>What an exam station of a room shows and begins.</summary>
public sealed class SitAtStation(AcademyDbContext db, StartAttempt start, TimeProvider clock)
{
    /// <returns>The room's name and who was called, the first called first; null once the room is closed.</returns>
    public async Task<(string Room, IReadOnlyList<CalledName> Called)?> LookAsync(Guid roomId, CancellationToken cancel)
    {
        if (await db.ExamRooms.OpenAt(clock.GetUtcNow()).Where(r => r.Id == roomId).Select(r => r.Name).SingleOrDefaultAsync(cancel) is not { } room) return null;
        var called = await (from s in db.ExamSeats
                            where s.RoomId == roomId && s.EndedAt == null && s.CalledAt != null && (s.AttemptId == null || db.Attempts.Any(a => a.Id == s.AttemptId && a.State == AttemptState.InProgress))
                            join p in db.People on s.PersonId equals p.Id
                            orderby s.CalledAt
                            select new CalledName(s.Id, p.Name, s.AttemptId != null)).ToListAsync(cancel);
        return (room, called);
    }

    /// <summary>Begins or resumes the exam of who was called.</summary>
    /// <returns>The attempt; null for who was not called, and where the exam may not begin.</returns>
    public async Task<Guid?> BeginAsync(Guid roomId, Guid seatId, CancellationToken cancel)
    {
        if (await LookAsync(roomId, cancel) is not { } room || !room.Called.Any(c => c.SeatId == seatId)) return null;
        var seat = await db.ExamSeats.AsNoTracking().SingleAsync(s => s.Id == seatId, cancel);
        if (await start.RunAsync(seat.AssignmentId, seat.PersonId, cancel) is not StartOutcome.Begun(var attempt)) return null;
        return await db.DecideAsync<Guid?>(
            async () =>
            {
                // Another exam of the family may be open, begun elsewhere: that is not this seat's.
                if (await db.ExamSeats.Where(s => s.Id == seatId && s.AttemptId == attempt).Join(db.ExamRooms, s => s.RoomId, r => r.Id, (_, r) => (Guid?)r.OrganizationId).SingleOrDefaultAsync(cancel) is not { } organization) return null;
                db.Audit(organization, seat.PersonId, "station.begun", attempt, null, clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return attempt;
            },
            cancel);
    }
}
