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
        WITH sent("AttemptId", "PersonId", "Lease", "Q", "Revision", "Response", "SavedAt", "Latest") AS MATERIALIZED (
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each(@rows))
        INSERT INTO "AnswerRevisions" ("AttemptId", "Q", "Revision", "Response", "Client", "SavedAt")
        SELECT s."AttemptId", s."Q", s."Revision", s."Response", coalesce(a."LeaseClient", ''), s."SavedAt"
        FROM sent s CROSS JOIN "Attempts" a
        WHERE a."Id" = s."AttemptId" AND a."PersonId" = s."PersonId" AND a."Lease" = s."Lease" AND a."State" = 'InProgress' AND a."Deadline" >= s."Latest"
          AND (a."PausedAt" IS NULL OR a."PausedAt" >= s."Latest")
          AND NOT EXISTS (SELECT 1 FROM "AnswerRevisions" n WHERE n."AttemptId" = s."AttemptId" AND n."Q" = s."Q" AND n."Revision" >= s."Revision")
        RETURNING "AttemptId", "Q", "Revision", (SELECT a."Deadline" FROM "Attempts" a WHERE a."Id" = "AttemptId") AS "Deadline"
        """;

    // The attempts' rows are held shared, so that handing in waits for answers that came before it. Everything in the order
    // of keys: two nodes that are sent the same answers again must not wait for each other.
    private const string OnPostgres =
        """
        WITH sent AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS r("AttemptId", "PersonId", "Lease", "Q", "Revision", "Response", "SavedAt", "Latest")),
        live AS (
          SELECT * FROM "Attempts" WHERE "Id" IN (SELECT "AttemptId" FROM sent) AND "State" = 'InProgress' ORDER BY "Id" FOR SHARE),
        kept AS (
          INSERT INTO "AnswerRevisions" ("AttemptId", "Q", "Revision", "Response", "Client", "SavedAt")
          SELECT s."AttemptId", s."Q", s."Revision", s."Response", coalesce(a."LeaseClient", ''), s."SavedAt"
          FROM sent s JOIN live a ON a."Id" = s."AttemptId" AND a."PersonId" = s."PersonId" AND a."Lease" = s."Lease" AND a."Deadline" >= s."Latest"
            AND (a."PausedAt" IS NULL OR a."PausedAt" >= s."Latest")
          WHERE NOT EXISTS (SELECT 1 FROM "AnswerRevisions" n WHERE n."AttemptId" = s."AttemptId" AND n."Q" = s."Q" AND n."Revision" >= s."Revision")
          ORDER BY s."AttemptId", s."Q"
          ON CONFLICT DO NOTHING
          RETURNING "AttemptId", "Q", "Revision")
        SELECT k.*, a."Deadline" FROM kept k JOIN live a ON a."Id" = k."AttemptId"
        """;

    extension(AcademyDbContext db)
    {
        /// <summary>Writes those of the answers whose guard holds by one statement in one transaction.</summary>
        /// <param name="rows">Asked for when it is their turn to be written. No two of the same attempt and question.</param>
        /// <returns>What was written; a guard or a newer revision refused the others.</returns>
        public Task<IReadOnlyList<KeptAnswer>> WriteAnswersAsync(Func<IReadOnlyList<AnswerRow>> rows, TimeSpan grace, CancellationToken cancel) => db.WriteAsync<IReadOnlyList<KeptAnswer>>(
            async token => db.Database.IsNpgsql() ? await db.WriteAsync(OnPostgres, Columns(rows(), grace), token) : await db.WriteAsync(OnSqlite, [new SqliteParameter("rows", Json(rows(), grace))], token),
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
