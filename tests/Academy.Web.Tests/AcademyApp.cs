using System.Collections.Concurrent;
using Academy.Domain;
using Academy.Web;
using Academy.Web.Content;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Academy.Tests;

/// <summary>
/// The real application on a real, empty, migrated database of its own.
/// A test class takes <see cref="SqliteApp"/> or <see cref="PostgresApp"/>; one that touches data takes both, see <c>DataFact</c>.
/// </summary>
public abstract class AcademyApp(TestDatabase database) : WebApplicationFactory<Program>, IAsyncLifetime
{
    // Read and checked once for all applications of a run, by its folder: that takes longer than most tests.
    private static readonly ConcurrentDictionary<string, Lazy<Shipped>> Read = new(StringComparer.Ordinal);

    public TestDatabase Database => database;

    public TestClock Clock { get; } = new();

    /// <summary>Makes keys and publishes the shipped content, unless it is in force.</summary>
    public async Task PublishAsync()
    {
        var shipped = Read.GetOrAdd(Services.GetRequiredService<AcademySettings>().Content, folder => new Lazy<Shipped>(() => Shipped.In(folder))).Value;
        await this.ActAsync((CreateKeys create) => create.RunAsync(demo: true, CancellationToken.None));
        var published = await this.ActAsync((PublishContent publish) => publish.FreezeAsync(shipped.Files, shipped.Report, null, CancellationToken.None));
        Assert.True(published.ReleaseId is not null, string.Join('\n', published.Problems));
    }

    /// <summary>Changes the database directly, and saves.</summary>
    public async Task ArrangeAsync(Func<AcademyDbContext, Task> arrange)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        await arrange(db);
        await db.SaveChangesAsync();
    }

    /// <summary>Changes the database directly, and saves.</summary>
    public Task ArrangeAsync(Action<AcademyDbContext> arrange) =>
        ArrangeAsync(db =>
        {
            arrange(db);
            return Task.CompletedTask;
        });

    /// <summary>Reads the database directly, from a context that has seen nothing yet.</summary>
    public async Task<T> ReadAsync<T>(Func<AcademyDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AcademyDbContext>());
    }

    /// <summary>A visitor with a cookie jar of their own, whom redirects are shown instead of followed.</summary>
    public virtual HttpClient Visit() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });

    public async Task InitializeAsync() => await database.CreateAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await database.DropAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Neither Development, which seeds the demo company, nor Production, which asks for keys.
        builder.UseEnvironment("Testing");
        // Outside Development the style sheets of a program that was built but not published are found only this way.
        builder.UseStaticWebAssets();
        builder.UseSetting("Academy:Data", database.Folder);
        builder.UseSetting("Academy:PublicUrl", "http://localhost:5080");
        builder.UseSetting("Academy:Secret", "a-secret-of-the-tests-and-of-nobody-else");
        foreach (var (key, value) in database.Settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddSingleton<IStartupFilter>(new CookiesOfTheTestsDay(Clock));
        });
    }
}

internal sealed record Shipped(ContentFiles Files, ContentReport Report)
{
    public static Shipped In(string folder)
    {
        var files = ContentFiles.Read(folder);
        return new Shipped(files, ContentChecker.Check(files, new TestClock().Now.Day()));
    }
}

public sealed class SqliteApp() : AcademyApp(new SqliteTestDatabase());

public sealed class PostgresApp() : AcademyApp(new PostgresTestDatabase());
