using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Academy.Web.Data;

internal static class TextLengthChecks
{
    /// <summary>PostgreSQL refuses text longer than its column; SQLite has to be told to.</summary>
    public static void CheckTextLengths(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            if (entity.GetTableName() is not { } table || entity.IsMappedToJson()) continue;
            foreach (var property in entity.GetDeclaredProperties().Where(p => IsLimitedText(p)))
            {
                var column = property.GetColumnName();
                entity.AddCheckConstraint($"CK_{table}_{column}_length", $"length(\"{column}\") <= {property.GetMaxLength()}");
            }
        }
    }

    private static bool IsLimitedText(IMutableProperty property) =>
        property.GetMaxLength() is > 0 && (property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string);
}

/// <summary>
/// Acknowledged means on disk: every connection writes ahead and syncs at each commit. What undoes half a statement is kept in memory,
/// else each page would be written to disk a second time; the log is emptied by <see cref="Checkpoints"/>, and by whoever commits only at 200 MB, where it is not running or a long read holds it up.
/// </summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=50000; PRAGMA journal_size_limit=67108864;";

    // EF opens for every query; the pool hands out the same few native connections, and those remember.
    private readonly ConditionalWeakTable<object, object> _prepared = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!IsNew(connection)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The provider knows no asynchronous work.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    /// <summary>Not for the read-only connection with which EF looks for the database: it could not turn a restored backup to WAL.</summary>
    private bool IsNew(DbConnection connection) =>
        _prepared.TryAdd(((SqliteConnection)connection).Handle!, this) && new SqliteConnectionStringBuilder(connection.ConnectionString).Mode != SqliteOpenMode.ReadOnly;
}
