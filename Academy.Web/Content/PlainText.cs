using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>The words of parsed Markdown, without marks or pictures.</summary>
internal static class PlainText
{
    /// <summary>Words of blocks, a line for each paragraph, item or cell.</summary>
    public static string Of(IEnumerable<Block> blocks) =>
        string.Join('\n', blocks.SelectMany(Leaves).Select(l => Of(l.Inline)).Where(t => t.Length > 0));

    /// <summary>Words of inlines; pictures say nothing.</summary>
    public static string Of(IEnumerable<Inline>? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                CodeInline code => code.Content,
                AutolinkInline link => link.Url,
                LineBreakInline lineBreak => Between(lineBreak),
                LinkInline { IsImage: true } => "",
                ContainerInline container => Of(container),
                _ => "",
            });
        }

        return text.ToString().Trim();
    }

    /// <summary>What a soft line break stands for: nothing between Chinese, a space between Latin words.</summary>
    public static string Between(LineBreakInline lineBreak) =>
        lineBreak.PreviousSibling is LiteralInline { Content: { Length: > 0 } before }
        && lineBreak.NextSibling is LiteralInline { Content: { Length: > 0 } after }
        && char.IsAscii(before[before.End]) && char.IsAscii(after[after.Start])
            ? " "
            : "";

    /// <summary>Characters that are read, not counting spaces.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count(r => !Rune.IsWhiteSpace(r));

    private static IEnumerable<LeafBlock> Leaves(Block block) => block switch
    {
        LeafBlock leaf => [leaf],
        FootnoteGroup => [],
        ContainerBlock container => container.SelectMany(Leaves),
        _ => [],
    };
}
