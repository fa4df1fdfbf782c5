using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Academy.Web.Operations;

/// <summary>Lives through the months behind the demo company: the ordinary operations, on a clock that is set.</summary>
internal sealed class SeedDemoHistory
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly TimeSpan Afternoon = TimeSpan.FromHours(14);

    private readonly AcademyDbContext _db;
    private readonly Releases _releases;
    private readonly AcademySettings _settings;
    private readonly SaveAnswers _save;
    private readonly Guid _organization;
    private readonly Guid _manager;
    private readonly PastClock _clock = new();
    private readonly DrawPaper _draw;
    private readonly SettlePerson _settle;

    private SeedDemoHistory(AcademyDbContext db, Releases releases, Signing.IKeyStore keys, AcademySettings settings, SaveAnswers save, Release release, Guid organization, Guid manager)
    {
        (_db, _releases, _settings, _save, _organization, _manager) = (db, releases, settings, save, organization, manager);
        _draw = new DrawPaper(db, releases, NullLogger<DrawPaper>.Instance);
        _settle = new SettlePerson(db, releases, new IssueCertificate(db, keys, settings), _draw, settings);
        Curriculum = release.Curriculum;
        var position = Curriculum.Positions.Single(p => p.Number == DemoCompany.Position);
        var requirement = Curriculum.FindRequirement(position.Code, TrainingRound.First) ?? throw new InvalidOperationException($"{position.Code} has no requirement.");
        Lessons = release.Curriculum.LessonsOf(requirement);
        ClassroomTime = TimeSpan.FromMinutes(Math.Max(0, (requirement.Hours * StudyHours.Minutes) - Lessons.Sum(l => l.Minutes)));
    }

    private Curriculum Curriculum { get; }

    private IReadOnlyList<Lesson> Lessons { get; }

    /// <summary>What lessons on the phone leave to the classroom.</summary>
    private TimeSpan ClassroomTime { get; }

    public static async Task<SeedDemoHistory> BeginAsync(AcademyDbContext db, Releases releases, Signing.IKeyStore keys, AcademySettings settings, SaveAnswers save, Guid organization, Guid manager, CancellationToken cancel) =>
        new(db, releases, keys, settings, save, await releases.InForceAsync(cancel), organization, manager);

    /// <summary>Opens a cohort and holds its classroom session on the next day, so that only lessons on the phone are left.</summary>
    public async Task TrainTogetherAsync(string name, int position, DateOnly day, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        _clock.Now = day.Start() + Morning;
        await new OpenCohort(_db, _releases, _settle, _settings, _clock).RunAsync(_organization, name, position, day.AddDays(30), people, _manager, cancel);
        if (ClassroomTime > TimeSpan.Zero)
        {
            var begins = day.AddDays(1).Start() + Afternoon;
            var session = new ClassroomSession(Guid.CreateVersion7(_clock.Now), _organization, "走一遍疏散路线，真提一次灭火器", "游客中心广场", "周安", begins, begins + ClassroomTime, [], _manager, _clock.Now);
            foreach (var person in people) session.SignIn(person, begins);
            _db.ClassroomSessions.Add(session);
            await _db.SaveChangesAsync(cancel);
            _clock.Now = session.EndsAt.AddMinutes(5);
            await new RecordTraining(_db, _settle, _clock).CloseSessionAsync(session.Id, _organization, people.ToHashSet(), _manager, cancel);
        }

        _db.ChangeTracker.Clear();
    }

    /// <summary>Takes up one person's story from a day on.</summary>
    /// <param name="seed">What the person gets wrong; the same for ever.</param>
    public DemoLife Of(Guid person, int seed, DateOnly from) => new(this, person, seed, from.Start() + Morning);

    /// <summary>Lessons read to the end, one after the other, from an instant on.</summary>
    public static IEnumerable<StudyProgress> Read(Guid person, IEnumerable<Lesson> lessons, AcademyDefaults defaults, DateTimeOffset from)
    {
        foreach (var lesson in lessons)
        {
            var progress = new StudyProgress(Guid.CreateVersion7(from), person, lesson.Id, from);
            progress.Open(lesson.Cards.Count);
            foreach (var card in lesson.Cards.Where(c => c.Checkpoint is not null)) progress.PassCheckpoint(card.Anchor!);
            progress.Credit(lesson.Minutes * 60, lesson);
            from = from.AddMinutes(lesson.Minutes);
            if (!progress.Complete(lesson, defaults.LeastStudySeconds(lesson.Minutes), from)) throw new InvalidOperationException($"{lesson.Id} was read and is not complete.");
            yield return progress;
        }
    }

    /// <summary>One person, one thing after the other, each on a later day than the one before.</summary>
    internal sealed class DemoLife(SeedDemoHistory history, Guid person, int seed, DateTimeOffset begin)
    {
        private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

        private readonly AcademyDbContext _db = history._db;
        private readonly PastClock _clock = history._clock;
        private readonly Random _random = new(seed);
        private DateTimeOffset _at = begin;

        public void WaitUntil(DateOnly day) => _at = day.Start() + Morning;

        /// <summary>Uploads a photo; the manager confirms it, or has not come to it yet.</summary>
        public Task PhotographAsync(bool confirmed, CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var keep = new KeepPhoto(_db, _clock);
                var file = PhotoFile.Read(DemoPortrait.Draw(seed)).File ?? throw new InvalidOperationException("A drawn portrait is no photo.");
                var photo = await keep.ProposeAsync(person, null, file, person, cancel);
                if (confirmed) await keep.ConfirmAsync(photo!.Value, history._organization, history._manager, cancel);
            });

        /// <summary>Reads a share of the lessons.</summary>
        public Task StudyAsync(double share, CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var read = Read(person, history.Lessons.Take((int)(history.Lessons.Count * share)), history._settings.Defaults, _at).ToList();
                _db.StudyProgress.AddRange(read);
                _clock.Now = read[^1].CompletedAt!.Value;
                await SettleAsync(cancel);
            });

        public Task PassAsync(CancellationToken cancel) => SitAsync(lost: 10, missCritical: false, cancel);

        public Task FailAsync(CancellationToken cancel) => SitAsync(lost: 45, missCritical: false, cancel);

        public Task MissCriticalAsync(CancellationToken cancel) => SitAsync(lost: 0, missCritical: true, cancel);

        /// <summary>Works off a share of the open order's tasks.</summary>
        public Task RetrainAsync(double share, CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var order = await OpenOrderAsync(cancel);
                for (var left = (int)(order.Tasks.Count * share); left > 0; left--)
                {
                    var task = order.Current!;
                    _clock.Now = _clock.Now.AddMinutes(1);
                    if (task.Kind is RetrainingTaskKind.Practice)
                    {
                        var question = Practice.QuestionsOf(history.Curriculum, KnowledgePoint.Parse(task.KnowledgePoint))[0];
                        _db.PracticeAnswers.Add(new PracticeAnswer(Guid.CreateVersion7(_clock.Now), person, question.Id, question.Version, task.KnowledgePoint, true, PracticeSetting.Retraining, order.Id, _clock.Now));
                    }

                    order.Finish(task.Number, _clock.Now);
                }

                await SettleAsync(cancel);
            });

        public Task ConfirmAsync(CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var order = await OpenOrderAsync(cancel);
                await new Retrain(_db, history._releases, history._settle, _clock).ConfirmAsync(order.Id, history._organization, history._manager, cancel);
            });

        public Task RevokeAsync(string reason, CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var certificate = await _db.Certificates.Where(c => c.HolderId == person).Select(c => c.Id).SingleAsync(cancel);
                await new ChangeCertificate(_db, _clock).RunAsync(certificate, history._organization, CertificateAct.Revoked, reason, history._manager, cancel);
            });

        public Task LeaveAsync(CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var engagement = await _db.Engagements.Where(e => e.PersonId == person).Select(e => e.Id).SingleAsync(cancel);
                await new EndEngagement(_db, history._settle, _clock).RunAsync(engagement, history._organization, forGood: false, history._manager, cancel);
            });

        /// <param name="lost">Points to lose at least, on items that are not critical.</param>
        private Task SitAsync(int lost, bool missCritical, CancellationToken cancel) => LiveAsync(
            async () =>
            {
                var assignment = await _db.ExamAssignments.Where(a => a.PersonId == person && a.ClosedAt == null).Select(a => a.Id).SingleAsync(cancel);
                var start = await new StartAttempt(_db, begin: null, history._settle, history._draw, _clock).RunAsync(assignment, person, cancel);
                if (start is not StartOutcome.Begun begun) throw new InvalidOperationException($"The exam cannot begin: {start}");
                _db.ChangeTracker.Clear();
                var attempt = await _db.Attempts.SingleAsync(a => a.Id == begun.AttemptId, cancel);
                attempt.TakeLease("demo", takeOver: false, _clock.Now, history._settings.Defaults.Grace);
                await _db.SaveChangesAsync(cancel);

                _clock.Now += (attempt.Deadline!.Value - _clock.Now) * 0.7;
                await history._save.RunAsync(attempt.Id, person, attempt.Lease!, Answers(attempt.Paper, Wrong(attempt.Paper, lost, missCritical)), _clock.Now, cancel);
                _clock.Now = _clock.Now.AddMinutes(1);
                _db.ChangeTracker.Clear();
                await new SubmitAttempt(_db, history._releases, history._settle, history._settings, _clock, NullLogger<SubmitAttempt>.Instance).RunAsync(attempt.Id, SubmittedBy.Candidate, cancel);
            });

        private HashSet<int> Wrong(Paper paper, int lost, bool missCritical)
        {
            var wrong = new HashSet<int>();
            var others = paper.Items.Where(i => !i.IsCritical).ToArray();
            _random.Shuffle(others);
            foreach (var item in others.TakeWhile(_ => lost > 0))
            {
                wrong.Add(item.Q);
                lost -= item.Points;
            }

            if (missCritical) wrong.Add(paper.Items.First(i => i.IsCritical).Q);
            return wrong;
        }

        /// <summary>The key as this paper shows it; what is answered wrong lacks its last value, or is another option, or the order as shown.</summary>
        private List<SentAnswer> Answers(Paper paper, HashSet<int> wrong) =>
        [.. paper.Items.Select(shown =>
        {
            var item = history.Curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);
            var key = Marking.Key(shown, item).Values;
            var places = Enumerable.Range(1, shown.OptionOrder.Count).Select(p => p.ToString(System.Globalization.CultureInfo.InvariantCulture));
            IReadOnlyList<string> other = shown.Kind switch
            {
                QuestionKind.Fill => ["不清楚", .. key.Skip(1)],
                QuestionKind.Order => [.. places],
                QuestionKind.Multiple or QuestionKind.Match => [.. key.SkipLast(1)],
                _ => [places.Except(key, StringComparer.Ordinal).First()],
            };
            return new SentAnswer(shown.Q, 1, wrong.Contains(shown.Q) ? other : key);
        })];

        private Task<RetrainingOrder> OpenOrderAsync(CancellationToken cancel) => _db.RetrainingOrders.SingleAsync(o => o.PersonId == person && o.CompletedAt == null, cancel);

        private async Task SettleAsync(CancellationToken cancel)
        {
            await history._settle.RunAsync(person, person, _clock.Now, cancel);
            await _db.SaveChangesAsync(cancel);
        }

        /// <summary>Does one thing at the person's present, then moves on: a day later, or when the wait after a fail is over.</summary>
        private async Task LiveAsync(Func<Task> thing)
        {
            _clock.Now = _at;
            await thing();
            _db.ChangeTracker.Clear();
            var wait = await _db.RetrainingOrders.Where(o => o.PersonId == person).MaxAsync(o => (DateTimeOffset?)o.WaitUntil);
            _at = wait > _at + Pause ? wait.Value : _at + Pause;
        }
    }
}

/// <summary>Stands where it is put.</summary>
internal sealed class PastClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
