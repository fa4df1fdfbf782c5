using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.PaperExams;

/// <summary>The files of printed papers: their pictures, and what was scanned.</summary>
internal static class PaperEndpoints
{
    public static void MapPaperExams(this WebApplication app)
    {
        var sheet = app.MapGroup("/paper-exams/sheets/{code}").RequireAuthorization(Policies.PaperExams);
        sheet.MapGet("/pictures/{number:int}", PictureAsync);
        sheet.MapGet("/scans/{id:guid}", ScanAsync);
    }

    private static async Task<IResult> PictureAsync(string code, int number, HttpContext http, AcademyDbContext db, Releases releases, CancellationToken cancel)
    {
        var attempt = await FindAsync(code, http, db).Join(db.Attempts, s => s.AttemptId, a => a.Id, (_, a) => a).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (attempt is null) return Results.NotFound();
        var release = await releases.GetAsync(attempt.ReleaseId);
        var pictures = ShownPaper.Of("", attempt.Paper, release.Curriculum, _ => ([], null)).Pictures;
        return number >= 1 && number <= pictures.Count ? PictureFile.Of(http, pictures[number - 1].Path, release.Files.Find(pictures[number - 1].Path)) : Results.NotFound();
    }

    /// <summary>Only ever a download of the type that its leading bytes say: nothing that was uploaded runs here.</summary>
    private static async Task<IResult> ScanAsync(string code, Guid id, HttpContext http, AcademyDbContext db, CancellationToken cancel)
    {
        var scan = await FindAsync(code, http, db).Join(db.PaperScans, s => s.Id, x => x.SheetId, (_, x) => x).AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (scan is null) return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(scan.Bytes, scan.MediaType, $"{code}-{scan.Hash[..8]}.{scan.MediaType.Split('/')[1]}");
    }

    /// <summary>Nobody is shown their own.</summary>
    private static IQueryable<PaperSheet> FindAsync(string code, HttpContext http, AcademyDbContext db)
    {
        var hand = http.User.PaperHand;
        return db.PaperSheetsOf(hand.OrganizationId, code).Where(s => s.PersonId != hand.By);
    }
}
