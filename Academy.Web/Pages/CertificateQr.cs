using System.Security.Cryptography;
using System.Text;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Academy.Web.Pages;

/// <summary>The QR pictures of codes, drawn once and kept for a while: drawing takes a processor's millisecond.</summary>
public sealed class CertificateQr(AcademySettings settings, IMemoryCache cache)
{
    private const int PixelsOfModule = 10;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>As SVG.</summary>
    public string Svg(CertificateCode code) => Draw("svg", code, QrPicture.Svg);

    /// <summary>As PNG, large enough for any printer of cards.</summary>
    public byte[] Png(CertificateCode code) => Draw("png", code, text => QrPicture.Png(text, PixelsOfModule));

    private T Draw<T>(string form, CertificateCode code, Func<string, T> draw) => cache.GetOrCreate(
        (form, code.List, code.Index),
        entry =>
        {
            entry.SlidingExpiration = Kept;
            return draw(CodeUrl.For(new Uri(settings.PublicUrl), CodeKind.Static, code.Token));
        })!;
}

internal static class CertificateSetup
{
    public static void AddCertificates(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<CertificateQr>();
        builder.Services.AddSingleton<PrintCertificate>();
    }

    /// <summary>The code as a picture, for its holder and the holder's SafetyManager.</summary>
    public static void MapCertificates(this WebApplication app)
    {
        var pictures = app.MapGroup("/certificates/{id:guid}").RequireAuthorization(Policies.SignedIn);
        pictures.MapGet("/qr.svg", (Guid id, HttpContext http, AcademyDbContext db, CertificateQr qr, CancellationToken cancel) =>
            AnswerAsync(id, http, db, certificate => Results.Text(qr.Svg(certificate.Code), "image/svg+xml"), cancel));
        pictures.MapGet("/qr.png", (Guid id, bool? save, HttpContext http, AcademyDbContext db, CertificateQr qr, CancellationToken cancel) =>
            AnswerAsync(id, http, db, certificate => Results.Bytes(qr.Png(certificate.Code), "image/png", save is true ? $"{certificate.Number}.png" : null), cancel));
        pictures.MapGet("/badge", BadgeAsync);
    }

    /// <summary>The certificate as an Open Badge, for its holder alone, while it is good.</summary>
    private static async Task<IResult> BadgeAsync(Guid id, HttpContext http, AcademyDbContext db, IKeyStore keys, AcademySettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var (person, now) = (http.User.PersonId, clock.GetUtcNow());
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.HolderId == person, cancel) is not { } certificate) return Results.NotFound();
        if (!certificate.IsInForce(now.Day())) return Results.Problem("证书现在不是有效状态，不能下载徽章。", statusCode: StatusCodes.Status409Conflict);
        var code = certificate.CurrentCode;
        var facts = new BadgeFacts(
            certificate.Id, certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.Position, certificate.IssuedOn, certificate.ExpiresOn, code.List, code.Index);
        http.Response.Headers.CacheControl = "private, no-store";
        var badge = Badge.Sign(facts, settings.PublicUrl, RandomNumberGenerator.GetBytes(16), now, await keys.ReadAsync(cancel));
        return Results.File(Encoding.ASCII.GetBytes(badge), Badge.MediaType, $"{new CertificateNumber(code.List, code.Index)}.jwt");
    }

    private static async Task<IResult> AnswerAsync(Guid id, HttpContext http, AcademyDbContext db, Func<(CertificateCode Code, string Number), IResult> draw, CancellationToken cancel)
    {
        var (person, organization) = (http.User.PersonId, http.User.Is(Role.SafetyManager) ? http.User.OrganizationId : null);
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.HolderId == person || c.OrganizationId == organization), cancel);
        if (certificate is null) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        var code = certificate.CurrentCode;
        return draw((code, new CertificateNumber(code.List, code.Index).ToString()));
    }

    extension(Certificate certificate)
    {
        /// <summary>The code that stands for it now.</summary>
        public CertificateCode CurrentCode => certificate.Codes.Single(c => c.IsCurrent);
    }
}
