using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Net.Http.Headers;

namespace Academy.Tests;

/// <summary>
/// Browsers and cookie jars go by the real clock, the application under test by the tests' own: what it lets live for
/// twelve hours has to live for twelve hours there, whatever day it is.
/// </summary>
internal sealed class CookiesOfTheTestsDay(TestClock clock) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, then) =>
        {
            // Registered first, it runs last: every cookie is there.
            http.Response.OnStarting(() =>
            {
                if (http.Response.Headers.SetCookie.Count == 0) return Task.CompletedTask;
                http.Response.Headers.SetCookie = SetCookieHeaderValue.ParseList(http.Response.Headers.SetCookie.OfType<string>().ToList()).Select(cookie =>
                {
                    if (cookie.Expires is { } expires && expires > clock.Now) cookie.Expires = TimeProvider.System.GetUtcNow() + (expires - clock.Now);
                    return cookie.ToString();
                }).ToArray();
                return Task.CompletedTask;
            });
            return then(http);
        });
        next(app);
    };
}
