using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What came of a second person's keying a paper in anew.</summary>
/// <param name="Differences">What the first keyed in, of the items that differ.</param>
public sealed record PaperCheck(PaperOutcome Outcome, IReadOnlyList<KeyedAnswer> Differences);

/// <summary>Keys in what stands on collected papers: one person does, a second does it again, and what both say is graded.</summary>
public sealed class KeyPapers(AcademyDbContext db, SubmitAttempt submit, TimeProvider clock)
{
    /// <summary>Keeps what was keyed in so far, or declares it done.</summary>
    /// <returns>Null where there is no such paper; as in all that follow.</returns>
    public Task<PaperOutcome?> KeyAsync(PaperHand hand, string code, IReadOnlyList<KeyedAnswer> answers, int revision, bool isDone, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        code,
        async (sheet, organizationId, now) =>
        {
            var before = sheet.State;
            var outcome = sheet.Key(answers, revision, isDone, await PaperOfAsync(sheet, cancel), hand.By, now);
            if (sheet.State != before) db.Audit(organizationId, hand.By, "paper.keyed", sheet.Id, sheet.Code, now);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    /// <summary>改由我录入.</summary>
    public Task<PaperOutcome?> TakeOverAsync(PaperHand hand, string code, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        code,
        async (sheet, organizationId, now) =>
        {
            var before = sheet.KeyedBy;
            var outcome = sheet.TakeOver(hand.By);
            if (sheet.KeyedBy != before) db.Audit(organizationId, hand.By, "paper.taken-over", sheet.Id, sheet.Code, now);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    /// <summary>Attaches a scan; the same file twice is one.</summary>
    /// <param name="bytes">A PDF, JPEG or PNG of at most <see cref="PaperScan.MostBytes"/>.</param>
    public Task<PaperOutcome?> AttachAsync(PaperHand hand, string code, byte[] bytes, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        code,
        async (sheet, organizationId, now) =>
        {
            if (sheet.PersonId == hand.By) return PaperOutcome.Self;
            var hash = PaperScan.HashOf(bytes);
            if (await db.PaperScans.AnyAsync(s => s.SheetId == sheet.Id && s.Hash == hash, cancel)) return PaperOutcome.Done;
            if (sheet.State is not (PaperSheetState.Collected or PaperSheetState.Keyed) || await db.PaperScans.CountAsync(s => s.SheetId == sheet.Id, cancel) >= PaperScan.MostFiles) return PaperOutcome.NotNow;
            var scan = new PaperScan(Guid.CreateVersion7(now), sheet.Id, bytes, hand.By, now);
            db.PaperScans.Add(scan);
            db.Audit(organizationId, hand.By, "paper.scanned", sheet.Id, $"{sheet.Code} {scan.Hash}", now);
            await db.SaveChangesAsync(cancel);
            return PaperOutcome.Done;
        },
        cancel);

    /// <summary>Back to who keyed it in.</summary>
    public Task<PaperOutcome?> SendBackAsync(PaperHand hand, string code, string remark, CancellationToken cancel) => DecideAsync<PaperOutcome?>(
        hand,
        code,
        async (sheet, organizationId, now) =>
        {
            var outcome = sheet.SendBack(remark, hand.By);
            if (outcome is PaperOutcome.Done) db.Audit(organizationId, hand.By, "paper.sent-back", sheet.Id, $"{sheet.Code} {remark}", now);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    /// <summary>Holds a second entry against the first. Where they agree the answers are the attempt's, as if they had arrived, and it is graded; where grading fails the sweep tries again.</summary>
    public async Task<PaperCheck?> CheckAsync(PaperHand hand, string code, IReadOnlyList<KeyedAnswer> answers, CancellationToken cancel)
    {
        Guid? attemptId = null;
        var check = await DecideAsync<PaperCheck?>(
            hand,
            code,
            async (sheet, organizationId, now) =>
            {
                var (before, hasScan) = (sheet.State, await db.PaperScans.AnyAsync(s => s.SheetId == sheet.Id, cancel));
                var outcome = sheet.Check(answers, hasScan, await PaperOfAsync(sheet, cancel), hand.By, now);
                var differences = outcome is PaperOutcome.Differs ? sheet.Differences(answers) : [];
                if (outcome is PaperOutcome.Differs) db.Audit(organizationId, hand.By, "paper.differed", sheet.Id, $"{sheet.Code} items {string.Join(',', differences.Select(d => d.Q))}", now);
                if (sheet.State != before)
                {
                    attemptId = sheet.AttemptId;
                    await EnterAsync(sheet, now, cancel);
                    db.Audit(organizationId, hand.By, "paper.confirmed", sheet.Id, sheet.Code, now);
                }

                await db.SaveChangesAsync(cancel);
                return new PaperCheck(outcome, differences);
            },
            cancel);
        if (attemptId is { } graded) await submit.FinishAsync(graded, cancel);
        return check;
    }

    private async Task EnterAsync(PaperSheet sheet, DateTimeOffset now, CancellationToken cancel)
    {
        var attempt = await db.Attempts.SingleAsync(a => a.Id == sheet.AttemptId, cancel);
        attempt.Enter(now);
        db.AnswerRevisions.AddRange(sheet.Answers.Where(a => a.As is KeyedAs.Answered).Select(a => new AnswerRevision(attempt.Id, a.Q, 1, a.Response, $"paper:{sheet.KeyedBy:N}", now)));
    }

    private async Task<Paper> PaperOfAsync(PaperSheet sheet, CancellationToken cancel) =>
        sheet.AttemptId is null ? new Paper(0, []) : await db.Attempts.AsNoTracking().Where(a => a.Id == sheet.AttemptId).Select(a => a.Paper).SingleAsync(cancel);

    private Task<T> DecideAsync<T>(PaperHand hand, string code, Func<PaperSheet, Guid, DateTimeOffset, Task<T>> act, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            db.ChangeTracker.Clear();
            if (await db.PaperSheetsOf(hand.OrganizationId, code).SingleOrDefaultAsync(cancel) is not { } sheet) return default!;
            var organizationId = await db.PaperSessions.Where(s => s.Id == sheet.SessionId).Select(s => s.OrganizationId).SingleAsync(cancel);
            return await act(sheet, organizationId, clock.GetUtcNow());
        },
        cancel);
}
