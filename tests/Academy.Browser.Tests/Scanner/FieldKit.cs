using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>What a scanner downloads, made by the test: a root of its own over the keys of the application, and lists that say what the test wants.</summary>
internal sealed class FieldKit
{
    public const string Host = "localhost:5080";

    private readonly KeyRing _ring;
    private readonly SigningKey _root;

    private FieldKit(KeyRing ring, SigningKey root, DateTimeOffset now) => (_ring, _root, Now) = (ring, root, now);

    public DateTimeOffset Now { get; }

    public DateOnly Today => Now.Day();

    public long Sequence { get; set; } = 1;

    /// <summary>By name of the list, what it holds; every other index is valid. A list that is not here is not found.</summary>
    public Dictionary<string, IEnumerable<(int Index, CodeStatus Status)>> Lists { get; } = [];

    /// <summary>招牌名 by number.</summary>
    public Dictionary<int, string> Organizations { get; } = new() { [4201] = "云岭旅游有限公司" };

    public static async Task<FieldKit> OfAsync(AcademyApp app)
    {
        var box = app.Services.GetRequiredService<SecretBox>();
        var ring = await app.Services.GetRequiredService<IKeyStore>().ReadAsync(CancellationToken.None);
        var root = SigningKeys.Create(KeyPurpose.Root, 1, app.Clock.Now.Day(), app.Clock.Now.Day().AddYears(1), box);
        return new FieldKit(new KeyRing([root, .. ring.Keys.Where(k => k.Purpose is not KeyPurpose.Root)], box), root, app.Clock.Now);
    }

    /// <summary>The text of a card's code, as a printer of cards with the issuer key makes it.</summary>
    public string Card(int index, DateOnly? lastDay = null, string name = "欧阳建国", int position = 901, string host = Host) =>
        CodeUrl.For(new Uri($"http://{host}"), CodeKind.Static, CertificateToken.Sign(new CodeFields(index, lastDay ?? Today.AddDays(200), Today.AddDays(-30), name, 4201, position, null), host, _ring).Text);

    /// <summary>Answers the scanner's questions in this context from now on.</summary>
    public async Task ServeAsync(IBrowserContext context)
    {
        await context.RouteAsync("**/trust.cose", route => FulfillAsync(route, TrustBundle.Sign(Sequence, Now, _root, _ring, new Dictionary<string, DateTimeOffset>(), Host)));
        await context.RouteAsync("**/inspect/names.cose", route => FulfillAsync(route, SignedNames.Sign(
            Now, Organizations, new Dictionary<int, string> { [312] = "索道操作员", [901] = "景区服务员" }, Host, _ring)));
        await context.RouteAsync("**/s/*", route => Lists.TryGetValue(route.Request.Url.Split('/')[^1], out var entries)
            ? FulfillAsync(route, StatusList.Sign($"http://{Host}", route.Request.Url.Split('/')[^1], StatusList.Pack(entries), Now - TimeSpan.FromHours(2), _ring))
            : route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
    }

    private static Task FulfillAsync(IRoute route, byte[] body) => route.FulfillAsync(new RouteFulfillOptions { BodyBytes = body, ContentType = "application/cose" });
}
