using System.Globalization;

namespace Academy.Web;

internal static class SettingsSetup
{
    /// <summary>Binds and checks the settings; the first wrong one stops the start with one line.</summary>
    /// <exception cref="WrongSettingException">A setting is missing or wrong.</exception>
    public static AcademySettings AddSettings(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Academy");
        RefuseUnreadable(section, typeof(AcademySettings));
        var settings = section.Get<AcademySettings>() ?? new AcademySettings();
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
        if (!Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.SchemeAndServer, UriFormat.UriEscaped) is not ("" or "/"))
        {
            throw new WrongSettingException($"Academy:PublicUrl must be scheme, host and port, for example https://v.example.cn; it is '{settings.PublicUrl}'.");
        }

        if (environment.IsProduction() && url.Scheme is "http" && !url.IsLoopback) throw new WrongSettingException($"Academy:PublicUrl must begin with https:// in Production, or passwords and cookies travel in the clear; it is '{settings.PublicUrl}'.");
        if (settings.Secret.Length < 32) throw new WrongSettingException("Academy:Secret (or the file in Academy:SecretFile) must hold at least 32 characters.");
        if (environment.IsProduction() && settings.Secret == AcademySettings.DemoSecret) throw new WrongSettingException("Academy:Secret is the demo secret; Production needs its own.");
        Check(settings.Defaults);
        if (settings.Defaults.LeastStudyShare is not (>= 0 and <= 1)) throw new WrongSettingException($"Academy:Defaults:LeastStudyShare must be between 0 and 1; it is {settings.Defaults.LeastStudyShare}.");
        if (settings.ExamBank is { } bank && !Directory.Exists(bank)) throw new WrongSettingException($"Academy:ExamBank names a folder that is not there: '{bank}'.");
        if (settings.FormerHosts.Any(h => h.Contains('/', StringComparison.Ordinal))) throw new WrongSettingException("Academy:FormerHosts holds host[:port] only, without scheme or path.");
    }

    /// <summary>What a slip of the pen makes of them: '10' is ten days to a TimeSpan, and nobody can live with a wait of none.</summary>
    private static void Check(AcademyDefaults defaults)
    {
        Within(nameof(defaults.Grace), defaults.Grace, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Within(nameof(defaults.WaitFrontLineFirst), defaults.WaitFrontLineFirst, TimeSpan.FromSeconds(1), TimeSpan.FromDays(14));
        Within(nameof(defaults.WaitHighRiskFirst), defaults.WaitHighRiskFirst, TimeSpan.FromSeconds(1), TimeSpan.FromDays(14));
        Within(nameof(defaults.WaitFrontLineSecond), defaults.WaitFrontLineSecond, TimeSpan.FromSeconds(1), TimeSpan.FromDays(14));
        Within(nameof(defaults.WaitHighRiskSecond), defaults.WaitHighRiskSecond, TimeSpan.FromSeconds(1), TimeSpan.FromDays(14));
        Within(nameof(defaults.LongestLeastStudy), defaults.LongestLeastStudy, TimeSpan.Zero, TimeSpan.FromDays(1));
        Within(nameof(defaults.RenewalOpensDays), defaults.RenewalOpensDays, 1, 180);
        Within(nameof(defaults.SeasonDays), defaults.SeasonDays, 1, 60);
        Within(nameof(defaults.DeviceSessionDays), defaults.DeviceSessionDays, 1, 365);
        Within(nameof(defaults.ActivationSlipDays), defaults.ActivationSlipDays, 1, 90);
        Within(nameof(defaults.LookBackDays), defaults.LookBackDays, 1, 365);
        Within(nameof(defaults.LessonMonths), defaults.LessonMonths, 1, 120);
        Within(nameof(defaults.OddLooks), defaults.OddLooks, 2, 10_000);
        Within(nameof(defaults.OddPlaces), defaults.OddPlaces, 2, 10_000);
        Within(nameof(defaults.InspectorLooksPerDay), defaults.InspectorLooksPerDay, 1, 100_000);
        Within(nameof(defaults.InspectorPacksPerDay), defaults.InspectorPacksPerDay, 1, 1_000);
    }

    private static void Within<T>(string name, T value, T least, T most) where T : struct, IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return;
        throw new WrongSettingException(string.Create(CultureInfo.InvariantCulture, $"Academy:Defaults:{name} must be between {least} and {most}; it is {value}."));
    }

    /// <summary>A setting that does not exist was meant for one that does, and one that does not parse for a value that does.</summary>
    private static void RefuseUnreadable(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(type.GetProperties(), p => p.CanWrite && string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null) throw new WrongSettingException($"{child.Path} is no setting; correct its name or remove it.");
            if (property.PropertyType == typeof(AcademyDefaults)) RefuseUnreadable(child, property.PropertyType);
            else if (property.PropertyType != typeof(string[])) RefuseUnparsed(child, property.PropertyType);
        }
    }

    private static void RefuseUnparsed(IConfigurationSection setting, Type type)
    {
        var isParsed = setting.Value is { } value && (type == typeof(TimeSpan) ? TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _)
            : type == typeof(int) ? int.TryParse(value, CultureInfo.InvariantCulture, out _)
            : type != typeof(double) || double.TryParse(value, CultureInfo.InvariantCulture, out _));
        var form = type == typeof(TimeSpan) ? "a time such as 02:00:00" : type == typeof(int) ? "a whole number" : type == typeof(double) ? "a number such as 0.6" : "a text";
        if (!isParsed) throw new WrongSettingException($"{setting.Path} must be {form}; it is '{setting.Value}'.");
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

    private static string ReadSecret(string file)
    {
        if (!File.Exists(file)) throw new WrongSettingException($"Academy:SecretFile names a file that is not there: '{file}'.");
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException($"Academy:SecretFile cannot be read: {failure.Message}");
        }
    }

    private static string FirstFolder(string first, string second) => Directory.Exists(first) ? first : Path.GetFullPath(second);
}
