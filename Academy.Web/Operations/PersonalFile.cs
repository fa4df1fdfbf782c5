using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Academy.Web.Operations;

/// <summary>
/// 一人一档: everything on record about one person's training, loaded together.
/// The judgements of the domain (cycle, entry, eligibility) are asked here, always of the same facts.
/// </summary>
public sealed class PersonalFile
{
    private readonly Release _inForce;
    private readonly IReadOnlyDictionary<int, Release> _pinned;
    private readonly AcademyDefaults _defaults;
    private readonly IReadOnlyList<AttendedSession> _attended;

    // Local views: they hold what this action has added or changed and not yet saved. Asking the context for one looks through
    // everything it tracks, a view itself does not; so each is asked for once.
    private readonly LocalView<Engagement> _engagements;
    private readonly LocalView<TrainingCycle> _cycles;
    private readonly LocalView<StudyProgress> _progress;
    private readonly LocalView<RetrainingOrder> _orders;
    private readonly LocalView<ExamAssignment> _assignments;
    private readonly LocalView<ExamAttempt> _attempts;
    private readonly LocalView<ExamSeat> _seats;
    private readonly LocalView<ExamRoom> _rooms;
    private readonly LocalView<Certificate> _certificates;
    private readonly LocalView<StatutoryLicence> _licences;
    private readonly LocalView<PracticalAssessment> _practicals;
    private readonly LocalView<ClassroomSession> _sessions;
    private readonly LocalView<Venue> _venues;

    private PersonalFile(AcademyDbContext db, Person person, IEnumerable<AttendedSession> attended, Release inForce, IReadOnlyDictionary<int, Release> pinned, CorrectedKeys keys, AcademyDefaults defaults)
    {
        (Person, _attended, _inForce, _pinned, Keys, _defaults) = (person, [.. attended], inForce, pinned, keys, defaults);
        (_engagements, _cycles, _progress, _orders) = (db.Engagements.Local, db.Cycles.Local, db.StudyProgress.Local, db.RetrainingOrders.Local);
        (_assignments, _attempts, _seats, _rooms) = (db.ExamAssignments.Local, db.Attempts.Local, db.ExamSeats.Local, db.ExamRooms.Local);
        (_certificates, _licences, _practicals, _sessions, _venues) = (db.Certificates.Local, db.Licences.Local, db.PracticalAssessments.Local, db.ClassroomSessions.Local, db.Venues.Local);
    }

    public Person Person { get; }

    /// <summary>The corrections of keys that are in force.</summary>
    public CorrectedKeys Keys { get; }

    public IEnumerable<Engagement> Engagements => _engagements.Where(e => e.PersonId == Person.Id);
    public IEnumerable<TrainingCycle> Cycles => _cycles.Where(c => c.PersonId == Person.Id).OrderBy(c => c.AssignedAt);
    public IEnumerable<StudyProgress> Progress => _progress.Where(p => p.PersonId == Person.Id);
    public IEnumerable<RetrainingOrder> Orders => _orders.Where(o => o.PersonId == Person.Id).OrderBy(o => o.CreatedAt);
    public IEnumerable<ExamAssignment> Assignments => _assignments.Where(a => a.PersonId == Person.Id);
    public IEnumerable<ExamAttempt> Attempts => _attempts.Where(a => a.PersonId == Person.Id).OrderBy(a => a.StartedAt).ThenBy(a => a.Number);
    public IEnumerable<Certificate> Certificates => _certificates.Where(c => c.HolderId == Person.Id).OrderBy(c => c.IssuedAt);
    public IEnumerable<StatutoryLicence> Licences => _licences.Where(l => l.PersonId == Person.Id);
    public IEnumerable<PracticalAssessment> Practicals => _practicals.Where(p => p.PersonId == Person.Id);

    /// <summary>As read, and one that this action holds as it has it. A room holds dozens of people, so sessions are not loaded whole.</summary>
    public IEnumerable<AttendedSession> Sessions => _sessions.SelectMany(s => s.Attendances.Where(a => a.PersonId == Person.Id).Select(a => AttendedSession.Of(s, a))).Concat(_attended.Where(a => _sessions.All(s => s.Id != a.Id)));

