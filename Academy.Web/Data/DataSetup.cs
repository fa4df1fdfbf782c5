using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data;

internal static class DataSetup
{
    /// <summary>Registers the one model on the chosen database.</summary>
    /// <exception cref="WrongSettingException">Unknown provider, or PostgreSQL without a connection string.</exception>
    public static void AddData(this WebApplicationBuilder builder, AcademySettings settings)
    {
        var provider = builder.Configuration["Database:Provider"];
        var connection = builder.Configuration.GetConnectionString("Academy");
        switch (provider)
        {
            case "Sqlite":
                Directory.CreateDirectory(settings.Data);
                var file = new SqliteConnectionStringBuilder(connection ?? "") is { DataSource.Length: > 0 } given ? given.DataSource : Path.Combine(settings.Data, "academy.db");
                builder.Services.AddSingleton<WriteGate>();
                builder.Services.AddSingleton(new SqliteFile(file));
                builder.Services.AddDbContext<AcademyDbContext, SqliteAcademyDbContext>(options => options.UseSqlite($"Data Source={file}", sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)).AddInterceptors(new DurableConnections()));
                break;
            case "Postgres":
                if (string.IsNullOrEmpty(connection)) throw new WrongSettingException("Database:Provider is Postgres, but ConnectionStrings:Academy is empty.");
                builder.Services.AddDbContext<AcademyDbContext, PostgresAcademyDbContext>(options => options.UseNpgsql(connection, postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)));
                break;
            default:
                throw new WrongSettingException($"Database:Provider must be Sqlite or Postgres; it is '{provider}'.");
        }
    }
}

/// <summary>Where the embedded database lives.</summary>
public sealed record SqliteFile(string Path);
