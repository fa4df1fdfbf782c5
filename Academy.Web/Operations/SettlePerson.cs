using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>
/// Draws the consequences of whatever was just recorded about a person: cycles move, exams are assigned,
/// a certificate is issued when its last condition is met, eligibility suspends or lifts.
/// Runs inside the caller's action, so that all of it is one transaction with the cause.
/// </summary>
public sealed class SettlePerson(AcademyDbContext db, Releases releases, IssueCertificate issue, DrawPaper draw, AcademySettings settings)
{
    /// <summary>Loads the person's file, settles it and gives it back. The caller saves.</summary>
    public async Task<PersonalFile> RunAsync(Guid personId, Guid? by, DateTimeOffset now, CancellationToken cancel)
    {
        var file = await PersonalFile.LoadAsync(db, releases, settings.Defaults, personId, cancel) ?? throw new InvalidOperationException($"Person {personId} is unknown.");
        await RunAsync(file, by, now, cancel);
        return file;
    }

    /// <summary>Settles a file that the caller has loaded. The caller saves.</summary>
    public async Task RunAsync(PersonalFile file, Guid? by, DateTimeOffset now, CancellationToken cancel)
    {
        var day = now.Day();
        // A position that ended takes its part of a combined exam with it; the others are examined by themselves.
        foreach (var combined in file.Assignments.Where(a => a is { IsCombined: true, ClosedAt: null } && !file.IsCombinedUnderway(a) && file.SeatOf(a) is null && a.Cycles.Any(c => !file.Cycles.First(x => x.Id == c.CycleId).IsOpen)).ToList()) combined.HandOn(now);
        var due = new Queue<TrainingCycle>(file.Cycles.Where(c => c.IsOpen));
        while (due.TryDequeue(out var cycle))
        {
            var facts = file.FactsOf(cycle, day);
            var before = cycle.Settle(facts, now);
            if (cycle.State != before) db.Audit(cycle.OrganizationId, by, "cycle.moved", cycle.Id, $"{before} → {cycle.State}", now);
            // Whose combined exam has ended has one of its own at once, to see what is against it.
            if (cycle.State is CycleState.ReadyForExam || file.Assignments.Any(a => a.Cycles.Any(c => c.CycleId == cycle.Id && c.EndedAt is not null))) Assign(file, cycle, now);
            if (cycle.State is not CycleState.Certified) continue;
            foreach (var assignment in file.Assignments.Where(a => !file.IsCombinedUnderway(a) && a.Cycles.Any(c => c.CycleId == cycle.Id))) assignment.Close(now);
            if (cycle.Round is not TrainingRound.Season) await CertifyAsync(file, cycle, facts, now, cancel);
            else if (GoOn(file, cycle, now) is { } full) due.Enqueue(full);
        }

        await draw.PrepareAsync(file, now);
        foreach (var held in file.Certificates.Where(c => !c.IsFinal).Select(c => (c.OrganizationId, c.Position)).Distinct().ToList())
        {
            Review(file, held.OrganizationId, held.Position, now);
        }

        // Of two who change one file at once the later re-reads: else each could miss the condition that the other has just met.
        if (db.ChangeTracker.HasChanges()) db.Entry(file.Person).Property(AcademyDbContext.RowVersion).IsModified = true;
    }

    private void Assign(PersonalFile file, TrainingCycle cycle, DateTimeOffset now)
    {
        if (file.Assignments.Any(a => a.Cycles.Any(c => c.CycleId == cycle.Id && c.EndedAt is null))) return;
        var requirement = file.RequirementOf(cycle);
        var assignment = new ExamAssignment(Guid.CreateVersion7(now), cycle.PersonId, cycle.OrganizationId, requirement.Blueprint, file.FamilyOf(cycle), cycle.ReleaseId, requirement.Mode, cycle.Id, now);
        db.ExamAssignments.Add(assignment);
        db.Audit(cycle.OrganizationId, null, "exam.assigned", assignment.Id, requirement.Blueprint, now);
    }

    private async Task CertifyAsync(PersonalFile file, TrainingCycle cycle, CycleFacts facts, DateTimeOffset now, CancellationToken cancel)
    {
        var replaced = file.Certificates.Where(c => c.OrganizationId == cycle.OrganizationId && c.Position == cycle.Position && !c.IsFinal).ToList();
        var decided = replaced.Find(c => c.Suspension.HasFlag(SuspensionGrounds.Decision))?.Events.Last(e => e.Act is CertificateAct.Suspended);
        foreach (var older in replaced)
        {
            older.Supersede(now);
            db.Audit(older.OrganizationId, null, "certificate.superseded", older.Id, null, now);
        }

        var certificate = await issue.RunAsync(file, cycle, facts, now, cancel);
        // A manager's suspension is not sat off: it goes over to the new certificate until a manager lifts it.
        if (decided is not null) certificate.Suspend(SuspensionGrounds.Decision, decided.Reason ?? "", decided.By, now);
        Transfer(file, certificate, now);
    }

