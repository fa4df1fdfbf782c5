using System.Text;
using System.Text.RegularExpressions;
using Academy.Domain.Questions;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>Reads questions: a heading with attributes, a task list of options, a quote that explains.</summary>
/// <param name="file">The file they stand in.</param>
/// <param name="course">Course code; ids begin with it and lessons belong to it.</param>
/// <param name="places">Where each id is written, over all files.</param>
internal sealed partial class QuestionReader(MarkdownFile file, string course, QuestionBank bank, Dictionary<string, Place> places)
{
    private const string SourceMark = "依据：";

    private static readonly (QuestionBank Bank, char Letter)[] Letters =
        [(QuestionBank.Practice, 'P'), (QuestionBank.Exam, 'E'), (QuestionBank.Checkpoint, 'K')];

    private char Letter => Letters.First(l => l.Bank == bank).Letter;

    /// <summary>Reads a bank file: every second-level heading begins a question.</summary>
    public IReadOnlyList<Question> ReadBank()
    {
        var questions = new List<Question>();
        if (file.Blocks.Count > 0 && file.Blocks[0] is not HeadingBlock { Level: 2 })
        {
            file.Problems.Error(file.PlaceOf(file.Blocks[0]), "stray-text", "第一题之前不能有别的内容，删掉。");
        }

        foreach (var section in Sections.Of(file.Blocks, level: 2))
        {
            if (Read(section.Heading, section.Blocks, null) is { } question)
            {
                questions.Add(question);
            }
        }

        return questions;
    }

    /// <summary>Reads one question; null when it is too broken to be one (its problems are reported).</summary>
    /// <param name="point">The card around a checkpoint; a bank's questions name theirs.</param>
    public Question? Read(HeadingBlock heading, IReadOnlyList<Block> blocks, KnowledgePoint? point)
    {
        var place = file.PlaceOf(heading);
        var attributes = file.TakeAttributes(heading);
        if (attributes?.Id is not { } id)
        {
            file.Problems.Error(place, "id-missing", $"题目缺少编号，在标题后写 {{#{course}-{Letter}001 kind=single …}}。");
            return null;
        }

        if (!Regex.IsMatch(id, $"^{Regex.Escape(course)}-{Letter}[0-9]{{3,4}}$"))
        {
            file.Problems.Error(place, "id-format", $"编号 {id} 不对，这个文件里的题应是 {course}-{Letter} 加三位数字。");
        }

        if (!Register(id, place) || Kind(attributes, place) is not { } kind)
        {
            return null;
        }

        if (kind != QuestionKind.Scenario)
        {
            return ReadItem(id, kind, attributes, heading, blocks, point) is { } item
                ? new Question(id, VersionOf(kind, null, [item]), bank, kind, course, null, [item])
                : null;
        }

        attributes.RefuseOthers();
        var parts = Sections.Of(blocks, level: 3);
        var before = blocks.TakeWhile(b => b is not HeadingBlock { Level: 3 }).ToList();
        var story = Wording(heading, PicturesOnly(before), place);
        if (parts.Count is < 2 or > 4)
        {
            file.Problems.Error(place, "parts", $"情景题要有二到四个小题，现在是 {parts.Count} 个；小题用 ### 开头。");
        }

        var items = parts.Select((part, i) => ReadPart(id, i + 1, part)).OfType<Item>().ToList();
        return items.Count == parts.Count && items.Count > 0
            ? new Question(id, VersionOf(kind, story, items), bank, kind, course, story, items)
            : null;
    }

    private Item? ReadPart(string scenario, int number, Section part)
    {
        var place = file.PlaceOf(part.Heading);
        var attributes = file.TakeAttributes(part.Heading);
        if (attributes?.Id != $"{scenario}-{number}")
        {
            file.Problems.Error(place, "id-format", $"第 {number} 小题的编号应是 {scenario}-{number}。");
            return null;
        }

        if (!Register(attributes.Id, place) || Kind(attributes, place) is not { } kind)
        {
            return null;
        }

        if (kind == QuestionKind.Scenario)
        {
            file.Problems.Error(place, "kind", "小题只能是 single、multiple 或 judge。");
            return null;
        }

        return ReadItem(attributes.Id, kind, attributes, part.Heading, part.Blocks, null);
    }

