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
    /// <param name="outdoors">With error correction Q.</param>
    public string Svg(CertificateCode code, bool outdoors = false) => Draw(outdoors ? "svg-q" : "svg", code, text => QrPicture.Svg(text, outdoors));

    /// <summary>A live code, as SVG. Every one is new.</summary>
    public string LiveSvg(string token) => QrPicture.Svg(CodeUrl.For(new Uri(settings.PublicUrl), CodeKind.Live, token));

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
        builder.Services.AddSingleton<PhotoLinks>();
    }

    /// <summary>The code as a picture, for its holder and the holder's SafetyManager; and photos, for whom a page gave a link.</summary>
    public static void MapCertificates(this WebApplication app)
    {
        app.MapGet("/photos/{token}", PhotoAsync).RequireAuthorization(Policies.SignedIn);
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
        if (!certificate.IsInForce(now.Day()) || certificate.CurrentCode is not { } code) return Results.Problem("证书现在不是有效状态，不能下载徽章。", statusCode: StatusCodes.Status409Conflict);
        var facts = new BadgeFacts(
            certificate.Id, certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.Position, certificate.IssuedOn, certificate.ExpiresOn, code.List, code.Index);
        var ring = await keys.ReadAsync(cancel);
        if (ring.FindInUse(KeyPurpose.Badge, now.Day()) is null) return Results.Problem("平台还没有徽章密钥，请系统管理员运行 academy keys rotate。", statusCode: StatusCodes.Status409Conflict);
        http.Response.Headers.CacheControl = "private, no-store";
        var badge = Badge.Sign(facts, settings.PublicUrl, RandomNumberGenerator.GetBytes(16), now, ring);
        return Results.File(Encoding.ASCII.GetBytes(badge), Badge.MediaType, $"{new CertificateNumber(code.List, code.Index)}.jwt");
    }

    private static async Task<IResult> AnswerAsync(Guid id, HttpContext http, AcademyDbContext db, Func<(CertificateCode Code, string Number), IResult> draw, CancellationToken cancel)
    {
        var (person, organization) = (http.User.PersonId, http.User.Is(Role.SafetyManager) ? http.User.OrganizationId : null);
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.HolderId == person || c.OrganizationId == organization), cancel);
        if (certificate is null) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        // A card that was reported lost has no code to give away.
        return certificate.CurrentCode is { } code ? draw((code, new CertificateNumber(code.List, code.Index).ToString())) : Results.NotFound();
    }

    private static async Task<IResult> PhotoAsync(string token, HttpContext http, AcademyDbContext db, PhotoLinks links, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (links.Read(token, http.User.PersonId) is not { } id) return Results.NotFound();
        var photo = await db.PersonPhotos.Where(p => p.Id == id).Select(p => new { p.File, p.Hash }).SingleOrDefaultAsync(cancel);
        if (photo is null || PersonPhoto.HashOf(photo.File) != photo.Hash) return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(photo.File, "image/jpeg");
    }
}
