using System.Runtime.CompilerServices;

namespace Academy.Web.Tests.Content;

/// <summary>The content of this repository in a folder of its own, to be broken.</summary>
public sealed class ContentCopy : IDisposable
{
    /// <summary>The lesson that <see cref="Break"/> breaks.</summary>
    public const string Lesson = "courses/C03-fire-fighting/01-report-119.md";

    public ContentCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Repository(), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Repository(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("academy-content-").FullName;

    /// <summary>Adds HTML, which is refused.</summary>
    /// <returns>The line it stands on.</returns>
    public int Break()
    {
        var file = Path.Combine(Folder, Lesson);
        File.AppendAllText(file, "\n\n<script>alert(1)</script>\n");
        return File.ReadAllLines(file).Length;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "content"));
}
