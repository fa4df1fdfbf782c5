using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>整改、复查、销号: what both sides do about a finding after it was recorded.</summary>
public sealed class FollowFinding(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    /// <summary>整改 by a SafetyManager of the organization.</summary>
    /// <param name="evidence">Photos of how it is now.</param>
    /// <returns>Null where there is no such finding; as in all that follow.</returns>
    public Task<FindingOutcome?> RectifyAsync(Guid organizationId, Guid findingId, string text, IReadOnlyList<byte[]> evidence, Guid by, CancellationToken cancel) => DecideAsync(
        _ => db.Findings.Where(f => f.OrganizationId == organizationId),
        findingId,
        by,
        "finding.rectified",
        (finding, now) => finding.Rectify(text, db.Keep(finding.InspectionId, evidence, by, now), by, now),
        cancel);

    /// <summary>复查通过: 销号. With the last one of an inspection the look back is planned.</summary>
    public Task<FindingOutcome?> CloseAsync(InspectorEye eye, Guid findingId, string? text, IReadOnlyList<byte[]> photos, CancellationToken cancel) => DecideAsync(
        day => db.FindingsFor(eye, day),
        findingId,
        eye.PersonId,
        "finding.closed",
        (finding, now) => finding.Close(text, db.Keep(finding.InspectionId, photos, eye.PersonId, now), eye.PersonId, now),
        cancel);

    /// <summary>复查不通过: back to the organization.</summary>
    /// <param name="dueOn">Today or later.</param>
    public Task<FindingOutcome?> ReopenAsync(InspectorEye eye, Guid findingId, string reason, DateOnly dueOn, IReadOnlyList<byte[]> photos, CancellationToken cancel) => DecideAsync(
        day => db.FindingsFor(eye, day),
        findingId,
        eye.PersonId,
        "finding.reopened",
        (finding, now) => finding.Reopen(reason, dueOn, db.Keep(finding.InspectionId, photos, eye.PersonId, now), eye.PersonId, now),
        cancel);

    private Task<FindingOutcome?> DecideAsync(Func<DateOnly, IQueryable<Finding>> theirs, Guid findingId, Guid by, string action, Func<Finding, DateTimeOffset, FindingOutcome> act, CancellationToken cancel) => db.DecideAsync<FindingOutcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await theirs(now.Day()).SingleOrDefaultAsync(f => f.Id == findingId, cancel) is not { } finding) return null;
            var outcome = act(finding, now);
            if (outcome is not FindingOutcome.Done)
            {
                // Photos that came with what was refused are not kept.
                db.ChangeTracker.Clear();
                return outcome;
            }

            db.Audit(finding.OrganizationId, by, action, finding.Id, null, now);
            if (finding.State is FindingState.Closed) await LookBackAsync(finding, now, cancel);
            await db.SaveChangesAsync(cancel);
            return outcome;
        },
        cancel);

    private async Task LookBackAsync(Finding finding, DateTimeOffset now, CancellationToken cancel)
    {
        var inspection = await db.Inspections.SingleAsync(i => i.Id == finding.InspectionId, cancel);
        // Of two that are struck off at once the second must see the first.
        db.Entry(inspection).Property(AcademyDbContext.RowVersion).IsModified = true;
        var others = await db.Findings.Where(f => f.InspectionId == inspection.Id && f.Id != finding.Id).Select(f => f.State).ToListAsync(cancel);
        db.PlanLookBack(inspection, [.. others, finding.State], settings.Defaults.LookBackDays, now);
    }
}
