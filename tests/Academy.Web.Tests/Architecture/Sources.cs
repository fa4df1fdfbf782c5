namespace Academy.Web.Tests.Architecture;

/// <summary>The product's source files, as they stand in the repository.</summary>
internal static class Sources
{
    public static readonly string Root = FindRoot();

    public static IEnumerable<(string File, string Room, string Text)> All =>
        from project in new[] { "Academy.Domain", "Academy.Web" }
        from path in Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories)
        where Path.GetExtension(path) is ".cs" or ".cshtml" or ".razor"
        let file = Path.GetRelativePath(Root, path)
        where !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts")
        select (file, Rooms.RoomOfNamespace(Path.GetDirectoryName(file)!.Replace('/', '.'))!, File.ReadAllText(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Academy.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
