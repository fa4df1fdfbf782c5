using ImageMagick;
using ImageMagick.Drawing;

namespace Academy.Web.Operations;

/// <summary>Drawn faces for the demo company's people, who do not exist.</summary>
internal static class DemoPortrait
{
    private static readonly string[] Grounds = ["#dfe9f5", "#e8efe6", "#f5ebdf", "#efe6f1"];
    private static readonly string[] Coats = ["#1f4e79", "#2e6b3a", "#7a3b2e", "#4a4a5a", "#8a6d1f"];
    private static readonly string[] Skins = ["#f0cdb0", "#e5b892", "#d9a577"];
    private static readonly string[] Hairs = ["#1d1b1a", "#2f2622", "#5b5450"];

    /// <summary>A photo as somebody would upload it.</summary>
    /// <param name="seed">Whose; the same for ever.</param>
    public static byte[] Draw(int seed)
    {
        var (coat, skin, hair) = (Of(Coats, seed), Of(Skins, seed / 5), Of(Hairs, seed / 3));
        using var picture = new MagickImage(Of(Grounds, seed), 480, 640);
        var drawing = new Drawables()
            .FillColor(coat).Ellipse(240, 690, 205, 225, 0, 360)
            .FillColor(skin).RoundRectangle(200, 390, 280, 500, 30, 30)
            .FillColor(hair).Ellipse(240, 262, 128, seed % 2 == 0 ? 150 : 190, 0, 360)
            .FillColor(skin).Ellipse(240, 295, 104, 132, 0, 360)
            .FillColor(hair).Ellipse(200, 285, 9, 11, 0, 360).Ellipse(280, 285, 9, 11, 0, 360)
            .FillColor(new MagickColor("#00000000")).StrokeColor(new MagickColor("#a85c4e")).StrokeWidth(5).Arc(205, 330, 275, 375, 20, 160);
        drawing.Draw(picture);
        return picture.ToByteArray(MagickFormat.Jpeg);
    }

    private static MagickColor Of(string[] colours, int number) => new(colours[number % colours.Length]);
}
