using Academy.Web.Data;
using Academy.Web.Identity;
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

    public static void AddScanner(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ScannerRelease>();

    public static void MapScanner(this WebApplication app)
    {
        app.MapGet("/inspect/scanner-worker.js", Worker).RequireAuthorization(Policies.Inspector);
        app.MapGet("/inspect/scan/session", SessionAsync).RequireAuthorization(Policies.Inspector);
        app.MapPost("/inspect/sync", SyncEndpoint.RunAsync).RequireAuthorization(Policies.Inspector).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
        app.MapPut("/inspect/sync/photos/{id:guid}", SyncEndpoint.KeepPhotoAsync).RequireAuthorization(Policies.Inspector).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
    }

    private static IResult Worker(HttpContext http, ScannerRelease release)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(release.Script, "text/javascript");
    }

    /// <summary>Who is signed in, and a token for what is sent next: the kept page can have neither.</summary>
    private static async Task<IResult> SessionAsync(HttpContext http, AcademyDbContext db, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var person = http.User.PersonId;
        var name = await db.People.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(cancel);
        var isKnown = http.Request.Cookies.ContainsKey(InstalledCookie);
        http.Response.Cookies.Append(InstalledCookie, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/inspect", MaxAge = TimeSpan.FromDays(InstalledDays) });
        var token = antiforgery.GetAndStoreTokens(http).RequestToken;
        return Results.Ok(new { name, token, isKnown });
    }
}
