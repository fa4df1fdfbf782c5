using Academy.Domain;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Pages.Admin.Keys;

/// <summary>The signing keys and what verifiers without signal know of them. Changed on the server's command line only.</summary>
public sealed class Index(AcademyDbContext db, IKeyStore keys, AcademySettings settings, TimeProvider clock) : AdminPage
{
    public IReadOnlyList<SigningKey> Keys { get; private set; } = [];

    /// <summary>What an inspector's scanner shows, to be compared; null without keys.</summary>
    public string? Fingerprint { get; private set; }

    public StoredTrustBundle? Bundle { get; private set; }
    public TrustStanding Standing { get; private set; }
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var ring = await keys.ReadAsync(cancel);
        Bundle = await db.NewestTrustBundleAsync(cancel);
        (Keys, Standing, Today) = (ring.Keys, Bundle.StandingTo(ring, settings.PublicHost), clock.GetUtcNow().Day());
        Fingerprint = ring.Keys.Where(k => k.Purpose is KeyPurpose.Root).MaxBy(k => k.Kid) is { } root ? TrustBundle.FingerprintOf(root) : null;
    }

    public static string Of(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Root => "根",
        KeyPurpose.Issuer => "签发合格证",
        KeyPurpose.Live => "动态码",
        KeyPurpose.StatusList => "状态名单",
        _ => "徽章",
    };

    /// <summary>What the key does today, with the tone of its badge.</summary>
    public (string Tone, Pictogram Icon, string Word) Of(SigningKey key) => key switch
    {
        { State: KeyState.Compromised } => ("stop", Pictogram.Cross, "已作废"),
        { State: KeyState.Retired } => ("do", Pictogram.Clock, "已停用"),
        _ when key.From > Today => ("soon", Pictogram.Clock, "还没启用"),
        _ when key.To < Today => ("do", Pictogram.Clock, "已到期"),
        _ => ("go", Pictogram.Check, "在用"),
    };
}
