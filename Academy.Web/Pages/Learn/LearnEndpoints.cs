using Academy.Web.Content;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;

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

    private static async Task<IResult> PictureAsync(string path, HttpContext http, StudyLesson study, CancellationToken cancel) =>
        PictureFile.Of(http, path, await study.FindPictureAsync(http.User.PersonId, path, cancel));

    private sealed record Beat(string Nonce);
}
