using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>Who looks: an Inspector, within what is assigned to them, or a guest in the one Organization that let them in.</summary>
/// <param name="GuestOf">Null for an Inspector.</param>
public sealed record InspectorEye(Guid PersonId, Guid? GuestOf);

/// <summary>A Venue that may be inspected.</summary>
public sealed record UnitLine(Guid VenueId, string Venue, VenueKind Kind, string Address, Guid OrganizationId, string SignName, string LegalName, string? CreditCode, string? District, int Unclosed);

/// <summary>An inspection in a list.</summary>
/// <param name="IsMine">Led by who looks.</param>
/// <param name="Findings">All of it; <paramref name="Unclosed"/> those not struck off.</param>
public sealed record InspectionLine(Guid Id, string Number, InspectionKind Kind, string Unit, string Venue, Guid VenueId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateOnly? LookBackOn, bool AwaitsLookBack, int Findings, int Unclosed, bool IsMine);

/// <summary>A finding in a list.</summary>
public sealed record FindingLine(Guid Id, int Number, string Record, FindingKind Kind, Severity Severity, FindingState State, string Text, string Place, string Unit, DateOnly DueOn)
{
    public bool IsOverdue(DateOnly day) => Finding.IsOverdue(State, DueOn, day);
}

/// <summary>A finding with its one history, for either side.</summary>
/// <param name="Person">Whom it concerns.</param>
public sealed record FindingDetail(Finding Finding, string Record, string Unit, string Venue, string? Person, IReadOnlyDictionary<Guid, string> Names);

/// <summary>All of them, however many a list shows.</summary>
/// <param name="ToDo">待整改.</param>
/// <param name="Overdue">Of them, past their last day.</param>
/// <param name="Waiting">待复查.</param>
/// <param name="Closed">已销号.</param>
public sealed record FindingCounts(int ToDo, int Overdue, int Waiting, int Closed)
{
    public static readonly FindingCounts None = new(0, 0, 0, 0);

    /// <summary>未销号.</summary>
    public int Unclosed => ToDo + Waiting;
}

/// <summary>A spot quiz that was failed, as the SafetyManager is told of it.</summary>
/// <param name="HasCycle">Whether it opened a training.</param>
public sealed record FailedQuiz(Guid PersonId, string Name, string Position, int Wrong, bool HasCycle, DateTimeOffset At);

/// <summary>Inspections and findings, found through what the Inspector is assigned or through the Organization.</summary>
public static class InspectionQueries
{
    /// <summary>Rows of a list, at most.</summary>
    private const int Newest = 100;

    /// <summary>An inspection begun so long ago was forgotten: no scan is part of it any more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    extension(IQueryable<InspectorAssignment> assignments)
    {
        public IQueryable<InspectorAssignment> CurrentOn(DateOnly day) => assignments.Where(a => a.StartsOn <= day && (a.EndsOn == null || a.EndsOn >= day));
    }

    extension(AcademyDbContext db)
    {
        /// <summary>The Venues that somebody may inspect on a day (<see cref="InspectorAssignment.Covers"/>).</summary>
        public IQueryable<Venue> VenuesFor(InspectorEye eye, DateOnly day) => eye.GuestOf is { } only
            ? db.Venues.Where(v => v.OrganizationId == only)
            : db.Venues.Where(v => db.InspectorAssignments.CurrentOn(day).Any(a =>
                a.InspectorId == eye.PersonId
                && (a.OrganizationId == null || a.OrganizationId == v.OrganizationId)
                && (a.VenueKind == null || a.VenueKind == v.Kind)
                && (a.District == null || db.Organizations.Any(o => o.Id == v.OrganizationId && o.District != null && o.District.StartsWith(a.District)))));

        /// <summary>
        /// The inspections that somebody may see on a day, whoever made them. A guest sees only their own: whoever lets guests in
        /// could else invent one, and strike off by their hand what an Inspector found.
        /// </summary>
        public IQueryable<Inspection> InspectionsFor(InspectorEye eye, DateOnly day) =>
            db.Inspections.Where(i => (eye.GuestOf == null || i.InspectorId == eye.PersonId) && db.VenuesFor(eye, day).Any(v => v.Id == i.VenueId));

        /// <summary>The findings that somebody may see on a day.</summary>
        public IQueryable<Finding> FindingsFor(InspectorEye eye, DateOnly day) =>
            db.Findings.Where(f => db.InspectionsFor(eye, day).Any(i => i.Id == f.InspectionId));

        /// <summary>The inspection under way that somebody leads in an Organization, of which their scans of its people are part; null without one.</summary>
        public Task<Guid?> InspectionUnderWayAsync(Guid inspector, Guid organizationId, DateTimeOffset at, CancellationToken cancel) =>
            db.Inspections.Where(i => i.InspectorId == inspector && i.OrganizationId == organizationId && i.EndedAt == null && i.StartedAt <= at && i.StartedAt > at - Longest).OrderByDescending(i => i.StartedAt).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel);

