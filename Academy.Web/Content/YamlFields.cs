using System.Globalization;
using Academy.Domain.Questions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Academy.Web.Content;

/// <summary>One YAML mapping, read field by field: what is missing, malformed or unknown is said with its line.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly int _lineOffset;
    private readonly ProblemList _problems;

    private YamlFields(YamlMappingNode mapping, string file, int lineOffset, ProblemList problems)
    {
        (_file, _lineOffset, _problems) = (file, lineOffset, problems);
        Place = PlaceOf(mapping);
        foreach (var (key, value) in mapping.Children)
        {
            _fields[((YamlScalarNode)key).Value ?? ""] = (key, value);
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public Place Place { get; }

    /// <summary>Reads a file that is a list of mappings.</summary>
    public static IReadOnlyList<YamlFields> ReadList(string file, string text, ProblemList problems)
    {
        if (Parse(file, text, 0, problems) is not { } root)
        {
            return [];
        }

        if (root is not YamlSequenceNode list || list.Children.Any(c => !IsPlain(c)))
        {
            problems.Error(new Place(file, 1), "yaml", "整个文件应是一个列表，每项以“- ”开头，下面是“字段: 值”。");
            return [];
        }

        return [.. list.Children.Select(c => new YamlFields((YamlMappingNode)c, file, 0, problems))];
    }

    /// <summary>Reads the front matter of a Markdown file.</summary>
    /// <param name="lineOffset">Lines before the YAML text.</param>
    public static YamlFields? ReadFrontMatter(string file, string text, int lineOffset, ProblemList problems)
    {
        if (Parse(file, text, lineOffset, problems) is { } root && IsPlain(root))
        {
            return new YamlFields((YamlMappingNode)root, file, lineOffset, problems);
        }

        problems.Error(new Place(file, 1), "front-matter", "文件头（两行 --- 之间）读不懂，应是一行一个“字段: 值”。");
        return null;
    }

    public string Text(string name) => Scalar(name) is { Length: > 0 } text ? text : Missing(name, "");

    public string? OptionalText(string name) => Scalar(name) is { Length: > 0 } text ? text : null;

    public int Number(string name, int? absent = null, int least = 0)
    {
        if (Scalar(name) is not { } text)
        {
            return absent ?? Missing(name, 0);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
        {
            return number;
        }

        return Wrong(name, $"{name} 应是不小于 {least} 的整数，现在是“{text}”。", least);
    }

    public bool Flag(string name) => Scalar(name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => Wrong(name, $"{name} 只能写 true 或 false，现在是“{text}”。", false),
    };

    public DateOnly Day(string name) => OptionalDay(name) ?? (_fields.ContainsKey(name) ? default : Missing(name, default(DateOnly)));

    public DateOnly? OptionalDay(string name)
    {
        if (Scalar(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Wrong(name, $"{name} 应是日期，写成 2026-11-21 的样子，现在是“{text}”。", default(DateOnly));
    }

    public T Choice<T>(string name, IReadOnlyDictionary<string, T> choices, string? absent = null)
    {
        var text = Scalar(name) ?? absent;
        if (text is null)
        {
            return Missing(name, choices.Values.First());
        }

        return choices.TryGetValue(text, out var value)
            ? value
            : Wrong(name, $"{name} 只能是 {string.Join("、", choices.Keys)}，现在是“{text}”。", choices.Values.First());
    }

    public Confidence Confidence(string name) => Choice(name, Words.Confidences);

    public IReadOnlyList<string> List(string name, bool required = false)
    {
        _read.Add(name);
        if (!_fields.TryGetValue(name, out var field))
        {
            return required ? Missing<IReadOnlyList<string>>(name, []) : [];
        }

        if (field.Value is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode))
        {
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")];
        }

        return Wrong<IReadOnlyList<string>>(name, $"{name} 应是列表，写成 [甲, 乙] 或每行一个“- 甲”。", []);
    }

    public IReadOnlyList<YamlFields> Rows(string name)
    {
        _read.Add(name);
        if (!_fields.TryGetValue(name, out var field))
        {
            return Missing<IReadOnlyList<YamlFields>>(name, []);
        }

        return field.Value is YamlSequenceNode list && list.Children.All(IsPlain)
            ? [.. list.Children.Select(c => new YamlFields((YamlMappingNode)c, _file, _lineOffset, _problems))]
            : Wrong<IReadOnlyList<YamlFields>>(name, $"{name} 应是列表，每项是 {{字段: 值, …}}。", []);
    }

    /// <summary>Where a field is written; the mapping's place when it is not.</summary>
    public Place PlaceOf(string name) => _fields.TryGetValue(name, out var field) ? PlaceOf(field.Key) : Place;

    /// <summary>Refuses every field that nobody asked for: usually a misspelt one.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, field) in _fields.Where(f => !_read.Contains(f.Key)))
        {
            _problems.Error(PlaceOf(field.Key), "field-unknown", $"不认识的字段 {name}，检查拼写或删掉。");
        }
    }

    private string? Scalar(string name)
    {
        _read.Add(name);
        return _fields.TryGetValue(name, out var field)
            ? field.Value is YamlScalarNode scalar ? scalar.Value : Wrong<string?>(name, $"{name} 应是一个值，不是列表。", null)
            : null;
    }

    private T Missing<T>(string name, T instead)
    {
        _problems.Error(Place, "field-missing", $"缺少字段 {name}，请补上。");
        return instead;
    }

    private T Wrong<T>(string name, string message, T instead)
    {
        _problems.Error(PlaceOf(name), "field-value", message);
        return instead;
    }

    private Place PlaceOf(YamlNode node) => new(_file, (int)node.Start.Line + _lineOffset);

    private static bool IsPlain(YamlNode node) => node is YamlMappingNode map && map.Children.Keys.All(k => k is YamlScalarNode);

    private static YamlNode? Parse(string file, string text, int lineOffset, ProblemList problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (Exception problem) when (problem is YamlException or InvalidOperationException)
        {
            // The scanner answers some malformed scalars with InvalidOperationException, and then knows no line.
            var line = problem is YamlException known ? (int)known.Start.Line : 1;
            problems.Error(new Place(file, line + lineOffset), "yaml", $"YAML 写法不对：{problem.Message} 检查缩进、冒号后的空格、括号和引号。");
            return null;
        }
    }
}
