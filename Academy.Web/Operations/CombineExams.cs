using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What came of combining or separating somebody's exams.</summary>
public enum CombineOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Nothing of this person's here can be combined or separated now.</summary>
    NotNow,

    /// <summary>The bank cannot fill one paper for all.</summary>
    BankTooSmall,
}

/// <summary>合并考试: several positions of one person are examined in one sitting.</summary>
public sealed class CombineExams(AcademyDbContext db, SettlePerson settle, DrawPaper draw, TimeProvider clock)
{
    /// <summary>Combines all that is due in an organization, and draws its paper.</summary>
    public Task<CombineOutcome> RunAsync(Guid personId, Guid organizationId, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var file = await settle.RunAsync(personId, by, now, cancel);
            var exams = file.Combinable(organizationId, now);
            if (exams.Count == 0) return CombineOutcome.NotNow;
            var combined = ExamAssignment.Combine(Guid.CreateVersion7(now), exams, now);
            db.ExamAssignments.Add(combined);
            try
            {
                await draw.RunAsync(file, combined, now);
            }
            catch (InvalidOperationException)
            {
                db.ChangeTracker.Clear();
                return CombineOutcome.BankTooSmall;
            }

            db.Audit(organizationId, by, "exam.combined", combined.Id, string.Join(", ", combined.Cycles.Select(c => c.Blueprint)), now);
            await db.SaveChangesAsync(cancel);
            return CombineOutcome.Done;
        },
        cancel);

    /// <summary>拆开: each position has an exam of its own again, as long as the combined one has not begun.</summary>
    public Task<CombineOutcome> SeparateAsync(Guid assignmentId, Guid organizationId, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.ExamAssignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.OrganizationId == organizationId, cancel) is not { IsCombined: true, ClosedAt: null } combined) return CombineOutcome.NotNow;
            if (await db.Attempts.AnyAsync(a => a.AssignmentId == assignmentId && (a.State != AttemptState.Ready || a.PrintedAt != null), cancel) || await db.ExamSeats.AnyAsync(s => s.AssignmentId == assignmentId && s.EndedAt == null, cancel)) return CombineOutcome.NotNow;
            combined.HandOn(now);
            db.Attempts.RemoveRange(await db.Attempts.Where(a => a.AssignmentId == assignmentId).ToListAsync(cancel));
            db.Audit(organizationId, by, "exam.separated", assignmentId, null, now);
            await settle.RunAsync(combined.PersonId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return CombineOutcome.Done;
        },
        cancel);
}
