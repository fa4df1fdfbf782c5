using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace Academy.Web.Pages.Inspect;

/// <summary>The files of the installed scanner as one whole, named by their content: what its service worker keeps, and by what it knows a newer one.</summary>
public sealed class ScannerRelease
{
    public const string Page = "/inspect/scan";

    private const string Worker = "js/scanner/service-worker.js";
    private const string DecoderFolder = "decoder";
    private static readonly string[] Folders = ["js/certificate", "js/scanner", "scanner", DecoderFolder, "decoder/reader"];
    private static readonly string[] Styles = ["css/base.css", "css/layout.css", "css/components.css", "css/certificate.css", "css/scan.css"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="FileNotFoundException">A style sheet or the service worker is not in wwwroot.</exception>
    public ScannerRelease(IWebHostEnvironment environment, AcademySettings settings)
    {
        var root = environment.WebRootFileProvider;
        var scripts = Folders.SelectMany(folder => root.GetDirectoryContents(folder).Where(f => !f.IsDirectory && Path.GetExtension(f.Name) is ".js" or ".wasm" or ".webmanifest" or ".png" or ".svg").Select(f => $"{folder}/{f.Name}"));
        var files = Styles.Concat(scripts).Where(f => f != Worker).Order(StringComparer.Ordinal)
            .ToDictionary(path => $"/{path}", path => $"sha256-{Convert.ToBase64String(SHA256.HashData(Read(root, path)))}", StringComparer.Ordinal);
        HasDecoder = files.Keys.Any(f => f.StartsWith($"/{DecoderFolder}/", StringComparison.Ordinal));
        var worker = Read(root, Worker);
        // The page is of the build and of the settings it shows.
        var whole = JsonSerializer.Serialize(new object[] { files, typeof(ScannerRelease).Module.ModuleVersionId, settings.PublicUrl, settings.FormerHosts, worker });
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..16];
        Script = $"const release = {JsonSerializer.Serialize(new { version = Version, page = Page, files }, Plain)};\n{Encoding.UTF8.GetString(worker)}";
    }

    /// <summary>16 hex characters.</summary>
    public string Version { get; }

    /// <summary>Whether the decoder library was built into the program.</summary>
    public bool HasDecoder { get; }

    /// <summary>The service worker: the list, then its program.</summary>
    public string Script { get; }

    private static byte[] Read(IFileProvider root, string path)
    {
        using var file = root.GetFileInfo(path).CreateReadStream();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
