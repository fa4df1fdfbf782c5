using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Commands;

/// <summary>What a verb works with: the program's rooms without its server, and the terminal.</summary>
internal sealed record Shell(string[] Settings, TextReader Input, TextWriter Output, TextWriter Error)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Runs a verb that needs no database.</summary>
    public async Task<int> RunAsync(Func<IServiceProvider, Task<int>> verb)
    {
        var builder = WebApplication.CreateBuilder(ProgramFolder.Options(Settings));
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var settings = builder.AddSettings();
        builder.AddData(settings);
        builder.AddStart();
        builder.AddOperations(settings);
        builder.AddAcademyIdentity(settings);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        return await verb(scope.ServiceProvider);
    }

    /// <summary>Runs a verb that reads the database, beside a server or without one.</summary>
    public Task<int> ReadAsync(Func<IServiceProvider, Task<int>> verb, CancellationToken cancel) => RunAsync(async services =>
    {
        var database = services.GetRequiredService<AcademyDbContext>().Database;
        var isThere = services.GetService<SqliteFile>() is not { } sqlite || File.Exists(sqlite.Path);
        if (!isThere || (await database.GetPendingMigrationsAsync(cancel)).Any()) throw new WrongSettingException("The database is not there or on another schema; run 'academy db migrate' first.");
        return await verb(services);
    });

    /// <summary>Runs a verb that writes: on SQLite it holds the data folder, so a running server makes it refuse.</summary>
    public Task<int> WriteAsync(Func<IServiceProvider, Task<int>> verb, CancellationToken cancel) => RunAsync(async services =>
    {
        await services.GetRequiredService<DatabaseStart>().RunAsync(cancel);
        return await verb(services);
    });

    public async Task<int> SayAsync(string line, int exitCode = CommandLine.Done)
    {
        await (exitCode == CommandLine.Done ? Output : Error).WriteLineAsync(line);
        return exitCode;
    }

    public Task SayJsonAsync(object what) => Output.WriteLineAsync(JsonSerializer.Serialize(what, Json));
}
