using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Academy.Web.Data.Queries;

/// <summary>One answer on its way to the database, with all that its guard asks.</summary>
public sealed record AnswerRow(Guid AttemptId, Guid PersonId, string Lease, int Q, int Revision, string Response, DateTimeOffset ArrivedAt);

/// <summary>An answer that was written.</summary>
/// <param name="Deadline">Of its attempt, as the database has it.</param>
public sealed record KeptAnswer(Guid AttemptId, int Q, int Revision, DateTimeOffset Deadline);

internal static class AnswerQueries
{
    // Each row carries its own guard, so that answers of many candidates can be one statement: owner, lease, state,
    // live deadline or pause and arrival, newer revision.
    private const string OnSqlite =
        """
        INSERT INTO "Answers" ("AttemptId", "Q", "Revision", "Response", "SavedAt")
        SELECT a."Id", r.value ->> 3, r.value ->> 4, r.value ->> 5, r.value ->> 6
        FROM json_each(@rows) r CROSS JOIN "Attempts" a
        WHERE a."Id" = r.value ->> 0 AND a."PersonId" = r.value ->> 1 AND a."Lease" = r.value ->> 2 AND a."State" = 'InProgress' AND a."Deadline" >= r.value ->> 7
          AND (a."PausedAt" IS NULL OR a."PausedAt" >= r.value ->> 7)
        ON CONFLICT ("AttemptId", "Q") DO UPDATE SET "Revision" = excluded."Revision", "Response" = excluded."Response", "SavedAt" = excluded."SavedAt"
        WHERE "Answers"."Revision" < excluded."Revision"
        RETURNING "AttemptId", "Q", "Revision", (SELECT a."Deadline" FROM "Attempts" a WHERE a."Id" = "AttemptId") AS "Deadline"
        """;

    private const string JournalOnSqlite =
        """
        INSERT INTO "AnswerRevisions" ("AttemptId", "Q", "Revision", "Response", "Client", "SavedAt")
        SELECT a."Id", r.value ->> 3, r.value ->> 4, r.value ->> 5, coalesce(a."LeaseClient", ''), r.value ->> 6
        FROM json_each(@rows) r CROSS JOIN "Attempts" a WHERE a."Id" = r.value ->> 0
        """;

    // The attempts' rows are held shared, so that handing in waits for answers that came before it.
    private const string OnPostgres =
        """
        WITH sent AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS r("AttemptId", "PersonId", "Lease", "Q", "Revision", "Response", "SavedAt", "Latest")),
        live AS (
          SELECT * FROM "Attempts" WHERE "Id" IN (SELECT "AttemptId" FROM sent) AND "State" = 'InProgress' ORDER BY "Id" FOR SHARE),
        kept AS (
          INSERT INTO "Answers" ("AttemptId", "Q", "Revision", "Response", "SavedAt")
          SELECT s."AttemptId", s."Q", s."Revision", s."Response", s."SavedAt"
          FROM sent s JOIN live a ON a."Id" = s."AttemptId" AND a."PersonId" = s."PersonId" AND a."Lease" = s."Lease" AND a."Deadline" >= s."Latest"
            AND (a."PausedAt" IS NULL OR a."PausedAt" >= s."Latest")
          ON CONFLICT ("AttemptId", "Q") DO UPDATE SET "Revision" = excluded."Revision", "Response" = excluded."Response", "SavedAt" = excluded."SavedAt"
          WHERE "Answers"."Revision" < excluded."Revision"
          RETURNING *),
        journal AS (
          INSERT INTO "AnswerRevisions" ("AttemptId", "Q", "Revision", "Response", "Client", "SavedAt")
          SELECT k."AttemptId", k."Q", k."Revision", k."Response", coalesce(a."LeaseClient", ''), k."SavedAt" FROM kept k JOIN live a ON a."Id" = k."AttemptId")
        SELECT k."AttemptId", k."Q", k."Revision", a."Deadline" FROM kept k JOIN live a ON a."Id" = k."AttemptId"
        """;

    extension(AcademyDbContext db)
    {
        /// <summary>Writes those of the answers whose guard holds, each with its journal row, by one set-based upsert in one transaction.</summary>
        /// <param name="rows">No two of the same attempt and question.</param>
        /// <returns>What was written; a guard or a newer revision refused the others.</returns>
        public Task<IReadOnlyList<KeptAnswer>> WriteAnswersAsync(IReadOnlyList<AnswerRow> rows, TimeSpan grace, CancellationToken cancel) => db.WriteAsync<IReadOnlyList<KeptAnswer>>(
            async token =>
            {
                if (db.Database.IsNpgsql()) return await db.WriteAsync(OnPostgres, Columns(rows, grace), token);
                var sent = Json(rows, grace);
                var kept = await db.WriteAsync(OnSqlite, [new SqliteParameter("rows", sent)], token);
                if (kept.Count == 0) return kept;
                var keys = kept.Select(k => (k.AttemptId, k.Q)).ToHashSet();
                var written = kept.Count == rows.Count ? sent : Json(rows.Where(r => keys.Contains((r.AttemptId, r.Q))), grace);
                await db.WriteAsync(JournalOnSqlite, [new SqliteParameter("rows", written)], token);
                return kept;
            },
            cancel);

        // Without EF in between: this statement runs hundreds of times a second.
        private async Task<List<KeptAnswer>> WriteAsync(string sql, IEnumerable<DbParameter> parameters, CancellationToken cancel)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            foreach (var parameter in parameters) command.Parameters.Add(parameter);
            var kept = new List<KeptAnswer>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) kept.Add(new KeptAnswer(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt32(2), new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(3), DateTimeKind.Utc))));
            return kept;
        }
    }

    // As the provider stores ids and instants: text that compares in order.
    private static string Json(IEnumerable<AnswerRow> rows, TimeSpan grace)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartArray();
                json.WriteStringValue(Id(row.AttemptId));
                json.WriteStringValue(Id(row.PersonId));
                json.WriteStringValue(row.Lease);
                json.WriteNumberValue(row.Q);
                json.WriteNumberValue(row.Revision);
                json.WriteStringValue(row.Response);
                json.WriteStringValue(Instant(row.ArrivedAt));
                json.WriteStringValue(Instant(row.ArrivedAt - grace));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string Id(Guid id) => id.ToString().ToUpperInvariant();

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static DbParameter[] Columns(IReadOnlyList<AnswerRow> rows, TimeSpan grace)
    {
        NpgsqlParameter Column<T>(Func<AnswerRow, T> value) => new() { Value = rows.Select(value).ToArray() };
        return
        [
            Column(r => r.AttemptId), Column(r => r.PersonId), Column(r => r.Lease), Column(r => r.Q), Column(r => r.Revision), Column(r => r.Response),
            Column(r => r.ArrivedAt.UtcDateTime), Column(r => (r.ArrivedAt - grace).UtcDateTime),
        ];
    }
}
