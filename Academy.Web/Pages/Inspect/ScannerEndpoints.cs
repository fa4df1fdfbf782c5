using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect;

/// <summary>What the installed scanner asks of the server, beside the lists and keys that anybody may have.</summary>
internal static class ScannerEndpoints
{
    /// <summary>Says that a scanner was installed in this browser. Browsers that clear what scripts keep leave it standing.</summary>
    private const string InstalledCookie = "academy-scanner";

    private const int InstalledDays = 400;

    /// <summary>Venues that are offered at a time, and letters that find one.</summary>
    private const int MostVenues = 20;

    private const int LongestSearch = 60;

    public static void AddScanner(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ScannerRelease>();

    public static void MapScanner(this WebApplication app)
    {
        app.MapGet("/inspect/scanner-worker.js", Worker).RequireAuthorization(Policies.Inspector);
        app.MapGet("/inspect/scan/session", SessionAsync).RequireAuthorization(Policies.Inspector);
        app.MapGet("/inspect/scan/venues", VenuesAsync).RequireAuthorization(Policies.Inspector);
        app.MapPost("/inspect/scan/photos/{venue:guid}", PhotosAsync).RequireAuthorization(Policies.Inspector).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
        app.MapPost("/inspect/sync", SyncEndpoint.RunAsync).RequireAuthorization(Policies.Inspector).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
        app.MapPut("/inspect/sync/photos/{id:guid}", SyncEndpoint.KeepPhotoAsync).RequireAuthorization(Policies.Inspector).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
    }

    private static IResult Worker(HttpContext http, ScannerRelease release)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(release.Script, "text/javascript");
    }

    /// <summary>Who is signed in, for how many seconds where it is a guest (none, where that is out and may hand in), and a token for what is sent next: the kept page can have none of it.</summary>
    private static async Task<IResult> SessionAsync(HttpContext http, AcademyDbContext db, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        var person = http.User.PersonId;
        var name = await db.People.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(cancel);
        var isKnown = http.Request.Cookies.ContainsKey(InstalledCookie);
        http.Response.Cookies.Append(InstalledCookie, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/inspect", MaxAge = TimeSpan.FromDays(InstalledDays) });
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        var until = http.User.IsGuest ? await db.GuestAccesses.Where(a => a.PersonId == person).Select(a => (DateTimeOffset?)a.ExpiresAt).SingleAsync(cancel) : null;
        return Results.Ok(new { id = person, name, token, isKnown, home = http.User.IsGuest ? Guests.Home : "/inspect", guestFor = (int?)(until - clock.GetUtcNow())?.TotalSeconds });
    }

    /// <summary>Venues whose photos may be taken along.</summary>
    private static async Task<IResult> VenuesAsync(string? q, HttpContext http, AcademyDbContext db, TimeProvider clock, CancellationToken cancel)
    {
        var text = q?.Trim() ?? "";
        if (text.Length > LongestSearch || !RefuseUnfitText.IsFit(text)) return Results.Problem("请缩短搜索的文字。", statusCode: StatusCodes.Status400BadRequest);
        var found = await db.FindUnitsAsync(http.User.Eye, text, clock.GetUtcNow().Day(), cancel);
        return Results.Ok(found.Take(MostVenues).Select(v => new { id = v.VenueId, unit = v.SignName, venue = v.Venue }));
    }

    /// <summary>入场前下载: the photos of a Venue's certificate holders (<see cref="PhotoPack"/>).</summary>
    private static async Task<IResult> PhotosAsync(Guid venue, HttpContext http, PackPhotos pack, AcademyDbContext db, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await pack.RunAsync(http.User.Eye, venue, SourceFailures.Of(http), cancel) switch
        {
            PackPhotosOutcome.NoVenue => Results.NotFound(),
            PackPhotosOutcome.OverQuota => Results.Problem("今天下载照片的次数用完了，已通知系统管理员。没有照片也可以查验：请核对身份证件。", statusCode: StatusCodes.Status429TooManyRequests),
            PackPhotosOutcome.Packed packed => Results.Stream(to => PhotoPack.WriteAsync(to, packed.Lasts, db.PhotoFilesAsync(packed.Photos, cancel), cancel), PhotoPack.MediaType),
            var outcome => throw new InvalidOperationException($"{outcome} is no outcome."),
        };
    }
}
