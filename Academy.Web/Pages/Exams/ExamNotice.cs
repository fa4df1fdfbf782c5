using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>What a candidate is told before an exam, and why it may not begin.</summary>
/// <param name="Minutes">With those granted before the start.</param>
/// <param name="IsPartial">Points for a part of what is right, see <see cref="MultiplePolicy"/>.</param>
/// <param name="Parts">The positions of a combined exam; empty for any other.</param>
/// <param name="Admission">How far the person is into a room, where the exam is supervised.</param>
/// <param name="Room">The room they are in.</param>
public sealed record ExamNotice(
    Guid Id, string Title, int Number, bool IsCritical, int Items, int Minutes, int Total, int PassMark, bool IsPartial, IReadOnlyList<ExamNotice.Part> Parts, ExamMode Mode, DateTimeOffset EndsAt,
    IReadOnlyList<string> Refusals, Guid? OrderId, Guid? OpenAttempt, Admission Admission, string? Room)
{
    /// <summary>Null when the assignment is not the person's.</summary>
    public static async Task<ExamNotice?> OfAsync(Guid assignmentId, Guid personId, AcademyDbContext db, Releases releases, AcademySettings settings, DateTimeOffset now, CancellationToken cancel)
    {
        if (await PersonalFile.LoadAsync(db, releases, settings.Defaults, personId, cancel) is not { } file) return null;
        if (file.Assignments.FirstOrDefault(a => a.Id == assignmentId) is not { } assignment) return null;
        var curriculum = (await releases.GetAsync(assignment.ReleaseId)).Curriculum;
        var blueprint = curriculum.FindBlueprint(assignment.Blueprint)!;
        var attempts = file.AttemptsFor(assignment).ToList();
        var missed = file.MissedCritical(assignment);
        var (items, minutes, total, mark) = missed is null
            ? (blueprint.ItemCount, blueprint.Minutes, blueprint.TotalPoints, blueprint.PassMark)
            : (PaperDrawing.CriticalItems(missed.Count), blueprint.CriticalMinutes, PaperDrawing.CriticalPaperPoints, PaperDrawing.CriticalPaperPoints);
        IReadOnlyList<Part> parts = [];
        if (assignment.IsCombined)
        {
            var positions = await db.PositionsOfAsync([.. assignment.Cycles.Select(c => c.CycleId)], cancel);
            parts = [.. assignment.Cycles.Select(c => (Position: positions[c.CycleId], Blueprint: curriculum.FindBlueprint(c.Blueprint)!)).Select(p => new Part(p.Position, p.Blueprint.TotalPoints, p.Blueprint.PassMark))];
            // It was drawn when the exams were combined; who separated them took it away.
            if (file.Attempts.FirstOrDefault(a => a.AssignmentId == assignmentId) is { } paper) (items, minutes) = (paper.Paper.Items.Count, paper.Minutes);
        }

        var entry = file.EntryOf(assignment, now);
        var seat = file.SeatOf(assignment);
        var room = entry.Admission is Admission.None ? null : await db.ExamRooms.Where(r => r.Id == seat!.RoomId).Select(r => r.Name).SingleAsync(cancel);
        minutes += seat?.ExtraMinutes ?? 0;
        return new ExamNotice(
            assignmentId, await db.TitleOfAsync(assignment, releases, cancel), attempts.Select(a => a.Number).DefaultIfEmpty().Max() + 1, missed is not null, items, minutes, total, mark, assignment.Cycles.All(c => curriculum.FindBlueprint(c.Blueprint)!.MultiplePolicy is MultiplePolicy.Partial), parts, assignment.Mode, now.AddMinutes(minutes),
            [.. EntryRules.Check(entry, now).Select(r => Texts.Of(r, now))],
            file.OrderOf(assignment) is { CompletedAt: null } order ? order.Id : null,
            attempts.Find(a => a.IsOpen && a.AssignmentId == assignmentId)?.Id,
            entry.Admission,
            room);
    }

    /// <summary>What one position of a combined exam asks.</summary>
    public sealed record Part(string Position, int Total, int PassMark);
}
