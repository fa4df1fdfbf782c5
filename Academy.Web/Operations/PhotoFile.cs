using System.Security.Cryptography;
using Academy.Domain.Inspections;
using ImageMagick;

namespace Academy.Web.Operations;

/// <summary>Why an uploaded file makes no photo.</summary>
public enum PhotoProblem
{
    /// <summary>Over <see cref="PhotoFile.MostBytes"/>.</summary>
    TooLarge,

    /// <summary>What some phones save by default.</summary>
    Heic,

    /// <summary>Neither JPEG nor PNG nor WebP.</summary>
    NoPicture,

    /// <summary>Over <see cref="PhotoFile.MostPixels"/>, whatever the file's own size.</summary>
    TooManyPixels,

    /// <summary>Under <see cref="PhotoFile.LeastWidth"/> after it was cut to 3:4.</summary>
    TooSmall,

    /// <summary>Cut off or broken.</summary>
    Damaged,

    /// <summary>Too many wait already; nothing is wrong with this one.</summary>
    Busy,
}

/// <summary>What became of an uploaded file.</summary>
/// <param name="File">JPEG, 3:4, 360 × 480 at most; null where there is a problem.</param>
public sealed record PhotoReading(byte[]? File, PhotoProblem? Problem);

/// <summary>
/// Makes the file that is kept out of the one that was uploaded: turned upright, cut to 3:4, scaled, written anew without anything
/// but the pixels, and with a random comment, so that nobody can hash faces they know and find out whose is in a code.
/// </summary>
public sealed class PhotoFile : IDisposable
{
    /// <summary>Bytes of an upload, at most.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Pixels of an upload, at most: no phone's photo under 8 MB has more.</summary>
    public const int MostPixels = 50_000_000;

    /// <summary>Pixels across, at least.</summary>
    public const int LeastWidth = 180;

    private const int Width = 360;
    private const int Height = 480;
    /// <summary>Each holds its upload in memory meanwhile.</summary>
    private const int MostWaiting = 20;

    private const int EvidenceSide = 1600;
    private const int Quality = 82;
    private const int NonceBytes = 16;

    /// <summary>A progressive JPEG goes over the picture a dozen times; a bomb, some thousand times.</summary>
    private const int MostScans = 40;

    /// <summary>One at a time: a large one takes 200 MB and half a second, and exams go before.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    static PhotoFile()
    {
        // Of the whole process; nothing else in it reads pictures.
        ResourceLimits.Memory = 512UL * 1024 * 1024;
        ResourceLimits.MaxMemoryRequest = 512UL * 1024 * 1024;
        ResourceLimits.Disk = 0;
        ResourceLimits.Width = ResourceLimits.Height = 20_000;
        ResourceLimits.Thread = 1;
    }

    /// <summary>Reads a portrait. No bytes make it throw.</summary>
    public Task<PhotoReading> ReadAsync(byte[] upload, CancellationToken cancel) => InTurnAsync(() => Read(upload), cancel);

    /// <summary>Reads a photo of a finding: turned upright, scaled, written anew without anything but the pixels. No bytes make it throw.</summary>
    public Task<PhotoReading> ReadEvidenceAsync(byte[] upload, CancellationToken cancel) => InTurnAsync(() => ReadEvidence(upload), cancel);

    private async Task<PhotoReading> InTurnAsync(Func<PhotoReading> read, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new PhotoReading(null, PhotoProblem.Busy);
        }

