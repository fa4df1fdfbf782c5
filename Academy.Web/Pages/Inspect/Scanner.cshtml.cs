using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Inspect;

/// <summary>The installable scanner: a page that is the same for every inspector, so that it can be kept on the device.</summary>
public sealed class Scanner(ScannerRelease release, AcademySettings settings) : PageModel
{
    public string Version => release.Version;
    public bool HasDecoder => release.HasDecoder;
    public string Host => settings.PublicHost;
    public string FormerHosts => string.Join(' ', settings.CodeHosts.Skip(1));

    /// <summary>As status lists begin their own address.</summary>
    public string PublicUrl => settings.PublicUrl.TrimEnd('/');
}
