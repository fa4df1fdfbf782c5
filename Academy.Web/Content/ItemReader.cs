using System.Text.RegularExpressions;
using Academy.Domain.Questions;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>Reads one answerable part: stem; options, answers, steps or pairs; quote with explanation and source.</summary>
internal sealed partial class ItemReader(MarkdownFile file, string course)
{
    private const string SourceMark = "依据：";

    /// <summary>Reads an item; null when it is too broken to be one.</summary>
    /// <param name="point">The card around a checkpoint; null where the attributes name it.</param>
    public Item? Read(string id, QuestionKind kind, HeadingAttributes attributes, HeadingBlock heading, IReadOnlyList<Block> blocks, KnowledgePoint? point)
    {
        var place = file.PlaceOf(heading);
        var answers = blocks.FirstOrDefault(b => b is ListBlock or Table);
        var quote = blocks.OfType<QuoteBlock>().FirstOrDefault();
        var (explanation, source) = Explanation(quote, place);
        var item = new Item(
            id,
            kind,
            attributes.Find("ability") ?? Missing("ability=A2 这样的能力"),
            int.TryParse(attributes.Find("difficulty"), out var difficulty) && difficulty is >= 1 and <= 3 ? difficulty : WrongDifficulty(),
            attributes.Has("critical"),
            attributes.Has("keep-order"),
            point ?? Point(),
            Stem(heading, [.. blocks.Where(b => b != answers && b != quote)]),
            [],
            explanation,
            source ?? new Source("", Confidence.Low));
        item = WithAnswers(item, answers, place);
        attributes.RefuseOthers();
        return source is not null && (kind == QuestionKind.Fill ? item.Blanks.Count > 0 : item.Options.Count > 1) ? item : null;

        string Missing(string what)
        {
            file.Problems.Error(place, "attribute", $"{id} 缺少 {what}，写在标题后的花括号里。");
            return "";
        }

        int WrongDifficulty()
        {
            Missing("difficulty=1（2、3）的难度");
            return 1;
        }

        KnowledgePoint Point()
        {
            var lesson = attributes.Find("lesson") ?? Missing("lesson=02-choose#gauge 这样的出处卡片");
            return LessonAnchor().Match(lesson) is { Success: true } match
                ? new KnowledgePoint(course, match.Groups[1].Value, match.Groups[2].Value)
                : lesson.Length == 0 ? default : BadPoint(lesson);
        }

        KnowledgePoint BadPoint(string lesson)
        {
            file.Problems.Error(place, "lesson-unknown", $"lesson={lesson} 写法不对，应是 小节名#卡片锚点，如 02-choose#gauge。");
            return default;
        }
    }

    private Item WithAnswers(Item item, Block? block, Place place)
    {
        var parts = new PartsReader(file, paragraph => Wording(paragraph.Inline!, [], file.PlaceOf(paragraph)));
        switch (item.Kind)
        {
            case QuestionKind.Fill:
                var stem = parts.CutBlanks(item.Stem, place);
                return item with { Stem = stem, Blanks = parts.Blanks(block, stem, place) };
            case QuestionKind.Order:
                if (item.KeepOrder)
                {
                    file.Problems.Error(place, "attribute", "排序题不能写 keep-order，按原来的顺序就是答案。");
                }

                return item with { Options = parts.Steps(block, place) };
            case QuestionKind.Match:
                var (left, right) = parts.Pairs(block, place);
                return item with { Options = left, Counterparts = right };
            default:
                var list = block as ListBlock;
                var options = list is null ? [] : Options(list);
                CheckOptions(item.Kind, options, list is null ? place : file.PlaceOf(list));
                return item with { Options = options };
        }
    }

    /// <summary>A stem or story: the heading's words and pictures, and those on lines of their own below it.</summary>
    public Wording Stem(HeadingBlock heading, IReadOnlyList<Block> below)
    {
        var place = file.PlaceOf(heading);
        var wording = Wording(heading.Inline ?? [], PicturesOnly(below), place);
        if (wording.PlainText.Length == 0)
        {
            file.Problems.Error(place, "stem", "题干是空的，写在标题里。");
        }

        return wording;
    }

    private List<Option> Options(ListBlock list)
    {
        var options = new List<Option>();
        foreach (var entry in list.OfType<ListItemBlock>())
        {
            var place = file.PlaceOf(entry);
            if (entry is [ParagraphBlock { Inline: { FirstChild: TaskList mark } inline }])
            {
                var wording = Wording(inline.Skip(1), [], place);
                if (wording.Runs.Count == 0 && wording.Pictures.Count == 0)
                {
                    file.Problems.Error(place, "options", "选项是空的，写上内容或删掉。");
                }

                options.Add(new Option(wording, mark.Checked));
            }
            else
            {
                file.Problems.Error(place, "options", "选项要写成一行：- [ ] 错误项，- [x] 正确项。");
            }
        }

        foreach (var doubled in options.GroupBy(o => o.Wording.PlainText).Where(g => g.Key.Length > 0 && g.Count() > 1))
        {
            file.Problems.Error(file.PlaceOf(list), "options", $"两个选项都是“{doubled.Key}”，改掉一个。");
        }

        return options;
    }

