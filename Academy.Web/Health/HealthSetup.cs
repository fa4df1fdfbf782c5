using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Health;

internal static class HealthSetup
{
    private const string Alive = "/healthz";
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>What says so itself, and the page that says it to people.</summary>
    private static readonly string[] Timeless = [Alive, "/error", "/css", "/js"];

    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PrometheusPage>();

    /// <summary>What a supervisor and a load balancer ask: anonymous, no cookie.</summary>
    public static void MapHealth(this WebApplication app)
    {
        // Made now, so that it counts from the first request on.
        var page = app.Services.GetRequiredService<PrometheusPage>();
        app.MapGet(Alive, () => Results.Text("ok\n", PlainText)).AllowAnonymous();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous();
        app.MapGet("/metrics", (HttpRequest request, AcademySettings settings) =>
            Carries(request, settings.MetricsToken) ? Results.Text(page.Write(), "text/plain; version=0.0.4; charset=utf-8") : Results.NotFound()).AllowAnonymous();
    }

    /// <summary>A node that has lost the database's clock answers nobody, so that a proxy goes on to another: it does not know which answers are in time.</summary>
    public static void RefuseWithoutClock(this WebApplication app)
    {
        if (app.Services.GetService<DatabaseClock>() is not { } clock) return;
        app.Use((http, next) =>
        {
            if (!clock.IsLost || Array.Exists(Timeless, path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))) return next(http);
            http.Response.Headers.RetryAfter = "5";
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }

    private static async Task<IResult> ReadyAsync(AcademyDbContext db, CancellationToken cancel)
    {
        try
        {
            // A missing release is the Administrator's to mend, and only through a server that is reached.
            await db.Releases.AnyAsync(cancel);
            return Results.Text("ok\n", PlainText);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException { InnerException: DbException })
        {
            return Results.Text("The database does not answer.\n", PlainText, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>As <c>Authorization: Bearer</c> only, as addresses get into logs; compared in constant time.</summary>
    private static bool Carries(HttpRequest request, string? token)
    {
        if (string.IsNullOrEmpty(token)) return false;
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Bearer.Length..]), Encoding.UTF8.GetBytes(token));
    }
}
