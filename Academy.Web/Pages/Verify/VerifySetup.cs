using Academy.Web.Identity;
using Academy.Web.Pages.Shared;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Academy.Web.Pages.Verify;

internal static class VerifySetup
{
    /// <summary>What the public pages need beside the operations.</summary>
    public static void AddVerification(this WebApplicationBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IHttpContextFactory, BlindingContexts>());
        builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<ExactCode>("exact"));
        // The live code's address leads to the same page. Post, because AddRazorPages begins with an empty list of conventions.
        builder.Services.PostConfigure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Verify/Code", "/L/{**token:exact}"));
        builder.Services.AddSingleton<RefusedCodes>();
        builder.Services.AddSingleton<FailedLookUps>();
        builder.Services.AddSingleton<NumberLocks>();
        builder.Services.AddSingleton<LookUpGuard>();
    }

    /// <summary>The public keys, for whoever verifies a code themselves.</summary>
    public static void MapVerification(this WebApplication app) =>
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
