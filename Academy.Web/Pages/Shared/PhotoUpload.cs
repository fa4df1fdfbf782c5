using Academy.Web.Operations;

namespace Academy.Web.Pages.Shared;

/// <summary>A photo on its way from a form to the file that is kept.</summary>
internal static class PhotoUpload
{
    /// <summary>The form around a photo too large, so that it is told what is wrong with it instead of being cut off.</summary>
    public const int MostBytes = 12 * 1024 * 1024;

    extension(PhotoFile photos)
    {
        /// <summary>The file to keep, or what is wrong and what to do.</summary>
        public async Task<(byte[]? File, string? Error)> TakeAsync(IFormFile? sent, CancellationToken cancel)
        {
            if (sent is null or { Length: 0 }) return (null, "先拍一张，或者选一张照片。");
            if (sent.Length > PhotoFile.MostBytes) return (null, WordOf(PhotoProblem.TooLarge));
            var bytes = new byte[sent.Length];
            await using (var stream = sent.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
            var reading = await photos.ReadAsync(bytes, cancel);
            return (reading.File, reading.Problem is { } problem ? WordOf(problem) : null);
        }
    }

    private static string WordOf(PhotoProblem problem) => problem switch
    {
        PhotoProblem.TooLarge => "照片太大，最大 8 MB。在相机里选低一点的清晰度，再拍一张。",
        PhotoProblem.Heic => "这是 HEIC 照片，这里打不开。苹果手机：设置 → 相机 → 格式 → 兼容性最佳，再拍一张；或者把照片截屏后上传。",
        PhotoProblem.NoPicture => "这个文件不是照片。请选 JPEG、PNG 或 WebP 格式的照片。",
        PhotoProblem.TooManyPixels => "照片的尺寸太大。在相机里选低一点的清晰度（1200 万像素足够），再拍一张。",
        PhotoProblem.TooSmall => $"照片太小，脸看不清。至少要 {PhotoFile.LeastWidth} × {PhotoFile.LeastWidth * 4 / 3} 像素，请走近一点再拍。",
        PhotoProblem.Busy => "现在传照片的人多，请过一分钟再传。",
        _ => "照片文件坏了或没传完。请重新拍一张再上传。",
    };
}
