using System.Reflection;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Architecture;

/// <summary>Who may call what, and what a form answers.</summary>
public sealed class EndpointRulesTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    /// <summary>What a stranger may see, beside the pages of Verify and Account, the error page and the files of wwwroot.</summary>
    private static readonly string[] PublicRoutes =
        ["/healthz", "/readyz", "/metrics", "/C/{token}", "/L/{token}", "/s/{list}", "/trust.cose", "/.well-known/jwks.json", "/badges/status/{list}", "/keys/{name}"];

    private static readonly string[] PublicPages = ["/Verify/", "/Account/", "/Error"];

    [Fact]
    public void Every_endpoint_names_its_policy_and_only_the_known_ones_are_public()
    {
        _ = app.Server;
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => !IsFile(e)).ToList();

        Assert.NotEmpty(endpoints);
        var wrong = string.Join('\n', endpoints.Select(WhatIsWrongWith).OfType<string>());
        Assert.True(wrong.Length == 0, wrong);
    }

    [Fact]
    public void An_endpoint_without_a_policy_is_seen()
    {
        Assert.Equal("/exams carries no policy", WhatIsWrongWith(Endpoint("/exams")));
        Assert.Equal("/exams carries no policy", WhatIsWrongWith(Endpoint("/exams", new AuthorizeAttribute())));
        Assert.Equal("/healthz carries no policy", WhatIsWrongWith(Endpoint("/healthz")));
    }

    [Fact]
    public void An_endpoint_that_is_public_without_being_known_as_such_is_seen()
    {
        Assert.Equal("/exams is public", WhatIsWrongWith(Endpoint("/exams", new AuthorizeAttribute(Policies.Public))));
        Assert.Equal("/exams is public", WhatIsWrongWith(Endpoint("/exams", new AuthorizeAttribute(Policies.Employee), new AllowAnonymousAttribute())));
    }

    [Fact]
    public void An_endpoint_that_keeps_the_rule_passes()
    {
        Assert.Null(WhatIsWrongWith(Endpoint("/exams", new AuthorizeAttribute(Policies.Employee))));
        Assert.Null(WhatIsWrongWith(Endpoint("/healthz", new AuthorizeAttribute(Policies.Public))));
        Assert.Null(WhatIsWrongWith(Endpoint("/trust.cose", new AllowAnonymousAttribute())));
    }

    [Fact]
    public void Every_post_redirects_or_answers_a_status()
    {
        var handlers = typeof(Program).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel))).SelectMany(Handlers).ToList();

        Assert.NotEmpty(handlers);
        Assert.Empty(handlers.Select(WhatIsWrongWith).OfType<string>());
    }

    [Fact]
    public void A_post_that_shows_the_page_as_if_nothing_had_happened_is_seen() =>
        Assert.Equal(
            ["OnPostDirect of Probe shows the page: redirect, or answer a status with it", "OnPostLaterAsync of Probe shows the page: redirect, or answer a status with it", "OnPostSilent of Probe answers nothing: return an IActionResult"],
            Handlers(typeof(Probe)).Select(WhatIsWrongWith).OfType<string>().Order(StringComparer.Ordinal));

    private static string? WhatIsWrongWith(RouteEndpoint endpoint)
    {
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToList();
        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var address = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";
        if (policies.Count == 0 && !isOpen) return $"{address} carries no policy";
        var isPublic = isOpen || policies.TrueForAll(p => p == Policies.Public);
        return isPublic && !MayBePublic(endpoint, address) ? $"{address} is public" : null;
    }

    /// <summary>A file of wwwroot, or the framework's own way to one that is newer than the build.</summary>
    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText == "{**path:file}";

    private static bool MayBePublic(RouteEndpoint endpoint, string address) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
            ? PublicPages.Any(p => page.ViewEnginePath.StartsWith(p, StringComparison.Ordinal))
            : PublicRoutes.Contains(address, StringComparer.Ordinal);

    private static RouteEndpoint Endpoint(string address, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(address), order: 0, new EndpointMetadataCollection(metadata), displayName: null);

    private static IEnumerable<MethodInfo> Handlers(Type page) =>
        page.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal));

    /// <summary>A form with mistakes is shown again by a method of the page's own that sets the status first; the handler itself never says Page().</summary>
    private static string? WhatIsWrongWith(MethodInfo handler)
    {
        var result = handler.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>) ? task.GetGenericArguments()[0] : handler.ReturnType;
        var name = $"{handler.Name} of {handler.DeclaringType!.Name}";
        if (!result.IsAssignableTo(typeof(IActionResult))) return $"{name} answers nothing: return an IActionResult";
        return Knowledge.Called(handler).Any(m => m.Name == nameof(PageModel.Page) && m is MethodInfo { ReturnType: var page } && page == typeof(PageResult))
            ? $"{name} shows the page: redirect, or answer a status with it"
            : null;
    }

    private sealed class Probe : PageModel
    {
        public void OnPostSilent() => ModelState.Clear();

        public IActionResult OnPostDirect() => Page();

        public async Task<IActionResult> OnPostLaterAsync()
        {
            await Task.Yield();
            return ModelState.IsValid ? RedirectToPage() : Page();
        }

        public IActionResult OnPostRight() => RedirectToPage();
    }
}
