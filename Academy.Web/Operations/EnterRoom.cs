using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What came of a candidate's typing the code of a room.</summary>
public enum EnterOutcome
{
    /// <summary>In the room, where the invigilator looks at the person.</summary>
    Entered,

    /// <summary>No open room of the Organization shows this code.</summary>
    WrongCode,

    /// <summary>Nothing supervised to sit here, or it is being sat, or the person invigilates the room.</summary>
    NotNow,

    /// <summary>Not this person's.</summary>
    NotFound,
}

/// <summary>Takes a place in a 考场: by the code on its wall, or because the invigilator adds the name.</summary>
public sealed class EnterRoom(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>The candidate has typed what they see on the wall.</summary>
    public Task<EnterOutcome> ByCodeAsync(Guid assignmentId, Guid personId, string code, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.ExamAssignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.PersonId == personId, cancel) is not { } assignment) return EnterOutcome.NotFound;
            var rooms = await db.ExamRooms.OpenAt(now).Where(r => r.OrganizationId == assignment.OrganizationId).ToListAsync(cancel);
            if (rooms.Find(r => r.Accepts(code, now)) is not { } room) return EnterOutcome.WrongCode;
            return await SeatAsync(room, assignment, personId, now, cancel) is RoomOutcome.Done ? EnterOutcome.Entered : EnterOutcome.NotNow;
        },
        cancel);

    /// <summary>The invigilator adds a name, for who has no telephone.</summary>
    /// <returns>Null when room or assignment is not the Organization's.</returns>
    public Task<RoomOutcome?> ByInvigilatorAsync(Guid roomId, Guid organizationId, Guid assignmentId, Guid by, CancellationToken cancel) => db.DecideAsync<RoomOutcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var room = await db.ExamRooms.SingleOrDefaultAsync(r => r.Id == roomId && r.OrganizationId == organizationId, cancel);
            var assignment = await db.ExamAssignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.OrganizationId == organizationId, cancel);
            if (room is null || assignment is null) return null;
            return assignment.PersonId == by ? RoomOutcome.Self : await SeatAsync(room, assignment, by, now, cancel);
        },
        cancel);

    private async Task<RoomOutcome> SeatAsync(ExamRoom room, ExamAssignment assignment, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        if (ExamSeat.WhyNot(room, assignment, now) is var why and not RoomOutcome.Done) return why;
        if (await db.ExamSeats.SingleOrDefaultAsync(s => s.AssignmentId == assignment.Id && s.EndedAt == null, cancel) is { } before)
        {
            if (before.RoomId == room.Id && before.AttemptId is null) return RoomOutcome.Done;
            if (await db.Attempts.AnyAsync(a => a.Id == before.AttemptId && a.State == AttemptState.InProgress, cancel)) return RoomOutcome.NotNow;
            // Saved first: of one exam the database knows one place at a time.
            before.Leave(now);
            await db.SaveChangesAsync(cancel);
        }

        var seat = new ExamSeat(Guid.CreateVersion7(now), room, assignment, now);
        db.ExamSeats.Add(seat);
        db.Audit(room.OrganizationId, by, "seat.taken", seat.Id, null, now);
        await db.SaveChangesAsync(cancel);
        return RoomOutcome.Done;
    }
}
