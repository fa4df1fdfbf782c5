using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Academy.Web.Data;

internal static class Availability
{
    // SQLite's result codes: busy, locked, input/output error, disk full, cannot open.
    private static readonly int[] OfSqlite = [5, 6, 10, 13, 14];

    extension(Exception exception)
    {
        /// <summary>Whether the database cannot work now, whatever was asked of it: locked, out of space, away. Asking again later may help.</summary>
        public bool IsUnavailableDatabase => exception switch
        {
            SqliteException sqlite => OfSqlite.Contains(sqlite.SqliteErrorCode),
            PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith(InsufficientResources, StringComparison.Ordinal) || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction,
            NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or TimeoutException or IOException,
            { InnerException: { } inner } => inner.IsUnavailableDatabase,
            _ => false,
        };
    }

    // Class 53 of PostgreSQL's states: disk full, out of memory, too many connections.
    private const string InsufficientResources = "53";
}
