using Academy.Domain.Inspections;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Academy.Web.Pages.Shared;

/// <summary>Photos on their way from a form to an operation.</summary>
internal static class TakenPhotos
{
    /// <summary>All photos of one form and the words around them.</summary>
    public const int MostBytesOfAForm = (FindingPhoto.MostPhotos * FindingPhoto.MostBytes) + (1024 * 1024);

    /// <summary>The name of the field.</summary>
    public const string Field = "photos";

    extension(ModelStateDictionary model)
    {
        /// <summary>Reads what was chosen; what will not do is said beside the field.</summary>
        public async Task<IReadOnlyList<byte[]>> ReadPhotosAsync(IReadOnlyList<IFormFile> files, PhotoFile rewrite, CancellationToken cancel)
        {
            if (files.Count > FindingPhoto.MostPhotos)
            {
                model.AddModelError(Field, $"照片最多 {FindingPhoto.MostPhotos} 张。少选几张再交。");
                return [];
            }

            var photos = new List<byte[]>();
            foreach (var file in files)
            {
                if (file.Length > FindingPhoto.MostBytes)
                {
                    model.AddModelError(Field, "有一张照片超过 3 MB。用较小的尺寸再拍一次。");
                    return [];
                }

                var bytes = new byte[file.Length];
                await using (var sent = file.OpenReadStream()) await sent.ReadExactlyAsync(bytes, cancel);
                var reading = await rewrite.ReadEvidenceAsync(bytes, cancel);
                if (reading.File is not { } clean)
                {
                    model.AddModelError(Field, reading.Problem is PhotoProblem.Busy ? "现在传照片的人多，请过一分钟再交。" : "有一个文件不是能打开的 JPEG、PNG 或 WebP 照片。拍照后再选。");
                    return [];
                }

                photos.Add(clean);
            }

            return photos;
        }
    }

    /// <summary>A photo as an answer: shown in a page of ours, never a document of its own.</summary>
    public static IResult Answer(HttpContext http, FindingPhoto? photo)
    {
        if (photo is null) return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(photo.Bytes, photo.MediaType);
    }
}
