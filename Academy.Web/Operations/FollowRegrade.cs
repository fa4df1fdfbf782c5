using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Training;
using Academy.Web.Data;

namespace Academy.Web.Operations;

/// <summary>What follows directly from grades made anew, before the person is settled: retraining orders, exams to be sat again, certificates that rest on the attempt. The caller saves.</summary>
public sealed class FollowRegrade(AcademyDbContext db, Releases releases, SubmitAttempt submit)
{
    /// <summary>Follows up an attempt that has its new grades.</summary>
    /// <param name="before">The grades that were in force.</param>
    /// <returns>What became of the retraining order, by cycle.</returns>
    public async Task<IReadOnlyDictionary<Guid, OrderEffect>> RunAsync(PersonalFile file, ExamAttempt attempt, IReadOnlyList<Grade> before, KeyCorrection correction, DateTimeOffset now)
    {
        var effects = new Dictionary<Guid, OrderEffect>();
        foreach (var grade in attempt.Grades.Where(g => before.Single(b => b.CycleId == g.CycleId).Outcome != g.Outcome))
        {
            if (grade.Outcome is Outcome.Passed)
            {
                Pass(file, grade.CycleId, now);
                Hold(file, attempt, grade, now);
            }
            else if (before.Single(b => b.CycleId == grade.CycleId).Outcome is Outcome.Passed && !file.IsPassed(grade.CycleId, attempt))
            {
                Repeat(file, attempt, grade.CycleId, now);
                Hold(file, attempt, grade, now);
            }
        }

        foreach (var family in file.AssignmentOf(attempt).Cycles.GroupBy(c => c.Family, c => c.CycleId, StringComparer.Ordinal))
        {
            var effect = await OrderAsync(file, attempt, family.Key, [.. family], before, correction, now);
            foreach (var cycle in family) effects[cycle] = effect;
        }

        return effects;
    }

    /// <summary>A cycle is passed: nothing more is to be sat for it, nor in one that stood in for it.</summary>
    private void Pass(PersonalFile file, Guid cycleId, DateTimeOffset now)
    {
        var again = file.Cycles.Where(c => c.IsOpen && c.StandsInFor == cycleId).ToList();
        foreach (var cycle in again)
        {
            cycle.Close(now);
            db.Audit(cycle.OrganizationId, null, "cycle.moved", cycle.Id, $"→ {cycle.State}", now);
        }

        foreach (var assignment in file.Assignments.Where(a => a.ClosedAt is null && !file.IsCombinedUnderway(a) && a.Cycles.Any(c => c.CycleId == cycleId || again.Exists(x => x.Id == c.CycleId))).ToList())
        {
            // The other parts of a combined exam get exams of their own.
            if (assignment.IsCombined) assignment.HandOn(now);
            else assignment.Close(now);
        }
    }

    /// <summary>Lets a person whose pass is none any more sit again: in the same cycle while it is open, else in one that stands in for it.</summary>
    private void Repeat(PersonalFile file, ExamAttempt attempt, Guid cycleId, DateTimeOffset now)
    {
        var cycle = file.Cycles.Single(c => c.Id == cycleId);
        if (cycle.IsOpen) file.AssignmentOf(attempt).EndPart(cycleId, now);
        var all = file.Cycles.Where(c => c.OrganizationId == cycle.OrganizationId && c.Position == cycle.Position).ToList();
        var works = file.Engagements.Any(e => e.OrganizationId == cycle.OrganizationId && e.Holds(cycle.Position, now.Day()));
        // Whoever has been certified anew since is not sent back.
        if (cycle.State is not CycleState.Certified || !works || all.Exists(c => c.IsOpen || (c.Number > cycle.Number && c.State is CycleState.Certified))) return;
        var again = TrainingCycle.Again(Guid.CreateVersion7(now), cycle, all.Max(c => c.Number) + 1, now);
        db.Cycles.Add(again);
        db.Audit(cycle.OrganizationId, null, "cycle.assigned", again.Id, $"{again.Round}", now);
    }

    /// <summary>A certificate stands and falls with the pass it rests on.</summary>
    private void Hold(PersonalFile file, ExamAttempt attempt, Grade grade, DateTimeOffset now)
    {
        const string Reason = nameof(EligibilityReason.SuspendedByRegrade);
        if (file.Certificates.FirstOrDefault(c => c.AttemptId == attempt.Id && c.CycleId == grade.CycleId) is not { } certificate) return;
        var passes = grade.Outcome is Outcome.Passed;
        var changed = passes ? certificate.Resume(SuspensionGrounds.Regraded, "题目再次更正，考试合格", null, now) : certificate.Suspend(SuspensionGrounds.Regraded, Reason, null, now);
        if (changed) db.Audit(certificate.OrganizationId, null, passes ? "certificate.resumed" : "certificate.suspended", certificate.Id, Reason, now);
    }

    private async Task<OrderEffect> OrderAsync(PersonalFile file, ExamAttempt attempt, string family, IReadOnlyList<Guid> cycles, IReadOnlyList<Grade> before, KeyCorrection correction, DateTimeOffset now)
    {
        var (was, outcome) = (OutcomeOf(before), OutcomeOf(attempt.Grades));
        if (was == outcome) return OrderEffect.None;
        if (outcome is Outcome.Passed)
        {
            // Whoever had passed had nothing to retrain for afterwards either.
            var examined = file.Cycles.Where(c => cycles.Contains(c.Id) || (c.StandsInFor is { } former && cycles.Contains(former))).Select(c => c.Id).ToList();
            var open = file.Orders.Where(o => o.IsOpen && o.Family == family && file.Attempts.Any(a => a.Id == o.AttemptId && a.Grades.Any(g => examined.Contains(g.CycleId)))).ToList();
            open.ForEach(o => Lift(o, correction, now));
            return open.Count > 0 ? OrderEffect.Lifted : OrderEffect.None;
        }

        var failed = attempt.Grades.Where(g => cycles.Contains(g.CycleId) && g.Outcome is not Outcome.Passed && !file.IsPassed(g.CycleId, attempt)).ToList();
        var isLast = failed.Count > 0 && !file.Attempts.Any(a => a.State is AttemptState.Graded && a.SubmittedAt > attempt.SubmittedAt && file.AssignmentOf(a).Families.Contains(family, StringComparer.Ordinal));
        var own = file.Orders.LastOrDefault(o => o.AttemptId == attempt.Id && o.Family == family && o.LiftedAt is null);
        var effect = Regrade.EffectOfFail(own, was, outcome, isLast);
        if (effect is OrderEffect.Replaced) Lift(own!, correction, now);
        if (effect is not OrderEffect.None) submit.Retrain(file, attempt, family, failed, file.FailsSincePass(family, attempt.SubmittedAt!.Value), (await releases.GetAsync(attempt.ReleaseId)).Curriculum, now);
        return effect;

        // A fail weighs more than critical items alone.
        Outcome OutcomeOf(IReadOnlyList<Grade> grades) => grades.Where(g => cycles.Contains(g.CycleId)).Max(g => g.Outcome);
    }

    private void Lift(RetrainingOrder order, KeyCorrection correction, DateTimeOffset now)
    {
        if (order.Lift(correction.Id, now)) db.Audit(order.OrganizationId, correction.DecidedBy, "retraining.lifted", order.Id, null, now);
    }
}
