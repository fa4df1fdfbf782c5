namespace Academy.Web;

internal static class SettingsSetup
{
    /// <summary>Binds and checks the settings; the first wrong one stops the start with one line.</summary>
    /// <exception cref="WrongSettingException">A setting is missing or wrong.</exception>
    public static AcademySettings AddSettings(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Academy").Get<AcademySettings>() ?? new AcademySettings();
        var environment = builder.Environment;
        if (settings.Data.Length == 0) settings.Data = Path.Combine(environment.ContentRootPath, "App_Data");
        if (settings.Content.Length == 0) settings.Content = FirstFolder(Path.Combine(environment.ContentRootPath, "content"), Path.Combine(environment.ContentRootPath, "..", "content"));
        if (settings.SecretFile is { } file) settings.Secret = ReadSecret(file);
        if (environment.IsDevelopment())
        {
            if (settings.PublicUrl.Length == 0) settings.PublicUrl = "http://localhost:5080";
            if (settings.Secret.Length == 0) settings.Secret = AcademySettings.DemoSecret;
        }

        Check(settings, environment);
        if (environment.IsDevelopment()) RefuseOtherThanLoopback(builder.Configuration);
        builder.Services.AddSingleton(settings);
        return settings;
    }

    private static void Check(AcademySettings settings, IHostEnvironment environment)
    {
        if (!Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath != "/")
        {
            throw new WrongSettingException($"Academy:PublicUrl must be scheme, host and port, for example https://v.example.cn; it is '{settings.PublicUrl}'.");
        }

        if (settings.Secret.Length < 32) throw new WrongSettingException("Academy:Secret (or the file in Academy:SecretFile) must hold at least 32 characters.");
        if (environment.IsProduction() && settings.Secret == AcademySettings.DemoSecret) throw new WrongSettingException("Academy:Secret is the demo secret; Production needs its own.");
        if (settings.Defaults.LeastStudyShare is < 0 or > 1) throw new WrongSettingException($"Academy:Defaults:LeastStudyShare must be between 0 and 1; it is {settings.Defaults.LeastStudyShare}.");
        if (settings.ExamBank is { } bank && !Directory.Exists(bank)) throw new WrongSettingException($"Academy:ExamBank names a folder that is not there: '{bank}'.");
        if (settings.FormerHosts.Any(h => h.Contains('/', StringComparison.Ordinal))) throw new WrongSettingException("Academy:FormerHosts holds host[:port] only, without scheme or path.");
    }

    /// <summary>Development has demo accounts with known passwords, so nobody else on the network may reach it.</summary>
    private static void RefuseOtherThanLoopback(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? ""));
        foreach (var url in urls)
        {
            // A wildcard host (*, +) is not a URI and so is refused too.
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !uri.IsLoopback) throw new WrongSettingException($"Development listens on loopback only (it has demo accounts); '{url}' is not.");
        }

        if (configuration["http_ports"] is { Length: > 0 } || configuration["https_ports"] is { Length: > 0 })
        {
            throw new WrongSettingException("Development listens on loopback only (it has demo accounts); use --urls http://localhost:PORT instead of HTTP_PORTS.");
        }
    }

    private static string ReadSecret(string file) =>
        File.Exists(file) ? File.ReadAllText(file).Trim() : throw new WrongSettingException($"Academy:SecretFile names a file that is not there: '{file}'.");

    private static string FirstFolder(string first, string second) => Directory.Exists(first) ? first : Path.GetFullPath(second);
}
