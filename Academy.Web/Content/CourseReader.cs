using System.Text.RegularExpressions;
using Academy.Domain.Courses;
using Academy.Domain.Questions;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Academy.Web.Content;

/// <summary>Reads one folder under courses/.</summary>
internal sealed partial class CourseReader(ContentFiles files, string folder, ProblemList problems, Dictionary<string, Place> places)
{
    private readonly string _root = $"courses/{folder}/";

    /// <summary>The course and its questions of all banks; null when course.md is not there or has no front matter.</summary>
    public (Course Course, IReadOnlyList<Question> Questions)? Read()
    {
        if (Markdown("course.md") is not { } file)
        {
            problems.Error(new Place(_root + "course.md", 1), "file-missing", $"没有 {_root}course.md，每门课程都要有。");
            return null;
        }

        if (FrontMatter(file) is not { } front)
        {
            return null;
        }

        var code = front.Text("code");
        if (!CourseFolder().IsMatch(folder) || !folder.StartsWith(code + "-", StringComparison.Ordinal))
        {
            problems.Error(front.PlaceOf("code"), "field-value", $"文件夹 {folder} 应以课程编号开头，如 {code}-fire-fighting，用小写字母和连字符。");
        }

        places[Catalogues.Key("course", code)] = front.Place;
        var questions = new List<Question>();
        var course = new Course(
            code,
            folder,
            front.Text("title"),
            front.Number("hours", least: 1),
            front.Text("audience"),
            front.List("abilities", required: true),
            front.List("law_refs", required: true),
            front.Confidence("confidence"),
            front.Day("reviewed_on"),
            new ContentRenderer(file).Render(file.Blocks),
            [.. LessonNames().Select(name => Lesson(code, name, questions)).OfType<Lesson>()]);
        front.RefuseOthers();
        Refuse(file, b => b is HeadingBlock or CustomContainer, "课程简介里只写段落，标题和框写在小节里。");
        questions.AddRange(Bank(code, "practice.md", QuestionBank.Practice));
        questions.AddRange(Bank(code, "exam.md", QuestionBank.Exam));
        return (course, questions);
    }

    private IEnumerable<string> LessonNames()
    {
        foreach (var path in files.Paths.Where(p => p.StartsWith(_root, StringComparison.Ordinal) && p.EndsWith(".md", StringComparison.Ordinal)))
        {
            var name = path[_root.Length..^3];
            if (LessonName().IsMatch(name))
            {
                yield return name;
            }
            else if (name is not ("course" or "practice" or "exam"))
            {
                problems.Error(new Place(path, 1), "file-name", "小节的文件名应是两位数字加短名，如 02-choose.md；不是小节的文件请移走。");
            }
        }
    }

    private Lesson? Lesson(string code, string name, List<Question> questions)
    {
        var file = Markdown(name + ".md")!;
        if (FrontMatter(file) is not { } front)
        {
            return null;
        }

        var place = places[Catalogues.Key("lesson", $"{code}/{name}")] = front.PlaceOf("minutes");
        if (file.Blocks is [not HeadingBlock { Level: 2 } and not FootnoteGroup, ..])
        {
            problems.Error(file.PlaceOf(file.Blocks[0]), "stray-text", "第一张卡片（## 标题）之前不能有别的内容。");
        }

        Refuse(file, b => b is HeadingBlock { Level: not 2 }, "小节里每张卡片用 ## 开头，不用别级标题；框里的小标题除外。");
        var sections = Sections.Of([.. file.Blocks.Where(b => b is not FootnoteGroup)], level: 2);
        var reader = new QuestionReader(file, code, QuestionBank.Checkpoint, places);
        var cards = sections.Select((section, i) => Card(file, reader, code, name, i + 1, section)).ToList();
        questions.AddRange(cards.Select(c => c.Checkpoint).OfType<Question>());
        var lesson = new Lesson(
            code,
            name,
            ContentHash.Of(files.FindText(file.Path)!),
            front.Text("title"),
            front.Number("minutes", least: 1),
            front.List("abilities", required: true),
            front.List("law_refs", required: true),
            front.Confidence("confidence"),
            front.Day("reviewed_on"),
            cards);
        front.RefuseOthers();
        CheckMinutes(lesson, file, place);
        return lesson;
    }

