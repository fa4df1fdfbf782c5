namespace Academy.Web.Pages.Shared;

/// <summary>A picture of a release as an answer.</summary>
internal static class PictureFile
{
    /// <returns>404 where there is no such picture.</returns>
    public static IResult Of(HttpContext http, string path, ReadOnlyMemory<byte>? bytes)
    {
        var type = Path.GetExtension(path) switch { ".svg" => "image/svg+xml", ".png" => "image/png", _ => null };
        if (type is null || bytes is not { } file) return Results.NotFound();
        // Opened by itself an SVG is a document: it may draw, nothing else.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(file, type);
    }
}
