using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>All that the invigilator watches; it is read again every few seconds.</summary>
/// <param name="Code">Null once the room is closed.</param>
/// <param name="WaitsForStart">Everybody waits for 全体开始.</param>
public sealed record RoomBoard(Guid RoomId, Guid Me, string? Code, string CodeUntil, bool WaitsForStart, DateTimeOffset? PausedAt, IReadOnlyList<SeatRow> Seats, IReadOnlyList<ExpectedLine> Expected)
{
    public static async Task<RoomBoard> OfAsync(ExamRoom room, Guid me, AcademyDbContext db, AttemptPapers papers, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = new List<SeatRow>();
        foreach (var seat in await db.SeatsAsync(room, cancel)) rows.Add(await SeatRow.OfAsync(seat, papers, now, cancel));
        var isOpen = room.IsOpen(now);
        return new RoomBoard(
            room.Id, me, isOpen ? room.Code(now) : null, Texts.Clock(ExamRoom.CodeUntil(now)), room is { StartsTogether: true, StartedAt: null, PausedAt: null }, room.PausedAt, rows, isOpen ? await db.ExpectedAsync(room.OrganizationId, now, cancel) : []);
    }
}

/// <summary>One person in the room.</summary>
/// <param name="Left">Time left to write, in words; null when not sitting.</param>
public sealed record SeatRow(SeatLine Line, int Items, string? Left, bool IsReleased)
{
    public static async Task<SeatRow> OfAsync(SeatLine seat, AttemptPapers papers, DateTimeOffset now, CancellationToken cancel)
    {
        var items = seat.AttemptId is { } attempt ? (await papers.FindAsync(attempt, cancel))!.Paper.Items.Count : 0;
        return new SeatRow(seat, items, seat.IsSitting ? Texts.Duration(seat.Deadline!.Value - (seat.PausedAt ?? now)) : null, seat.TakeOverUntil >= now);
    }

    public (string Tone, Pictogram Icon, string Word) Standing => Line switch
    {
        { State: AttemptState.InProgress, PausedAt: not null } => ("badge--soon", Pictogram.Alert, "已暂停"),
        { State: AttemptState.InProgress } => ("badge--do", Pictogram.Clock, "作答中"),
        { SubmittedBy: { } by } => ("badge--go", Pictogram.Check, Texts.Of(by)),
        { CalledAt: not null } => ("badge--do", Pictogram.Megaphone, "叫到考试机"),
        { CheckedInAt: not null } => ("badge--go", Pictogram.Check, "可以开始"),
        _ => ("badge--soon", Pictogram.Person, "等你核对"),
    };
}
