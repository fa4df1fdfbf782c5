using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Opens a 培训班: everyone in it gets a training cycle of the position.</summary>
public sealed class OpenCohort(AcademyDbContext db, Releases releases, SettlePerson settle, AcademySettings settings, TimeProvider clock)
{
    /// <summary>What came of it for each person.</summary>
    /// <param name="CohortId">Null when the position has no requirement that can be assigned, or nobody could be.</param>
    /// <param name="Assigned">People who got a cycle.</param>
    /// <param name="Passed">People left out because a cycle of the position is open for them already, or the renewal window is not.</param>
    public sealed record Outcome(Guid? CohortId, IReadOnlyList<Guid> Assigned, IReadOnlyList<Guid> Passed);

    /// <summary>Opens it for people of the organization; others are passed over.</summary>
    public Task<Outcome> RunAsync(Guid organizationId, string name, int position, DateOnly dueOn, IReadOnlyCollection<Guid> people, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var release = await releases.InForceAsync(cancel);
            var cohort = new Cohort(Guid.CreateVersion7(now), organizationId, name, position, dueOn, by, now);
            var (assigned, passed) = (new List<Guid>(), new List<Guid>());
            foreach (var person in people.Distinct())
            {
                var engagement = await db.Engagements.FirstOrDefaultAsync(e => e.PersonId == person && e.OrganizationId == organizationId && e.EndsOn == null, cancel);
                if (engagement is null) continue;
                if (await AssignAsync(release, engagement, position, cohort.Id, dueOn, now, cancel) is null)
                {
                    passed.Add(person);
                    continue;
                }

                engagement.TakePosition(position, now.Day());
                assigned.Add(person);
            }

            if (assigned.Count == 0) return new Outcome(null, assigned, passed);
            db.Cohorts.Add(cohort);
            db.Audit(organizationId, by, "cohort.opened", cohort.Id, $"position {position}, {assigned.Count} people", now);
            foreach (var person in assigned) await settle.RunAsync(person, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return new Outcome(cohort.Id, assigned, passed);
        },
        cancel);

    /// <summary>Gives one person a cycle: a renewal where a certificate is held, the short course at the start of a season where there is one, else a first training.</summary>
    /// <param name="isEarly">Given for a reason that does not wait for the renewal window.</param>
    /// <returns>Null when one is open already, the renewal window is not, or the position has no requirement that can be assigned.</returns>
    public async Task<TrainingCycle?> AssignAsync(Release release, Engagement engagement, int position, Guid? cohortId, DateOnly? dueOn, DateTimeOffset now, CancellationToken cancel, bool isEarly = false)
    {
        var cycles = await db.Cycles.Where(c => c.PersonId == engagement.PersonId && c.OrganizationId == engagement.OrganizationId && c.Position == position).ToListAsync(cancel);
        if (cycles.Exists(c => c.IsOpen)) return null;
        var certificates = db.Certificates.Where(c => c.HolderId == engagement.PersonId && c.OrganizationId == engagement.OrganizationId && c.Position == position);
        var expiry = await certificates.NotFinal().MaxAsync(c => (DateOnly?)c.ExpiresOn, cancel);
        if (!isEarly && expiry is { } end && now.Day() < Validity.RenewalOpensOn(end, settings.Defaults.RenewalOpensDays)) return null;
        var round = TrainingCycle.RoundFor(
            engagement.Kind, expiry is not null, await certificates.AnyAsync(cancel), cycles.Exists(c => c.AssignedAt > now.AddMonths(-settings.Defaults.LessonMonths)));
        if (release.Curriculum.Positions.FirstOrDefault(p => p.Number == position) is not { } entry) return null;
        var requirement = release.Curriculum.FindRequirement(entry.Code, round) ?? release.Curriculum.FindRequirement(entry.Code, TrainingRound.First);
        if (requirement is null) return null;
        var cycle = new TrainingCycle(Guid.CreateVersion7(now), engagement.PersonId, engagement.OrganizationId, position, cycles.Count + 1, requirement.Round, cohortId, release.Id, requirement.Version, now, dueOn);
        db.Cycles.Add(cycle);
        db.Audit(engagement.OrganizationId, null, "cycle.assigned", cycle.Id, $"{entry.Code} {requirement.Round}", now);
        return cycle;
    }
}

