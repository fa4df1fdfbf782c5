using System.Globalization;
using System.Net;
using System.Text;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>Writes checked Markdown as HTML of a few known elements. Every text and attribute is encoded here; there is no way through for raw HTML.</summary>
internal sealed class ContentRenderer(MarkdownFile file)
{
    /// <summary>Before the path of a picture within the content folder; the page that serves it picks the release.</summary>
    public const string PictureRoot = "/content/";

    /// <summary>Before <c>C03/02-choose/4</c> (course, lesson, card) in a link from one lesson to another.</summary>
    public const string LessonRoot = "/learn/";

    private readonly StringBuilder _html = new();
    private readonly List<FootnoteLink> _footnotes = [];

    /// <summary>The blocks as safe HTML, footnotes at the end.</summary>
    public string Render(IEnumerable<Block> blocks)
    {
        Blocks(blocks);
        if (_footnotes.Count > 0)
        {
            _html.Append("<ol class=\"footnotes\">");
            for (var i = 0; i < _footnotes.Count; i++)
            {
                _html.Append("<li>");
                Blocks(_footnotes[i].Footnote);
                _html.Append("</li>");
            }

            _html.Append("</ol>");
        }

        return _html.ToString();
    }

    private void Blocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Block(block);
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Element("h3", heading.Inline);
                break;
            case ParagraphBlock { Inline: { } inline } when inline.All(i => i is LinkInline { IsImage: true } or LineBreakInline):
                Element("figure", inline, "picture");
                break;
            case ParagraphBlock { Parent: ListItemBlock { Parent: ListBlock { IsLoose: false } } } tight:
                Inlines(tight.Inline);
                break;
            case ParagraphBlock paragraph:
                Element("p", paragraph.Inline);
                break;
            case ListBlock { IsOrdered: true } list:
                Children("ol", list, list.OrderedStart is { } start and not "1" ? $" start=\"{int.Parse(start, CultureInfo.InvariantCulture)}\"" : "");
                break;
            case ListBlock list:
                Children("ul", list);
                break;
            case ListItemBlock item:
                Children("li", item);
                break;
            case QuoteBlock quote:
                Children("blockquote", quote);
                break;
            case Table table:
                _html.Append("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\">");
                Table(table);
                _html.Append("</div>");
                break;
            case Figure figure:
                Children("figure", figure);
                break;
            case FigureCaption caption:
                Element("figcaption", caption.Inline);
                break;
            case ThematicBreakBlock:
                _html.Append("<hr>");
                break;
            case CustomContainer { Info: "key" or "warning" or "case" or "steps" } container:
                var element = container.Info switch { "case" => "section", "steps" => "div", _ => "aside" };
                _html.Append('<').Append(element).Append(" class=\"").Append(container.Info).Append("\"><p class=\"label\">")
                    .Append(MarkupCheck.Containers[container.Info]).Append("</p>");
                Blocks(container);
                _html.Append("</").Append(element).Append('>');
                break;
        }
    }

    private void Table(Table table)
    {
        _html.Append("<table>");
        foreach (var row in table.OfType<TableRow>())
        {
            _html.Append(row.IsHeader ? "<thead><tr>" : "<tr>");
            foreach (var cell in row.OfType<TableCell>())
            {
                _html.Append(row.IsHeader ? "<th scope=\"col\">" : "<td>");
                foreach (var paragraph in cell.OfType<ParagraphBlock>())
                {
                    Inlines(paragraph.Inline);
                }

                _html.Append(row.IsHeader ? "</th>" : "</td>");
            }

            _html.Append(row.IsHeader ? "</tr></thead>" : "</tr>");
        }

        _html.Append("</table>");
    }

    private void Inlines(IEnumerable<Inline>? inlines)
    {
        foreach (var inline in inlines ?? [])
        {
            Inline(inline);
        }
    }

    private void Inline(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Text(literal.Content.ToString());
                break;
            case HtmlEntityInline entity:
                Text(entity.Transcoded.ToString());
                break;
            case CodeInline code:
                _html.Append("<code>");
                Text(code.Content);
                _html.Append("</code>");
                break;
            case EmphasisInline emphasis:
                Element(emphasis.DelimiterCount == 2 ? "strong" : "em", emphasis);
                break;
            case LineBreakInline { IsHard: true }:
                _html.Append("<br>");
                break;
            case LineBreakInline lineBreak:
                Text(PlainText.Between(lineBreak));
                break;
            case LinkInline { IsImage: true } picture:
                _html.Append("<img src=\"");
                Text(PictureRoot + file.Resolve(picture.Url ?? ""));
                _html.Append("\" alt=\"");
                Text(PlainText.Of(picture));
                _html.Append("\">");
                break;
            case LinkInline link:
                Link(link.Url ?? "", () => Inlines(link));
                break;
            case AutolinkInline link:
                Link(link.Url, () => Text(link.Url));
                break;
            case FootnoteLink { IsBackLink: false } note:
                _footnotes.Add(note);
                _html.Append("<sup>").Append(_footnotes.Count).Append("</sup>");
                break;
        }
    }

    private void Link(string url, Action text)
    {
        var outside = url.StartsWith("https://", StringComparison.Ordinal);
        var target = outside ? url : file.FindCard(url) is { } found ? $"{LessonRoot}{LessonId(found.Path)}/{found.Card}" : "";
        _html.Append("<a href=\"");
        Text(target);
        _html.Append(outside ? "\" rel=\"noopener noreferrer\">" : "\">");
        text();
        _html.Append("</a>");
    }

    // courses/C03-fire-fighting/02-choose.md → C03/02-choose
    private static string LessonId(string path) => $"{path.Split('/')[1].Split('-')[0]}/{Path.GetFileNameWithoutExtension(path)}";

    private void Element(string name, ContainerInline? inlines, string? style = null)
    {
        _html.Append('<').Append(name);
        if (style is not null)
        {
            _html.Append(" class=\"").Append(style).Append('"');
        }

        _html.Append('>');
        Inlines(inlines);
        _html.Append("</").Append(name).Append('>');
    }

    private void Children(string name, ContainerBlock block, string attributes = "")
    {
        _html.Append('<').Append(name).Append(attributes).Append('>');
        Blocks(block);
        _html.Append("</").Append(name).Append('>');
    }

    private void Text(string text) => _html.Append(WebUtility.HtmlEncode(text));
}
