using System.Collections.Concurrent;
using System.Globalization;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>Whatever several clients, the sweep and the clock do in whatever order and at once: one legal end, with the newest of what was acknowledged.</summary>
public abstract class ExamsInterleavingTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsInterleavingTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsInterleavingTests(app), IClassFixture<PostgresApp>;

    private const int Bursts = 14;

    private readonly ConcurrentBag<(int Q, int Revision, string Response)> _acknowledged = [];
    private readonly ConcurrentDictionary<string, string> _leases = new(StringComparer.Ordinal);

    [DataTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Any_interleaving_of_starts_saves_submits_and_expiry_ends_in_one_graded_attempt_with_the_newest_acknowledged_answers(int seed)
    {
        var random = new Random(seed);
        var story = await ExamsCandidate.StoryOf(app);
        var assignment = await story.TrainAsync(await story.HireAsync("李小红"));
        var begun = Assert.IsType<StartOutcome.Begun>((await Task.WhenAll(StartAsync(assignment), StartAsync(assignment)))[0]);
        var attempt = await ReadAsync(begun.AttemptId);
        // The end comes in the middle of some, and long after others.
        var end = random.Next(Bursts * 2);

        for (var burst = 0; burst < Bursts; burst++)
        {
            if (burst == end) app.Clock.Now = attempt.Deadline!.Value + Grace - TimeSpan.FromMilliseconds(random.Next(-20, 20));
            await Task.WhenAll(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Act(random, assignment, attempt)).ToList());
        }

        app.Clock.Now = attempt.Deadline!.Value + Grace + TimeSpan.FromSeconds(1);
        await SweepAsync();

        // A paper for the next time may lie ready.
        var ended = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.PersonId == assignment.PersonId && a.State != AttemptState.Ready));
        Assert.Equal((attempt.Id, AttemptState.Graded), (ended.Id, ended.State));
        Assert.InRange(ended.SubmittedAt!.Value, ended.StartedAt!.Value, ended.Deadline!.Value);
        var kept = await app.ReadAsync(db => db.Answers.AsNoTracking().Where(a => a.AttemptId == attempt.Id).ToListAsync());
        var journal = await app.ReadAsync(db => db.AnswerRevisions.AsNoTracking().Where(r => r.AttemptId == attempt.Id).ToListAsync());
        Assert.All(_acknowledged, a => Assert.Contains(journal, r => (r.Q, r.Revision, r.Response) == a));
        Assert.Equal(
            _acknowledged.GroupBy(a => a.Q).Select(q => q.MaxBy(a => a.Revision)).Order(),
            kept.Select(a => (a.Q, a.Revision, a.Response)).Order());
        Assert.Equal(await PointsAsync(ended, kept), Assert.Single(ended.Grades).Points);
        Assert.Equal(1, await app.ReadAsync(db => db.RetrainingOrders.CountAsync(o => o.AttemptId == attempt.Id)) + await app.ReadAsync(db => db.Certificates.CountAsync(c => c.AttemptId == attempt.Id)));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Subject == attempt.Id && a.Action == "exam.graded")));
    }

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    /// <summary>One client does one thing; what it will be is decided before it runs.</summary>
    private Task Act(Random random, ExamAssignment assignment, ExamAttempt attempt)
    {
        var client = $"client-{random.Next(3)}";
        switch (random.Next(24))
        {
            case 0:
                return StartAsync(assignment);
            case 1:
                return app.ActAsync((HandInAttempt handIn) => handIn.RunAsync(attempt.Id, attempt.PersonId));
            case 2:
                return SweepAsync();
            case <= 7:
                var takeOver = random.Next(2) == 0;
                return TakeLeaseAsync(client, takeOver, attempt);
            default:
                var answers = attempt.Paper.Items.Where(_ => random.Next(8) == 0).Select(i => new SentAnswer(i.Q, random.Next(1, 15), Some(random, i))).ToList();
                return SaveAsync(client, answers, attempt);
        }
    }

    private Task<StartOutcome> StartAsync(ExamAssignment assignment) => app.ActAsync((StartAttempt start) => start.RunAsync(assignment.Id, assignment.PersonId, CancellationToken.None));

    private async Task TakeLeaseAsync(string client, bool takeOver, ExamAttempt attempt)
    {
        var (_, lease) = await app.ActAsync((TakeLease take) => take.RunAsync(attempt.Id, attempt.PersonId, client, takeOver, app.Clock.Now, CancellationToken.None));
        if (lease is not null) _leases[client] = lease;
    }

    private async Task SaveAsync(string client, List<SentAnswer> answers, ExamAttempt attempt)
    {
        if (!_leases.TryGetValue(client, out var lease)) return;
        var outcome = await app.ActAsync((SaveAnswers save) => save.RunAsync(attempt.Id, attempt.PersonId, lease, answers, app.Clock.Now, CancellationToken.None));
        if (outcome is not SaveAnswersOutcome.Done done) return;
        foreach (var (q, revision) in done.Saved) _acknowledged.Add((q, revision, string.Join(',', answers.Single(a => a.Q == q).Response)));
    }

    private Task SweepAsync() => app.Services.GetRequiredService<CloseOverdueAttempts>().RunOnceAsync(CancellationToken.None);

    private Task<ExamAttempt> ReadAsync(Guid id) => app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == id));

    private async Task<int> PointsAsync(ExamAttempt attempt, List<AnswerRevision> kept)
    {
        var curriculum = (await app.ActAsync((Releases releases) => releases.GetAsync(attempt.ReleaseId))).Curriculum;
        var policy = curriculum.FindBlueprint(attempt.Blueprint)!.MultiplePolicy;
        return attempt.Paper.Items.Sum(shown =>
        {
            var item = curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);
            var given = Response.ValuesOf(kept.Find(a => a.Q == shown.Q)?.Response ?? "");
            return Marking.Mark(shown, item, Response.TryRead(shown, given, out var read, out _) ? read : Response.Empty, policy).Points;
        });
    }

    /// <summary>Nothing, or one of the first two positions.</summary>
    private static IReadOnlyList<string> Some(Random random, PaperItem item) =>
        item.Kind is not (QuestionKind.Single or QuestionKind.Multiple or QuestionKind.Judge) || random.Next(5) == 0 ? [] : [random.Next(1, 3).ToString(CultureInfo.InvariantCulture)];
}
