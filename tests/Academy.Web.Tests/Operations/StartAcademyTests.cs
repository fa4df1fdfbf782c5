using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Academy.Web.Tests.Content;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Academy.Web.Tests.Operations;

public abstract class StartAcademyTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite() : StartAcademyTests(new SqliteApp());

    public sealed class OnPostgres() : StartAcademyTests(new PostgresApp());

    [DataFact]
    public async Task Development_on_an_empty_database_has_keys_content_and_the_demo_company()
    {
        await using var server = Development();

        Assert.Same(DemoCompany.Accounts, server.Services.GetRequiredService<DemoAccounts>());
        Assert.NotNull(await server.Services.GetRequiredService<Releases>().FindInForceAsync(CancellationToken.None));
        Assert.True(await app.Database.Open().Keys.AllAsync(k => k.IsDemo));
    }

    [DataFact]
    public async Task Broken_Markdown_leaves_the_last_good_release_in_force()
    {
        using var content = new ContentCopy();
        await using (var server = Development(content)) Assert.Equal(1, (await InForceAsync(server))?.Id);
        content.Break();

        await using var again = Development(content);

        Assert.Equal(1, (await InForceAsync(again))?.Id);
        Assert.Equal("ok\n", await again.CreateClient().GetStringAsync("/readyz"));
    }

    [DataFact]
    public async Task Broken_Markdown_from_the_beginning_starts_a_server_without_a_release()
    {
        using var content = new ContentCopy();
        content.Break();

        await using var server = Development(content);

        Assert.Null(await InForceAsync(server));
        Assert.Empty(server.Services.GetRequiredService<DemoAccounts>().All);
        Assert.Equal("ok\n", await server.CreateClient().GetStringAsync("/readyz"));
    }

    [DataFact]
    public async Task Production_loads_and_seeds_nothing_by_itself()
    {
        await StartAsync(Environments.Production);

        await using var db = app.Database.Open();
        Assert.False(await db.Releases.AnyAsync() || await db.Organizations.AnyAsync() || await db.Keys.AnyAsync());
    }

    [DataFact]
    public async Task Production_refuses_demo_keys()
    {
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<CreateKeys>().RunAsync(demo: true, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync(Environments.Production));

        Assert.Equal("This database holds demo keys; Production refuses them.", refused.Message);
    }

    [DataFact]
    public async Task A_changed_address_stops_the_start_until_the_former_host_is_named()
    {
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<StartAcademy>().LoadAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync("Testing", new AcademySettings { PublicUrl = "https://v.example.cn" }));
        Assert.Equal("Certificates were issued for localhost:5080, and Academy:PublicUrl is https://v.example.cn; name the former hosts in Academy:FormerHosts.", refused.Message);

        await StartAsync("Testing", new AcademySettings { PublicUrl = "https://v.example.cn", FormerHosts = ["localhost:5080"] });
    }

    [DataFact]
    public async Task Another_secret_than_the_database_was_sealed_under_stops_the_start()
    {
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<CreateKeys>().RunAsync(demo: true, CancellationToken.None);
        await using var other = app.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Academy:Secret", "another-secret-than-the-one-of-these-tests");
            if (app is SqliteApp) builder.UseSetting("ConnectionStrings:Academy", $"Data Source={Path.Combine(app.Database.Folder, "academy.db")}").UseSetting("Academy:Data", Directory.CreateDirectory(Path.Combine(app.Database.Folder, "other")).FullName);
        });

        var refused = Assert.Throws<WrongSettingException>(() => other.Services);
        Assert.Equal("Academy:Secret is not the one this database was sealed under (signing keys); give it the former secret again.", refused.Message);
    }

    [DataFact]
    public async Task Another_secret_than_the_sessions_were_sealed_under_stops_the_start_too()
    {
        await app.ArrangeAsync(db => db.Add(new DataProtectionElement("key", new byte[64])));

        var refused = await Assert.ThrowsAsync<WrongSettingException>(() => StartAsync("Testing"));

        Assert.Equal("Academy:Secret is not the one this database was sealed under (session keys); give it the former secret again.", refused.Message);
    }

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)app).DisposeAsync();

    private WebApplicationFactory<Program> Development(ContentCopy? content = null) => app.WithWebHostBuilder(builder =>
    {
        builder.UseEnvironment(Environments.Development);
        if (content is not null) builder.UseSetting("Academy:Content", content.Folder);
    });

    private static Task<Release?> InForceAsync(WebApplicationFactory<Program> server) => server.Services.GetRequiredService<Releases>().FindInForceAsync(CancellationToken.None);

    private async Task StartAsync(string environment, AcademySettings? settings = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var start = ActivatorUtilities.CreateInstance<StartAcademy>(services, new HostingEnvironment { EnvironmentName = environment }, settings ?? services.GetRequiredService<AcademySettings>());
        await start.RunAsync(CancellationToken.None);
    }
}