    public IEnumerable<Venue> Venues => _venues;

    /// <summary>Loads the file, tracked; null for an unknown person.</summary>
    public static async Task<PersonalFile?> LoadAsync(AcademyDbContext db, Releases releases, AcademyDefaults defaults, Guid personId, CancellationToken cancel) =>
        (await LoadAllAsync(db, releases, defaults, [personId], cancel)).SingleOrDefault();

    /// <summary>Loads the files of several people with the queries of one, tracked. Unknown people are left out.</summary>
    public static async Task<IReadOnlyList<PersonalFile>> LoadAllAsync(AcademyDbContext db, Releases releases, AcademyDefaults defaults, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var (people, attended) = await db.ReadAsync(() => QueryAsync(db, ids, cancel), cancel);
        if (people.Count == 0) return [];
        var pinned = new Dictionary<int, Release>();
        foreach (var id in db.Cycles.Local.Where(c => ids.Contains(c.PersonId)).Select(c => c.ReleaseId).Distinct().ToList()) pinned[id] = await releases.GetAsync(id);
        var inForce = await releases.InForceAsync(cancel);
        var keys = await db.CorrectedKeysAsync(releases, cancel);
        // Nothing has changed since it was read.
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        List<PersonalFile> files = [.. people.Select(p => new PersonalFile(db, p, attended.Where(a => a.Attendance.PersonId == p.Id), inForce, pinned, keys, defaults))];
        db.ChangeTracker.AutoDetectChangesEnabled = detects;
        return files;
    }

    private static async Task<(List<Person> People, List<AttendedSession> Attended)> QueryAsync(AcademyDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var (queries, people) = (Compiled<Queries>.For(db), ids.ToList());
        var found = await queries.People(db, people).ToListAsync(cancel);
        if (found.Count == 0) return (found, []);
        var organizations = (await queries.Engagements(db, people).ToListAsync(cancel)).Select(e => e.OrganizationId).Distinct().ToList();
        await TrackAsync(queries.Organizations(db, organizations));
        await TrackAsync(queries.Venues(db, organizations));
        await TrackAsync(queries.Cycles(db, people));
        await TrackAsync(queries.Progress(db, people));
        await TrackAsync(queries.Orders(db, people));
        var assignments = await queries.Assignments(db, people).ToListAsync(cancel);
        await TrackAsync(queries.Attempts(db, people));
        // Where who is to be supervised has a place now.
        if (assignments.Exists(a => a.Mode is ExamMode.Supervised && a.ClosedAt is null))
        {
            await TrackAsync(queries.Seats(db, people));
            await TrackAsync(queries.Rooms(db, people));
        }

        await TrackAsync(queries.Certificates(db, people));
        await TrackAsync(queries.Licences(db, people));
        await TrackAsync(queries.Practicals(db, people));
        return (found, await queries.Sessions(db, people).ToListAsync(cancel));

        async Task TrackAsync<T>(IAsyncEnumerable<T> rows)
        {
            await foreach (var _ in rows.WithCancellation(cancel))
            {
                // Read is tracked.
            }
        }
    }

    /// <summary>The release in force.</summary>
    public int InForceId => _inForce.Id;

    /// <summary>The release a cycle began with.</summary>
    public Release ReleaseOf(TrainingCycle cycle) => _pinned.TryGetValue(cycle.ReleaseId, out var release) ? release : _inForce;

    /// <summary>The requirement a cycle began with.</summary>
    public PositionRequirement RequirementOf(TrainingCycle cycle) => ReleaseOf(cycle).Curriculum.Requirements.Single(r => r.Version == cycle.RequirementVersion);

    /// <summary>The lessons a cycle requires, in reading order.</summary>
    public IReadOnlyList<Lesson> LessonsOf(TrainingCycle cycle) => ReleaseOf(cycle).Curriculum.LessonsOf(RequirementOf(cycle));

