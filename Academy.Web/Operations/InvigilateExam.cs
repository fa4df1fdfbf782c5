using System.Security.Cryptography;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>监考: what an invigilator decides about a room and those in it. Every act is on record, and none is about oneself.</summary>
public sealed class InvigilateExam(AcademyDbContext db, SubmitAttempt submit, TimeProvider clock)
{
    /// <summary>Opens a room whose invigilator is who opens it.</summary>
    public async Task<Guid> OpenAsync(Guid organizationId, string name, bool startsTogether, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var room = new ExamRoom(Guid.CreateVersion7(now), organizationId, name, by, startsTogether, now);
        db.ExamRooms.Add(room);
        db.Audit(organizationId, by, "room.opened", room.Id, null, now);
        await db.SaveChangesAsync(cancel);
        return room.Id;
    }

    /// <summary>核对本人.</summary>
    /// <returns>Null where the seat is not in this room of the Organization; as in all that follow.</returns>
    public Task<RoomOutcome?> CheckInAsync(RoomRef at, Guid seatId, CancellationToken cancel) =>
        DecideAsync(at, seatId, "seat.checked-in", null, (seat, _, now) => seat.CheckIn(at.By, now), cancel);

    /// <summary>不是本人: the place is free again.</summary>
    public Task<RoomOutcome?> SendAwayAsync(RoomRef at, Guid seatId, CancellationToken cancel) =>
        DecideAsync(at, seatId, "seat.sent-away", null, (seat, _, now) => seat.End(now), cancel);

    /// <summary>Grants extra minutes and 朗读, before the start.</summary>
    public Task<RoomOutcome?> GrantAsync(RoomRef at, Guid seatId, int extraMinutes, bool readAloud, CancellationToken cancel) =>
        DecideAsync(at, seatId, "seat.granted", $"minutes {extraMinutes}{(readAloud ? ", aloud" : "")}", (seat, _, _) => seat.Grant(extraMinutes, readAloud, at.By), cancel);

    /// <summary>放行换设备.</summary>
    public Task<RoomOutcome?> ReleaseTakeOverAsync(RoomRef at, Guid seatId, CancellationToken cancel) =>
        DecideAsync(at, seatId, "exam.take-over-released", null, (_, attempt, now) => attempt?.ReleaseTakeOver(at.By, now) ?? RoomOutcome.NotNow, cancel);

    /// <summary>延时 for one.</summary>
    public Task<RoomOutcome?> ExtendAsync(RoomRef at, Guid seatId, int minutes, string reason, CancellationToken cancel) =>
        DecideAsync(at, seatId, "exam.extended", $"minutes {minutes}: {reason}", (_, attempt, now) => attempt is not null && Extend(at, attempt, minutes, reason, now) ? RoomOutcome.Done : RoomOutcome.NotNow, cancel);

    /// <summary>叫号: to the room's exam station.</summary>
    public Task<RoomOutcome?> CallAsync(RoomRef at, Guid seatId, CancellationToken cancel) =>
        DecideAsync(at, seatId, "seat.called", null, (seat, _, now) => seat.Call(at.By, now), cancel);

    /// <summary>收回: the session at the exam station ends.</summary>
    public Task<RoomOutcome?> RecallAsync(RoomRef at, Guid seatId, CancellationToken cancel) =>
        DecideAsync(at, seatId, "seat.recalled", null, (seat, _, _) => seat.Recall(), cancel);

    /// <summary>代交卷: closes, then grades. Where grading fails the sweep tries again.</summary>
    public async Task<RoomOutcome?> HandInAsync(RoomRef at, Guid seatId, CancellationToken cancel)
    {
        Guid? attemptId = null;
        var outcome = await DecideAsync(
            at,
            seatId,
            "exam.collected",
            null,
            (_, attempt, now) =>
            {
                attemptId = attempt?.Id;
                return attempt?.Submit(SubmittedBy.Invigilator, now) is true ? RoomOutcome.Done : RoomOutcome.NotNow;
            },
            cancel);
        if (outcome is not RoomOutcome.Done) return outcome;
        db.ChangeTracker.Clear();
        await submit.FinishAsync(attemptId!.Value, cancel);
        return outcome;
    }

    /// <summary>全体开始.</summary>
    public Task<RoomOutcome?> StartAllAsync(RoomRef at, CancellationToken cancel) =>
        DecideAsync(at, "room.started", null, (room, _, _, now) => room.Start(now), cancel);

    /// <summary>火警暂停: who sits is paused, nobody begins.</summary>
    public Task<RoomOutcome?> PauseAsync(RoomRef at, CancellationToken cancel) => DecideAsync(
        at,
        "room.paused",
        null,
        (room, _, sitting, now) =>
        {
            foreach (var attempt in sitting) attempt.Pause(now);
            return room.Pause(now);
        },
        cancel);

    /// <summary>继续: each clock goes on where it stood.</summary>
    public Task<RoomOutcome?> ResumeAsync(RoomRef at, CancellationToken cancel) => DecideAsync(
        at,
        "room.resumed",
        null,
        (room, _, sitting, now) =>
        {
            foreach (var attempt in sitting) attempt.Resume(now);
            return room.Resume();
        },
        cancel);

