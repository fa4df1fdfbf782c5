using QRCoder;

namespace Academy.Web.Signing;

/// <summary>Draws QR codes: a quiet zone of 4 modules, black on white; error correction M, whose larger modules are read from farther away, or Q against dirt and scratches.</summary>
public static class QrPicture
{
    /// <summary>SVG without a size of its own: as large as its place, one unit a module.</summary>
    /// <param name="outdoors">Error correction Q, for a lanyard that is worn outdoors.</param>
    public static string Svg(string text, bool outdoors = false)
    {
        using var picture = new SvgQRCode(Encode(text, outdoors ? QRCodeGenerator.ECCLevel.Q : QRCodeGenerator.ECCLevel.M));
        return picture.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <param name="pixels">Pixels of a module's side.</param>
    public static byte[] Png(string text, int pixels)
    {
        using var picture = new PngByteQRCode(Encode(text, QRCodeGenerator.ECCLevel.M));
        return picture.GetGraphic(pixels);
    }

    // Upper case stays in the alphanumeric mode; forced UTF-8 would cost two versions. The picture disposes of the data.
    private static QRCodeData Encode(string text, QRCodeGenerator.ECCLevel level) => QRCodeGenerator.GenerateQrCode(text, level);
}
