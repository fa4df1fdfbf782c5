using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Academy.Web.Content;

/// <summary>
/// The files of a content folder, or of a release that froze them: relative path with '/' to bytes. Immutable; equal
/// files have an equal <see cref="Hash"/> wherever they came from.
/// </summary>
public sealed class ContentFiles
{
    private readonly FrozenDictionary<string, ReadOnlyMemory<byte>> _files;

    /// <summary>Takes files as they are, for example from the rows of a release.</summary>
    public ContentFiles(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        Paths = [.. _files.Keys.Order(StringComparer.Ordinal)];
        Hash = HashOf(Paths, _files);
    }

    /// <summary>Relative paths in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>SHA-256 over all paths and bytes, 64 hexadecimal digits, lower case.</summary>
    public string Hash { get; }

    /// <summary>
    /// Reads the .yml, .md, .svg and .png files under a folder, README.md files aside. An overlay is the private exam
    /// bank: its <c>courses/*/exam.md</c> replace the shipped ones, everything else in it is passed over.
    /// </summary>
    /// <param name="folder">The content folder.</param>
    /// <param name="examBank">Academy:ExamBank, laid out like the content folder; or null.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static ContentFiles Read(string folder, string? examBank = null)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, file) in List(folder).Where(f => Path.GetFileName(f.Path) != "README.md"))
        {
            files[path] = File.ReadAllBytes(file);
        }

        if (examBank is not null)
        {
            foreach (var (path, file) in List(examBank).Where(f => f.Path.StartsWith("courses/", StringComparison.Ordinal) && Path.GetFileName(f.Path) == "exam.md"))
            {
                files[path] = File.ReadAllBytes(file);
            }
        }

        return new ContentFiles(files);
    }

    /// <summary>Whether there is such a file.</summary>
    public bool Contains(string path) => _files.ContainsKey(path);

    /// <summary>The file's bytes, or null.</summary>
    public ReadOnlyMemory<byte>? Find(string path) => _files.TryGetValue(path, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?);

    /// <summary>The file as UTF-8 text without byte order mark, line ends as \n; null when there is none.</summary>
    public string? FindText(string path) =>
        Find(path) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal)
            : null;

    private static IEnumerable<(string Path, string File)> List(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".yml" or ".md" or ".svg" or ".png")
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), f));

    // Lengths go in before the bytes, so that no two sets of files run together to the same input.
    private static string HashOf(IReadOnlyList<string> paths, FrozenDictionary<string, ReadOnlyMemory<byte>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            Append(Encoding.UTF8.GetBytes(path));
            Append(files[path].Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(ReadOnlySpan<byte> bytes)
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