        try
        {
            await _turn.WaitAsync(cancel);
            try
            {
                return await Task.Run(read, cancel);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();

    internal static PhotoReading Read(byte[] upload) => Rewritten(upload, Width * 3, Height * 3, picture =>
    {
        Crop(picture);
        return picture.Width < LeastWidth ? new(null, PhotoProblem.TooSmall) : new(Encode(picture), null);
    });

    internal static PhotoReading ReadEvidence(byte[] upload) => Rewritten(upload, EvidenceSide, EvidenceSide, picture =>
    {
        if (Math.Max(picture.Width, picture.Height) > EvidenceSide) picture.Resize(EvidenceSide, EvidenceSide);
        return new(Clean(picture), null);
    });

    /// <param name="width">Pixels that are enough, for the decoder to skip the rest.</param>
    private static PhotoReading Rewritten(byte[] upload, uint width, uint height, Func<MagickImage, PhotoReading> rewrite)
    {
        if (upload.Length > MostBytes) return new(null, PhotoProblem.TooLarge);
        if (FormatOf(upload) is not { } format) return new(null, IsHeic(upload) ? PhotoProblem.Heic : PhotoProblem.NoPicture);
        try
        {
            // The head alone, before a pixel is unpacked.
            var info = new MagickImageInfo(upload, new MagickReadSettings { Format = format });
            if ((long)info.Width * info.Height > MostPixels || (format is MagickFormat.Jpeg && upload.AsSpan().Count((ReadOnlySpan<byte>)[0xFF, 0xDA]) > MostScans)) return new(null, PhotoProblem.TooManyPixels);
            using var picture = Decode(upload, format, width, height, out var isWhole);
            if (!isWhole) return new(null, PhotoProblem.Damaged);
            picture.AutoOrient();
            return rewrite(picture);
        }
        catch (MagickException)
        {
            return new(null, PhotoProblem.Damaged);
        }
    }

    private static MagickImage Decode(byte[] upload, MagickFormat format, uint width, uint height, out bool isWhole)
    {
        // Named by its leading bytes, so that the library never chooses among its hundred formats itself; of an animation the first picture.
        var settings = new MagickReadSettings { Format = format, FrameIndex = 0, FrameCount = 1 };
        settings.SetDefine(MagickFormat.Jpeg, "size", $"{width}x{height}");
        var picture = new MagickImage();
        var whole = true;
        // A JPEG that was cut off is read as if the rest were grey, with a warning.
        picture.Warning += (_, warned) => whole &= !warned.Message.Contains("premature", StringComparison.OrdinalIgnoreCase);
        picture.Read(upload, settings);
        isWhole = whole;
        return picture;
    }

    /// <summary>The middle of it, 3:4.</summary>
    private static void Crop(MagickImage picture)
    {
        var width = Math.Min(picture.Width, Math.Max(1, picture.Height * Width / Height));
        var height = Math.Min(picture.Height, Math.Max(1, picture.Width * Height / Width));
        picture.Crop(width, height, Gravity.Center);
        picture.ResetPage();
    }

    private static byte[] Encode(MagickImage picture)
    {
        if (picture.Width > Width) picture.Resize(new MagickGeometry(Width, Height) { IgnoreAspectRatio = true });
        return WithNonce(Clean(picture));
    }

    /// <summary>JPEG without anything but the pixels.</summary>
    private static byte[] Clean(MagickImage picture)
    {
        if (picture.GetColorProfile() is not null) picture.TransformColorSpace(ColorProfiles.SRGB);
        picture.ColorSpace = ColorSpace.sRGB;
        picture.BackgroundColor = MagickColors.White;
        picture.Alpha(AlphaAction.Remove);
        picture.Strip();
        picture.Quality = Quality;
        return picture.ToByteArray(MagickFormat.Jpeg);
    }

    /// <summary>A comment segment (FF FE) behind the head.</summary>
    private static byte[] WithNonce(byte[] jpeg)
    {
        // FF D8, then the first segment: marker, length of the rest in two bytes.
        var behind = 4 + (jpeg[4] << 8 | jpeg[5]);
        return [.. jpeg.AsSpan(0, behind), 0xFF, 0xFE, 0, NonceBytes + 2, .. RandomNumberGenerator.GetBytes(NonceBytes), .. jpeg.AsSpan(behind)];
    }

    private static MagickFormat? FormatOf(ReadOnlySpan<byte> file) => FindingPhoto.TypeOf(file) switch
    {
        "image/jpeg" => MagickFormat.Jpeg,
        "image/png" => MagickFormat.Png,
        "image/webp" => MagickFormat.WebP,
        _ => null,
    };

    private static bool IsHeic(ReadOnlySpan<byte> file) => file.Length > 12 && file[4..].StartsWith("ftyp"u8);
}