    private Item? ReadItem(string id, QuestionKind kind, HeadingAttributes attributes, HeadingBlock heading, IReadOnlyList<Block> blocks, KnowledgePoint? point)
    {
        var place = file.PlaceOf(heading);
        var list = blocks.OfType<ListBlock>().FirstOrDefault();
        var quote = blocks.OfType<QuoteBlock>().FirstOrDefault();
        var pictures = PicturesOnly([.. blocks.Where(b => b != list && b != quote)]);
        var options = list is null ? [] : Options(list);
        CheckOptions(kind, options, list is null ? place : file.PlaceOf(list));
        var (explanation, source) = Explanation(quote, place);
        var item = new Item(
            id,
            kind,
            attributes.Find("ability") ?? Missing("ability=A2 这样的能力"),
            int.TryParse(attributes.Find("difficulty"), out var difficulty) && difficulty is >= 1 and <= 3 ? difficulty : WrongDifficulty(),
            attributes.Has("critical"),
            attributes.Has("keep-order"),
            point ?? Point(),
            Wording(heading, pictures, place),
            options,
            explanation,
            source ?? new Source("", Confidence.Low));
        attributes.RefuseOthers();
        return options.Count > 1 && source is not null ? item : null;

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

    private Wording Wording(HeadingBlock heading, IReadOnlyList<Picture> below, Place place)
    {
        var wording = Wording(heading.Inline ?? [], below, place);
        if (wording.PlainText.Length == 0)
        {
            file.Problems.Error(place, "stem", "题干是空的，写在标题里。");
        }

        return wording;
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
                file.Problems.Error(file.PlaceOf(block), "stray-text", "这段不属于题目：题干写在标题里，下面只有图片、选项列表和一段引用的解析。");
            }
        }

        return pictures;
    }

    private Picture PictureOf(LinkInline picture) => new(file.Resolve(picture.Url ?? ""), PlainText.Of(picture));

    private bool Register(string id, Place place)
    {
        if (places.TryAdd(id, place))
        {
            return true;
        }

        file.Problems.Error(place, "id-double", $"编号 {id} 已经用在 {places[id].File} 第 {places[id].Line} 行；编号不能重复，换一个新的。");
        return false;
    }

    private QuestionKind? Kind(HeadingAttributes attributes, Place place)
    {
        var text = attributes.Find("kind");
        if (text is not null && Words.Kinds.TryGetValue(text, out var kind) && !(kind == QuestionKind.Scenario && bank == QuestionBank.Checkpoint))
        {
            return kind;
        }

        file.Problems.Error(place, "kind", bank == QuestionBank.Checkpoint
            ? "随堂题要写 kind=single、multiple 或 judge。"
            : "题目要写 kind=single、multiple、judge 或 scenario。");
        return null;
    }

    private static string VersionOf(QuestionKind kind, Wording? story, IReadOnlyList<Item> items)
    {
        var text = new StringBuilder().Append(kind).Append('\n');
        Append(story);
        foreach (var item in items)
        {
            text.Append(item.Kind).Append('\n');
            Append(item.Stem);
            foreach (var option in item.Options)
            {
                text.Append(option.IsKey ? '+' : '-');
                Append(option.Wording);
            }
        }

        return ContentHash.Of(text.ToString());

        void Append(Wording? wording)
        {
            foreach (var run in wording?.Runs ?? [])
            {
                text.Append(run.IsStrong ? "**" : "").Append(run.Text);
            }

            foreach (var picture in wording?.Pictures ?? [])
            {
                text.Append('!').Append(picture.Path);
            }

            text.Append('\n');
        }
    }

    [GeneratedRegex("^([0-9]{2}-[a-z0-9-]+)#([a-z0-9-]+)$")]
    private static partial Regex LessonAnchor();

    [GeneratedRegex("^依据：(.+)（(高|中|低)）$")]
    private static partial Regex SourceLine();
}

/// <summary>A heading and what follows it up to the next of its level.</summary>
internal sealed record Section(HeadingBlock Heading, IReadOnlyList<Block> Blocks);

internal static class Sections
{
    /// <summary>Splits blocks at headings of a level; what stands before the first is left out.</summary>
    public static IReadOnlyList<Section> Of(IReadOnlyList<Block> blocks, int level)
    {
        var sections = new List<Section>();
        var current = new List<Block>();
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                sections.Add(new Section(heading, current = []));
            }
            else if (sections.Count > 0)
            {
                current.Add(block);
            }
        }

        return sections;
    }
}
