using System.Text.RegularExpressions;
using System.Xml;

namespace Academy.Web.Content;

/// <summary>What a picture file may hold. Pages show pictures as images, where scripts are dead; opened alone they would live.</summary>
internal static partial class PictureCheck
{
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "set", "animate", "animateMotion", "animateTransform",
    };

    /// <summary>Reports what is wrong with one .svg or .png.</summary>
    public static void Check(string path, ReadOnlyMemory<byte> bytes, ProblemList problems)
    {
        if (path.EndsWith(".png", StringComparison.Ordinal))
        {
            if (!bytes.Span.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            {
                problems.Error(new Place(path, 1), "picture-file", "不是真正的 PNG 图片，请重新导出。");
            }

            return;
        }

        // Entities could smuggle anything past this reader; without a DTD there are none to define.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), settings);
        try
        {
            while (reader.Read())
            {
                CheckNode(path, reader, problems);
            }
        }
        catch (XmlException problem)
        {
            problems.Error(new Place(path, Math.Max(1, problem.LineNumber)), "svg", $"SVG 读不懂：{problem.Message} 不能有 DOCTYPE，标签要成对。");
        }
    }

    private static void CheckNode(string path, XmlReader reader, ProblemList problems)
    {
        var place = new Place(path, Math.Max(1, ((IXmlLineInfo)reader).LineNumber));
        switch (reader.NodeType)
        {
            case XmlNodeType.ProcessingInstruction:
                problems.Error(place, "svg", "SVG 里不能有 <?…?> 指令（文件头的 <?xml ?> 除外），删掉。");
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA when References(reader.Value):
                problems.Error(place, "svg", "SVG 的样式不能引用外部文件，删掉 url(…) 或 @import。");
                break;
            case XmlNodeType.Element:
                if (Refused.Contains(reader.LocalName))
                {
                    problems.Error(place, "svg", $"SVG 里不能有 <{reader.LocalName}>，删掉。");
                }

                while (reader.MoveToNextAttribute())
                {
                    if (reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                    {
                        problems.Error(place, "svg", $"SVG 里不能有事件 {reader.LocalName}，删掉。");
                    }
                    else if (reader.LocalName is "href" or "src" ? !reader.Value.StartsWith('#') : reader.Name != "xmlns" && reader.Prefix != "xmlns" && References(reader.Value))
                    {
                        problems.Error(place, "svg", $"SVG 的 {reader.LocalName} 不能引用外面的东西（{reader.Value}），图要自成一体。");
                    }
                }

                break;
        }
    }

    // A backslash could spell url( in CSS escapes.
    private static bool References(string value) =>
        value.Contains('\\', StringComparison.Ordinal)
        || value.Contains("://", StringComparison.Ordinal)
        || value.Contains("@import", StringComparison.OrdinalIgnoreCase)
        || value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
        || OutsideUrl().IsMatch(value);

    [GeneratedRegex(@"url\(\s*['""]?\s*[^#'""\s]", RegexOptions.IgnoreCase)]
    private static partial Regex OutsideUrl();
}
