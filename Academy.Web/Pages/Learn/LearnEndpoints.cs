using Academy.Web.Content;
using Academy.Web.Identity;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Learn;

internal static class LearnEndpoints
{
    /// <summary>Study time and the pictures of lessons and questions.</summary>
    public static void MapLearn(this WebApplication app)
    {
        app.MapPost("/learn/{course}/{lesson}/beats", BeatAsync).RequireAuthorization(Policies.Employee).AddEndpointFilter<RefuseForgery>();
        app.MapGet($"{ContentRenderer.PictureRoot}{{**path}}", PictureAsync).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<IResult> BeatAsync(string course, string lesson, Beat beat, HttpContext http, StudyLesson study, CancellationToken cancel) =>
        await study.BeatAsync(http.User.PersonId, $"{course}/{lesson}", beat.Nonce, cancel) is { } beaten
            ? Results.Ok(beaten)
            : Results.Problem("Another page studies now, or the beat was sent twice.", statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> PictureAsync(string path, HttpContext http, StudyLesson study, CancellationToken cancel)
    {
        var type = Path.GetExtension(path) switch { ".svg" => "image/svg+xml", ".png" => "image/png", _ => null };
        if (type is null || await study.FindPictureAsync(http.User.PersonId, path, cancel) is not { } bytes) return Results.NotFound();
        // Opened by itself an SVG is a document: it may draw, nothing else.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(bytes, type);
    }

    private sealed record Beat(string Nonce);
}
