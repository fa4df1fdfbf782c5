using QRCoder;

namespace Academy.Web.Signing;

/// <summary>Draws QR codes: error correction M, a quiet zone of 4 modules, black on white.</summary>
public static class QrPicture
{
    /// <summary>SVG without a size of its own: as large as its place, one unit a module.</summary>
    public static string Svg(string text)
    {
        using var picture = new SvgQRCode(Encode(text));
        return picture.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <param name="pixels">Pixels of a module's side.</param>
    public static byte[] Png(string text, int pixels)
    {
        using var picture = new PngByteQRCode(Encode(text));
        return picture.GetGraphic(pixels);
    }

    // Upper case stays in the alphanumeric mode; forced UTF-8 would cost two versions. The picture disposes of the data.
    private static QRCodeData Encode(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
