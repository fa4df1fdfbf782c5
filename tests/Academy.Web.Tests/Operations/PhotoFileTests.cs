using System.Buffers.Binary;
using System.IO.Compression;
using Academy.Web.Operations;
using ImageMagick;

namespace Academy.Web.Tests.Operations;

/// <summary>What becomes of an uploaded file.</summary>
public sealed class PhotoFileTests
{
    [Theory]
    [InlineData(MagickFormat.Jpeg)]
    [InlineData(MagickFormat.Png)]
    [InlineData(MagickFormat.WebP)]
    public void A_picture_becomes_a_jpeg_of_three_to_four(MagickFormat format)
    {
        var file = Made(Drawn(1200, 1000, format));

        using var picture = new MagickImage(file);
        Assert.Equal((MagickFormat.Jpeg, 360u, 480u), (picture.Format, picture.Width, picture.Height));
        Assert.InRange(file.Length, 1_000, 100_000);
    }

    [Fact]
    public void Nothing_of_where_and_when_it_was_taken_is_left()
    {
        using var source = new MagickImage(Drawn(900, 1200, MagickFormat.Jpeg));
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(25), new Rational(2), new Rational(3)]);
        exif.SetValue(ExifTag.Make, "SecretPhone");
        source.SetProfile(exif);
        source.SetAttribute("comment", "SecretComment");

        using var picture = new MagickImage(Made(source.ToByteArray(MagickFormat.Jpeg)));

        Assert.Empty(picture.ProfileNames);
        Assert.DoesNotContain("Secret", System.Text.Encoding.Latin1.GetString(Made(source.ToByteArray(MagickFormat.Jpeg))), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_turned_upright()
    {
        // Red above green, lying on its side as a phone held upright writes it.
        using var upright = new MagickImage(MagickColors.Red, 600, 800);
        using var lower = new MagickImage(MagickColors.Lime, 600, 400);
        upright.Composite(lower, 0, 400, CompositeOperator.Over);
        upright.Rotate(-90);
        upright.Orientation = Orientation.RightTop;
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.Orientation, (ushort)6);
        upright.SetProfile(exif);

        using var picture = new MagickImage(Made(upright.ToByteArray(MagickFormat.Jpeg)));

        Assert.Equal((360u, 480u), (picture.Width, picture.Height));
        Assert.True(picture.GetPixels().GetPixel(180, 60).GetChannel(0) > 200);
        Assert.True(picture.GetPixels().GetPixel(180, 420).GetChannel(1) > 200);
    }

    [Fact]
    public void The_same_picture_twice_has_two_hashes()
    {
        var upload = Drawn(600, 800, MagickFormat.Jpeg);

        Assert.NotEqual(Academy.Domain.Certificates.PersonPhoto.HashOf(Made(upload)), Academy.Domain.Certificates.PersonPhoto.HashOf(Made(upload)));
    }

    [Fact]
    public void What_is_no_picture_is_named_for_what_it_is()
    {
        Assert.Equal(PhotoProblem.Heic, Problem([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]));
        Assert.Equal(PhotoProblem.NoPicture, Problem([.. "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='1200'/>"u8]));
        Assert.Equal(PhotoProblem.NoPicture, Problem([.. "%PDF-1.7"u8]));
        Assert.Equal(PhotoProblem.NoPicture, Problem([]));
        Assert.Equal(PhotoProblem.NoPicture, Problem([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0]));
        Assert.Equal(PhotoProblem.TooLarge, Problem(new byte[PhotoFile.MostBytes + 1]));
        Assert.Equal(PhotoProblem.TooSmall, Problem(Drawn(100, 100, MagickFormat.Png)));
    }

    [Theory]
    [InlineData(MagickFormat.Jpeg)]
    [InlineData(MagickFormat.Png)]
    [InlineData(MagickFormat.WebP)]
    public void Cut_off_anywhere_it_is_damaged(MagickFormat format)
    {
        var whole = Drawn(900, 1200, format);

        Assert.All(new[] { 12, 40, whole.Length / 4, whole.Length / 2, whole.Length * 9 / 10 }, length => Assert.Contains(Problem(whole[..length]), new PhotoProblem?[] { PhotoProblem.Damaged, PhotoProblem.NoPicture }));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        // 1.5 gigapixels in a few kilobytes.
        var before = Environment.WorkingSet;

        Assert.Equal(PhotoProblem.TooManyPixels, Problem(Png(19_000, 19_000)));
        Assert.NotNull(Problem(Png(200_000, 200_000)));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 200L * 1024 * 1024);
    }

    [Fact]
    public void A_jpeg_that_goes_over_the_picture_a_thousand_times_is_refused()
    {
        var jpeg = Drawn(600, 800, MagickFormat.Jpeg);
        byte[] scans = [.. Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0], 1_000).SelectMany(s => s)];

        Assert.Equal(PhotoProblem.TooManyPixels, Problem([.. jpeg[..^2], .. scans, 0xFF, 0xD9]));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var random = new Random(7);
        var pictures = new[] { Drawn(300, 400, MagickFormat.Jpeg), Drawn(300, 400, MagickFormat.Png), Drawn(300, 400, MagickFormat.WebP) };
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])pictures[i % 3].Clone();
            for (var hit = 0; hit < 1 + (i % 9); hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reading = PhotoFile.Read(bytes);
            Assert.True(reading.File is null ^ reading.Problem is null);
        }
    }

    private static byte[] Made(byte[] upload)
    {
        var reading = PhotoFile.Read(upload);
        Assert.Null(reading.Problem);
        return reading.File!;
    }

    private static PhotoProblem? Problem(byte[] upload) => PhotoFile.Read(upload).Problem;

    private static byte[] Drawn(uint width, uint height, MagickFormat format)
    {
        using var picture = new MagickImage("plasma:tomato-steelblue", new MagickReadSettings { Width = width, Height = height });
        return picture.ToByteArray(format);
    }

    /// <summary>A PNG whose rows are all zero and pack to next to nothing.</summary>
    private static byte[] Png(int width, int height)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (1, 0);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (width / 8)];
            for (var y = 0; y < Math.Min(height, 2_000); y++) zlib.Write(row);
        }

        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] body = [.. type, .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(body));
        return [.. length, .. body, .. crc];
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
