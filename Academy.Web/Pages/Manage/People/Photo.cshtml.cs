using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>One person's photo: the manager takes one, or compares the one that waits with the person.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(PhotoUpload.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = PhotoUpload.MostBytes)]
public sealed class Photo(AcademyDbContext db, PhotoFile files, KeepPhoto keep, PhotoLinks links, TimeProvider clock) : ManagePage
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public (PhotoRow? Confirmed, PhotoRow? Proposed) Photos { get; private set; }
    public string? PhotoError { get; private set; }
    public string? RefuseError { get; private set; }
    public string Reason { get; private set; } = "";
    public bool IsMyself => Id == User.PersonId;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LookAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? photo, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel) || IsMyself) return NotFound();
        (var file, PhotoError) = await files.TakeAsync(photo, cancel);
        if (file is null) return this.ShowAgain();
        if (await keep.ProposeAsync(id, Organization, file, User.PersonId, cancel) is null) Problem = "没有上传：这个人现在不在本单位。";
        else Status = "照片已上传。再和本人比对一次，点相符。";
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, Guid photo, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        if (!await keep.ConfirmAsync(photo, Organization, User.PersonId, cancel))
        {
            Problem = IsMyself ? "不能核对自己的照片，请另一位安全管理员办。" : "这张照片已经处理过，或者又换了一张。看下面现在的。";
            return RedirectToPage(new { id });
        }

        Status = "已核对：相符。";
        return RedirectToPage("/Manage/People/Show", new { id });
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, Guid photo, [FromForm] string? reason, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        Reason = reason?.Trim() ?? "";
        if (Reason.Length is < 2 or > 200)
        {
            RefuseError = "写明哪里不对，2 到 200 个字，本人要照着重拍。";
            return this.ShowAgain();
        }

        if (await keep.RefuseAsync(photo, Organization, Reason, User.PersonId, cancel)) Status = "已退回，本人会看到原因。";
        else Problem = "这张照片已经处理过，或者又换了一张。看下面现在的。";
        return RedirectToPage(new { id });
    }

    public string? UrlOf(PhotoRow photo) => links.For(photo.Id, User.PersonId);

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        if (await db.WorkRecordAsync(Organization, id, clock.GetUtcNow().Day(), cancel) is not { } work) return false;
        (Id, Name, Photos) = (id, work.Name, await db.PhotosOfAsync(id, cancel));
        return true;
    }
}
