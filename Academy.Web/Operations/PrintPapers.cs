using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Who handles printed papers, and whose.</summary>
/// <param name="OrganizationId">Null for an Administrator: those of any Organization.</param>
public sealed record PaperHand(Guid? OrganizationId, Guid By)
{
    public bool IsAdministrator => OrganizationId is null;
}

/// <summary>Why somebody cannot sit a printed paper, or could not have.</summary>
/// <param name="Refusals">Empty where the person invigilates or prepares the session.</param>
public sealed record PaperRefusal(string Name, IReadOnlyList<EntryRefusal> Refusals);

/// <summary>What came of noting when a session was held.</summary>
public sealed record PaperRecord(PaperOutcome Outcome, IReadOnlyList<PaperRefusal> Refused);

/// <summary>纸质考场: draws and prints papers, notes when they were sat, and takes back what nobody sat.</summary>
public sealed class PrintPapers(AcademyDbContext db, Releases releases, SettlePerson settle, DrawPaper draw, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Prepares a session: everybody chosen has a paper of their own from now on, and cannot begin the exam on a screen.</summary>
    /// <param name="id">Made with the page: what is sent twice is one session.</param>
    /// <returns>Null where an assignment is not the Organization's; else who was refused, and then nothing was done.</returns>
    public Task<IReadOnlyList<PaperRefusal>?> OpenAsync(Guid id, Guid organizationId, string place, Guid invigilatorId, IReadOnlyCollection<Guid> assignments, Guid by, CancellationToken cancel) => db.DecideAsync<IReadOnlyList<PaperRefusal>?>(
        async () =>
        {
            if (await db.PaperSessions.AnyAsync(s => s.Id == id, cancel)) return [];
            var now = clock.GetUtcNow();
            var session = new PaperSession(id, organizationId, place, invigilatorId, by, now);
            var people = await db.ExamAssignments.Where(a => assignments.Contains(a.Id) && a.OrganizationId == organizationId).Select(a => a.PersonId).ToListAsync(cancel);
            if (people.Count != assignments.Count || people.Distinct().Count() != people.Count) return null;
            var refused = new List<PaperRefusal>();
            foreach (var file in await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, people, cancel))
            {
                var assignment = file.Assignments.Single(a => assignments.Contains(a.Id));
                var refusals = EntryRules.CheckOnPaper(file.EntryOf(assignment, now), now);
                if (session.WhyNot(file.Person.Id) is not PaperOutcome.Done) refused.Add(new PaperRefusal(file.Person.Name, []));
                else if (!EntryRules.MayBePrepared(refusals)) refused.Add(new PaperRefusal(file.Person.Name, refusals));
                else await DrawAsync(session, file, assignment, by, now);
            }

            if (refused.Count > 0)
            {
                db.ChangeTracker.Clear();
                return refused;
            }

            db.PaperSessions.Add(session);
            db.Audit(organizationId, by, "paper.opened", id, $"sheets {people.Count}", now);
            await db.SaveChangesAsync(cancel);
            return refused;
        },
        cancel);

    /// <summary>Notes that the papers go to the printer: all of a session, or one again.</summary>
    /// <param name="code">The one, or null for all.</param>
    /// <returns>Null where there is no such session or sheet; as in all that follow.</returns>
    public Task<PaperOutcome?> PrintAsync(PaperHand hand, Guid sessionId, string? code, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        sessionId,
        async (session, sheets, now) =>
        {
            if (sheets.Exists(s => s.PersonId == hand.By)) return PaperOutcome.Self;
            if (code is null)
            {
                if (!session.IsWaiting) return PaperOutcome.NotNow;
                db.Audit(session.OrganizationId, hand.By, "paper.printed", session.Id, $"sheets {sheets.Count}", now);
            }
            else
            {
                if (sheets.Find(s => s.Code == code) is not { } sheet) return null;
                if (sheet.Reprint() is var outcome and not PaperOutcome.Done) return outcome;
                db.Audit(session.OrganizationId, hand.By, "paper.reprinted", sheet.Id, sheet.Code, now);
            }

            await db.SaveChangesAsync(cancel);
            return PaperOutcome.Done;
        },
        cancel);

    /// <summary>Notes when the session was held, and who was absent: their papers are taken back, the others are handed in.</summary>
    /// <param name="absent">Codes.</param>
    public Task<PaperRecord?> RecordAsync(PaperHand hand, Guid sessionId, DateTimeOffset beganAt, DateTimeOffset endedAt, IReadOnlyCollection<string> absent, CancellationToken cancel) => DecideAsync<PaperRecord?>(
        hand,
        sessionId,
        async (session, sheets, now) =>
        {
            if (sheets.Exists(s => s.PersonId == hand.By)) return new PaperRecord(PaperOutcome.Self, []);
            var isNew = session.IsWaiting;
            var outcome = session.Record(beganAt, endedAt, hand.By, hand.IsAdministrator, now);
            if (outcome is not PaperOutcome.Done || !isNew) return new PaperRecord(outcome, []);

            var present = sheets.Where(s => !absent.Contains(s.Code)).ToDictionary(s => s.PersonId);
            var files = await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. present.Keys], cancel);
            var refused = files.Select(f => new PaperRefusal(f.Person.Name, WhyNotAt(f, present[f.Person.Id], beganAt))).Where(r => r.Refusals.Count > 0).ToList();
            if (refused.Count > 0) return new PaperRecord(PaperOutcome.NotAdmitted, refused);

            foreach (var file in files)
            {
                var sheet = present[file.Person.Id];
                var attempt = file.Attempts.Single(a => a.Id == sheet.AttemptId);
                attempt.Start(beganAt);
                attempt.Submit(SubmittedBy.Invigilator, endedAt);
                sheet.Collect();
                db.Audit(session.OrganizationId, hand.By, "exam.collected", attempt.Id, null, now);
            }

            await TakeBackAsync(session, [.. sheets.Where(s => absent.Contains(s.Code))], hand.By, now, cancel);
            db.Audit(session.OrganizationId, hand.By, "paper.recorded", session.Id, $"minutes {(int)(endedAt - beganAt).TotalMinutes}, present {present.Count}, absent {sheets.Count - present.Count}", now);
            await db.SaveChangesAsync(cancel);
            return new PaperRecord(PaperOutcome.Done, []);
        },
        cancel);

    /// <summary>The session is not held: all papers are taken back.</summary>
    public Task<PaperOutcome?> CancelAsync(PaperHand hand, Guid sessionId, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        sessionId,
        async (session, sheets, now) =>
        {
            if (sheets.Exists(s => s.PersonId == hand.By)) return PaperOutcome.Self;
            var isNew = session.IsWaiting;
            var outcome = session.Cancel(now);
            if (outcome is not PaperOutcome.Done || !isNew) return outcome;
            await TakeBackAsync(session, sheets, hand.By, now, cancel);
            db.Audit(session.OrganizationId, hand.By, "paper.cancelled", session.Id, null, now);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    private async Task DrawAsync(PaperSession session, PersonalFile file, ExamAssignment assignment, Guid by, DateTimeOffset now)
    {
        var attempt = await draw.RunAsync(file, assignment, now);
        attempt.Print(now);
        var sheet = new PaperSheet(Guid.CreateVersion7(now), session, attempt, PaperCode.New());
        db.PaperSheets.Add(sheet);
        db.Audit(session.OrganizationId, by, "exam.printed", attempt.Id, sheet.Code, now);
    }

    /// <summary>What stood against it at the hour when it was sat; the paper itself does not.</summary>
    /// <remarks>What came after that hour (the person left, another paper was graded) takes nothing from who sat it.</remarks>
    private static IReadOnlyList<EntryRefusal> WhyNotAt(PersonalFile file, PaperSheet sheet, DateTimeOffset beganAt)
    {
        var exam = file.Assignments.Single(a => a.Id == sheet.AssignmentId);
        var facts = file.EntryOf(exam, beganAt);
        var then = facts with
        {
            Underway = null,
            AssignmentClosed = exam.ClosedAt <= beganAt,
            CycleClosed = facts.CycleClosed && file.Cycles.Where(c => exam.Cycles.Any(x => x.CycleId == c.Id)).All(c => c.ClosedAt <= beganAt),
            Order = facts.Order?.CreatedAt > beganAt ? null : facts.Order,
        };
        return EntryRules.CheckOnPaper(then, beganAt);
    }

    /// <summary>Nobody has seen them: each is drawn anew, and none counts.</summary>
    private async Task TakeBackAsync(PaperSession session, List<PaperSheet> sheets, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var sheet in sheets)
        {
            db.Attempts.Remove(await db.Attempts.SingleAsync(a => a.Id == sheet.AttemptId, cancel));
            db.Audit(session.OrganizationId, by, "paper.taken-back", sheet.Id, sheet.Code, now);
            sheet.TakeBack();
        }

        foreach (var file in await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. sheets.Select(s => s.PersonId)], cancel)) await settle.RunAsync(file, by, now, cancel);
    }

    /// <summary>One act on a session with all its papers. Where it is not done nothing of it stays.</summary>
    private Task<T> DecideAsync<T>(PaperHand hand, Guid sessionId, Func<PaperSession, List<PaperSheet>, DateTimeOffset, Task<T>> act, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            db.ChangeTracker.Clear();
            if (await db.PaperSessions.Of(hand.OrganizationId).SingleOrDefaultAsync(s => s.Id == sessionId, cancel) is not { } session) return default!;
            var sheets = await db.PaperSheets.Where(s => s.SessionId == sessionId).ToListAsync(cancel);
            var result = await act(session, sheets, clock.GetUtcNow());
            db.ChangeTracker.Clear();
            return result;
        },
        cancel);
}