        /// <summary>Finds units by 招牌名, legal name, Venue or the whole 统一社会信用代码.</summary>
        public async Task<IReadOnlyList<UnitLine>> FindUnitsAsync(InspectorEye eye, string text, DateOnly day, CancellationToken cancel) =>
            await db.UnitsOf(
                    eye,
                    db.VenuesFor(eye, day).Where(v => v.Name.Contains(text)
                        || db.Organizations.Any(o => o.Id == v.OrganizationId && (o.SignName.Contains(text) || o.LegalName.Contains(text) || o.CreditCode == text))))
                .Take(Newest).ToListAsync(cancel);

        /// <summary>One Venue that may be inspected, or null.</summary>
        public Task<UnitLine?> UnitAsync(InspectorEye eye, Guid venueId, DateOnly day, CancellationToken cancel) =>
            db.UnitsOf(eye, db.VenuesFor(eye, day).Where(v => v.Id == venueId)).SingleOrDefaultAsync(cancel);

        private IQueryable<UnitLine> UnitsOf(InspectorEye eye, IQueryable<Venue> venues) =>
            from v in venues
            join o in db.Organizations on v.OrganizationId equals o.Id
            orderby o.SignName, v.Name
            select new UnitLine(
                v.Id, v.Name, v.Kind, v.Address, o.Id, o.SignName, o.LegalName, o.CreditCode, o.District,
                db.Findings.Count(f => f.State != FindingState.Closed && db.Inspections.Any(i => i.Id == f.InspectionId && i.VenueId == v.Id && (eye.GuestOf == null || i.InspectorId == eye.PersonId))));

        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<InspectionLine>> LinesAsync(IQueryable<Inspection> inspections, Guid who, CancellationToken cancel) =>
            await (from i in inspections
                   join o in db.Organizations on i.OrganizationId equals o.Id
                   join v in db.Venues on i.VenueId equals v.Id
                   orderby i.StartedAt descending
                   select new InspectionLine(
                       i.Id, i.Number, i.Kind, o.SignName, v.Name, v.Id, i.StartedAt, i.EndedAt, i.LookBackOn, i.LookBackOn != null && i.LookedBackBy == null,
                       db.Findings.Count(f => f.InspectionId == i.Id), db.Findings.Count(f => f.InspectionId == i.Id && f.State != FindingState.Closed), i.InspectorId == who)).Take(Newest).ToListAsync(cancel);

        /// <summary>What is due first comes first.</summary>
        public async Task<IReadOnlyList<FindingLine>> LinesAsync(IQueryable<Finding> findings, CancellationToken cancel) =>
            await (from f in findings
                   join i in db.Inspections on f.InspectionId equals i.Id
                   join o in db.Organizations on i.OrganizationId equals o.Id
                   orderby f.DueOn, f.InspectionId, f.Number
                   select new FindingLine(f.Id, f.Number, i.Number, f.Kind, f.Severity, f.State, f.Text, f.Place, o.SignName, f.DueOn)).Take(Newest).ToListAsync(cancel);

        /// <summary>What is struck off, the newest first.</summary>
        public async Task<IReadOnlyList<FindingLine>> ClosedLinesAsync(Guid organizationId, CancellationToken cancel) =>
            await (from f in db.Findings
                   join i in db.Inspections on f.InspectionId equals i.Id
                   join o in db.Organizations on i.OrganizationId equals o.Id
                   where f.OrganizationId == organizationId && f.State == FindingState.Closed
                   orderby f.Steps.Max(s => s.At) descending, f.InspectionId, f.Number
                   select new FindingLine(f.Id, f.Number, i.Number, f.Kind, f.Severity, f.State, f.Text, f.Place, o.SignName, f.DueOn)).Take(Newest).ToListAsync(cancel);

