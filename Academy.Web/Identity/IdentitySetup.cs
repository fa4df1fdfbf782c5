using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Academy.Web.Identity;

internal static class IdentitySetup
{
    /// <summary>Accounts, sessions, policies and what guards the door: registers all of them.</summary>
    /// <exception cref="WrongSettingException">A trusted proxy is no address or network.</exception>
    public static void AddAcademyIdentity(this WebApplicationBuilder builder, AcademySettings settings)
    {
        var services = builder.Services;
        services.TryAddSingleton(new AcademySecret(settings.Secret));
        services.TryAddSingleton<SecretBox>();
        services.TryAddSingleton(new DemoAccounts([]));
        AddAccounts(services);
        AddSessions(services);
        AddDataProtectionRing(services);
        AddLimits(services);

        services.AddAuthorization(Policies.ApplyTo);
        // Post, because AddRazorPages begins with an empty list of conventions.
        services.PostConfigure<RazorPagesOptions>(options =>
        {
            Policies.ApplyTo(options.Conventions);
            options.Conventions.Add(new PageRouteTransformerConvention(new KebabCase()));
        });
        services.Configure<MvcOptions>(options =>
        {
            options.Filters.Add(new RefuseUnfitText());
            ChineseWords.ApplyTo(options.ModelBindingMessageProvider);
        });
        services.AddAntiforgery(options =>
        {
            options.HeaderName = ForgeryPairs.Header;
            options.Cookie.Name = ForgeryPairs.Cookie;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<ForgeryPairs>();
        services.AddProblemDetails();
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.Configure<ForwardedHeadersOptions>(options => Trust(options, settings.TrustedProxies));

        // Without it every Chinese character becomes an entity.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>Everything a request passes before it reaches an endpoint, in order.</summary>
    public static void UseAcademyIdentity(this WebApplication app)
    {
        app.UseForwardedHeaders();
        // Whoever sets a cookie, also behind a proxy that does not say how it was reached.
        if (app.Services.GetRequiredService<AcademySettings>().IsPublicOverTls) app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseStationLimits();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    /// <summary>A session at an exam station sees the pages of its attempt, a guest's those of an inspection.</summary>
    private static void UseStationLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.User.IsGuest && !Guests.MayOpen(http.Request.Path))
        {
            if (http.Request.Path == "/") http.Response.Redirect(Guests.Home);
            else http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        if (Stations.MayOpen(http.User, http.Request.Path)) return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddIdentityCore<AcademyUser>(options =>
        {
            options.Password.RequiredLength = PasswordRules.Shortest;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        }).AddEntityFrameworkStores<AcademyDbContext>().AddErrorDescriber<ChineseWords.Accounts>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<SecretHashing>();
        services.AddSingleton<SourceFailures>();
        services.AddSingleton<UnknownNames>();
        services.AddScoped<SignInTries>();
        services.AddScoped<Devices>();
        services.AddScoped<Sessions>();
        services.AddScoped<Stations>();
        services.AddScoped<Accounts>();
        services.AddScoped<ActivationSlips>();
        services.AddScoped<Guests>();
        services.AddScoped<FirstAdministrator>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton<SessionEvents>();
        services.AddHostedService<RenewSessions>();
        services.AddAuthentication(Sessions.Scheme).AddCookie(Sessions.Scheme, options =>
        {
            options.Cookie.Name = Sessions.Scheme;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SlidingExpiration = true;
            options.LoginPath = "/account/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.EventsType = typeof(SessionEvents);
        }).AddCookie(Stations.Scheme, options =>
        {
            options.Cookie.Name = Stations.Scheme;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SlidingExpiration = false;
            options.LoginPath = "/account/sign-in";
            options.ReturnUrlParameter = "returnUrl";
        });
        services.PostConfigure<CookieAuthenticationOptions>(Sessions.Scheme, options => options.TicketDataFormat = new RememberedTickets(options.TicketDataFormat));
    }

    private static void AddDataProtectionRing(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("academy");
        services.AddSingleton<DataProtectionRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<DataProtectionRing>();

            // The repository seals whole elements.
            options.XmlEncryptor = new NullXmlEncryptor();
        }));
    }

    /// <summary>What costs next to nothing and comes in bunches, and the page that says 429.</summary>
    private static readonly string[] Unlimited = ["/css", "/js", "/content", "/error"];

    /// <summary>Per account, never per source: a school sits behind one address. Generous, against a script gone wild.</summary>
    private static void AddLimits(IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(http => http.User.Identity is { IsAuthenticated: true } && !Array.Exists(Unlimited, path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            ? RateLimitPartition.GetTokenBucketLimiter(http.User.PersonId, _ => new TokenBucketRateLimiterOptions { TokenLimit = 600, TokensPerPeriod = 10, ReplenishmentPeriod = TimeSpan.FromSeconds(1) })
            : RateLimitPartition.GetNoLimiter(Guid.Empty));
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static void Trust(ForwardedHeadersOptions options, string[] proxies)
    {
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Through as many of them as there are: whose word counts say the addresses below.
        if (proxies.Length > 0) options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network)) options.KnownIPNetworks.Add(network);
            else throw new WrongSettingException($"Academy:TrustedProxies holds addresses and networks, for example 10.0.0.2 or 10.0.0.0/24; '{proxy}' is neither.");
        }
    }

    /// <summary>Pages/Account/SignIn answers at /account/sign-in.</summary>
    private sealed class KebabCase : IOutboundParameterTransformer
    {
        public string? TransformOutbound(object? value) =>
            value?.ToString() is { } name ? string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString())) : null;
    }
}
