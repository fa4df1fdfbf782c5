using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Certificates;

/// <summary>出示证件: the card on the whole screen, with a code that is signed anew as long as it is shown.</summary>
[ResponseCache(NoStore = true)]
public sealed class Live(SignLiveCode sign, CertificateQr qr, PhotoLinks photos) : PageModel
{
    /// <summary>Half of what a code lasts, so that the one on the screen is always good.</summary>
    public const int EverySeconds = 30;

    [FromRoute]
    public Guid Id { get; init; }

    public LiveCode Code { get; private set; } = null!;

    public string? PhotoUrl { get; private set; }

    /// <summary>The code, drawn; null where the card is not good.</summary>
    public HtmlString? Picture { get; private set; }

    /// <summary>What a scan would say instead.</summary>
    public Verdict Verdict => Code.Standing is { } standing
        ? new(standing.Result.WireCode(), standing.Certificate is { Eligibility.Grounds: { Count: > 0 } grounds } ? string.Join("；", grounds.Select(Texts.Of)) : null, [], null)
        : Code.Certificate switch
        {
            { State: CertificateState.Revoked } => Of(VerificationResult.Revoked),
            { State: CertificateState.Superseded } => Of(VerificationResult.Superseded),
            var certificate when certificate.ExpiresOn < Code.At.Day() => Of(VerificationResult.Expired),
            { Card: CardState.Lost } => new("LOST", "这张卡已挂失。找安全管理员换发新卡，换发后就能出示。", [], null),
            { State: CertificateState.Suspended } => Of(VerificationResult.Suspended),
            _ => new(VerificationResult.StatusUnknown.WireCode(), "平台恢复备份时丢了这张证的二维码，手机上暂时不能出示。请出示手里的卡；找安全管理员换发新卡后，手机上就能出示。", [], null),
        };

    private static Verdict Of(VerificationResult result) => new(result.WireCode(), null, [], null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    /// <summary>The next code, for the script.</summary>
    public async Task<IActionResult> OnGetCodeAsync(CancellationToken cancel) => await LookAsync(cancel) ? Partial("_LiveCode", this) : NotFound();

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (await sign.RunAsync(Id, User.PersonId, cancel) is not { } code) return false;
        Code = code;
        PhotoUrl = photos.For(code.Certificate.CurrentCode?.PhotoId, User.PersonId);
        Picture = code.Token is { } token ? new HtmlString(qr.LiveSvg(token)) : null;
        return true;
    }
}
