using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Academy.Web.Data;

internal static class DataSetup
{
    /// <summary>Statements that a connection to PostgreSQL keeps planned.</summary>
    private const int MostPrepared = 200;

    /// <summary>Registers the one model on the chosen database.</summary>
    /// <exception cref="WrongSettingException">Unknown provider, or PostgreSQL without a connection string.</exception>
    public static void AddData(this WebApplicationBuilder builder, AcademySettings settings)
    {
        var provider = builder.Configuration["Database:Provider"];
        var connection = builder.Configuration.GetConnectionString("Academy");
        // On either database: every node keeps its journal of codes there.
        MakeFolder(settings.Data);
        switch (provider)
        {
            case "Sqlite":
                var file = Read(() => new SqliteConnectionStringBuilder(connection ?? "")) is { DataSource.Length: > 0 } given ? given.DataSource : Path.Combine(settings.Data, "academy.db");
                builder.Services.AddSingleton<WriteGate>();
                builder.Services.AddSingleton(new SqliteFile(file));
                builder.Services.AddHostedService<Checkpoints>();
                builder.Services.AddDbContextPool<AcademyDbContext, SqliteAcademyDbContext>(
                    options => options.UseSqlite($"Data Source={file}", sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new DurableConnections()));
                break;
            case "Postgres":
                if (string.IsNullOrEmpty(connection)) throw new WrongSettingException("Database:Provider is Postgres, but ConnectionStrings:Academy is empty.");
                var server = Read(() => new NpgsqlConnectionStringBuilder(connection));
                // The same few hundred statements come again and again. A pooler that lends a connection for one transaction needs Max Auto Prepare=0.
                if (!Says(connection, nameof(server.MaxAutoPrepare))) server.MaxAutoPrepare = MostPrepared;
                // A reset is half a dozen statements for every loan, and nothing here outlives its transaction: no setting, lock or temporary table.
                if (!Says(connection, nameof(server.NoResetOnClose))) server.NoResetOnClose = true;
                builder.Services.AddSingleton(new DatabaseClock(TimeProvider.System, KeepDatabaseClock.On(connection)));
                builder.Services.AddHostedService<KeepDatabaseClock>();
                builder.Services.AddDbContextPool<AcademyDbContext, PostgresAcademyDbContext>(
                    options => options.UseNpgsql(server.ConnectionString, postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)));
                break;
            default:
                throw new WrongSettingException($"Database:Provider must be Sqlite or Postgres; it is '{provider}'.");
        }
    }

    /// <summary>Whether a connection string has a key, written with blanks or without.</summary>
    private static bool Says(string connection, string key) =>
        new DbConnectionStringBuilder { ConnectionString = connection }.Keys.Cast<string>().Any(k => k.Replace(" ", "", StringComparison.Ordinal).Equals(key, StringComparison.OrdinalIgnoreCase));

    private static T Read<T>(Func<T> connectionString) where T : DbConnectionStringBuilder
    {
        try
        {
            return connectionString();
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Not what it holds: a password perhaps.
            throw new WrongSettingException("ConnectionStrings:Academy cannot be read; write it as KEY=VALUE;KEY=VALUE with the keys of the provider.");
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException($"Academy:Data names a folder that cannot be made: '{folder}'; make it and let the server's user write there.");
        }
    }
}

/// <summary>Where the embedded database lives.</summary>
public sealed record SqliteFile(string Path);
