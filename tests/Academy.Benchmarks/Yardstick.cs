using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Academy.Benchmarks;

/// <summary>A bare Kestrel endpoint: what this machine and this client can do at best with nothing behind.</summary>
internal static class Yardstick
{
    public const string Verb = "yardstick";

    /// <summary>The empty Razor page.</summary>
    public const string RazorVerb = "yardstick-razor";

    private static readonly byte[] Reply = "ok"u8.ToArray();

    /// <summary>Answers every request on a loopback port, a PUT after its body was read, until the process is ended.</summary>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(async http =>
        {
            if (HttpMethods.IsPut(http.Request.Method)) await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            http.Response.ContentLength = Reply.Length;
            await http.Response.Body.WriteAsync(Reply, http.RequestAborted);
        });
        await app.RunAsync();
    }

    /// <summary>Answers with a Razor page that says nothing (<c>Pages/Empty.cshtml</c>): what the framework costs by itself.</summary>
    public static async Task RunRazorAsync(int port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Yardstick).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Staging" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        // Not the pages of the application that this program knows too.
        builder.Services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            foreach (var other in parts.ApplicationParts.Where(p => p.Name != typeof(Yardstick).Assembly.GetName().Name).ToList()) parts.ApplicationParts.Remove(other);
        });
        await using var app = builder.Build();
        app.MapRazorPages();
        await app.RunAsync();
    }
}
