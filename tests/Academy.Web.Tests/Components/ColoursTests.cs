using System.Globalization;
using System.Text.RegularExpressions;

namespace Academy.Web.Tests.Components;

/// <summary>WCAG 2.2 AA on the palette itself, where it is cheap to see; axe looks at the pages in light only.</summary>
public sealed partial class ColoursTests
{
    private static readonly Dictionary<string, string> Light = Palettes()[0];

    // What the dark palette leaves unsaid it inherits.
    private static readonly Dictionary<string, string> Dark = Light.Concat(Palettes()[1]).GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Last().Value, StringComparer.Ordinal);

    public static TheoryData<string, string, double> Pairs()
    {
        string[] signs = ["do", "go", "soon", "stop", "unsure"];
        string[] grounds = ["canvas", "paper", "sunken"];
        string[] tints = [.. signs.Select(sign => $"{sign}-tint")];
        var pairs = new TheoryData<string, string, double>();
        foreach (var ink in (string[])["ink", "ink-2"])
            foreach (var ground in grounds.Concat(tints)) pairs.Add(ink, ground, 4.5);
        foreach (var sign in signs)
            foreach (var ground in grounds.Append($"{sign}-tint")) pairs.Add($"{sign}-ink", ground, 4.5);
        foreach (var fill in signs.Append("hold")) pairs.Add($"on-{fill}", fill, 4.5);
        foreach (var ground in grounds) pairs.Add("line-strong", ground, 3);
        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void What_stands_on_a_ground_can_be_read_by_day_and_by_night(string above, string below, double least)
    {
        Assert.InRange(Contrast(Light[above], Light[below]), least, 21);
        Assert.InRange(Contrast(Dark[above], Dark[below]), least, 21);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var digits = colour.Length == 4 ? string.Concat(colour[1..].Select(c => $"{c}{c}")) : colour[1..];
        double Channel(int at)
        {
            var value = int.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }

    private static Dictionary<string, string>[] Palettes() =>
        [.. Root().Matches(File.ReadAllText(BaseCss())).Take(2).Select(root => Colour().Matches(root.Value).ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value, StringComparer.Ordinal))];

    private static string BaseCss()
    {
        var house = new DirectoryInfo(AppContext.BaseDirectory);
        while (house is not null && !File.Exists(Path.Combine(house.FullName, "Academy.sln"))) house = house.Parent;
        return Path.Combine(house?.FullName ?? throw new InvalidOperationException("Academy.sln is above no test."), "Academy.Web", "wwwroot", "css", "base.css");
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--([\w-]+): (#[0-9a-f]{3,6})\b")]
    private static partial Regex Colour();
}
