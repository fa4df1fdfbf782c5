using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>One printed paper with what its pages need to know.</summary>
/// <param name="Attempt">Null once it was taken back.</param>
/// <param name="Keyer">Who keys it in.</param>
public sealed record SheetLook(PaperSheet Sheet, Guid SessionId, string Place, string Name, string StaffNumber, string ExamTitle, Curriculum Curriculum, ExamAttempt? Attempt, string? Keyer, IReadOnlyList<ScanLine> Scans)
{
    /// <returns>Null where the Organization has no such paper.</returns>
    public static async Task<SheetLook?> OfAsync(PaperHand hand, string code, AcademyDbContext db, Releases releases, CancellationToken cancel)
    {
        if (await db.PaperSheetsOf(hand.OrganizationId, code).AsNoTracking().SingleOrDefaultAsync(cancel) is not { } sheet) return null;
        var session = await db.PaperSessions.AsNoTracking().SingleAsync(s => s.Id == sheet.SessionId, cancel);
        var line = (await db.PaperSheetsAsync(session, cancel)).Single(s => s.Id == sheet.Id);
        var assignment = await db.ExamAssignments.AsNoTracking().SingleAsync(a => a.Id == sheet.AssignmentId, cancel);
        var curriculum = (await releases.GetAsync(assignment.ReleaseId)).Curriculum;
        var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == sheet.AttemptId, cancel);
        return new SheetLook(sheet, session.Id, session.Place, line.Name, line.StaffNumber, await db.TitleOfAsync(assignment, releases, cancel), curriculum, attempt, line.Keyer, await db.ScansAsync(sheet.Id, cancel));
    }
}
