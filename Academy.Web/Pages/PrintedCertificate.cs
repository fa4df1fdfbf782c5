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
    public bool IsGood => Standing.Tone is not "stop";
}

/// <summary>Makes it of the stored row.</summary>
public sealed class PrintCertificate(CertificateQr qr, LookupCode lookup, AcademySettings settings, TimeProvider clock)
{
    public PrintedCertificate Of(Certificate certificate)
    {
        var code = certificate.CurrentCode;
        var number = new CertificateNumber(code.List, code.Index);
        var today = clock.GetUtcNow().Day();
        return new PrintedCertificate(
            certificate.Id,
            new Components.CertificateFace(
                certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.IssuedOn, certificate.ExpiresOn,
                number.ToString(), lookup.For(number), null, new MarkupString(qr.Svg(code))),
            CertificateStanding.Of(certificate.State, certificate.ExpiresOn, today, today.AddDays(settings.Defaults.RenewalOpensDays)),
            certificate.Mode);
    }
}

/// <summary>How a certificate stands, in a word and its colour.</summary>
public sealed record CertificateStanding(string Tone, Pictogram Icon, string Word)
{
    /// <param name="soon">First day that counts as far away.</param>
    public static CertificateStanding Of(CertificateState state, DateOnly expiresOn, DateOnly today, DateOnly soon) => state switch
    {
        CertificateState.Revoked or CertificateState.Superseded => new("stop", Pictogram.Cross, Texts.Of(state)),
        _ when expiresOn < today => new("stop", Pictogram.Cross, "已过期"),
        CertificateState.Suspended => new("stop", Pictogram.Cross, Texts.Of(state)),
        _ when expiresOn < soon => new("soon", Pictogram.Alert, "即将到期"),
        _ => new("go", Pictogram.Check, Texts.Of(state)),
    };
}
