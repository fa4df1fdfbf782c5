using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Certificates;

/// <summary>The holder's photo: what is used, what waits, and the form for a new one.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(PhotoUpload.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = PhotoUpload.MostBytes)]
public sealed class Photo(AcademyDbContext db, PhotoFile files, KeepPhoto keep, PhotoLinks links) : PageModel
{
    public (PhotoRow? Confirmed, PhotoRow? Proposed) Photos { get; private set; }

    public string? PhotoError { get; private set; }

    /// <summary>Said once, on the page that follows.</summary>
    [TempData]
    public string? Status { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Photos = await db.PhotosOfAsync(User.PersonId, cancel);

    public async Task<IActionResult> OnPostAsync(IFormFile? photo, CancellationToken cancel)
    {
        (var file, PhotoError) = await files.TakeAsync(photo, cancel);
        if (file is null)
        {
            await OnGetAsync(cancel);
            return this.ShowAgain();
        }

        await keep.ProposeAsync(User.PersonId, null, file, User.PersonId, cancel);
        Status = "照片已上传。找安全管理员当面核对，核对后印到证上。";
        return RedirectToPage();
    }

    public string? UrlOf(PhotoRow photo) => links.For(photo.Id, User.PersonId);
}