/// <summary>Records what happens away from the phone: 线下培训, 法定证件, 实操.</summary>
public sealed class RecordTraining(AcademyDbContext db, SettlePerson settle, TimeProvider clock)
{
    /// <summary>Closes a held session: whoever passed the checkpoint in the room has completed its lessons.</summary>
    /// <returns>How many people; null when the session is not the organization's, has not ended, or was closed before.</returns>
    public Task<int?> CloseSessionAsync(Guid sessionId, Guid organizationId, IReadOnlySet<Guid> passed, Guid by, CancellationToken cancel) => db.DecideAsync<int?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var session = await db.ClassroomSessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.OrganizationId == organizationId, cancel);
            if (session is null || session.ClosedAt is not null || now < session.EndsAt) return null;
            // Nobody passes themselves (rule 13).
            var completed = session.Close(passed.Where(person => person != by).ToHashSet(), now);
            foreach (var person in completed)
            {
                foreach (var lesson in session.Lessons) await CompleteAsync(person, lesson, now, cancel);
            }

            db.Audit(organizationId, by, "classroom.closed", session.Id, $"{session.Attendances.Count} present, {completed.Count} passed", now);
            foreach (var attendance in session.Attendances) await settle.RunAsync(attendance.PersonId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return completed.Count;
        },
        cancel);

    /// <summary>Registers a licence that the manager has held in hand.</summary>
    /// <returns>False when the person does not work in the organization, or is the manager.</returns>
    public Task<bool> LicenceAsync(Guid personId, Guid organizationId, string kind, string number, string issuer, DateOnly expiresOn, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            if (personId == by || !await WorksAsync(personId, organizationId, cancel)) return false;
            var now = clock.GetUtcNow();
            var licence = new StatutoryLicence(Guid.CreateVersion7(now), personId, kind, number, issuer, expiresOn);
            licence.Confirm(by, now);
            db.Licences.Add(licence);
            db.Audit(organizationId, by, "licence.registered", licence.Id, kind, now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>Withdraws a licence that was registered wrongly or taken away; whoever relied on it may not work from now on.</summary>
    /// <returns>False when the person does not work in the organization or is the manager, or there is nothing to withdraw.</returns>
    public Task<bool> WithdrawLicenceAsync(Guid licenceId, Guid personId, Guid organizationId, string reason, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            if (personId == by || !await WorksAsync(personId, organizationId, cancel)) return false;
            var now = clock.GetUtcNow();
            var licence = await db.Licences.SingleOrDefaultAsync(l => l.Id == licenceId && l.PersonId == personId, cancel);
            if (licence?.Withdraw(by, reason, now) != true) return false;
            db.Audit(organizationId, by, "licence.withdrawn", licence.Id, reason, now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    /// <summary>Records a practical assessment held today.</summary>
    /// <returns>False when the person does not work in the organization, or is the assessor.</returns>
    public Task<bool> PracticalAsync(Guid personId, Guid organizationId, int position, bool passed, string observations, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            if (personId == by || !await WorksAsync(personId, organizationId, cancel)) return false;
            var now = clock.GetUtcNow();
            var assessment = new PracticalAssessment(Guid.CreateVersion7(now), personId, organizationId, position, passed, observations, by, now.Day(), now);
            db.PracticalAssessments.Add(assessment);
            db.Audit(organizationId, by, "practical.recorded", assessment.Id, passed ? "passed" : "failed", now);
            await settle.RunAsync(personId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);

    private Task<bool> WorksAsync(Guid personId, Guid organizationId, CancellationToken cancel) =>
        db.Engagements.CurrentOn(clock.GetUtcNow().Day()).AnyAsync(e => e.PersonId == personId && e.OrganizationId == organizationId, cancel);

    private async Task CompleteAsync(Guid personId, string lesson, DateTimeOffset now, CancellationToken cancel)
    {
        var open = await db.StudyProgress.FirstOrDefaultAsync(p => p.PersonId == personId && p.Lesson == lesson && p.CompletedAt == null, cancel);
        if (open is null) db.StudyProgress.Add(open = new StudyProgress(Guid.CreateVersion7(now), personId, lesson, now));
        open.CompleteInClassroom(now);
    }
}

/// <summary>Ends an engagement: open cycles close, certificates there are suspended, roles there end, the session ends within a minute.</summary>
public sealed class EndEngagement(AcademyDbContext db, SettlePerson settle, TimeProvider clock)
{
    /// <param name="forGood">调离, not to come back: the certificates are revoked. Else they are suspended, and go on where the person comes back in time.</param>
    /// <returns>False when it is not the organization's, has ended, or is the manager's own.</returns>
    public Task<bool> RunAsync(Guid engagementId, Guid organizationId, bool forGood, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            var engagement = await db.Engagements.SingleOrDefaultAsync(e => e.Id == engagementId && e.OrganizationId == organizationId && e.EndsOn == null, cancel);
            if (engagement is null || engagement.PersonId == by) return false;
            // Left today means gone today: the last day of work was yesterday.
            var lastDay = now.Day().AddDays(-1);
            engagement.Leave(lastDay);
            // Delegated from a later day on is over too.
            foreach (var grant in await db.RoleGrants.Where(g => g.PersonId == engagement.PersonId && g.OrganizationId == organizationId && (g.EndsOn == null || g.EndsOn > lastDay)).ToListAsync(cancel))
            {
                grant.End(lastDay);
                db.Audit(organizationId, by, "role.ended", grant.PersonId, grant.Role.ToString(), now);
            }

            foreach (var cycle in await db.Cycles.Where(c => c.PersonId == engagement.PersonId && c.OrganizationId == organizationId && c.ClosedAt == null).ToListAsync(cancel)) cycle.Close(now);
            db.Audit(organizationId, by, "engagement.ended", engagement.Id, null, now);
            foreach (var certificate in forGood ? await db.Certificates.Where(c => c.HolderId == engagement.PersonId && c.OrganizationId == organizationId).NotFinal().ToListAsync(cancel) : [])
            {
                certificate.Revoke("调离", by, now);
                db.Audit(organizationId, by, "certificate.revoked", certificate.Id, "Transferred", now);
            }

            await settle.RunAsync(engagement.PersonId, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        },
        cancel);
}