    /// <summary>延时 for all who sit.</summary>
    public Task<RoomOutcome?> ExtendAllAsync(RoomRef at, int minutes, string reason, CancellationToken cancel) => DecideAsync(
        at,
        "exam.extended",
        $"minutes {minutes}: {reason}",
        (_, _, sitting, now) => sitting.FindAll(a => Extend(at, a, minutes, reason, now)).Count > 0 ? RoomOutcome.Done : RoomOutcome.NotNow,
        cancel);

    /// <summary>关闭考场, once nobody writes any more.</summary>
    public Task<RoomOutcome?> CloseAsync(RoomRef at, CancellationToken cancel) => DecideAsync(
        at,
        "room.closed",
        null,
        (room, seats, sitting, now) =>
        {
            var outcome = room.Close(sitting.Count, now);
            if (outcome is RoomOutcome.Done) seats.ForEach(s => s.Leave(now));
            return outcome;
        },
        cancel);

    /// <summary>A browser becomes a 考试机 of the room.</summary>
    public Task<RoomOutcome?> OpenStationAsync(RoomRef at, CancellationToken cancel) =>
        DecideAsync(at, "room.station-opened", null, (room, _, _, now) => room.IsOpen(now) ? RoomOutcome.Done : RoomOutcome.Closed, cancel);

    private bool Extend(RoomRef at, ExamAttempt attempt, int minutes, string reason, DateTimeOffset now)
    {
        if (attempt.Extend(at.Once is { } once ? FactOf(once, attempt) : Guid.CreateVersion7(now), minutes, at.By, reason, now) is not { } fact) return false;
        db.ExamExtensions.Add(fact);
        return true;
    }

    /// <summary>One tap extends one attempt by one fact: the second finds it, or its key is refused and it looks again.</summary>
    private static Guid FactOf(Guid once, ExamAttempt attempt) => new(SHA256.HashData([.. once.ToByteArray(), .. attempt.Id.ToByteArray()]).AsSpan(0, 16));

    private async Task<bool> IsRepeatedAsync(RoomRef at, IEnumerable<ExamAttempt> attempts, CancellationToken cancel)
    {
        if (at.Once is not { } once) return false;
        var facts = attempts.Select(a => FactOf(once, a)).ToList();
        return await db.ExamExtensions.AnyAsync(e => facts.Contains(e.Id), cancel);
    }

    /// <summary>One act on one seat, in an open room.</summary>
    private Task<RoomOutcome?> DecideAsync(RoomRef at, Guid seatId, string action, string? detail, Func<ExamSeat, ExamAttempt?, DateTimeOffset, RoomOutcome> act, CancellationToken cancel) => db.DecideAsync<RoomOutcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var seat = await db.ExamSeats.SingleOrDefaultAsync(s => s.Id == seatId && s.RoomId == at.RoomId && db.ExamRooms.Any(r => r.Id == at.RoomId && r.OrganizationId == at.OrganizationId), cancel);
            if (seat is null) return null;
            if (seat.PersonId == at.By) return RoomOutcome.Self;
            var attempt = seat.AttemptId is null ? null : await db.Attempts.SingleAsync(a => a.Id == seat.AttemptId, cancel);
            if (attempt is not null && await IsRepeatedAsync(at, [attempt], cancel)) return RoomOutcome.Done;
            return await SaveAsync(at, act(seat, attempt, now), action, attempt?.Id ?? seat.Id, detail, now, cancel);
        },
        cancel);

    /// <summary>One act on the whole room. Who sits in it decides nothing about it.</summary>
    private Task<RoomOutcome?> DecideAsync(RoomRef at, string action, string? detail, Func<ExamRoom, List<ExamSeat>, List<ExamAttempt>, DateTimeOffset, RoomOutcome> act, CancellationToken cancel) => db.DecideAsync<RoomOutcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.ExamRooms.SingleOrDefaultAsync(r => r.Id == at.RoomId && r.OrganizationId == at.OrganizationId, cancel) is not { } room) return null;
            var seats = await db.ExamSeats.Where(s => s.RoomId == room.Id && s.EndedAt == null).ToListAsync(cancel);
            if (seats.Exists(s => s.PersonId == at.By)) return RoomOutcome.Self;
            var sitting = await db.Attempts.Where(a => a.State == AttemptState.InProgress && db.ExamSeats.Any(s => s.RoomId == room.Id && s.AttemptId == a.Id)).ToListAsync(cancel);
            if (await IsRepeatedAsync(at, sitting, cancel)) return RoomOutcome.Done;
            // A start that comes between reading and saving changes its seat: then this reads again, with the one who has begun.
            foreach (var seat in seats) db.Entry(seat).Property(AcademyDbContext.RowVersion).IsModified = true;
            return await SaveAsync(at, act(room, seats, sitting, now), action, room.Id, detail, now, cancel);
        },
        cancel);

    private async Task<RoomOutcome> SaveAsync(RoomRef at, RoomOutcome outcome, string action, Guid subject, string? detail, DateTimeOffset now, CancellationToken cancel)
    {
        if (outcome is not RoomOutcome.Done)
        {
            db.ChangeTracker.Clear();
            return outcome;
        }

        db.Audit(at.OrganizationId, at.By, action, subject, detail, now);
        await db.SaveChangesAsync(cancel);
        return outcome;
    }
}

/// <summary>Which room of whose, and who acts.</summary>
/// <param name="Once">Made with the page: what is sent twice extends once.</param>
public sealed record RoomRef(Guid RoomId, Guid OrganizationId, Guid By, Guid? Once = null);
