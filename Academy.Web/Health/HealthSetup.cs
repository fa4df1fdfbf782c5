using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Health;

internal static class HealthSetup
{
    private const string PlainText = "text/plain; charset=utf-8";

    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PrometheusPage>();

    /// <summary>What a supervisor and a load balancer ask: anonymous, no cookie.</summary>
    public static void MapHealth(this WebApplication app)
    {
        // Made now, so that it counts from the first request on.
        var page = app.Services.GetRequiredService<PrometheusPage>();
        app.MapGet("/healthz", () => Results.Text("ok\n", PlainText)).AllowAnonymous();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous();
        app.MapGet("/metrics", (HttpRequest request, AcademySettings settings) =>
            Carries(request, settings.MetricsToken) ? Results.Text(page.Write(), "text/plain; version=0.0.4; charset=utf-8") : Results.NotFound()).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(AcademyDbContext db, CancellationToken cancel)
    {
        try
        {
            return await db.Releases.AnyAsync(cancel) ? Results.Text("ok\n", PlainText) : NotReady("No content release is in force.\n");
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException { InnerException: DbException })
        {
            return NotReady("The database does not answer.\n");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, PlainText, statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>As <c>Authorization: Bearer</c> or <c>?token=</c>; compared in constant time.</summary>
    private static bool Carries(HttpRequest request, string? token)
    {
        if (string.IsNullOrEmpty(token)) return false;
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : request.Query["token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }
}
