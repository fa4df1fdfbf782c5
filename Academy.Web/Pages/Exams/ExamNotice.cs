using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>What a candidate is told before an exam, and why it may not begin.</summary>
/// <param name="Minutes">With those granted before the start.</param>
/// <param name="Admission">How far the person is into a room, where the exam is supervised.</param>
/// <param name="Room">The room they are in.</param>
public sealed record ExamNotice(
    Guid Id, string Title, int Number, bool IsCritical, int Items, int Minutes, int Total, int PassMark, ExamMode Mode, DateTimeOffset EndsAt,
    IReadOnlyList<string> Refusals, Guid? OrderId, Guid? OpenAttempt, Admission Admission, string? Room)
{
    /// <summary>Null when the assignment is not the person's.</summary>
    public static async Task<ExamNotice?> OfAsync(Guid assignmentId, Guid personId, AcademyDbContext db, Releases releases, AcademySettings settings, DateTimeOffset now, CancellationToken cancel)
    {
        if (await PersonalFile.LoadAsync(db, releases, settings.Defaults, personId, cancel) is not { } file) return null;
        if (file.Assignments.FirstOrDefault(a => a.Id == assignmentId) is not { } assignment) return null;
        var blueprint = (await releases.GetAsync(assignment.ReleaseId)).Curriculum.FindBlueprint(assignment.Blueprint)!;
        var attempts = file.Attempts.Where(a => a.AssignmentId == assignmentId && a.State is not AttemptState.Ready).ToList();
        var missed = PaperDrawing.MissedCritical(attempts);
        var (items, minutes, total, mark) = missed is null
            ? (blueprint.ItemCount, blueprint.Minutes, blueprint.TotalPoints, blueprint.PassMark)
            : (PaperDrawing.CriticalItems(missed.Count), blueprint.CriticalMinutes, PaperDrawing.CriticalPaperPoints, PaperDrawing.CriticalPaperPoints);
        var entry = file.EntryOf(assignment, now);
        var seat = file.SeatOf(assignment);
        var room = entry.Admission is Admission.None ? null : await db.ExamRooms.Where(r => r.Id == seat!.RoomId).Select(r => r.Name).SingleAsync(cancel);
        minutes += seat?.ExtraMinutes ?? 0;
        return new ExamNotice(
            assignmentId, blueprint.Title, attempts.Count + 1, missed is not null, items, minutes, total, mark, assignment.Mode, now.AddMinutes(minutes),
            [.. EntryRules.Check(entry, now).Select(r => Texts.Of(r, now))],
            file.OpenOrder(assignment.Family)?.Id,
            attempts.Find(a => a.IsOpen)?.Id,
            entry.Admission,
            room);
    }
}
