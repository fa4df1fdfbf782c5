using System.Text;
using System.Text.RegularExpressions;
using Academy.Domain.Questions;
using Markdig.Syntax;

namespace Academy.Web.Content;

/// <summary>Reads questions: a heading with attributes, what may be answered, a quote that explains.</summary>
/// <param name="file">The file they stand in.</param>
/// <param name="course">Course code; ids begin with it and lessons belong to it.</param>
/// <param name="places">Where each id is written, over all files.</param>
internal sealed class QuestionReader(MarkdownFile file, string course, QuestionBank bank, Dictionary<string, Place> places)
{
    private static readonly (QuestionBank Bank, char Letter)[] Letters =
        [(QuestionBank.Practice, 'P'), (QuestionBank.Exam, 'E'), (QuestionBank.Checkpoint, 'K')];

    private readonly ItemReader _items = new(file, course);

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
            return _items.Read(id, kind, attributes, heading, blocks, point) is { } item
                ? new Question(id, VersionOf(kind, null, [item]), bank, kind, course, null, [item])
                : null;
        }

        attributes.RefuseOthers();
        var parts = Sections.Of(blocks, level: 3);
        var before = blocks.TakeWhile(b => b is not HeadingBlock { Level: 3 }).ToList();
        var story = _items.Stem(heading, before);
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
            file.Problems.Error(place, "kind", "小题只能是 single、multiple、judge、fill、order 或 match。");
            return null;
        }

        return _items.Read(attributes.Id, kind, attributes, part.Heading, part.Blocks, null);
    }

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
            ? "随堂题要写 kind=single、multiple、judge、fill、order 或 match。"
            : "题目要写 kind=single、multiple、judge、fill、order、match 或 scenario。");
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

            foreach (var blank in item.Blanks)
            {
                text.Append('=').AppendJoin('|', blank.Answers).Append('\n');
            }

            foreach (var counterpart in item.Counterparts)
            {
                text.Append('=');
                Append(counterpart);
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
