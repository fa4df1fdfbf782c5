using Academy.Domain.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Academy.Web.Identity;

/// <summary>The names an endpoint may carry. One that carries none is closed to everybody.</summary>
public static class Policies
{
    public const string Employee = nameof(Role.Employee);
    public const string TeamLeader = nameof(Role.TeamLeader);
    public const string SafetyManager = nameof(Role.SafetyManager);
    public const string Head = nameof(Role.Head);
    public const string Inspector = nameof(Role.Inspector);
    public const string Administrator = nameof(Role.Administrator);

    /// <summary>Printed papers: of the own Organization for a SafetyManager, of any for an Administrator.</summary>
    public const string PaperExams = nameof(PaperExams);

    /// <summary>A browser that belongs to a room, see <see cref="Stations"/>; no person.</summary>
    public const string Station = nameof(Station);

    /// <summary>Any account with a current engagement or role.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Everybody, said out loud.</summary>
    public const string Public = nameof(Public);

    /// <summary>Which policy each folder (or page) of <c>Pages/</c> carries; a page may add a narrower one of its own.</summary>
    private static readonly (string Folder, string Policy)[] Folders =
    [
        ("/Learn", Employee),
        ("/Exams", Employee),
        ("/Certificates", Employee),
        ("/PaperExams", PaperExams),
        ("/Station", Station),
        ("/Manage", SafetyManager),
        ("/Head", Head),
        ("/Team", TeamLeader),
        ("/Inspect", Inspector),
        ("/Admin", Administrator),
        ("/Account", Public),
        ("/Verify", Public),
    ];

    private static readonly (string Page, string Policy)[] Pages =
    [
        ("/Index", SignedIn),
        ("/Error", Public),
    ];

    internal static void ApplyTo(PageConventionCollection conventions)
    {
        foreach (var (folder, policy) in Folders) conventions.AuthorizeFolder(folder, policy);
        foreach (var (page, policy) in Pages) conventions.AuthorizePage(page, policy);
    }

    internal static void ApplyTo(AuthorizationOptions options)
    {
        foreach (var role in Enum.GetNames<Role>().Where(r => r != Inspector)) options.AddPolicy(role, policy => policy.RequireRole(role));
        // A guest has no role: Guests says which of the inspector's pages are open to one.
        options.AddPolicy(Inspector, policy => policy.RequireAssertion(context => context.User.Is(Role.Inspector) || context.User.IsGuest));
        options.AddPolicy(PaperExams, policy => policy.RequireRole(SafetyManager, Administrator));
        options.AddPolicy(Station, policy => policy.AddAuthenticationSchemes(Stations.Scheme).RequireAuthenticatedUser());
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Public, policy => policy.RequireAssertion(_ => true));

        // The fallback also judges addresses that lead nowhere; those are to end as 404.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null)
            .Build();
    }
}