    private Card Card(MarkdownFile file, QuestionReader reader, string code, string lesson, int number, Section section)
    {
        var place = file.PlaceOf(section.Heading);
        var attributes = file.TakeAttributes(section.Heading);
        var anchor = attributes?.Id;
        attributes?.RefuseOthers();
        if (anchor is not null)
        {
            if (!Anchor().IsMatch(anchor))
            {
                problems.Error(place, "attribute", $"锚点 {anchor} 只能用小写字母、数字和连字符。");
            }

            if (!places.TryAdd(Catalogues.Key("card", $"{code}/{lesson}#{anchor}"), place))
            {
                problems.Error(place, "anchor-double", $"锚点 {anchor} 在本小节用了两次，换一个。");
            }
        }

        var checkpoints = section.Blocks.OfType<CustomContainer>().Where(c => c.Info == "checkpoint").ToList();
        var body = section.Blocks.Except(checkpoints).ToList();
        foreach (var nested in body.SelectMany(b => b.Descendants()).OfType<CustomContainer>())
        {
            problems.Error(file.PlaceOf(nested), "container", "框里不能再套框。");
        }

        var text = PlainText.Of(body);
        if (PlainText.Length(text) > CardLimit)
        {
            problems.Error(place, "card-long", $"这张卡片有 {PlainText.Length(text)} 个字，最多 {CardLimit} 个，拆成两张或删短。");
        }

        foreach (var second in checkpoints.Skip(1))
        {
            problems.Error(file.PlaceOf(second), "checkpoint", "一张卡片最多一道随堂题。");
        }

        return new Card(
            number,
            PlainText.Of(section.Heading.Inline),
            anchor,
            new ContentRenderer(file).Render(body),
            text,
            checkpoints.Count > 0 ? Checkpoint(file, reader, checkpoints[0], anchor is null ? null : new KnowledgePoint(code, lesson, anchor)) : null);
    }

    private Question? Checkpoint(MarkdownFile file, QuestionReader reader, CustomContainer container, KnowledgePoint? point)
    {
        if (point is null)
        {
            problems.Error(file.PlaceOf(container), "checkpoint", "有随堂题的卡片要有锚点：在卡片标题后写 {#短名}。");
            return null;
        }

        if (container is not [HeadingBlock { Level: 2 } heading, ..])
        {
            problems.Error(file.PlaceOf(container), "checkpoint", "随堂题框里第一行应是 ## 题干 {#编号 kind=…}。");
            return null;
        }

        return reader.Read(heading, [.. container.Skip(1)], point);
    }

    private void CheckMinutes(Lesson lesson, MarkdownFile file, Place place)
    {
        var characters = lesson.Cards.Sum(c => PlainText.Length(c.Title) + PlainText.Length(c.PlainText));
        var pictures = file.Blocks.Where(b => b is not CustomContainer { Info: "checkpoint" })
            .Sum(b => b.Descendants<LinkInline>().Count(l => l.IsImage));
        var checkpoints = lesson.Cards.Count(c => c.Checkpoint is not null);
        var filled = (int)Math.Ceiling((characters / 150.0) + (pictures / 3.0) + checkpoints);
        if (lesson.Minutes > filled)
        {
            problems.Error(place, "minutes", $"写了 {lesson.Minutes} 分钟，内容只够 {filled} 分钟（{characters} 字、{pictures} 张图、{checkpoints} 道随堂题），改小或补内容。");
        }
    }

    private IReadOnlyList<Question> Bank(string code, string name, QuestionBank bank) =>
        Markdown(name) is { } file ? new QuestionReader(file, code, bank, places).ReadBank() : [];

    private MarkdownFile? Markdown(string name) =>
        files.FindText(_root + name) is { } text ? MarkdownFile.Read(_root + name, text, files, problems) : null;

    private YamlFields? FrontMatter(MarkdownFile file)
    {
        if (file.FrontMatter is null)
        {
            problems.Error(new Place(file.Path, 1), "front-matter", "文件要以两行 --- 之间的文件头开始，见作者指南。");
        }

        return file.FrontMatter;
    }

    private void Refuse(MarkdownFile file, Func<Block, bool> refused, string message)
    {
        foreach (var block in file.Blocks.Where(refused))
        {
            problems.Error(file.PlaceOf(block), "heading", message);
        }
    }

    private const int CardLimit = 250;

    [GeneratedRegex("^[A-Z][0-9]{2}-[a-z0-9-]+$")]
    private static partial Regex CourseFolder();

    [GeneratedRegex("^[0-9]{2}-[a-z0-9-]+$")]
    private static partial Regex LessonName();

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Anchor();
}
