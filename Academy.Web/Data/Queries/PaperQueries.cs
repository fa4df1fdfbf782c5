using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>A 纸质考场 in a list.</summary>
public sealed record PaperSessionLine(Guid Id, string Organization, string Place, string Invigilator, DateTimeOffset PreparedAt, DateTimeOffset? EndedAt, DateTimeOffset? CancelledAt, int Sheets, int ToKey, int ToCheck);

/// <summary>A printed paper in its session.</summary>
public sealed record PaperSheetLine(
    Guid Id, Guid PersonId, string Code, string Name, string StaffNumber, string Department, Guid AssignmentId, PaperSheetState State, int Reprints, Guid? KeyedBy, string? Keyer, int Scans);

/// <summary>Somebody for whom a paper could be printed.</summary>
public sealed record DuePaper(Guid AssignmentId, Guid PersonId, string Name, string StaffNumber, string Department, ExamAssignment Assignment);

/// <summary>A scan without its bytes.</summary>
public sealed record ScanLine(Guid Id, string MediaType, int Size, string Hash, DateTimeOffset At);

/// <summary>纸质考试: sessions, printed papers, scans.</summary>
public static class PaperQueries
{
    private const int MostSessions = 50;

    extension(IQueryable<PaperSession> sessions)
    {
        /// <summary>Those of one Organization; all of them for an Administrator, who has none.</summary>
        public IQueryable<PaperSession> Of(Guid? organizationId) => sessions.Where(s => organizationId == null || s.OrganizationId == organizationId);
    }

    extension(AcademyDbContext db)
    {
        /// <summary>A printed paper by its code, found through the Organization.</summary>
        public IQueryable<PaperSheet> PaperSheetsOf(Guid? organizationId, string code) =>
            db.PaperSheets.Where(s => s.Code == code && db.PaperSessions.Of(organizationId).Any(x => x.Id == s.SessionId));

        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<PaperSessionLine>> PaperSessionsAsync(Guid? organizationId, CancellationToken cancel) =>
            await (from s in db.PaperSessions.Of(organizationId)
                   join p in db.People on s.InvigilatorId equals p.Id
                   join o in db.Organizations on s.OrganizationId equals o.Id
                   orderby s.PreparedAt descending
                   select new PaperSessionLine(
                       s.Id, o.SignName, s.Place, p.Name, s.PreparedAt, s.EndedAt, s.CancelledAt, db.PaperSheets.Count(x => x.SessionId == s.Id),
                       db.PaperSheets.Count(x => x.SessionId == s.Id && x.State == PaperSheetState.Collected), db.PaperSheets.Count(x => x.SessionId == s.Id && x.State == PaperSheetState.Keyed)))
                .Take(MostSessions).ToListAsync(cancel);

        /// <summary>The papers of a session, by 工号.</summary>
        public async Task<IReadOnlyList<PaperSheetLine>> PaperSheetsAsync(PaperSession session, CancellationToken cancel)
        {
            var (id, organizationId) = (session.Id, session.OrganizationId);
            var rows = await (from s in db.PaperSheets
                              where s.SessionId == id
                              join p in db.People on s.PersonId equals p.Id
                              from k in db.People.Where(k => k.Id == s.KeyedBy).DefaultIfEmpty()
                              select new
                              {
                                  s.Id, s.PersonId, s.Code, p.Name, s.AssignmentId, s.State, s.Reprints, s.KeyedBy,
                                  Keyer = (string?)k!.Name,
                                  Scans = db.PaperScans.Count(x => x.SheetId == s.Id),
                              }).ToListAsync(cancel);
            var people = rows.Select(r => r.PersonId).ToList();
            var work = (await db.Engagements.Where(e => e.OrganizationId == organizationId && people.Contains(e.PersonId)).OrderBy(e => e.StartsOn)
                .Join(db.Departments, e => e.DepartmentId, d => d.Id, (e, d) => new { e.PersonId, e.StaffNumber, d.Name }).ToListAsync(cancel)).ToLookup(e => e.PersonId);
            return [.. rows.Select(r => new PaperSheetLine(
                r.Id, r.PersonId, r.Code, r.Name, work[r.PersonId].Last().StaffNumber, work[r.PersonId].Last().Name, r.AssignmentId, r.State, r.Reprints, r.KeyedBy, r.Keyer, r.Scans))
                .OrderBy(l => l.StaffNumber, StringComparer.Ordinal)];
        }

        /// <summary>Who works here, is to sit an exam, has no retraining before it, and neither sits nor holds a paper of its family.</summary>
        public async Task<IReadOnlyList<DuePaper>> DuePapersAsync(Guid organizationId, DateOnly day, CancellationToken cancel) =>
            await (from a in db.ExamAssignments
                   where a.OrganizationId == organizationId && a.ClosedAt == null
                       && !db.Attempts.Any(t => t.PersonId == a.PersonId && a.Cycles.Any(c => c.Family == t.Family) && (t.State == AttemptState.InProgress || t.State == AttemptState.Submitted || (t.State == AttemptState.Ready && t.PrintedAt != null)))
                       && !db.RetrainingOrders.Any(o => o.PersonId == a.PersonId && a.Cycles.Any(c => c.Family == o.Family) && o.CompletedAt == null && o.LiftedAt == null)
                   join e in db.Engagements.CurrentOn(day) on new { a.PersonId, a.OrganizationId } equals new { e.PersonId, e.OrganizationId }
                   join p in db.People on a.PersonId equals p.Id
                   join d in db.Departments on e.DepartmentId equals d.Id
                   orderby d.Name, e.StaffNumber
                   select new DuePaper(a.Id, p.Id, p.Name, e.StaffNumber, d.Name, a)).AsNoTracking().ToListAsync(cancel);

        /// <summary>Who may invigilate, by 工号: whoever works here.</summary>
        public async Task<Guid?> ColleagueAsync(Guid organizationId, string staffNumber, DateOnly day, CancellationToken cancel) =>
            await db.Engagements.CurrentOn(day).Where(e => e.OrganizationId == organizationId && e.StaffNumber == staffNumber).Select(e => (Guid?)e.PersonId).SingleOrDefaultAsync(cancel);

        /// <summary>The scans of a paper, in the order they were attached.</summary>
        public async Task<IReadOnlyList<ScanLine>> ScansAsync(Guid sheetId, CancellationToken cancel) =>
            await db.PaperScans.Where(s => s.SheetId == sheetId).OrderBy(s => s.At).Select(s => new ScanLine(s.Id, s.MediaType, s.Size, s.Hash, s.At)).ToListAsync(cancel);
    }
}
