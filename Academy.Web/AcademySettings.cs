using Academy.Domain.Training;
using Academy.Web.Signing;

namespace Academy.Web;

/// <summary>The settings under <c>Academy:</c>, checked once at the start.</summary>
public sealed class AcademySettings
{
    /// <summary>Secret of Development; Production refuses it.</summary>
    public const string DemoSecret = "academy-demo-secret-for-development-only";

    public string Data { get; set; } = "";
    public string Content { get; set; } = "";
    public string? ExamBank { get; set; }
    public string PublicUrl { get; set; } = "";
    public string[] FormerHosts { get; set; } = [];
    public string Secret { get; set; } = "";
    public string? SecretFile { get; set; }
    public string[] TrustedProxies { get; set; } = [];
    public string? MetricsToken { get; set; }
    public AcademyDefaults Defaults { get; set; } = new();

    /// <summary>Whether the public reaches it by https; then no cookie travels without.</summary>
    public bool IsPublicOverTls => PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>host[:port] of <see cref="PublicUrl"/> in lower case, as certificate codes are bound to it.</summary>
    public string PublicHost => CodeUrl.HostOf(new Uri(PublicUrl));

    /// <summary>Hosts a code may have been signed for: the present one, then the former ones.</summary>
    public IReadOnlyList<string> CodeHosts => [PublicHost, .. FormerHosts.Select(h => h.ToLowerInvariant())];
}

/// <summary>Every number the law does not give. The interface never calls them 国家规定.</summary>
public sealed class AcademyDefaults
{
    /// <summary>After the deadline, while acknowledged answers still count.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan WaitFrontLineFirst { get; set; } = TimeSpan.FromHours(2);
    public TimeSpan WaitHighRiskFirst { get; set; } = TimeSpan.FromHours(24);
    public TimeSpan WaitFrontLineSecond { get; set; } = TimeSpan.FromHours(24);
    public TimeSpan WaitHighRiskSecond { get; set; } = TimeSpan.FromHours(72);

    /// <summary>Least study time of a lesson, as a share of its minutes.</summary>
    public double LeastStudyShare { get; set; } = 0.6;

    /// <summary>… but never more than this; Development sets one minute.</summary>
    public TimeSpan LongestLeastStudy { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Days before expiry in which a renewal may begin.</summary>
    public int RenewalOpensDays { get; set; } = 30;

    /// <summary>Days of 限定上岗 after the 季节工岗前包, in which the full training must be done.</summary>
    public int SeasonDays { get; set; } = 15;

    /// <summary>How long a phone stays signed in.</summary>
    public int DeviceSessionDays { get; set; } = 90;

    /// <summary>How long an activation slip can be used.</summary>
    public int ActivationSlipDays { get; set; } = 7;

    /// <summary>Days after the last finding of an inspection is struck off, in which the look back (回头看) is due.</summary>
    public int LookBackDays { get; set; } = 30;

    /// <summary>Months for which a completed lesson counts.</summary>
    public int LessonMonths { get; set; } = 12;

    /// <summary>Looks at one certificate in a day from which its holder's manager is told.</summary>
    public int OddLooks { get; set; } = 20;

    /// <summary>Networks in a day from which looks at one certificate are told.</summary>
    public int OddPlaces { get; set; } = 4;

    /// <summary>Full looks of one Inspector in a day; after them only what a stranger sees.</summary>
    public int InspectorLooksPerDay { get; set; } = 500;

    /// <summary>Venues whose photos one Inspector may download in a day, the same one again included.</summary>
    public int InspectorPacksPerDay { get; set; } = 10;

    public RetrainingWaits Waits => new(WaitFrontLineFirst, WaitHighRiskFirst, WaitFrontLineSecond, WaitHighRiskSecond);

    /// <summary>Least study time of a lesson in seconds.</summary>
    public int LeastStudySeconds(int lessonMinutes) => (int)Math.Min(lessonMinutes * 60 * LeastStudyShare, LongestLeastStudy.TotalSeconds);
}

/// <summary>A setting with which the server must not run.</summary>
public sealed class WrongSettingException(string message) : Exception(message)
{
    /// <summary>From here on it ends the program with its one line and exit code 2 instead of a stack trace.</summary>
    public static void EndsTheStart() =>
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is not WrongSettingException wrong) return;
            Console.Error.WriteLine(wrong.Message);
            Environment.Exit(2);
        };
}
