using System.Security.Cryptography;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>What a verifier learns. Full; what of it is shown depends on who asks.</summary>
/// <param name="Certificate">Null where no issuance row was found.</param>
public sealed record Verified(VerificationResult Result, VerifiedCertificate? Certificate, DateTimeOffset At);

/// <summary>A certificate's frozen face and its standing today.</summary>
public sealed record VerifiedCertificate(
    Guid Id,
    Guid HolderId,
    Guid OrganizationId,
    string Number,
    string HolderName,
    string PositionName,
    string OrganizationName,
    DateOnly IssuedOn,
    DateOnly ExpiresOn,
    CertificateState State,
    DateTimeOffset? ChangedAt,
    Eligibility Eligibility);

/// <summary>Judges a code or a typed number: bytes, issuance row, eligibility today.</summary>
public sealed class VerifyCertificate(AcademyDbContext db, Releases releases, IKeyStore keys, LookupCode lookup, AcademySettings settings, TimeProvider clock)
{
    /// <summary>Verifies the token of a <c>/C/</c> URL. No text makes it throw.</summary>
    public async Task<Verified> ByTokenAsync(string token, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var reading = CodeReader.Read(CodeKind.Static, token, settings.CodeHosts, await keys.ReadAsync(cancel));
        if (reading is not CodeReading.Genuine genuine) return new Verified(Verification.Judge(reading, null, false, null, now.Day(), now), null, now);
        var row = await FindAsync(StatusIndex.ListOf(genuine.Fields.LastDay), genuine.Fields.Index, now, cancel);
        var result = Verification.Judge(reading, row?.Issuance, false, null, now.Day(), now);
        return new Verified(result, result is VerificationResult.ForgedKeyAlarm ? null : row?.Certificate, now);
    }

    /// <summary>Looks up number and 查验码; null for an unknown number and for a wrong code alike.</summary>
    public async Task<Verified?> ByNumberAsync(string number, string code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!CertificateNumber.TryParse(number, out var parsed) || !lookup.Matches(parsed, code)) return null;
        if (await FindAsync(parsed.List, parsed.Index, now, cancel) is not { } row) return null;
        var reading = CodeReader.Read(CodeKind.Static, row.Token, settings.CodeHosts, await keys.ReadAsync(cancel));
        return new Verified(Verification.Judge(reading, row.Issuance, false, null, now.Day(), now), row.Certificate, now);
    }

    /// <summary>Judges a code whose signature a device found right, by the SHA-256 of the signed bytes: 64 hexadecimal digits.</summary>
    public async Task<Verified> ByPayloadAsync(string list, int index, string payloadHash, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var row = await FindAsync(list, index, now, cancel);
        if (row is null || !Convert.ToHexStringLower(SHA256.HashData(row.Issuance.Payload)).Equals(payloadHash, StringComparison.OrdinalIgnoreCase)) return new Verified(VerificationResult.ForgedKeyAlarm, null, now);
        var reading = CodeReader.Read(CodeKind.Static, row.Token, settings.CodeHosts, await keys.ReadAsync(cancel));
        return new Verified(Verification.Judge(reading, row.Issuance, false, null, now.Day(), now), row.Certificate, now);
    }

    private async Task<Row?> FindAsync(string list, int index, DateTimeOffset now, CancellationToken cancel)
    {
        var day = now.Day();
        var codes = db.Certificates.SelectMany(c => c.Codes, (c, x) => new Scanned { Certificate = c, Code = x });
        if (await ReadAsync(codes.Where(s => s.Code.List == list && s.Code.Index == index), day, cancel) is not { } found) return null;
        // An old card says 已换发; whether its holder may work is judged on the newest certificate.
        var newest = found.State is not CertificateState.Superseded ? found : (await ReadAsync(
            codes.Where(s => s.Certificate.HolderId == found.HolderId && s.Certificate.OrganizationId == found.OrganizationId && s.Certificate.Position == found.Position && s.Code.IsCurrent)
                .OrderByDescending(s => s.Certificate.IssuedAt).Take(1),
            day,
            cancel))!;
        var eligibility = Eligibility.Of(await FactsOfAsync(newest, day, cancel), day);
        var state = found.State switch
        {
            CertificateState.Revoked => CodeState.Revoked,
            CertificateState.Superseded => CodeState.Superseded,
            _ when !found.IsCurrent => CodeState.Superseded,
            CertificateState.Suspended => CodeState.Suspended,
            _ => CodeState.Valid,
        };
        var certificate = new VerifiedCertificate(
            found.Id, found.HolderId, found.OrganizationId, new CertificateNumber(list, index).ToString(), found.HolderName, found.PositionName, found.OrganizationName,
            found.IssuedOn, found.ExpiresOn, found.State, found.ChangedAt, eligibility);
        return new Row(certificate, new Issuance(found.Payload, state, eligibility.Status is not EligibilityStatus.NotEligible), found.Token);
    }

    /// <summary>Everything that a scan hangs on, in one query that begins at the code: a gate asks for thousands in a morning.</summary>
    private Task<Found?> ReadAsync(IQueryable<Scanned> scanned, DateOnly day, CancellationToken cancel) => scanned.Select(s => new Found(
        s.Certificate.Id, s.Certificate.HolderId, s.Certificate.OrganizationId, s.Certificate.Position, s.Certificate.HolderName, s.Certificate.PositionName, s.Certificate.OrganizationName,
        s.Certificate.IssuedOn, s.Certificate.ExpiresOn, s.Certificate.State, s.Certificate.Suspension, s.Code.IsCurrent, s.Code.Payload, s.Code.Token,
        s.Certificate.Events.Where(e => e.Act != CertificateAct.Issued).OrderByDescending(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefault(),
        db.Engagements
            .Where(e => e.PersonId == s.Certificate.HolderId && e.OrganizationId == s.Certificate.OrganizationId && e.StartsOn <= day && (e.EndsOn == null || e.EndsOn >= day)
                && e.Positions.Any(x => x.Position == s.Certificate.Position && x.StartsOn <= day && (x.EndsOn == null || x.EndsOn >= day)))
            .OrderBy(e => e.StartsOn).Join(db.Venues, e => e.VenueId, v => v.Id, (e, v) => (bool?)v.IsPublicAssembly).FirstOrDefault(),
        db.RetrainingOrders.Any(o => o.PersonId == s.Certificate.HolderId && o.Step == RetrainingStep.Third && o.SignedAt == null && o.LiftedAt == null)))
        .SingleOrDefaultAsync(cancel);

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

    private sealed record Row(VerifiedCertificate Certificate, Issuance Issuance, string Token);

    /// <summary>A code with its certificate.</summary>
    private sealed class Scanned
    {
        public required Certificate Certificate { get; init; }
        public required CertificateCode Code { get; init; }
    }

    /// <param name="AtPublicAssembly">Of the Venue of the holder's current Engagement in the position; null without one.</param>
    /// <param name="HasThirdFail">Not signed off, in whatever family.</param>
    private sealed record Found(
        Guid Id, Guid HolderId, Guid OrganizationId, int Position, string HolderName, string PositionName, string OrganizationName, DateOnly IssuedOn, DateOnly ExpiresOn,
        CertificateState State, SuspensionGrounds Suspension, bool IsCurrent, byte[] Payload, string Token, DateTimeOffset? ChangedAt, bool? AtPublicAssembly, bool HasThirdFail);
}
