using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>A finding as it was recorded, perhaps without a signal.</summary>
/// <param name="Id">Made by the device: the same again is the same finding.</param>
/// <param name="At">When it was recorded there.</param>
/// <param name="Photos">Ids of photos kept before (<see cref="RecordFinding.KeepPhotoAsync"/>).</param>
public sealed record NewFinding(
    Guid Id, Guid InspectionId, FindingKind Kind, Severity Severity, string Text, string Place, DateOnly DueOn, DateTimeOffset At, IReadOnlyList<Guid> Photos, Guid? PersonId = null);

/// <summary>What came of it.</summary>
public enum RecordFindingOutcome
{
    Recorded,

    /// <summary>The same was recorded before; nothing has changed.</summary>
    RecordedBefore,

    /// <summary>There is no such inspection of this inspector.</summary>
    NoInspection,

    /// <summary>The inspection had not begun then, or was over.</summary>
    NotInItsTime,

    /// <summary>A text is missing or too long, it is due before it was found, or there are too many photos.</summary>
    Incomplete,

    /// <summary>A photo is not there yet: keep it first, then send the finding again.</summary>
    PhotoMissing,
}

/// <summary>What came of keeping a photo.</summary>
public enum KeepPhotoOutcome
{
    /// <summary>Kept, now or before.</summary>
    Kept,

    /// <summary>There is no such inspection of this inspector.</summary>
    NoInspection,

    /// <summary>The inspection had not begun then, or was over.</summary>
    NotInItsTime,

    /// <summary>It is no JPEG, PNG or WebP, or too large.</summary>
    NoPhoto,

    /// <summary>Too many of this inspection wait for a finding that names them.</summary>
    TooMany,
}

/// <summary>发现: keeps a finding of an inspection, once, whether the device had a signal or not.</summary>
public sealed class RecordFinding(AcademyDbContext db, TimeProvider clock)
{
    private const int LongestText = 500;
    private const int LongestPlace = 100;

    /// <summary>Photos of one inspection that wait for their finding, at most: ten findings of six.</summary>
    private const int MostUnnamed = 60;

    /// <summary>Keeps it. Repeating it changes nothing.</summary>
    /// <param name="taken">Photos that come with it.</param>
    public Task<RecordFindingOutcome> RunAsync(InspectorEye eye, NewFinding finding, IReadOnlyList<byte[]> taken, CancellationToken cancel) => RunAsync(
        finding,
        taken,
        eye.PersonId,
        // What was assigned on that day counts, not on the day the signal came back.
        day => db.InspectionsFor(eye, day).Where(i => i.InspectorId == eye.PersonId),
        cancel);

    /// <summary>补录 of an authority's finding by the SafetyManager.</summary>
    public Task<RecordFindingOutcome> EnterAsync(Guid organizationId, NewFinding finding, IReadOnlyList<byte[]> taken, Guid by, CancellationToken cancel) =>
        RunAsync(finding, taken, by, _ => db.Inspections.Where(i => i.OrganizationId == organizationId && i.Kind == InspectionKind.Entered), cancel);

