using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>A Markdown file of a course: front matter, blocks, and places for problems.</summary>
internal sealed partial class MarkdownFile
{
    // Immutable and thread safe once built. No generic attributes: {…} after a heading is read by this class, elsewhere it is refused.
    private static readonly MarkdownPipeline Pipeline = WithoutUnderscores(new MarkdownPipelineBuilder())
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseTaskLists()
        .UseFootnotes()
        .UseFigures()
        .UseCustomContainers()
        .UseCjkFriendlyEmphasis()
        .UsePreciseSourceLocation()
        .Build();

    private readonly ContentFiles _files;

    private MarkdownFile(string path, MarkdownDocument document, YamlFields? frontMatter, ContentFiles files, ProblemList problems)
    {
        (Path, FrontMatter, _files, Problems) = (path, frontMatter, files, problems);
        Folder = path[..(path.LastIndexOf('/') + 1)];
        Blocks = [.. document.Where(b => b is not YamlFrontMatterBlock and not LinkReferenceDefinitionGroup)];
    }

    public string Path { get; }

    /// <summary>The file's folder with its final '/'.</summary>
    public string Folder { get; }

    public YamlFields? FrontMatter { get; }

    public ProblemList Problems { get; }

    /// <summary>Top-level blocks, front matter aside; all of them allowed, the others reported.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Parses and reports whatever the allow-list does not know.</summary>
    public static MarkdownFile Read(string path, string text, ContentFiles files, ProblemList problems)
    {
        var document = Markdown.Parse(text, Pipeline);
        YamlFields? frontMatter = null;
        if (document.OfType<YamlFrontMatterBlock>().FirstOrDefault() is { } yaml)
        {
            frontMatter = YamlFields.ReadFrontMatter(path, yaml.Lines.ToString(), yaml.Line + 1, problems);
        }

        var file = new MarkdownFile(path, document, frontMatter, files, problems);
        new MarkupCheck(file, files).Check(document);
        return file;
    }

    // ____ is a blank, and between two blanks it would make words bold.
    private static MarkdownPipelineBuilder WithoutUnderscores(MarkdownPipelineBuilder pipeline)
    {
        pipeline.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors.RemoveAll(d => d.Character == '_');
        return pipeline;
    }

    public Place PlaceOf(MarkdownObject part) => new(Path, part.Line + 1);

    /// <summary>The path within the content folder that a picture or link of this file means.</summary>
    public string Resolve(string url) => Folder + url;

    /// <summary>The lesson, as a path, and the card, from 1, that a link between lessons means: <c>02-choose.md#gauge</c>, <c>02-choose.md</c> or <c>#gauge</c>; null when there is none.</summary>
    public (string Path, int Card)? FindCard(string url)
    {
        var (name, anchor) = url.Split('#') is [var before, var after] ? (before, after) : (url, null);
        var path = name.Length == 0 ? Path : Resolve(name);
        if (_files.FindText(path) is not { } text)
        {
            return null;
        }

        var headings = Markdown.Parse(text, Pipeline).OfType<HeadingBlock>().Where(h => h.Level == 2).ToList();
        var card = anchor is null ? 0 : headings.FindIndex(h => text.AsSpan(h.Span.Start, h.Span.Length).Contains($"{{#{anchor}}}", StringComparison.Ordinal));
        return card >= 0 && card < headings.Count ? (path, card + 1) : null;
    }

    /// <summary>Cuts the attributes, <c>{#id key=value flag}</c>, off the end of a heading and returns them; null when there are none.</summary>
    public HeadingAttributes? TakeAttributes(HeadingBlock heading)
    {
        if (heading.Inline?.LastChild is not LiteralInline literal || AttributesAtEnd().Match(literal.Content.ToString()) is not { Success: true } match)
        {
            return null;
        }

        literal.Content = new Markdig.Helpers.StringSlice(literal.Content.ToString()[..match.Index].TrimEnd());
        return new HeadingAttributes(match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), PlaceOf(heading), Problems);
    }

    [GeneratedRegex(@"\{([^{}]*)\}\s*$")]
    private static partial Regex AttributesAtEnd();
}

/// <summary>What stands in braces after a heading.</summary>
internal sealed class HeadingAttributes
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Place _place;
    private readonly ProblemList _problems;

    public HeadingAttributes(IEnumerable<string> tokens, Place place, ProblemList problems)
    {
        (_place, _problems) = (place, problems);
        foreach (var token in tokens)
        {
            var equals = token.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = token[0] == '#' ? ("#", token[1..]) : equals > 0 ? (token[..equals], token[(equals + 1)..]) : (token, "true");
            if (!_values.TryAdd(name, value))
            {
                problems.Error(place, "attribute", $"标题后的 {name} 写了两次，删掉一个。");
            }
        }
    }

    public string? Id => Find("#");

    public bool Has(string flag) => Find(flag) == "true";

    public string? Find(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>Refuses every attribute that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _values.Keys.Where(n => !_read.Contains(n)))
        {
            _problems.Error(_place, "attribute", $"标题后不能写 {name}，只能写作者指南里列出的属性。");
        }
    }
}
