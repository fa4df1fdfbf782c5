using System.Buffers.Binary;

namespace Academy.Web.Pages.Inspect;

/// <summary>
/// The photos of a Venue as an inspector's device fetches them, all numbers big-endian:
/// <code>
/// "WLAQ-PHOTOS-1"   13 bytes of ASCII
/// lasts             4 bytes: for how many seconds the device may keep it
/// length, file      4 bytes, then the JPEG as it was confirmed; repeated for each
/// 0                 4 bytes: the end, so that what was cut off is known for it
/// </code>
/// Nobody's name or number is in it: the hash in a code says which file belongs to it. Read by <c>wwwroot/js/scanner/photos.js</c>.
/// </summary>
internal static class PhotoPack
{
    public const string MediaType = "application/vnd.wlaq.photos";

    private static ReadOnlySpan<byte> Head => "WLAQ-PHOTOS-1"u8;

    /// <summary>Writes it, file after file as they come.</summary>
    public static async Task WriteAsync(Stream to, TimeSpan lasts, IAsyncEnumerable<byte[]> files, CancellationToken cancel)
    {
        await to.WriteAsync(Head.ToArray(), cancel);
        await to.WriteAsync(Number((int)lasts.TotalSeconds), cancel);
        await foreach (var file in files.WithCancellation(cancel))
        {
            await to.WriteAsync(Number(file.Length), cancel);
            await to.WriteAsync(file, cancel);
        }

        await to.WriteAsync(Number(0), cancel);
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
