namespace Academy.Web;

/// <summary>Where the program finds its settings, pages and content.</summary>
internal static class ProgramFolder
{
    /// <summary>A published program stands next to its files, wherever it is started from; in the source tree the project folder is the place.</summary>
    public static WebApplicationOptions Options(string[] args) => Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
        ? new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        : new WebApplicationOptions { Args = args };
}
