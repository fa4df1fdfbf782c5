using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What a verifier learns. Full; what of it is shown depends on who asks.</summary>
/// <param name="Certificate">Null where no issuance row was found.</param>
/// <param name="LiveSince">When a live code was signed; null for a static one.</param>
public sealed record Verified(VerificationResult Result, VerifiedCertificate? Certificate, DateTimeOffset At, DateTimeOffset? LiveSince = null);

/// <summary>A certificate's face, as the code that was shown says it, and its standing today.</summary>
/// <param name="Id">Null where the certificate is lost and only the code came back (<see cref="RestoredCode"/>), or may yet come back.</param>
/// <param name="OrganizationId">Null where the number that the code carries is no Organization's here.</param>
/// <param name="IssuedOn">Of the code.</param>
/// <param name="ChangedAt">When the code ended, or what else was decided about the certificate last.</param>
/// <param name="End">Why the code counts no more; null while it does.</param>
/// <param name="PhotoId">The photo that the code was issued with; whether its file is still that, <see cref="VerifiedPhotos"/> says.</param>
/// <param name="PhotoHash">What the code carries of it.</param>
public sealed record VerifiedCertificate(
    Guid? Id,
    Guid? OrganizationId,
    string Number,
    string HolderName,
    string PositionName,
    string OrganizationName,
    DateOnly IssuedOn,
    DateOnly ExpiresOn,
    CertificateState State,
    DateTimeOffset? ChangedAt,
    Eligibility Eligibility,
    CodeEnd? End,
    Guid? PhotoId,
    ulong? PhotoHash);

/// <summary>The photo behind a code, for a signed-in inspector.</summary>
public static class VerifiedPhotos
{
    extension(AcademyDbContext db)
    {
        /// <summary>The photo, where its file has the very hash that the code carries; else null.</summary>
        public Task<Guid?> PhotoBehindAsync(VerifiedCertificate certificate, CancellationToken cancel) => db.PhotoBehindAsync(certificate.PhotoId, certificate.PhotoHash, cancel);

        /// <summary>As above, of the code that a look was at, by its number.</summary>
        public async Task<Guid?> PhotoBehindAsync(Certificate certificate, string number, CancellationToken cancel)
        {
            if (!CertificateNumber.TryParse(number, out var looked) || certificate.Codes.SingleOrDefault(c => c.List == looked.List && c.Index == looked.Index) is not { } code) return null;
            return await db.PhotoBehindAsync(code.PhotoId, CertificatePayload.Decode(code.Payload, CodeKind.Static)?.Fields.PhotoHash, cancel);
        }

        private async Task<Guid?> PhotoBehindAsync(Guid? photoId, ulong? photoHash, CancellationToken cancel) =>
            (photoId, photoHash) is ({ } id, { } hash)
            && await db.PersonPhotos.Where(p => p.Id == id).Select(p => p.File).SingleOrDefaultAsync(cancel) is { } file && CertificatePayload.PhotoHash(file) == hash ? id : null;
    }
}

