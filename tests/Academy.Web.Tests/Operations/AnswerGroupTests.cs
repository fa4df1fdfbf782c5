using System.Net;
using Academy.Domain.Exams;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>Group commit: many answers in one statement, each judged by itself.</summary>
public abstract class AnswerGroupTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : AnswerGroupTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : AnswerGroupTests(app), IClassFixture<PostgresApp>;

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    [DataTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_batch_holds_the_database_keeps_what_the_rule_accepts(int seed)
    {
        var random = new Random(seed);
        ExamsSitting[] sittings = [await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app)];
        await sittings[2].HandInAsync();
        await app.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == sittings[3].Id)).Pause(sittings[3].Attempt.StartedAt!.Value.AddMinutes(1)));
        var attempts = await Task.WhenAll(sittings.Select(s => s.ReadAsync()));
        var kept = new Dictionary<(Guid, int), (int Revision, string Response)>();
        var accepted = 0;

        for (var round = 0; round < 40; round++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Row(random, attempts)).DistinctBy(r => (r.AttemptId, r.Q)).ToList();
            var expected = batch.Where(r =>
                attempts.Single(a => a.Id == r.AttemptId).Accepts(r.PersonId, r.Lease, r.ArrivedAt, Grace) && r.Revision > kept.GetValueOrDefault((r.AttemptId, r.Q)).Revision).ToList();

            var written = await app.ReadAsync(db => db.WriteAnswersAsync(() => batch, Grace, CancellationToken.None));

            Assert.Equal(expected.Select(r => (r.AttemptId, r.Q, r.Revision)).Order(), written.Select(k => (k.AttemptId, k.Q, k.Revision)).Order());
            Assert.All(written, k => Assert.Equal(attempts.Single(a => a.Id == k.AttemptId).Deadline, k.Deadline));
            foreach (var row in expected) kept[(row.AttemptId, row.Q)] = (row.Revision, row.Response);
            accepted += expected.Count;
        }

        var ids = attempts.Select(a => a.Id).ToList();
        Assert.Equal(kept.Select(k => (k.Key.Item1, k.Key.Item2, k.Value.Revision, k.Value.Response)).Order(), (await app.ReadAsync(db => db.Answers.AsNoTracking().Where(a => ids.Contains(a.AttemptId)).ToListAsync())).Select(a => (a.AttemptId, a.Q, a.Revision, a.Response)).Order());
        Assert.Equal(accepted, await app.ReadAsync(db => db.AnswerRevisions.CountAsync(r => ids.Contains(r.AttemptId))));
        Assert.InRange(accepted, 20, 400);
    }

    [DataFact]
    public async Task Of_many_sent_at_once_every_acknowledged_one_is_kept_and_in_the_journal()
    {
        var sittings = new List<ExamsSitting>();
        for (var i = 0; i < 6; i++) sittings.Add(await ExamsCandidate.SittingAsync(app));

        var acknowledged = (await Task.WhenAll(sittings.SelectMany(s => Enumerable.Range(1, 30).Select(async revision =>
        {
            using var response = await s.PutAsync((1, revision, ["1"]), (2, revision, ["2"]));
            var body = await response.JsonAsync(HttpStatusCode.OK);
            return body.GetProperty("saved").EnumerateArray().Select(x => (s.Id, Q: x.GetProperty("q").GetInt32(), Revision: x.GetProperty("rev").GetInt32())).ToList();
        })))).SelectMany(a => a).ToList();

        Assert.All(sittings, s => Assert.Contains((s.Id, 1, 30), acknowledged));
        var journal = (await app.ReadAsync(db => db.AnswerRevisions.AsNoTracking().ToListAsync())).Select(r => (r.AttemptId, r.Q, r.Revision)).ToHashSet();
        Assert.All(acknowledged, a => Assert.Contains(a, journal));
        foreach (var sitting in sittings) Assert.Equal((30, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task One_row_that_the_database_refuses_fails_nobody_elses()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var writer = app.Services.GetRequiredService<AnswerWriter>();
        AnswerRow Of(int q, string response) => new(sitting.Id, sitting.Attempt.PersonId, sitting.Lease, q, 1, response, app.Clock.Now);

        var good = Enumerable.Range(2, 5).Select(q => writer.WriteAsync([Of(q, "1")])).ToList();
        var bad = writer.WriteAsync([Of(1, new string('9', 2001))]);
        good.AddRange(Enumerable.Range(7, 5).Select(q => writer.WriteAsync([Of(q, "1")])));

        Assert.All(await Task.WhenAll(good), kept => Assert.Single(kept));
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Null(await sitting.KeptAsync(1));
    }

    private static AnswerRow Row(Random random, ExamAttempt[] attempts)
    {
        var attempt = attempts[random.Next(attempts.Length)];
        DateTimeOffset[] arrivals = [attempt.StartedAt!.Value.AddMinutes(1), attempt.StartedAt.Value.AddMinutes(1) + Grace, attempt.StartedAt.Value.AddMinutes(2), attempt.Deadline!.Value, attempt.Deadline.Value + Grace, attempt.Deadline.Value + Grace + TimeSpan.FromMilliseconds(1)];
        return new AnswerRow(
            attempt.Id,
            random.Next(8) == 0 ? attempts[random.Next(attempts.Length)].PersonId : attempt.PersonId,
            random.Next(8) == 0 ? attempts[random.Next(attempts.Length)].Lease! : attempt.Lease!,
            random.Next(1, 6),
            random.Next(1, 12),
            random.Next(3) == 0 ? "" : "1,3",
            arrivals[random.Next(arrivals.Length)]);
    }
}
