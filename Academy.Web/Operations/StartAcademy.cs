using System.Security.Cryptography;
using Academy.Web.Content;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Academy.Web.Signing;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Academy.Web.Operations;

internal static class StartSetup
{
    /// <summary>The clock, and everything that is done before the first request.</summary>
    public static void AddStart(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => provider.GetService<DatabaseClock>() ?? TimeProvider.System);
        services.AddSingleton<DataFolderLock>();
        services.AddScoped<DatabaseStart>();
        services.AddScoped<SeedDemo>();
        services.AddScoped<SeedDemoLoad>();
        services.AddScoped<StartAcademy>();
        services.AddSingleton<WhatWasFound>();
        services.AddSingleton(provider => provider.GetRequiredService<WhatWasFound>().DemoCompany ? DemoCompany.Accounts : new DemoAccounts([]));
    }

    /// <summary>Brings database, keys and content to where requests can be answered; in Development says where and for whom.</summary>
    /// <exception cref="WrongSettingException">The server must not run like this.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<StartAcademy>().RunAsync(CancellationToken.None);
        }

        if (app.Environment.IsDevelopment()) app.Lifetime.ApplicationStarted.Register(() => Welcome(app));
    }

    private static void Welcome(WebApplication app)
    {
        var accounts = app.Services.GetRequiredService<DemoAccounts>().All;
        Console.WriteLine();
        Console.WriteLine($"  {string.Join("  ", app.Urls)}");
        if (accounts.Count > 0) Console.WriteLine($"  示范单位 {DemoCompany.SignName}，密码都是 {DemoCompany.Password}：");
        foreach (var account in accounts) Console.WriteLine($"    {account.UserName,-10} {account.Name}  {account.State}");
        Console.WriteLine();
    }
}

/// <summary>What the start found or made.</summary>
public sealed class WhatWasFound
{
    public bool DemoCompany { get; set; }
}

/// <summary>Everything between an empty machine and the first request.</summary>
public sealed class StartAcademy(
    DatabaseStart database,
    AcademyDbContext db,
    CreateKeys keys,
    SignTrustBundle trust,
    PublishContent publish,
    SeedDemo seed,
    ReplayCodes replay,
    Releases releases,
    WhatWasFound found,
    IKeyStore ring,
    SecretBox box,
    IOptions<KeyManagementOptions> sessionKeys,
    AcademySettings settings,
    IHostEnvironment environment,
    ILogger<StartAcademy> log)
{
    /// <exception cref="WrongSettingException">The server must not run on this database.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await database.RunAsync(cancel);
        await RefuseAnotherSecretAsync(cancel);
        await RefuseUnknownHostsAsync(cancel);
        if (environment.IsProduction()) await RefuseDemoKeysAsync(cancel);
        await replay.PrepareAsync(isSetBack: false, cancel);
        if (environment.IsDevelopment()) await LoadAsync(cancel);

        found.DemoCompany = environment.IsDevelopment() && await db.Organizations.AnyAsync(o => o.Code == DemoCompany.Code && o.IsDemo, cancel);
        if (await releases.FindInForceAsync(cancel) is null) log.LogError("No content release is in force: nobody can learn or sit an exam. Mend the content and run 'academy content publish'.");
        if (environment.IsProduction() && settings.ExamBank is null) log.LogWarning("Academy:ExamBank is not set: exams draw from the demo bank, which is public.");
    }

    /// <summary>Keys for itself, the content as it lies in the folder, and on an empty database the demo company.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await keys.RunAsync(demo: true, cancel);
        if ((await db.NewestTrustBundleAsync(cancel)).StandingTo(await ring.ReadAsync(cancel), settings.PublicHost) is not TrustStanding.Current) await trust.RunAsync(null, cancel);
        var outcome = await publish.RunAsync(null, cancel);
        foreach (var problem in outcome.Problems.Where(p => p.Severity is Severity.Error)) log.LogError("{Problem}", problem);
        if (outcome.ReleaseId is null) log.LogError("The content in {Folder} has errors; the last good release stays in force.", settings.Content);
        if (await releases.FindInForceAsync(cancel) is not null) await seed.RunAsync(cancel);
    }

    /// <summary>Under another secret nothing could be signed and nobody stay signed in, and each would show only when it was needed.</summary>
    private async Task RefuseAnotherSecretAsync(CancellationToken cancel)
    {
        var sealedThing = "signing keys";
        try
        {
            if ((await ring.ReadAsync(cancel)).Keys.FirstOrDefault(k => k.SealedPrivateKey is not null) is { } key) CryptographicOperations.ZeroMemory(SigningKeys.ExportPrivateKey(key, box));
            sealedThing = "session keys";
            sessionKeys.Value.XmlRepository!.GetAllElements();
        }
        catch (CryptographicException)
        {
            throw new WrongSettingException($"Academy:Secret is not the one this database was sealed under ({sealedThing}); give it the former secret again.");
        }
    }

    private async Task RefuseDemoKeysAsync(CancellationToken cancel)
    {
        if (await db.Keys.AnyAsync(k => k.IsDemo, cancel)) throw new WrongSettingException("This database holds demo keys; Production refuses them.");
    }

    /// <summary>A code is signed for the host that is printed with it; under another host every card would read as forged.</summary>
    private async Task RefuseUnknownHostsAsync(CancellationToken cancel)
    {
        var hosts = await db.Certificates.SelectMany(c => c.Codes).Select(c => c.Host).Distinct().ToListAsync(cancel);
        if (hosts.Except(settings.CodeHosts, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            throw new WrongSettingException($"Certificates were issued for {string.Join(", ", unknown)}, and Academy:PublicUrl is {settings.PublicUrl}; name the former hosts in Academy:FormerHosts.");
        }
    }
}
