using Academy.Web.Signing;
using Microsoft.AspNetCore.Http.Features;

namespace Academy.Web.Pages.Verify;

/// <summary>The token of a <c>/C/</c> or <c>/L/</c> address, taken out of the path before anything can write the path down.</summary>
/// <param name="Token">Exactly as it stood.</param>
internal sealed record ScannedCode(CodeKind Kind, string Token)
{
    private static readonly (string Prefix, CodeKind Kind)[] Kinds = [("/C/", CodeKind.Static), ("/L/", CodeKind.Live)];

    /// <summary>Who holds the address holds the code, so logs, traces and error pages are to know it only as <c>/C/-</c> or <c>/L/-</c>.</summary>
    public static string PathOf(CodeKind kind) => Array.Find(Kinds, k => k.Kind == kind).Prefix + "-";

    /// <summary>Takes the token out of a request that has just come in. The prefix counts in upper case only; in lower case the path is blinded and leads nowhere.</summary>
    public static void Blind(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { } request) return;
        foreach (var (prefix, kind) in Kinds)
        {
            if (!request.Path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (request.Path.StartsWith(prefix, StringComparison.Ordinal)) features.Set(new ScannedCode(kind, request.Path[prefix.Length..]));
            request.Path = request.RawTarget = PathOf(kind);
            return;
        }
    }
}

internal static class Scans
{
    extension(HttpContext http)
    {
        /// <summary>Whether it asks for the page behind a code.</summary>
        public bool IsScan => http.Features.Get<ScannedCode>() is not null;
    }
}

/// <summary>Makes the context of a request from a blinded path: before the host's own log scope, which names the path.</summary>
internal sealed class BlindingContexts(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        ScannedCode.Blind(featureCollection);
        return _inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);
}

/// <summary>Lets only a taken token through: routing ignores case, a code's address does not.</summary>
internal sealed class ExactCode : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        routeDirection is RouteDirection.UrlGeneration || httpContext?.Features.Get<ScannedCode>() is not null;
}
