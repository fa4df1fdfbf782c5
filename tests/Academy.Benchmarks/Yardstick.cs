using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Academy.Benchmarks;

/// <summary>A bare Kestrel endpoint: what this machine and this client can do at best with nothing behind.</summary>
internal static class Yardstick
{
    public const string Verb = "yardstick";

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
}