    private void CheckOptions(QuestionKind kind, List<Option> options, Place place)
    {
        var keys = options.Count(o => o.IsKey);
        var (least, most, right) = kind switch
        {
            QuestionKind.Single => (3, 4, keys == 1),
            QuestionKind.Multiple => (4, 5, keys >= 2),
            _ => (2, 2, keys == 1),
        };
        if (options.Count < least || options.Count > most)
        {
            file.Problems.Error(place, "options", $"{Words.Chinese(kind)}题要有 {(least == most ? least : $"{least} 到 {most}")} 个选项，现在是 {options.Count} 个。");
        }
        else if (kind == QuestionKind.Judge && (options[0].Wording.PlainText != "正确" || options[1].Wording.PlainText != "错误"))
        {
            file.Problems.Error(place, "options", "判断题的选项依次是“正确”和“错误”，不写别的。");
        }

        if (!right)
        {
            file.Problems.Error(place, "key", kind == QuestionKind.Multiple
                ? $"多选题至少两个 [x]，现在是 {keys} 个。"
                : $"{Words.Chinese(kind)}题只能有一个 [x]，现在是 {keys} 个。");
        }
    }

    private (string Explanation, Source? Source) Explanation(QuoteBlock? quote, Place heading)
    {
        if (quote is null)
        {
            file.Problems.Error(heading, "explanation", "题目缺少解析：用“> ”开头写为什么对、错在哪里，最后一行写依据。");
            return ("", null);
        }

        var place = file.PlaceOf(quote);
        var lines = quote.OfType<ParagraphBlock>().SelectMany(Lines).Where(l => l.Length > 0).ToList();
        var marked = lines.FindIndex(l => l.StartsWith(SourceMark, StringComparison.Ordinal));
        if (marked < 0 || marked != lines.Count - 1)
        {
            file.Problems.Error(place, "source-missing", $"解析的最后一行要写依据，如“{SourceMark}消防法 第44条（高）”。");
            return ("", null);
        }

        if (marked == 0)
        {
            file.Problems.Error(place, "explanation", "解析只有依据，没有说为什么，请补上。");
        }

        if (SourceLine().Match(lines[marked]) is not { Success: true } source)
        {
            file.Problems.Error(place, "source-missing", "依据的最后要写置信度（高）或（中），用全角括号。");
            return ("", null);
        }

        return (string.Join('\n', lines.Take(marked)), new Source(source.Groups[1].Value.Trim(), Words.Confidences[source.Groups[2].Value]));
    }

    // A source that follows the explanation without a blank line is a soft break in the same paragraph.
    private static IEnumerable<string> Lines(ParagraphBlock paragraph)
    {
        var line = new List<Inline>();
        foreach (var inline in paragraph.Inline ?? [])
        {
            if (inline is LineBreakInline && inline.NextSibling is LiteralInline next && next.Content.ToString().StartsWith(SourceMark, StringComparison.Ordinal))
            {
                yield return PlainText.Of(line);
                line = [];
            }
            else
            {
                line.Add(inline);
            }
        }

        yield return PlainText.Of(line);
    }

    private Wording Wording(IEnumerable<Inline> inlines, IReadOnlyList<Picture> below, Place place)
    {
        var runs = new List<TextRun>();
        var pictures = new List<Picture>();
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LinkInline { IsImage: true } picture:
                    pictures.Add(PictureOf(picture));
                    break;
                case EmphasisInline { DelimiterCount: 2 } strong:
                    runs.Add(new TextRun(PlainText.Of(strong), IsStrong: true));
                    break;
                case LiteralInline or HtmlEntityInline or LineBreakInline or CodeInline:
                    runs.Add(new TextRun(inline is LiteralInline literal ? literal.Content.ToString() : PlainText.Of([inline])));
                    break;
                default:
                    file.Problems.Error(place, "markup", "题干和选项里只能有文字、**加粗**和图片。");
                    break;
            }
        }

        return new Wording(Joined(runs), [.. pictures, .. below]);
    }

    private static List<TextRun> Joined(List<TextRun> runs)
    {
        var joined = new List<TextRun>();
        foreach (var run in runs.Where(r => r.Text.Length > 0))
        {
            if (joined.Count > 0 && joined[^1].IsStrong == run.IsStrong)
            {
                joined[^1] = joined[^1] with { Text = joined[^1].Text + run.Text };
            }
            else
            {
                joined.Add(run);
            }
        }

        if (joined.Count > 0)
        {
            joined[0] = joined[0] with { Text = joined[0].Text.TrimStart() };
            joined[^1] = joined[^1] with { Text = joined[^1].Text.TrimEnd() };
        }

        return joined;
    }

    private List<Picture> PicturesOnly(IReadOnlyList<Block> blocks)
    {
        var pictures = new List<Picture>();
        foreach (var block in blocks)
        {
            if (block is ParagraphBlock { Inline: { } inline } && inline.All(i => i is LinkInline { IsImage: true } or LineBreakInline))
            {
                pictures.AddRange(inline.OfType<LinkInline>().Select(PictureOf));
            }
            else
            {
                file.Problems.Error(file.PlaceOf(block), "stray-text", "这段不属于题目：题干写在标题里，下面只有图片、选项（或答案、步骤、表格）和一段引用的解析。");
            }
        }

        return pictures;
    }

    private Picture PictureOf(LinkInline picture) => new(file.Resolve(picture.Url ?? ""), PlainText.Of(picture));

    [GeneratedRegex("^([0-9]{2}-[a-z0-9-]+)#([a-z0-9-]+)$")]
    private static partial Regex LessonAnchor();

    [GeneratedRegex("^依据：(.+)（(高|中|低)）$")]
    private static partial Regex SourceLine();
}
