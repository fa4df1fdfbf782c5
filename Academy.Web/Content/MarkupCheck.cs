using System.Text.RegularExpressions;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>
/// Allow-list over the parsed document. The parser's own DisableHtml lets <c>javascript:</c> links and attributes through,
/// so nothing is trusted because the parser made it: what is not named here is refused.
/// </summary>
internal sealed partial class MarkupCheck(MarkdownFile file, ContentFiles files)
{
    /// <summary>Containers and the word that heads them; a checkpoint is no part of the text.</summary>
    public static IReadOnlyDictionary<string, string> Containers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["key"] = "记住",
        ["warning"] = "当心",
        ["case"] = "案例",
        ["steps"] = "步骤",
        ["checkpoint"] = "随堂题",
    };

    public void Check(MarkdownDocument document)
    {
        foreach (var block in document.Descendants<Block>())
        {
            CheckBlock(block);
        }

        foreach (var inline in document.Descendants<Inline>())
        {
            CheckInline(inline);
        }
    }

    private void CheckBlock(Block block)
    {
        switch (block)
        {
            case CustomContainer container:
                if (!Containers.ContainsKey(container.Info ?? "") || !string.IsNullOrWhiteSpace(container.Arguments))
                {
                    Error(block, "container", $"没有“:::{container.Info} {container.Arguments}”这种框，只能用 key、warning、case、steps、checkpoint，后面不写别的。");
                }

                // Markdig ends an unclosed container with the document, and swallows all that follows.
                if (container.ClosingFencedCharCount == 0)
                {
                    Error(block, "container", $":::{container.Info} 没有结束，在它最后另起一行写 :::。");
                }

                break;
            case HtmlBlock:
                Error(block, "html", "不能写 HTML，改用 Markdown。");
                break;
            case HeadingBlock or ParagraphBlock or ListBlock or ListItemBlock or QuoteBlock or ThematicBreakBlock
                or Table or TableRow or TableCell or Figure or FigureCaption or FootnoteGroup or Footnote
                or YamlFrontMatterBlock or LinkReferenceDefinitionGroup or LinkReferenceDefinition or FootnoteLinkReferenceDefinition or MarkdownDocument:
                break;
            default:
                Error(block, "markup", "不能用代码块等写法，只用段落、列表、表格、引用、图片。行首空四格也会成为代码块。");
                break;
        }
    }

    private void CheckInline(Inline inline)
    {
        switch (inline)
        {
            case HtmlInline:
                Error(inline, "html", "不能写 HTML，改用 Markdown。");
                break;
            case LinkInline { IsImage: true } picture:
                CheckPicture(picture);
                break;
            case LinkInline link:
                CheckLink(link, link.Url ?? "");
                break;
            case AutolinkInline link:
                CheckLink(link, link.IsEmail ? "mailto:" : link.Url);
                break;
            case LiteralInline literal:
                if (inline.Parent?.ParentBlock is not HeadingBlock && Attributes().IsMatch(literal.Content.ToString()))
                {
                    Error(inline, "attribute", "属性 {…} 只能写在标题后面。");
                }

                break;
            case EmphasisInline { DelimiterChar: '*' } or LineBreakInline or CodeInline or HtmlEntityInline or TaskList
                or FootnoteLink or ContainerInline { Parent: null }:
                break;
            default:
                Error(inline, "markup", "这种写法不认识，只用文字、加粗、链接和图片。");
                break;
        }
    }

    private void CheckPicture(LinkInline picture)
    {
        var url = picture.Url ?? "";
        if (!PicturePath().IsMatch(url))
        {
            Error(picture, "picture-place", $"图片“{url}”要放在本课程的 img/ 里，用小写字母、数字和连字符命名，写成 img/名字.svg 或 .png。");
        }
        else if (!files.Contains(file.Resolve(url)))
        {
            Error(picture, "picture-broken", $"没有图片 {file.Resolve(url)}，补上文件或改正路径。");
        }

        if (picture.FirstChild is null)
        {
            Error(picture, "picture-text", "图片缺少文字说明：在 ![ ] 里写图上看到什么，给看不见图的人听。");
        }
    }

    private void CheckLink(Inline link, string url)
    {
        if (url.StartsWith("https://", StringComparison.Ordinal) && !url.AsSpan().ContainsAnyInRange('\0', ' '))
        {
            return;
        }

        if (url.Length == 0 || !LessonPath().IsMatch(url))
        {
            Error(link, "link", $"链接“{url}”不行：只能用 https: 开头的网址，或本课程的小节，写成 02-choose.md#gauge。");
        }
        else if (file.FindCard(url) is null)
        {
            Error(link, "link-broken", $"没有 {url} 这张卡片，改正小节名或锚点。");
        }
    }

    private void Error(MarkdownObject part, string code, string message)
    {
        // Inlines have lines of their own only under precise locations; a synthesized one has its block's.
        var block = (part as Inline)?.Parent?.ParentBlock;
        var line = part is Inline && part.Line == 0 && block is not null ? block.Line : part.Line;
        file.Problems.Error(new Place(file.Path, line + 1), code, message);
    }

    [GeneratedRegex(@"^img/[a-z0-9-]+\.(svg|png)$")]
    private static partial Regex PicturePath();

    [GeneratedRegex(@"^([0-9]{2}-[a-z0-9-]+\.md)?(#[a-z0-9-]+)?$")]
    private static partial Regex LessonPath();

    [GeneratedRegex(@"\{\s*([#.:][\w-]|[\w-]+\s*=)")]
    private static partial Regex Attributes();
}
