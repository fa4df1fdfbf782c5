using System.Text.Json;
using Academy.Domain.Training;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Academy.Web.Tests.Data;

/// <summary>What a migration moves arrives as it was.</summary>
public abstract class MigrationTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : MigrationTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : MigrationTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Retraining_tasks_that_had_rows_of_their_own_move_into_their_order_as_they_were()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var failed = await candidate.SitAsync(_ => false);
        await using var db = app.Database.Open();
        var order = await db.RetrainingOrders.Where(o => o.AttemptId == failed.Id).Select(o => o.Id).SingleAsync();
        var doneAt = new DateTime(2026, 11, 20, 1, 2, 3, DateTimeKind.Utc).AddMilliseconds(456);
        await db.GetService<IMigrator>().MigrateAsync("CombinedExams");
        foreach (var (number, done) in new (int, DateTime?)[] { (2, null), (10, null), (1, doneAt) })
        {
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "RetrainingTasks" ("OrderId", "Number", "Kind", "KnowledgePoint", "DoneAt") VALUES ({order}, {number}, {"Practice"}, {$"C03/01-a#p{number}"}, {done})""");
        }

        await db.Database.MigrateAsync();

        var tasks = (await db.RetrainingOrders.AsNoTracking().SingleAsync(o => o.Id == order)).Tasks;
        Assert.Equal(
            [(1, RetrainingTaskKind.Practice, "C03/01-a#p1", new DateTimeOffset(doneAt)), (2, RetrainingTaskKind.Practice, "C03/01-a#p2", null), (10, RetrainingTaskKind.Practice, "C03/01-a#p10", (DateTimeOffset?)null)],
            tasks.Select(t => (t.Number, t.Kind, t.KnowledgePoint, t.DoneAt)));
    }

    [DataFact]
    public async Task Changes_of_codes_that_were_journaled_before_learn_their_certificates()
    {
        var story = await Story.BeginAsync(app);
        await story.CertifyAsync(await story.HireAsync("张伟"));
        await using var db = app.Database.Open();
        var before = await ChangesAsync(db);
        Assert.DoesNotContain(before, c => c.Value is null);

        await db.GetService<IMigrator>().MigrateAsync("CodeJournal");
        await db.Database.MigrateAsync();

        Assert.Equal(before, await ChangesAsync(db));

        static Task<Dictionary<long, Guid?>> ChangesAsync(AcademyDbContext from) => from.CodeChanges.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.CertificateId);
    }

    [DataFact]
    public async Task Papers_and_answers_are_after_going_back_and_forth_what_they_were()
    {
        var candidate = await ExamsCandidate.TrainedAsync(app);
        var sat = await candidate.SitAsync(_ => true);
        await using var db = app.Database.Open();
        var (paper, answers, journal) = (await PaperAsync(db), await AnswersAsync(db), await db.AnswerRevisions.AsNoTracking().CountAsync());
        Assert.NotEmpty(answers);

        await db.GetService<IMigrator>().MigrateAsync("KeyCorrections");
        await db.Database.MigrateAsync();

        Assert.Equal(paper, await PaperAsync(db));
        Assert.Equal((answers, journal), (await AnswersAsync(db), await db.AnswerRevisions.AsNoTracking().CountAsync()));

        async Task<string> PaperAsync(AcademyDbContext from) => JsonSerializer.Serialize((await from.Attempts.AsNoTracking().SingleAsync(a => a.Id == sat.Id)).Paper);

        async Task<string> AnswersAsync(AcademyDbContext from) => JsonSerializer.Serialize(
            await from.Answers.AsNoTracking().Where(a => a.AttemptId == sat.Id).OrderBy(a => a.Q).Select(a => new { a.Q, a.Revision, a.Response, a.Client, a.SavedAt }).ToListAsync());
    }
}