        /// <summary>One finding with the names its history needs; null where the query does not hold it.</summary>
        public async Task<FindingDetail?> DetailAsync(IQueryable<Finding> findings, Guid id, CancellationToken cancel)
        {
            if (await findings.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } finding) return null;
            var names = await db.NamesAsync([.. finding.Steps.Select(s => s.By), .. finding.PersonId is { } one ? [one] : Array.Empty<Guid>()], cancel);
            return await (from i in db.Inspections
                          join o in db.Organizations on i.OrganizationId equals o.Id
                          join v in db.Venues on i.VenueId equals v.Id
                          where i.Id == finding.InspectionId
                          select new FindingDetail(finding, i.Number, o.SignName, v.Name, finding.PersonId == null ? null : names.GetValueOrDefault(finding.PersonId.Value), names)).SingleAsync(cancel);
        }

        /// <summary>Whose codes were scanned during an inspection; who was said to be somebody else does not count, nor who is another Organization's.</summary>
        public async Task<IReadOnlyList<SeenPerson>> SeenAsync(Guid inspectionId, CancellationToken cancel) =>
            await (from s in db.Scans
                   join c in db.Certificates on s.CertificateId equals c.Id
                   join i in db.Inspections on s.InspectionId equals i.Id
                   where i.Id == inspectionId && s.OrganizationId == i.OrganizationId && s.Match != IdentityMatch.Different
                   orderby s.At
                   select new SeenPerson(c.HolderId, c.HolderName, s.At)).ToListAsync(cancel);

        /// <summary>The newest first.</summary>
        public async Task<IReadOnlyList<FailedQuiz>> FailedQuizzesAsync(Guid organizationId, CancellationToken cancel) =>
            await (from q in db.SpotQuizzes
                   join i in db.Inspections on q.InspectionId equals i.Id
                   join p in db.People on q.PersonId equals p.Id
                   join x in db.Positions on q.Position equals x.Number
                   where i.OrganizationId == organizationId && q.Answers.Count == SpotQuiz.Questions && q.Answers.Count(a => !a.IsRight) >= SpotQuiz.WrongToFail
                   orderby q.AskedAt descending
                   select new FailedQuiz(p.Id, p.Name, x.Name, q.Answers.Count(a => !a.IsRight), q.CycleId != null, q.AskedAt)).Take(Newest).ToListAsync(cancel);
    }

    extension(IQueryable<Finding> findings)
    {
        public async Task<FindingCounts> CountsAsync(DateOnly day, CancellationToken cancel) =>
            await findings.GroupBy(_ => 1).Select(all => new FindingCounts(
                all.Count(f => f.State == FindingState.Open || f.State == FindingState.Reopened),
                all.Count(f => (f.State == FindingState.Open || f.State == FindingState.Reopened) && f.DueOn < day),
                all.Count(f => f.State == FindingState.Rectified),
                all.Count(f => f.State == FindingState.Closed))).SingleOrDefaultAsync(cancel) ?? FindingCounts.None;

        /// <summary><see cref="Finding.IsOverdue(DateOnly)"/> in SQL.</summary>
        public IQueryable<Finding> OverdueOn(DateOnly day) => findings.Where(f => (f.State == FindingState.Open || f.State == FindingState.Reopened) && f.DueOn < day);
    }
}

/// <summary>检查问题记录: everything of one inspection, as it is shown and printed.</summary>
/// <param name="Seen">Whose codes were scanned.</param>
/// <param name="Names">Of everybody and every Venue that its rows name by id.</param>
public sealed record InspectionRecord(
    Inspection Inspection, string Unit, string LegalName, string? CreditCode, string Venue, string Address,
    IReadOnlyList<Finding> Findings, IReadOnlyList<SpotQuiz> Quizzes, IReadOnlyList<SeenPerson> Seen, IReadOnlyDictionary<Guid, string> Names)
{
    public RollCall RollCall => RollCall.Of(Inspection.Roll, Seen);

    /// <summary>The name of a person or a Venue.</summary>
    public string NameOf(Guid id) => Names.GetValueOrDefault(id, "已删除");
}

/// <summary>Loads an inspection with all that hangs on it.</summary>
public static class InspectionRecords
{
    extension(AcademyDbContext db)
    {
        /// <summary>The record; null where the query does not hold the inspection.</summary>
        public async Task<InspectionRecord?> RecordAsync(IQueryable<Inspection> inspections, Guid id, CancellationToken cancel)
        {
            if (await inspections.AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } inspection) return null;
            var organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == inspection.OrganizationId, cancel);
            var venue = await db.Venues.AsNoTracking().SingleAsync(v => v.Id == inspection.VenueId, cancel);
            var findings = await db.Findings.AsNoTracking().Where(f => f.InspectionId == id).OrderBy(f => f.Number).ToListAsync(cancel);
            var quizzes = await db.SpotQuizzes.AsNoTracking().Where(q => q.InspectionId == id).OrderBy(q => q.Id).ToListAsync(cancel);
            var people = await db.NamesAsync([.. quizzes.Select(q => q.PersonId), .. findings.Select(f => f.PersonId).OfType<Guid>(), .. inspection.Draws.SelectMany(d => d.People)], cancel);
            var venues = inspection.Draws.SelectMany(d => d.Venues).Distinct().ToList();
            var names = new Dictionary<Guid, string>(people);
            foreach (var drawn in await db.Venues.Where(v => venues.Contains(v.Id)).Select(v => new { v.Id, v.Name }).ToListAsync(cancel)) names[drawn.Id] = drawn.Name;
            return new InspectionRecord(
                inspection, organization.SignName, organization.LegalName, organization.CreditCode, venue.Name, venue.Address, findings, quizzes, await db.SeenAsync(id, cancel), names);
        }
    }
}
