using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

internal static class AnswerQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>
        /// Writes one answer and its journal row if every guard holds: owner, lease, state, live deadline and arrival, newer revision.
        /// On PostgreSQL the attempt's row is held shared, so that handing in waits for answers that came before it.
        /// </summary>
        /// <returns>False when nothing was written.</returns>
        public async Task<bool> UpsertAnswerAsync(ExamAttempt attempt, string lease, int q, int revision, string response, DateTimeOffset arrivedAt, TimeSpan grace, CancellationToken cancel)
        {
            var (now, latest) = (arrivedAt.UtcDateTime, (arrivedAt - grace).UtcDateTime);
            FormattableString upsert = $"""
                INSERT INTO "Answers" ("AttemptId", "Q", "Revision", "Response", "SavedAt")
                SELECT a."Id", {q}, {revision}, {response}, {now} FROM "Attempts" a
                WHERE a."Id" = {attempt.Id} AND a."PersonId" = {attempt.PersonId} AND a."State" = 'InProgress' AND a."Lease" = {lease} AND a."Deadline" >= {latest}
                ON CONFLICT ("AttemptId", "Q") DO UPDATE SET "Revision" = excluded."Revision", "Response" = excluded."Response", "SavedAt" = excluded."SavedAt"
                WHERE "Answers"."Revision" < excluded."Revision"
                """;
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Attempts" WHERE "Id" = {attempt.Id} FOR SHARE""", cancel);
            if (await db.Database.ExecuteSqlAsync(upsert, cancel) == 0) return false;
            var client = attempt.LeaseClient ?? "";
            await db.Database.ExecuteSqlAsync(
                $"""
                 INSERT INTO "AnswerRevisions" ("AttemptId", "Q", "Revision", "Response", "Client", "SavedAt")
                 VALUES ({attempt.Id}, {q}, {revision}, {response}, {client}, {now})
                 """,
                cancel);
            return true;
        }
    }
}