    /// <summary>Progress of a lesson that counts for a cycle: done within the months before its assignment for a first training, since its assignment for a renewal.</summary>
    public StudyProgress? ProgressOf(TrainingCycle cycle, string lesson) => Progress
        .Where(p => p.Lesson == lesson && (p.CompletedAt is null || Counts(cycle, p.CompletedAt.Value)))
        .OrderBy(p => p.CompletedAt is null).ThenByDescending(p => p.StartedAt).FirstOrDefault();

    /// <summary>Minutes of 线下培训 that count for a cycle.</summary>
    public int ClassroomMinutes(TrainingCycle cycle) => Sessions
        .Where(s => s.OrganizationId == cycle.OrganizationId && s.ClosedAt is not null && Counts(cycle, s.StartsAt))
        .Sum(s => s.Attendance.Minutes);

    /// <summary>Minutes of 线下培训 that a cycle asks: the required hours less what its lessons fill.</summary>
    public int ClassroomMinutesRequired(TrainingCycle cycle) =>
        Math.Max(0, (RequirementOf(cycle).Hours * StudyHours.Minutes) - LessonsOf(cycle).Sum(l => l.Minutes));

    /// <summary>What a cycle's state follows from.</summary>
    public CycleFacts FactsOf(TrainingCycle cycle, DateOnly day)
    {
        var requirement = RequirementOf(cycle);
        var lessons = LessonsOf(cycle);
        return new CycleFacts(
            HasBegun: lessons.Any(l => ProgressOf(cycle, l.Id) is not null),
            LessonsLeft: lessons.Count(l => ProgressOf(cycle, l.Id)?.CompletedAt is null),
            HoursComplete: ClassroomMinutes(cycle) >= ClassroomMinutesRequired(cycle),
            LicencesMissing: Missing(requirement, day),
            PracticalPassed: !requirement.NeedsPractical || Practicals.Any(p => p.Passed && p.OrganizationId == cycle.OrganizationId && p.Position == cycle.Position && Counts(cycle, p.RecordedAt)),
            HasPassed: PassedAttempt(cycle) is not null,
            OpenOrder: OpenOrder(FamilyOf(cycle)));
    }

    /// <summary>The attempt that passed a cycle's part, or null.</summary>
    public ExamAttempt? PassedAttempt(TrainingCycle cycle) => Attempts.FirstOrDefault(a => a.Grades.Any(g => g.CycleId == cycle.Id && g.Outcome is Outcome.Passed));

    /// <summary>Whether an attempt passed a cycle's part.</summary>
    /// <param name="but">An attempt that does not count.</param>
    public bool IsPassed(Guid cycleId, ExamAttempt but) => Attempts.Any(a => a.Id != but.Id && a.Grades.Any(g => g.CycleId == cycleId && g.Outcome is Outcome.Passed));

    /// <summary>The family on which a cycle's fails are counted.</summary>
    public string FamilyOf(TrainingCycle cycle) => ReleaseOf(cycle).Curriculum.FindBlueprint(RequirementOf(cycle).Blueprint)!.Family;

    /// <summary>The newest order of a family.</summary>
    public RetrainingOrder? NewestOrder(string family) => Orders.LastOrDefault(o => o.Family == family && o.LiftedAt is null);

    /// <summary>The newest order of a family that is not complete.</summary>
    public RetrainingOrder? OpenOrder(string family) => Orders.LastOrDefault(o => o.Family == family && o.IsOpen);

    /// <summary>Fails of a family since its last pass. FailedCritical is none, and of one combined exam several are one.</summary>
    public int FailsSincePass(string family) => FailsSincePass(family, DateTimeOffset.MaxValue);

    /// <summary>Those of them that were handed in before an instant.</summary>
    public int FailsSincePass(string family, DateTimeOffset before) => Attempts
        .Where(a => a.State is AttemptState.Graded && a.SubmittedAt < before).OrderByDescending(a => a.SubmittedAt).Select(a => GradesIn(a, family)).Where(grades => grades.Count > 0)
        .TakeWhile(grades => grades.Exists(g => g.Outcome is not Outcome.Passed)).Count(grades => grades.Exists(g => g.Outcome is Outcome.Failed));

