using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Academy.Web.Pages.Verify;

internal static class VerifySetup
{
    private const string SignedFile = "application/cose; cose-type=\"cose-sign1\"";

    /// <summary>For how long a proxy may keep a list or bundle; making one takes as long.</summary>
    private const string ForAMinute = "public, max-age=60";

    /// <summary>What the public pages need beside the operations.</summary>
    public static void AddVerification(this WebApplicationBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IHttpContextFactory, BlindingContexts>());
        builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<ExactCode>("exact"));
        // The live code's address leads to the same page. Post, because AddRazorPages begins with an empty list of conventions.
        builder.Services.PostConfigure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Verify/Code", "/L/{**token:exact}"));
        builder.Services.AddSingleton<BadgeLists>();
        builder.Services.AddSingleton<RefusedCodes>();
        builder.Services.AddSingleton<ReportsOfSource>();
        builder.Services.AddSingleton<FailedLookUps>();
        builder.Services.AddSingleton<NumberLocks>();
        builder.Services.AddSingleton<LookUpGuard>();
    }

    /// <summary>Keys, trust bundle and status lists, for whoever verifies a code themselves.</summary>
    public static void MapVerification(this WebApplication app)
    {
        app.MapGet("/s/{list}", StatusListAsync).RequireAuthorization(Policies.Public);
        app.MapGet("/trust.cose", TrustBundleAsync).RequireAuthorization(Policies.Public);
        app.MapGet("/badges/status/{list}", BadgeListAsync).RequireAuthorization(Policies.Public);
        app.MapGet("/keys/{name}", BadgeKeyAsync).RequireAuthorization(Policies.Public);
        app.MapGet(
            "/.well-known/jwks.json",
            async (HttpContext http, IKeyStore keys, CancellationToken cancel) =>
            {
                http.Response.Headers.AccessControlAllowOrigin = "*";
                http.Response.Headers.CacheControl = "public, max-age=300";
                return Results.Text(Jwks.Json(await keys.ReadAsync(cancel)), "application/jwk-set+json");
            })
            .RequireAuthorization(Policies.Public);
    }

    private static async Task<IResult> StatusListAsync(string list, HttpContext http, StatusLists lists, CancellationToken cancel) =>
        await lists.FindAsync(list, cancel) is { } found ? Publish(http, found.Bytes, StatusList.MediaType, $"{found.Name}-{found.IssuedAt.ToUnixTimeSeconds()}") : Results.NotFound();

    private static async Task<IResult> TrustBundleAsync(HttpContext http, AcademyDbContext db, CancellationToken cancel) =>
        await db.NewestTrustBundleAsync(cancel) is { } found ? Publish(http, found.Bytes, SignedFile, $"trust-{found.Sequence}") : Results.NotFound();

    private static async Task<IResult> BadgeListAsync(string list, HttpContext http, BadgeLists lists, CancellationToken cancel)
    {
        if (await lists.FindAsync(list, cancel) is not { } text) return Results.NotFound();
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.CacheControl = ForAMinute;
        return Results.Text(text, Badge.MediaType);
    }

    private static async Task<IResult> BadgeKeyAsync(string name, HttpContext http, IKeyStore keys, AcademySettings settings, CancellationToken cancel)
    {
        if (Badge.Jwk(name, settings.PublicUrl, await keys.ReadAsync(cancel)) is not { } jwk) return Results.NotFound();
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(jwk, "application/jwk+json");
    }

    private static IResult Publish(HttpContext http, byte[] bytes, string type, string tag)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.CacheControl = ForAMinute;
        return Results.Bytes(bytes, type, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}