    /// <summary>Keeps a photo of an inspection, to be named by a finding afterwards. Repeating it changes nothing.</summary>
    /// <param name="id">Made by the device.</param>
    public Task<KeepPhotoOutcome> KeepPhotoAsync(InspectorEye eye, Guid inspectionId, Guid id, byte[] bytes, DateTimeOffset takenAt, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await FindAsync(inspectionId, takenAt, day => db.InspectionsFor(eye, day).Where(i => i.InspectorId == eye.PersonId), now, cancel) is not var (_, at)) return KeepPhotoOutcome.NoInspection;
            if (await db.FindingPhotos.Where(p => p.Id == id).Select(p => (Guid?)p.InspectionId).SingleOrDefaultAsync(cancel) is { } kept) return kept == inspectionId ? KeepPhotoOutcome.Kept : KeepPhotoOutcome.NoInspection;
            if (at is null) return KeepPhotoOutcome.NotInItsTime;
            if (!FindingPhotos.IsPhoto(bytes)) return KeepPhotoOutcome.NoPhoto;
            if (await CountUnnamedAsync(inspectionId, cancel) >= MostUnnamed) return KeepPhotoOutcome.TooMany;
            db.Keep(id, inspectionId, bytes, eye.PersonId, now);
            await db.SaveChangesAsync(cancel);
            return KeepPhotoOutcome.Kept;
        },
        cancel);

    private Task<RecordFindingOutcome> RunAsync(NewFinding sent, IReadOnlyList<byte[]> taken, Guid by, Func<DateOnly, IQueryable<Inspection>> theirs, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await FindAsync(sent.InspectionId, sent.At, theirs, now, cancel) is not var (inspection, within)) return RecordFindingOutcome.NoInspection;
            if (await db.Findings.Where(f => f.Id == sent.Id).Select(f => (Guid?)f.InspectionId).SingleOrDefaultAsync(cancel) is { } known) return known == inspection.Id ? RecordFindingOutcome.RecordedBefore : RecordFindingOutcome.NoInspection;
            if (within is not { } at) return RecordFindingOutcome.NotInItsTime;
            if (await WhyNotAsync(sent, at.Day(), taken, inspection, cancel) is { } refusal) return refusal;
            var number = (await db.Findings.Where(f => f.InspectionId == inspection.Id).MaxAsync(f => (int?)f.Number, cancel) ?? 0) + 1;
            var photos = sent.Photos.Concat(db.Keep(inspection.Id, taken, by, now));
            var finding = new Finding(sent.Id, inspection, number, new FindingFacts(sent.Kind, sent.Severity, sent.Text.Trim(), sent.Place.Trim(), sent.DueOn, sent.PersonId), photos, by, at);
            db.Findings.Add(finding);
            db.Audit(inspection.OrganizationId, by, "finding.recorded", finding.Id, $"{inspection.Number}-{number} {sent.Kind} {sent.Severity}", now);
            await db.SaveChangesAsync(cancel);
            return RecordFindingOutcome.Recorded;
        },
        cancel);

    /// <summary>The inspection, where it is theirs on the day that counts, and when within it something happened. A device may say any instant: only one within it becomes a day.</summary>
    private async Task<(Inspection Inspection, DateTimeOffset? At)?> FindAsync(Guid id, DateTimeOffset said, Func<DateOnly, IQueryable<Inspection>> theirs, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } inspection) return null;
        var at = inspection.Within(said, now);
        return await theirs((at ?? now).Day()).AnyAsync(i => i.Id == id, cancel) ? (inspection, at) : null;
    }

    /// <summary>Photos of an inspection that no step of a finding names yet.</summary>
    private async Task<int> CountUnnamedAsync(Guid inspectionId, CancellationToken cancel)
    {
        var kept = await db.FindingPhotos.Where(p => p.InspectionId == inspectionId).Select(p => p.Id).ToListAsync(cancel);
        if (kept.Count < MostUnnamed) return kept.Count;
        var findings = await db.Findings.AsNoTracking().Where(f => f.InspectionId == inspectionId).ToListAsync(cancel);
        return kept.Except(findings.SelectMany(f => f.Steps).SelectMany(s => s.Photos)).Count();
    }

    private async Task<RecordFindingOutcome?> WhyNotAsync(NewFinding sent, DateOnly foundOn, IReadOnlyList<byte[]> taken, Inspection inspection, CancellationToken cancel)
    {
        if (sent.Text.Trim() is not { Length: > 0 and <= LongestText } || sent.Place.Trim() is not { Length: > 0 and <= LongestPlace } || sent.DueOn < foundOn) return RecordFindingOutcome.Incomplete;
        if (!Enum.IsDefined(sent.Kind) || !Enum.IsDefined(sent.Severity) || sent.Photos.Count + taken.Count > FindingPhoto.MostPhotos || taken.Any(p => !FindingPhotos.IsPhoto(p))) return RecordFindingOutcome.Incomplete;
        if (sent.PersonId is { } person && !await db.Engagements.AnyAsync(e => e.PersonId == person && e.OrganizationId == inspection.OrganizationId, cancel)) return RecordFindingOutcome.Incomplete;
        var kept = await db.FindingPhotos.CountAsync(p => sent.Photos.Contains(p.Id) && p.InspectionId == inspection.Id, cancel);
        return kept < sent.Photos.Distinct().Count() ? RecordFindingOutcome.PhotoMissing : null;
    }
}

/// <summary>Photos of findings on their way into the database.</summary>
internal static class FindingPhotos
{
    /// <summary>Whether a file may be kept.</summary>
    public static bool IsPhoto(byte[] bytes) => bytes.Length <= FindingPhoto.MostBytes && FindingPhoto.TypeOf(bytes) is not null;

    extension(AcademyDbContext db)
    {
        /// <summary>Adds photos that came with a form.</summary>
        /// <returns>Their ids.</returns>
        public IReadOnlyList<Guid> Keep(Guid inspectionId, IReadOnlyList<byte[]> taken, Guid by, DateTimeOffset now)
        {
            var ids = taken.Select(_ => Guid.CreateVersion7(now)).ToList();
            foreach (var (id, bytes) in ids.Zip(taken)) db.Keep(id, inspectionId, bytes, by, now);
            return ids;
        }

        /// <summary>The one place through which every photo of a finding goes, written anew before (<see cref="PhotoFile.ReadEvidenceAsync"/>).</summary>
        public void Keep(Guid id, Guid inspectionId, byte[] bytes, Guid by, DateTimeOffset now) => db.FindingPhotos.Add(new FindingPhoto(id, inspectionId, bytes, by, now));
    }
}