    /// <summary>The assignment that an attempt belongs to.</summary>
    public ExamAssignment AssignmentOf(ExamAttempt attempt) => Assignments.Single(a => a.Id == attempt.AssignmentId);

    /// <summary>The attempts so far for any of the cycles that an assignment examines, its own and those of assignments before it.</summary>
    public IEnumerable<ExamAttempt> AttemptsFor(ExamAssignment assignment) => Attempts.Where(a => a.State is not AttemptState.Ready && AssignmentOf(a).Cycles.Any(c => assignment.Cycles.Any(mine => mine.CycleId == c.CycleId)));

    /// <summary>The knowledge points of the critical paper that is due; null when a full one is. A cycle that stands in for another goes on where that one ended.</summary>
    public IReadOnlyList<string>? MissedCritical(ExamAssignment assignment)
    {
        var (cycle, sat) = (assignment.Cycles[0].CycleId, AttemptsFor(assignment).ToList());
        return Cycles.First(c => c.Id == cycle).StandsInFor is { } former && !sat.Exists(a => a.State is AttemptState.Graded)
            ? PaperDrawing.MissedCritical(Attempts.Where(a => a.Grades.Any(g => g.CycleId == former)), former)
            : PaperDrawing.MissedCritical(sat, cycle);
    }

    /// <summary>Assignments of which one at a time is sat: those of a family, and with a combined one those of all its families. Each group once.</summary>
    public IEnumerable<IReadOnlyList<ExamAssignment>> SatApart()
    {
        var combined = Assignments.FirstOrDefault(a => a is { IsCombined: true, ClosedAt: null } || IsCombinedUnderway(a));
        return Assignments.GroupBy(a => combined is not null && combined.Families.Intersect(a.Families, StringComparer.Ordinal).Any() ? combined.Family : a.Family, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
    }

    /// <summary>Whether a combined exam is being sat or waits for its grade: whatever becomes of a part meanwhile, grading separates them.</summary>
    public bool IsCombinedUnderway(ExamAssignment assignment) => assignment.IsCombined && Attempts.Any(a => a.AssignmentId == assignment.Id && a.IsUnderway);

    /// <summary>The attempts of all assignments that may not be sat beside this one.</summary>
    public IEnumerable<ExamAttempt> AttemptsBeside(ExamAssignment assignment) => SatApart().Single(group => group.Contains(assignment)).SelectMany(a => Attempts.Where(x => x.AssignmentId == a.Id));

    private List<Grade> GradesIn(ExamAttempt attempt, string family) =>
        [.. attempt.Grades.Where(g => AssignmentOf(attempt).Cycles.Any(c => c.CycleId == g.CycleId && c.Family == family))];

    /// <summary>What the entry rules look at for an assignment.</summary>
    public EntryFacts EntryOf(ExamAssignment assignment, DateTimeOffset now)
    {
        var day = now.Day();
        var seat = SeatOf(assignment);
        var cycles = Cycles.Where(c => assignment.Cycles.Any(x => x.CycleId == c.Id)).ToList();
        var facts = cycles.Select(c => FactsOf(c, day)).ToList();
        return new EntryFacts(
            AssignmentClosed: assignment.ClosedAt is not null,
            CycleClosed: cycles.TrueForAll(c => c.State is CycleState.Closed),
            LessonsLeft: facts.Sum(f => f.LessonsLeft + (f.HoursComplete ? 0 : 1)),
            LicencesMissing: [.. facts.SelectMany(f => f.LicencesMissing).Distinct(StringComparer.Ordinal)],
            Order: OrderOf(assignment),
            Mode: assignment.Mode,
            Admission: seat is null ? Admission.None : seat.AdmissionTo(_rooms.Single(r => r.Id == seat.RoomId), now),
            Underway: AttemptsBeside(assignment).FirstOrDefault(a => a.IsUnderway));
    }

    /// <summary>The exams in an organization that may be sat as one now; empty where there are not two.</summary>
    public IReadOnlyList<ExamAssignment> Combinable(Guid organizationId, DateTimeOffset now) => Assignments
        .Where(a => a.OrganizationId == organizationId && a is { ClosedAt: null, IsCombined: false } && EntryRules.MayBeCombined(EntryOf(a, now), now) && MissedCritical(a) is null)
        .GroupBy(a => a.ReleaseId).Select(release => release.OrderBy(a => a.CreatedAt).Take(ExamAssignment.MostCombined).ToList())
        .FirstOrDefault(ExamAssignment.MayCombine) ?? [];

    /// <summary>The order that an assignment waits for longest: one that is open, else the one with the latest wait; null where there was never a fail.</summary>
    public RetrainingOrder? OrderOf(ExamAssignment assignment) => assignment.Families.Select(f => OpenOrder(f) ?? NewestOrder(f)).OfType<RetrainingOrder>().OrderBy(o => o.IsOpen ? 0 : 1).ThenByDescending(o => o.WaitUntil).FirstOrDefault();

    /// <summary>The place taken for a supervised exam, or null.</summary>
    public ExamSeat? SeatOf(ExamAssignment assignment) => _seats.FirstOrDefault(s => s.AssignmentId == assignment.Id && s.EndedAt is null);

    /// <summary>The last day on which every licence that an assignment's cycles need is in force; the end of time where none is needed.</summary>
    public DateOnly LicencesLast(ExamAssignment assignment, DateOnly day) => Cycles.Where(c => assignment.Cycles.Any(x => x.CycleId == c.Id))
        .SelectMany(c => RequirementOf(c).Licences).Distinct(StringComparer.Ordinal)
        .Select(kind => Licences.Where(l => l.Kind == kind && l.IsInForce(day)).Select(l => l.ExpiresOn).DefaultIfEmpty(DateOnly.MinValue).Max())
        .DefaultIfEmpty(DateOnly.MaxValue).Min();

    /// <summary>The current engagement in an organization, or null.</summary>
    public Engagement? EngagementIn(Guid organizationId, DateOnly day) => Engagements.FirstOrDefault(e => e.OrganizationId == organizationId && e.IsCurrent(day));

    /// <summary>What eligibility looks at, for a position in an organization.</summary>
    public EligibilityFacts EligibilityFactsOf(Guid organizationId, int position, DateOnly day)
    {
        var engagement = Engagements.FirstOrDefault(e => e.OrganizationId == organizationId && e.Holds(position, day));
        var certificate = NewestCertificate(organizationId, position);
        var requirement = RequirementInForce(position);
        var family = requirement is null ? null : _inForce.Curriculum.FindBlueprint(requirement.Blueprint)?.Family;
        return new EligibilityFacts(
            IsEngaged: engagement is not null,
            Certificate: certificate is null ? null : new CertificateFacts(certificate.State, certificate.Suspension, certificate.IssuedOn, certificate.ExpiresOn),
            VenueIsPublicAssembly: engagement is not null && Venues.First(v => v.Id == engagement.VenueId).IsPublicAssembly,
            HasUnsignedThirdFail: family is not null && Orders.Any(o => o.Family == family && o.NeedsSignature && o.SignedAt is null && o.LiftedAt is null),
            LicencesMissing: requirement is null ? [] : Missing(requirement, day),
            Season: SeasonOf(organizationId, position, engagement));
    }

    /// <summary>What a passed 季节工岗前包 allows, or null.</summary>
    private SeasonFacts? SeasonOf(Guid organizationId, int position, Engagement? engagement) => engagement is null ? null : SeasonFacts.Of(
        engagement.Kind,
        engagement.StartsOn,
        Cycles.LastOrDefault(c => c.OrganizationId == organizationId && c.Position == position && c is { Round: TrainingRound.Season, State: CycleState.Certified } && PassedAttempt(c) is not null)?.ClosedAt?.Day(),
        _defaults.SeasonDays,
        Requirement(position, TrainingRound.Season)?.LimitedTo);

    /// <summary>上岗判定 for a position in an organization on a day.</summary>
    public Eligibility EligibilityOf(Guid organizationId, int position, DateOnly day) => Eligibility.Of(EligibilityFactsOf(organizationId, position, day), day);

    /// <summary>The newest certificate of the person for a position in an organization.</summary>
    public Certificate? NewestCertificate(Guid organizationId, int position) => Certificates.LastOrDefault(c => c.OrganizationId == organizationId && c.Position == position);

    /// <summary>What the position demands today of somebody new, or null where nothing assignable is defined.</summary>
    public PositionRequirement? RequirementInForce(int position) => Requirement(position, TrainingRound.First);

    private PositionRequirement? Requirement(int position, TrainingRound round) =>
        _inForce.Curriculum.Positions.FirstOrDefault(p => p.Number == position) is { } entry ? _inForce.Curriculum.FindRequirement(entry.Code, round) : null;

    /// <summary>The cycle that another stands in for, or null.</summary>
    public TrainingCycle? FormerOf(TrainingCycle cycle) => cycle.StandsInFor is { } former ? Cycles.First(c => c.Id == former) : null;

    private bool Counts(TrainingCycle cycle, DateTimeOffset doneAt) =>
        FormerOf(cycle) is { } former ? Counts(former, doneAt)
        : cycle.Round is TrainingRound.Renewal ? doneAt >= cycle.AssignedAt
        : doneAt >= cycle.AssignedAt.AddMonths(-_defaults.LessonMonths);

    private List<string> Missing(PositionRequirement requirement, DateOnly day) =>
        [.. requirement.Licences.Where(kind => !Licences.Any(l => l.Kind == kind && l.IsInForce(day)))];

    /// <summary>The queries of a file, which is loaded at every turn: translating took a third of its time.</summary>
    private sealed class Queries
    {
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Person>> People { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.People.Where(p => ids.Contains(p.Id)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Engagement>> Engagements { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Engagements.Where(e => ids.Contains(e.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Organization>> Organizations { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> organizations) => db.Organizations.Where(o => organizations.Contains(o.Id)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Venue>> Venues { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> organizations) => db.Venues.Where(v => organizations.Contains(v.OrganizationId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<TrainingCycle>> Cycles { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Cycles.Where(c => ids.Contains(c.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<StudyProgress>> Progress { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.StudyProgress.Where(p => ids.Contains(p.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<RetrainingOrder>> Orders { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.RetrainingOrders.Where(o => ids.Contains(o.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<ExamAssignment>> Assignments { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.ExamAssignments.Where(a => ids.Contains(a.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<ExamAttempt>> Attempts { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Attempts.Where(a => ids.Contains(a.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<ExamSeat>> Seats { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.ExamSeats.Where(s => ids.Contains(s.PersonId) && s.EndedAt == null));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<ExamRoom>> Rooms { get; } =
            EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.ExamRooms.Where(r => db.ExamSeats.Any(s => s.RoomId == r.Id && ids.Contains(s.PersonId) && s.EndedAt == null)));

        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<Certificate>> Certificates { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Certificates.Where(c => ids.Contains(c.HolderId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<StatutoryLicence>> Licences { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.Licences.Where(l => ids.Contains(l.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<PracticalAssessment>> Practicals { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) => db.PracticalAssessments.Where(p => ids.Contains(p.PersonId)));
        public Func<AcademyDbContext, List<Guid>, IAsyncEnumerable<AttendedSession>> Sessions { get; } = EF.CompileAsyncQuery((AcademyDbContext db, List<Guid> ids) =>
            db.ClassroomSessions.AsNoTracking().SelectMany(s => s.Attendances, (session, attendance) => new { session, attendance }).Where(x => ids.Contains(x.attendance.PersonId))
                .Select(x => new AttendedSession(x.session.Id, x.session.OrganizationId, x.session.Title, x.session.StartsAt, x.session.ClosedAt, x.attendance)));
    }
}

/// <summary>线下培训 that a person signed in to.</summary>
public sealed record AttendedSession(Guid Id, Guid OrganizationId, string Title, DateTimeOffset StartsAt, DateTimeOffset? ClosedAt, ClassroomAttendance Attendance)
{
    public static AttendedSession Of(ClassroomSession session, ClassroomAttendance attendance)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new AttendedSession(session.Id, session.OrganizationId, session.Title, session.StartsAt, session.ClosedAt, attendance);
    }
}