    /// <summary>调离: who left an Organization and is certified for the same position in another holds the old one no more (decisions/0015).</summary>
    private void Transfer(PersonalFile file, Certificate certificate, DateTimeOffset now)
    {
        foreach (var former in file.Certificates.Where(c => c.OrganizationId != certificate.OrganizationId && c.Position == certificate.Position && !c.IsFinal).ToList())
        {
            if (file.EngagementIn(former.OrganizationId, now.Day()) is not null) continue;
            former.Revoke("已调离，在新单位取得这个岗位的证", null, now);
            db.Audit(former.OrganizationId, null, "certificate.revoked", former.Id, "Transferred", now);
        }
    }

    /// <summary>Rule 12: the short course gives no certificate; the full training follows at once, and counts what was learned already.</summary>
    private TrainingCycle? GoOn(PersonalFile file, TrainingCycle season, DateTimeOffset now)
    {
        if (file.RequirementInForce(season.Position) is not { } requirement) return null;
        var cycle = new TrainingCycle(
            Guid.CreateVersion7(now), season.PersonId, season.OrganizationId, season.Position, file.Cycles.Where(c => c.OrganizationId == season.OrganizationId && c.Position == season.Position).Max(c => c.Number) + 1, requirement.Round, null, file.InForceId, requirement.Version, now, now.Day().AddDays(settings.Defaults.SeasonDays - 1));
        db.Cycles.Add(cycle);
        db.Audit(cycle.OrganizationId, null, "cycle.assigned", cycle.Id, $"{requirement.Position} {requirement.Round}", now);
        return cycle;
    }

    /// <summary>Rule 10: what eligibility says and what is stored never differ.</summary>
    private void Review(PersonalFile file, Guid organizationId, int position, DateTimeOffset now)
    {
        if (file.NewestCertificate(organizationId, position) is not { IsFinal: false } certificate) return;
        var eligibility = file.EligibilityOf(organizationId, position, now.Day());
        var reasons = string.Join(',', eligibility.Grounds.Select(g => g.Reason));
        var changed = eligibility.SuspendsCertificate
            ? certificate.Suspend(SuspensionGrounds.Ineligible, reasons, null, now)
            : certificate.Resume(SuspensionGrounds.Ineligible, "原因已消除", null, now);
        if (changed) db.Audit(organizationId, null, eligibility.SuspendsCertificate ? "certificate.suspended" : "certificate.resumed", certificate.Id, reasons, now);
    }
}

/// <summary>Issues a certificate with its code, in the transaction that fulfils the last condition.</summary>
public sealed class IssueCertificate(AcademyDbContext db, Signing.IKeyStore keys, AcademySettings settings)
{
    /// <summary>Adds certificate, code and audit row; the caller saves.</summary>
    public async Task<Certificate> RunAsync(PersonalFile file, TrainingCycle cycle, CycleFacts facts, DateTimeOffset now, CancellationToken cancel)
    {
        var day = now.Day();
        var attempt = file.PassedAttempt(cycle) ?? throw new InvalidOperationException("There is no certificate without a pass.");
        // Who left between exam and issue has no Venue; the last one then gave the term.
        var engagement = file.EngagementIn(cycle.OrganizationId, day) ?? file.Engagements.Where(e => e.OrganizationId == cycle.OrganizationId).MaxBy(e => e.StartsOn)!;
        var venue = file.Venues.First(v => v.Id == engagement.VenueId);
        var organization = (await db.Organizations.FindAsync([cycle.OrganizationId], cancel))!;
        var position = (await db.Positions.FindAsync([cycle.Position], cancel))!;
        var expiresOn = Validity.LastDay(day, Validity.Months(file.RequirementOf(cycle).Months, venue.IsPublicAssembly));
        var face = new CertificateFace(file.Person.Name, position.Name, organization.SignName, venue.Id);
        var certificate = Certificate.Issue(Guid.CreateVersion7(now), attempt, cycle, facts, face, day, expiresOn, now);
        certificate.AddCode(await SignAsync(certificate, certificate.HolderName, now, cancel));
        db.Certificates.Add(certificate);
        db.Audit(cycle.OrganizationId, null, "certificate.issued", certificate.Id, $"attempt {attempt.Id}, key {certificate.Codes[0].KeyId}, payload {Convert.ToHexStringLower(certificate.Codes[0].Payload)}", now);
        return certificate;
    }

    /// <summary>Signs a code of a certificate: with the day it is signed on, the name given, and the person's confirmed photo.</summary>
    internal async Task<CertificateCode> SignAsync(Certificate certificate, string name, DateTimeOffset now, CancellationToken cancel)
    {
        var organization = (await db.Organizations.FindAsync([certificate.OrganizationId], cancel))!;
        var photo = await db.ConfirmedPhotoAsync(certificate.HolderId, cancel);
        var list = Signing.StatusIndex.ListOf(certificate.ExpiresOn);
        // A taken index loses against the unique one in the database, and the action runs again with another. One of a restored code has no row there to lose against.
        int index;
        do index = Signing.StatusIndex.Draw();
        while (await db.RestoredCodes.AnyAsync(c => c.List == list && c.Index == index, cancel));
        var fields = new CodeFields(index, certificate.ExpiresOn, now.Day(), name.Normalize(), organization.Number, certificate.Position, photo?.CodeHash);
        var code = Signing.CertificateToken.Sign(fields, settings.PublicHost, await keys.ReadAsync(cancel));
        return new CertificateCode(list, index, code.Payload, code.Text, code.Kid, settings.PublicHost, now, photo?.Id);
    }
}
