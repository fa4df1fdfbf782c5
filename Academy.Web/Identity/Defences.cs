namespace Academy.Web.Identity;

internal static class Defences
{
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

    /// <summary>The worker that decodes pictures runs WebAssembly; nothing else may.</summary>
    private const string DecoderPath = "/js/scanner/decoder-worker.js";

    private const string DecoderPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

    /// <summary>Headers of every answer, error pages included.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // The address of a scanned certificate is the certificate's code. Read now: an error page changes the path.
        var isCode = http.Request.Path.StartsWithSegments("/C", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/L", StringComparison.Ordinal);
        var referrer = isCode ? "no-referrer" : "same-origin";
        var policy = http.Request.Path.StartsWithSegments(DecoderPath, StringComparison.Ordinal) ? DecoderPolicy : ContentPolicy;
        var isAccount = http.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal);
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            // The next at this browser must not see it by going back. Style sheets and the like say themselves how long they keep.
            if (headers.CacheControl.Count == 0 && (isAccount || http.User.Identity is { IsAuthenticated: true })) headers.CacheControl = "no-store";
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = referrer;
            headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(self), payment=()";
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>Errors as pages for people and as problem details for scripts; never a stack trace.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(http => !http.Request.IsFromScript(), people =>
        {
            people.UseExceptionHandler("/error/500");
            people.UseStatusCodePagesWithReExecute("/error/{0}");
        });
        app.UseWhen(http => http.Request.IsFromScript(), scripts =>
        {
            scripts.UseExceptionHandler();
            scripts.UseStatusCodePages();
        });
    }
}