/// <summary>Judges a code or a typed number: bytes, issuance row, eligibility today.</summary>
public sealed class VerifyCertificate(AcademyDbContext db, Releases releases, IKeyStore keys, LookupCode lookup, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Verifies the token of a <c>/C/</c> URL. No text makes it throw.</summary>
    public Task<Verified> ByTokenAsync(string token, CancellationToken cancel) => ByTokenAsync(CodeKind.Static, token, cancel);

    /// <summary>Verifies the token of a <c>/C/</c> or <c>/L/</c> URL. No text makes it throw.</summary>
    public async Task<Verified> ByTokenAsync(CodeKind kind, string token, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var reading = CodeReader.Read(kind, token, settings.CodeHosts, await keys.ReadAsync(cancel));
        if (reading is not CodeReading.Genuine genuine) return new Verified(Verification.Judge(reading, null, false, null, now.Day(), now), null, now);
        var liveSince = genuine.LiveUntil - Verification.LiveFor;
        var (list, hash) = (StatusIndex.ListOf(genuine.Fields.LastDay), SHA256.HashData(genuine.Payload));
        var row = await FindAsync(list, genuine.Fields.Index, now, cancel);
        if (row is not null && row.IsOf(hash)) return new Verified(Verification.Judge(reading, row.Issuance, false, null, now.Day(), now), row.Certificate, now, liveSince);

        // Its certificate is not here: what is known of it, its own signed bytes say, and the journal.
        var (restored, isRestoring) = (await RestoredAsync(list, genuine.Fields.Index, hash, now, cancel), row is null && await db.IsRestoringAsync(cancel));
        var result = Verification.Judge(genuine with { Payload = hash }, restored?.Issuance ?? row?.Issuance, isRestoring, null, now.Day(), now);
        return new Verified(result, result is VerificationResult.ForgedKeyAlarm ? null : await FaceAsync(genuine.Fields, list, restored, cancel), now, liveSince);
    }

    /// <summary>Looks up number and 查验码; null for an unknown number and for a wrong code alike.</summary>
    public async Task<Verified?> ByNumberAsync(string number, string code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!CertificateNumber.TryParse(number, out var parsed) || !lookup.Matches(parsed, code)) return null;
        if (await FindAsync(parsed.List, parsed.Index, now, cancel) is not { } row)
        {
            // What stands on the card, only its code says.
            var restored = await RestoredAsync(parsed.List, parsed.Index, null, now, cancel);
            if (restored is null && !await db.IsRestoringAsync(cancel)) return null;
            var result = restored is null ? VerificationResult.StatusUnknown : restored.Judge(now);
            return new Verified(result is VerificationResult.ValidStatic ? VerificationResult.StatusUnknown : result, null, now);
        }

        var reading = CodeReader.Read(CodeKind.Static, row.Token, settings.CodeHosts, await keys.ReadAsync(cancel));
        return new Verified(Verification.Judge(reading, row.Issuance, false, null, now.Day(), now), row.Certificate, now);
    }

    /// <summary>Judges a code whose signature a device found right, by the SHA-256 of the signed bytes: 64 hexadecimal digits.</summary>
    public async Task<Verified> ByPayloadAsync(string list, int index, string payloadHash, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (row, hash) = (await FindAsync(list, index, now, cancel), Convert.FromHexString(payloadHash));
        if (row is null || !row.IsOf(hash))
        {
            if (await RestoredAsync(list, index, hash, now, cancel) is { } restored) return new Verified(restored.Judge(now), restored.Certificate, now);
            return new Verified(row is null && await db.IsRestoringAsync(cancel) ? VerificationResult.StatusUnknown : VerificationResult.ForgedKeyAlarm, null, now);
        }

        var reading = CodeReader.Read(CodeKind.Static, row.Token, settings.CodeHosts, await keys.ReadAsync(cancel));
        return new Verified(Verification.Judge(reading, row.Issuance, false, null, now.Day(), now), row.Certificate, now);
    }

    private async Task<Row?> FindAsync(string list, int index, DateTimeOffset now, CancellationToken cancel)
    {
        var day = now.Day();
        if (await Compiled<Queries>.For(db).ByCode(db, list, index, day) is not { } found) return null;
        // An old card says 已换发; whether its holder may work is judged on the newest certificate.
        var newest = found.State is CertificateState.Superseded ? await NewestAsync(found, day, cancel) : found;
        var eligibility = Eligibility.Of(await FactsOfAsync(newest, day, cancel), day);
        var state = found.State switch
        {
            CertificateState.Revoked => CodeState.Revoked,
            CertificateState.Superseded => CodeState.Superseded,
            _ when found.End is CodeEnd.Lost => CodeState.Lost,
            _ when !found.IsCurrent => CodeState.Superseded,
            CertificateState.Suspended => CodeState.Suspended,
            _ => CodeState.Valid,
        };
        // What stands on the card is what its code says: after a change of name an old card still bears the old one.
        var fields = CertificatePayload.Decode(found.Payload, CodeKind.Static)?.Fields ?? throw new InvalidOperationException($"The payload of {list} {index} is none.");
        var certificate = new VerifiedCertificate(
            found.Id, found.OrganizationId, new CertificateNumber(list, index).ToString(), fields.Name, found.PositionName, found.OrganizationName,
            fields.IssuedOn, found.ExpiresOn, found.State, found.EndedAt ?? found.ChangedAt, eligibility, found.End, found.PhotoId, fields.PhotoHash);
        return new Row(certificate, new Issuance(found.Payload, state, eligibility.Status is not EligibilityStatus.NotEligible), found.Token);
    }

    private async Task<Found> NewestAsync(Found found, DateOnly day, CancellationToken cancel)
    {
        var code = await db.Certificates.Where(c => c.HolderId == found.HolderId && c.OrganizationId == found.OrganizationId && c.Position == found.Position)
            .SelectMany(c => c.Codes, (c, x) => new { Issued = c.IssuedAt, x.IssuedAt, x.List, x.Index }).OrderByDescending(x => x.Issued).ThenByDescending(x => x.IssuedAt).FirstAsync(cancel);
        return (await Compiled<Queries>.For(db).ByCode(db, code.List, code.Index, day))!;
    }

    /// <summary>
    /// The facts of <see cref="PersonalFile.EligibilityFactsOf"/>, read narrowly for one certificate: beside one a 季节工岗前包 counts for nothing.
    /// A test holds the two against each other.
    /// </summary>
    private async Task<EligibilityFacts> FactsOfAsync(Found found, DateOnly day, CancellationToken cancel)
    {
        var curriculum = (await releases.InForceAsync(cancel)).Curriculum;
        var requirement = curriculum.Positions.FirstOrDefault(p => p.Number == found.Position) is { } entry ? curriculum.FindRequirement(entry.Code, TrainingRound.First) : null;
        var family = requirement is null ? null : curriculum.FindBlueprint(requirement.Blueprint)?.Family;
        // Of another family it says nothing about this position; so few have one that asking twice costs nothing.
        var third = found.HasThirdFail && family is not null
            && await db.RetrainingOrders.AnyAsync(o => o.PersonId == found.HolderId && o.Family == family && o.Step == RetrainingStep.Third && o.SignedAt == null && o.LiftedAt == null, cancel);
        IReadOnlyList<string> required = requirement?.Licences ?? [];
        var held = required.Count == 0 ? [] : await db.Licences.AsNoTracking().Where(l => l.PersonId == found.HolderId).ToListAsync(cancel);
        return new EligibilityFacts(
            found.AtPublicAssembly is not null,
            new CertificateFacts(found.State, found.Suspension, found.IssuedOn, found.ExpiresOn),
            found.AtPublicAssembly ?? false,
            third,
            [.. required.Where(kind => !held.Exists(l => l.Kind == kind && l.IsInForce(day)))]);
    }

    /// <param name="hash">Null where only the number is known.</param>
    private async Task<Restored?> RestoredAsync(string list, int index, byte[]? hash, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.RestoredCodes.AsNoTracking().SingleOrDefaultAsync(c => c.List == list && c.Index == index, cancel) is not { } code || (hash is not null && !code.PayloadHash.AsSpan().SequenceEqual(hash))) return null;
        var another = await db.Certificates.Where(c => c.Id == code.CertificateId).SelectMany(c => c.Codes).OrderByDescending(c => c.IssuedAt).Select(c => new { c.List, c.Index }).FirstOrDefaultAsync(cancel);
        return new Restored(code, another is null ? null : await FindAsync(another.List, another.Index, now, cancel));
    }

    /// <summary>What the signed bytes say, with what is known of the certificate; where that is lost, with the names that their numbers have here.</summary>
    private async Task<VerifiedCertificate> FaceAsync(CodeFields fields, string list, Restored? restored, CancellationToken cancel)
    {
        if (restored?.Certificate is { } held) return held with { HolderName = fields.Name, IssuedOn = fields.IssuedOn, ExpiresOn = fields.LastDay, PhotoHash = fields.PhotoHash };
        var organization = await db.Organizations.Where(o => o.Number == fields.Organization).Select(o => new { o.Id, o.SignName }).SingleOrDefaultAsync(cancel);
        var position = await db.Positions.Where(p => p.Number == fields.Position).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        var state = restored?.Code.Status switch
        {
            CodeStatus.Revoked => CertificateState.Revoked,
            CodeStatus.Suspended => CertificateState.Suspended,
            CodeStatus.Superseded => CertificateState.Superseded,
            _ => CertificateState.Valid,
        };
        return new VerifiedCertificate(
            null, organization?.Id, new CertificateNumber(list, fields.Index).ToString(), fields.Name, position ?? $"岗位 {fields.Position}", organization?.SignName ?? $"单位 {fields.Organization}",
            fields.IssuedOn, fields.LastDay, state, restored?.Code.StatusSince, new Eligibility(EligibilityStatus.Eligible, [], fields.LastDay), restored?.Code.End, null, fields.PhotoHash);
    }

    /// <param name="Beside">Another code of its certificate; null where that is lost.</param>
    private sealed record Restored(RestoredCode Code, Row? Beside)
    {
        public Issuance Issuance => Code.IssuanceBeside(Beside?.Certificate.State, Beside?.Issuance.MayWork ?? true);

        /// <summary>Its certificate. What stood on the card, and with what photo it was issued, only the code itself can say.</summary>
        public VerifiedCertificate? Certificate => Beside is null ? null
            : Beside.Certificate with { Number = new CertificateNumber(Code.List, Code.Index).ToString(), ChangedAt = Code.StatusSince, End = Code.End, PhotoId = null, PhotoHash = null };

        public VerificationResult Judge(DateTimeOffset now) => Code.Judge(Issuance, now);
    }

    private sealed record Row(VerifiedCertificate Certificate, Issuance Issuance, string Token)
    {
        public bool IsOf(ReadOnlySpan<byte> payloadHash) => SHA256.HashData(Issuance.Payload).AsSpan().SequenceEqual(payloadHash);
    }

    /// <summary>Everything that a scan hangs on, in one query that begins at the code: a gate asks for thousands in a morning.</summary>
    private sealed class Queries
    {
        public Func<AcademyDbContext, string, int, DateOnly, Task<Found?>> ByCode { get; } = EF.CompileAsyncQuery((AcademyDbContext db, string list, int index, DateOnly day) =>
            db.Certificates.SelectMany(c => c.Codes, (c, x) => new { Certificate = c, Code = x }).Where(s => s.Code.List == list && s.Code.Index == index).Select(s => new Found(
                s.Certificate.Id, s.Certificate.HolderId, s.Certificate.OrganizationId, s.Certificate.Position, s.Certificate.PositionName, s.Certificate.OrganizationName,
                s.Certificate.IssuedOn, s.Certificate.ExpiresOn, s.Certificate.State, s.Certificate.Suspension, s.Code.IsCurrent, s.Code.End, s.Code.EndedAt, s.Code.PhotoId, s.Code.Payload, s.Code.Token,
                s.Certificate.Events.Where(e => e.Act == CertificateAct.Suspended || e.Act == CertificateAct.Resumed || e.Act == CertificateAct.Revoked || e.Act == CertificateAct.Superseded)
                    .OrderByDescending(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefault(),
                db.Engagements
                    .Where(e => e.PersonId == s.Certificate.HolderId && e.OrganizationId == s.Certificate.OrganizationId && e.StartsOn <= day && (e.EndsOn == null || e.EndsOn >= day)
                        && e.Positions.Any(x => x.Position == s.Certificate.Position && x.StartsOn <= day && (x.EndsOn == null || x.EndsOn >= day)))
                    .OrderBy(e => e.StartsOn).Join(db.Venues, e => e.VenueId, v => v.Id, (e, v) => (bool?)v.IsPublicAssembly).FirstOrDefault(),
                db.RetrainingOrders.Any(o => o.PersonId == s.Certificate.HolderId && o.Step == RetrainingStep.Third && o.SignedAt == null && o.LiftedAt == null)))
                .SingleOrDefault());
    }

    /// <param name="AtPublicAssembly">Of the Venue of the holder's current Engagement in the position; null without one.</param>
    /// <param name="HasThirdFail">Not signed off, in whatever family.</param>
    private sealed record Found(
        Guid Id, Guid HolderId, Guid OrganizationId, int Position, string PositionName, string OrganizationName, DateOnly IssuedOn, DateOnly ExpiresOn,
        CertificateState State, SuspensionGrounds Suspension, bool IsCurrent, CodeEnd? End, DateTimeOffset? EndedAt, Guid? PhotoId, byte[] Payload, string Token, DateTimeOffset? ChangedAt, bool? AtPublicAssembly, bool HasThirdFail);
}
