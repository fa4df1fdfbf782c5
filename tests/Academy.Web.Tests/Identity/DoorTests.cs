using System.Net;
using System.Net.Http.Headers;
using Academy.Domain.Organizations;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Academy.Web.Tests.Identity;

/// <summary>What every request meets; no data of either database in it.</summary>
public sealed class DoorTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Fact]
    public async Task A_script_that_is_not_signed_in_gets_401_and_never_a_redirect()
    {
        using var visitor = app.Visit();
        using var asksJson = new HttpRequestMessage(HttpMethod.Get, "/account/devices");
        asksJson.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var puts = new HttpRequestMessage(HttpMethod.Put, "/account/devices");
        using var postsJson = new HttpRequestMessage(HttpMethod.Post, "/account/devices") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };

        foreach (var request in new[] { asksJson, puts, postsJson })
        {
            using var response = await visitor.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Every_endpoint_names_its_policy_and_one_that_names_none_is_closed()
    {
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 5);

        // The framework's own, for style sheets added since the build; it takes no convention and stays closed.
        var silent = endpoints.Where(e => e.DisplayName != "Fallback {**path:file}" && e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.Metadata.OfType<IAuthorizeData>().Any(a => a.Policy is not null)).Select(e => e.DisplayName);
        Assert.Empty(silent);

        var fallback = await app.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var judge = app.Services.GetRequiredService<IAuthorizationService>();
        var nameless = new DefaultHttpContext();
        nameless.SetEndpoint(new Endpoint(null, EndpointMetadataCollection.Empty, "nameless"));
        var head = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(Enum.GetNames<Role>().Select(r => new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.Role, r)), "test"));
        Assert.False((await judge.AuthorizeAsync(head, nameless, fallback!)).Succeeded);
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_keep_strange_scripts_and_frames_out()
    {
        using var visitor = app.Visit();
        foreach (var address in new[] { "/account/sign-in", "/nowhere", "/C/abc" })
        {
            using var response = await visitor.GetAsync(address);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal(address.StartsWith("/C/", StringComparison.Ordinal) ? "no-referrer" : "same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Contains("camera=(self)", Assert.Single(response.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_is_a_page_in_Chinese_with_404()
    {
        using var visitor = app.Visit();
        using var response = await visitor.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await response.ReadPageAsync();
        Assert.Equal("没有这一页", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("没有这一页", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page()
    {
        using var visitor = app.Visit();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.UserName"] = "a", ["Input.Password"] = "b" });
        using var response = await visitor.PostAsync("/account/sign-in", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("没有提交成功", (await response.ReadPageAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_page_for_strangers_sets_no_cookie()
    {
        using var visitor = app.Visit();
        using var response = await visitor.GetAsync("/account/privacy");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        var user = await (await Staff.OfAsync(app)).HireAsync("1");
        using var visitor = app.Visit();
        var page = await visitor.GetPageAsync("/account/sign-in");
        using var response = await visitor.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", user.UserName!), ("Input.Password", Staff.Password));

        var cookies = response.Headers.GetValues("Set-Cookie").Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)).ToList();
        Assert.Contains(cookies, c => c.StartsWith("academy=", StringComparison.Ordinal));
        Assert.Contains(cookies, c => c.StartsWith("academy-device=", StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Contains("httponly", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Contains("samesite=lax", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Under_an_https_address_every_cookie_is_secure_and_the_word_of_every_known_proxy_counts()
    {
        await using var server = app.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Academy:Data", Directory.CreateDirectory(Path.Combine(app.Database.Folder, "https")).FullName);
            builder.UseSetting("Academy:PublicUrl", "https://v.example.cn");
            builder.UseSetting("Academy:TrustedProxies:0", "10.0.0.0/24");
        });
        using var visitor = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var response = await visitor.GetAsync("/account/sign-in");

        Assert.All(response.Headers.GetValues("Set-Cookie"), c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.Null(server.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.ForwardLimit);
    }

    [Fact]
    public async Task Pages_of_a_person_are_kept_nowhere_and_style_sheets_as_they_say()
    {
        var user = await (await Staff.OfAsync(app)).HireAsync("1");
        using var visitor = app.Visit();
        Assert.Equal("no-store", await KeptAsync("/account/privacy"));
        await visitor.SignInAsync(user.UserName!, Staff.Password);

        Assert.Equal("no-store", await KeptAsync("/verify"));
        Assert.Equal("no-store", await KeptAsync("/account/devices"));
        Assert.DoesNotContain("no-store", await KeptAsync("/css/base.css"), StringComparison.Ordinal);

        async Task<string> KeptAsync(string address)
        {
            using var response = await visitor.GetAsync(address);
            return response.Headers.CacheControl?.ToString().Replace(", no-cache", "", StringComparison.Ordinal).Replace("no-cache, ", "", StringComparison.Ordinal) ?? "";
        }
    }

    [Fact]
    public async Task A_script_gone_wild_is_slowed_down_without_harm_to_others()
    {
        var staff = await Staff.OfAsync(app);
        var (wild, calm) = (await staff.HireAsync("1"), await staff.HireAsync("2"));
        using var one = app.Visit();
        await one.SignInAsync(wild.UserName!, Staff.Password);
        using var two = app.Visit();
        await two.SignInAsync(calm.UserName!, Staff.Password);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3000 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var response = await one.GetAsync("/nowhere");
            statuses.Add(response.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        await two.GetPageAsync("/account");
    }

    [Fact]
    public async Task The_data_protection_ring_is_sealed_in_the_database()
    {
        using var visitor = app.Visit();
        await visitor.GetPageAsync("/account/sign-in");

        var elements = await app.ReadAsync(db => db.DataProtectionElements.ToListAsync());
        Assert.NotEmpty(elements);
        Assert.All(elements, e => Assert.DoesNotContain("masterKey", System.Text.Encoding.UTF8.GetString(e.Wrapped), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_first_administrator_is_made_without_a_default_password()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<FirstAdministrator>();

        Assert.NotEmpty(await first.CreateAsync("root", "管理员", "ninechars", CancellationToken.None));
        Assert.Equal(0, await app.ReadAsync(db => db.Users.CountAsync(u => u.UserName == "root")));
        Assert.Empty(await first.CreateAsync("root", "管理员", "a sentence is a password", CancellationToken.None));

        using var visitor = app.Visit();
        await visitor.SignInAsync("root", "a sentence is a password");
        Assert.Contains("系统", (await visitor.GetPageAsync("/account")).QuerySelector("nav")!.TextContent, StringComparison.Ordinal);
    }
}
