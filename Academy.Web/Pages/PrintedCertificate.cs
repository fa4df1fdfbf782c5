using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Components;

namespace Academy.Web.Pages;

/// <summary>A certificate to show and to print, for its holder and the holder's SafetyManager.</summary>
public sealed record PrintedCertificate(Guid Id, Components.CertificateFace Face, CertificateStanding Standing, ExamMode Mode)
{
    /// <summary>What is not good any more is never printed without saying so across it.</summary>
    public bool IsGood => Standing.Tone is not "stop" && Standing != CertificateStanding.ToReissue;
}

/// <summary>Makes it of the stored row.</summary>
public sealed class PrintCertificate(CertificateQr qr, PhotoLinks photos, LookupCode lookup, AcademySettings settings, TimeProvider clock)
{
    /// <param name="viewer">Whom the photo is shown to.</param>
    /// <param name="outdoors">With error correction Q.</param>
    public PrintedCertificate Of(Certificate certificate, Guid viewer, bool outdoors = false)
    {
        // While a card is reported lost there is no other, nor while only the journal knows its code: the old one is shown as what it is.
        var code = certificate.CurrentCode ?? certificate.Codes.MaxBy(c => c.IssuedAt)!;
        var number = new CertificateNumber(code.List, code.Index);
        var today = clock.GetUtcNow().Day();
        return new PrintedCertificate(
            certificate.Id,
            new Components.CertificateFace(
                certificate.HolderName, certificate.PositionName, certificate.OrganizationName, code.IssuedAt.Day(), certificate.ExpiresOn,
                number.ToString(), lookup.For(number), photos.For(code.PhotoId, viewer), new MarkupString(qr.Svg(code, outdoors))),
            CertificateStanding.Of(certificate.State, certificate.ExpiresOn, certificate.Card, today, today.AddDays(settings.Defaults.RenewalOpensDays)),
            certificate.Mode);
    }
}

/// <summary>How a certificate stands, in a word and its colour.</summary>
public sealed record CertificateStanding(string Tone, Pictogram Icon, string Word)
{
    /// <summary>It is good, and its code is not here to be shown: the card in the hand is.</summary>
    public static readonly CertificateStanding ToReissue = new("soon", Pictogram.Alert, "待换发");

    /// <param name="soon">First day that counts as far away.</param>
    public static CertificateStanding Of(CertificateState state, DateOnly expiresOn, CardState card, DateOnly today, DateOnly soon) => state switch
    {
        CertificateState.Revoked or CertificateState.Superseded => new("stop", Pictogram.Cross, Texts.Of(state)),
        _ when expiresOn < today => new("stop", Pictogram.Cross, "已过期"),
        _ when card is CardState.Lost => new("stop", Pictogram.Cross, "已挂失"),
        CertificateState.Suspended => new("stop", Pictogram.Cross, Texts.Of(state)),
        _ when card is CardState.JournalOnly => ToReissue,
        _ when expiresOn < soon => new("soon", Pictogram.Alert, "即将到期"),
        _ => new("go", Pictogram.Check, Texts.Of(state)),
    };
}
