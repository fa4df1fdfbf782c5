using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>A question whose newest version differs from the one that papers were marked by.</summary>
/// <param name="From">As papers were marked by it.</param>
/// <param name="FromReleaseId">A release that holds it.</param>
/// <param name="To">As it stands in the release in force.</param>
/// <param name="Papers">Graded papers that hold it.</param>
/// <param name="Fault">Why papers cannot be marked by the newer version; null where they can.</param>
/// <param name="Proposal">The open proposal about it, if there is one.</param>
public sealed record CorrectionCandidate(Question From, int FromReleaseId, Question To, int ReleaseId, int Papers, ShapeFault? Fault, Guid? Proposal)
{
    /// <summary>The correction that would be proposed.</summary>
    public KeyCorrection Propose(Guid id, string reason, Guid by, DateTimeOffset now) => new(id, From.Id, From.Version, FromReleaseId, To.Version, ReleaseId, reason, by, now);
}

/// <summary>题目更正: what can be corrected, proposed by one Administrator and decided by another.</summary>
public sealed class CorrectKey(AcademyDbContext db, Releases releases, RegradeAttempts regrade, TimeProvider clock)
{
    /// <summary>Every question that can be corrected, by its id.</summary>
    public async Task<IReadOnlyList<CorrectionCandidate>> CandidatesAsync(CancellationToken cancel)
    {
        if (await releases.FindInForceAsync(cancel) is not { } inForce) return [];
        var keys = await db.CorrectedKeysAsync(releases, cancel);
        var used = await db.Attempts.Where(a => a.State == AttemptState.Graded).Select(a => a.ReleaseId).Distinct().ToListAsync(cancel);
        // By id and version as drawn: the version they are marked by.
        var drawn = new Dictionary<(string, string), (string Id, string Version)>();
        var found = new Dictionary<(string Id, string Version), (Question From, int ReleaseId)>();
        foreach (var release in used)
        {
            foreach (var question in (await releases.GetAsync(release)).Curriculum.Bank(QuestionBank.Exam))
            {
                var version = keys.VersionOf(question.Id, question.Version);
                if (inForce.Curriculum.FindQuestion(question.Id) is not { } now || now.Version == version) continue;
                drawn[(question.Id, question.Version)] = (question.Id, version);
                found.TryAdd((question.Id, version), keys.Find(question.Id, version) is { } key ? (key.To, key.Correction.ReleaseId) : (question, release));
            }
        }

        if (found.Count == 0) return [];
        var papers = new Dictionary<(string, string), int>();
        await foreach (var paper in db.Attempts.AsNoTracking().Where(a => a.State == AttemptState.Graded && used.Contains(a.ReleaseId)).Select(a => a.Paper).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var question in paper.Items.Select(i => (i.QuestionId, i.QuestionVersion)).Distinct().Where(drawn.ContainsKey)) papers[drawn[question]] = papers.GetValueOrDefault(drawn[question]) + 1;
        }

        var proposals = await db.KeyCorrections.Where(c => c.State == CorrectionState.Proposed).ToDictionaryAsync(c => (c.QuestionId, c.FromVersion), c => c.Id, cancel);
        return [.. from f in found
                   where papers.ContainsKey(f.Key)
                   let to = inForce.Curriculum.FindQuestion(f.Key.Id)!
                   orderby f.Key.Id, f.Value.ReleaseId
                   select new CorrectionCandidate(f.Value.From, f.Value.ReleaseId, to, inForce.Id, papers[f.Key], QuestionShape.FaultBetween(f.Value.From, to), proposals.TryGetValue(f.Key, out var id) ? id : null)];
    }

    /// <summary>Proposes; of two who do so at once the second joins the first.</summary>
    /// <returns>The correction; null for what cannot be corrected.</returns>
    public Task<Guid?> ProposeAsync(string questionId, string fromVersion, string reason, Guid by, CancellationToken cancel) => db.DecideAsync<Guid?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if ((await CandidatesAsync(cancel)).FirstOrDefault(c => c.From.Id == questionId && c.From.Version == fromVersion) is not { Fault: null } candidate) return null;
            if (candidate.Proposal is { } open) return open;
            var correction = candidate.Propose(Guid.CreateVersion7(now), reason, by, now);
            db.KeyCorrections.Add(correction);
            db.Audit(null, by, "correction.proposed", correction.Id, $"{questionId}：{reason}", now);
            await db.SaveChangesAsync(cancel);
            return correction.Id;
        },
        cancel);

    /// <summary>The second person confirms, on the effects as they are now.</summary>
    /// <returns>Null for an unknown correction.</returns>
    public async Task<CorrectionOutcome?> ConfirmAsync(Guid id, Guid by, CancellationToken cancel)
    {
        if (await db.KeyCorrections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } proposed) return null;
        var affected = proposed.State is CorrectionState.Proposed ? await AffectedAsync(proposed, cancel) : [];
        return await db.DecideAsync(
            async () =>
            {
                var now = clock.GetUtcNow();
                var correction = await db.KeyCorrections.SingleAsync(c => c.Id == id, cancel);
                var keys = await db.CorrectedKeysAsync(releases, cancel);
                if (keys.VersionOf(correction.QuestionId, correction.FromVersion) != correction.FromVersion) return CorrectionOutcome.NotNow;
                var outcome = correction.Confirm(by, affected, keys.Number + 1, now);
                if (outcome is CorrectionOutcome.Done) await SaveAsync(correction, "correction.confirmed", correction.QuestionId, now, cancel);
                return outcome;
            },
            cancel);
    }

    /// <summary>The second person sends it back.</summary>
    /// <returns>Null for an unknown correction.</returns>
    public Task<CorrectionOutcome?> RejectAsync(Guid id, string why, Guid by, CancellationToken cancel) => db.DecideAsync<CorrectionOutcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.KeyCorrections.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } correction) return null;
            var outcome = correction.Reject(by, why, now);
            if (outcome is CorrectionOutcome.Done) await SaveAsync(correction, "correction.rejected", $"{correction.QuestionId}：{why}", now, cancel);
            return outcome;
        },
        cancel);

    /// <summary>Whose grades change, and who is still to be graded by the key.</summary>
    private async Task<List<Guid>> AffectedAsync(KeyCorrection proposed, CancellationToken cancel)
    {
        var people = new HashSet<Guid>(await regrade.WaitingAsync(proposed, cancel));
        foreach (var state in new[] { AttemptState.InProgress, AttemptState.Submitted })
        {
            await foreach (var attempt in regrade.HoldingAsync(proposed, state, cancel)) people.Add(attempt.PersonId);
        }

        return [.. people];
    }

    private async Task SaveAsync(KeyCorrection correction, string action, string detail, DateTimeOffset now, CancellationToken cancel)
    {
        db.Audit(null, correction.DecidedBy, action, correction.Id, detail, now);
        await db.SaveChangesAsync(cancel);
    }
}
