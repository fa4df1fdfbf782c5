using System.Text.RegularExpressions;
using Academy.Domain.Questions;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace Academy.Web.Content;

/// <summary>Reads what belongs to an item of several parts: the answers of its blanks, its steps, its pairs.</summary>
/// <param name="wordingOf">Reads the words and pictures of a paragraph.</param>
internal sealed partial class PartsReader(MarkdownFile file, Func<ParagraphBlock, Wording> wordingOf)
{
    private const string AnswerMark = "答案：";
    private const int MostBlanks = 5;
    private const int MostCounterpart = 15;

    /// <summary>Cuts the blanks, <c>____</c>, out of a stem.</summary>
    public Wording CutBlanks(Wording stem, Place place)
    {
        var runs = new List<TextRun>();
        foreach (var run in stem.Runs)
        {
            var from = 0;
            foreach (Match line in Underscores().Matches(run.Text))
            {
                if (line.Length != 4)
                {
                    Error(place, "blank", $"题干里有 {line.Length} 条下划线；一个空固定写四条：____。");
                }

                runs.Add(run with { Text = run.Text[from..line.Index] });
                runs.Add(new TextRun(line.Value, IsBlank: true));
                from = line.Index + line.Length;
            }

            runs.Add(run with { Text = run.Text[from..] });
        }

        return stem with { Runs = [.. runs.Where(r => r.Text.Length > 0)] };
    }

    /// <summary>A list item <c>答案：119 | 一一九</c> for each blank of the stem.</summary>
    public IReadOnlyList<Blank> Blanks(Block? block, Wording stem, Place heading)
    {
        var holes = stem.Runs.Count(r => r.IsBlank);
        var place = block is null ? heading : file.PlaceOf(block);
        if (holes is 0 or > MostBlanks)
        {
            Error(heading, "blank", $"填空题的题干要有 1 到 {MostBlanks} 个空，写成 ____，现在是 {holes} 个。");
        }

        if (block is not ListBlock { IsOrdered: false } list)
        {
            Error(place, "blank", "填空题的题干下面给每个空写一行：- 答案：119 | 一一九。");
            return [];
        }

        var blanks = list.OfType<ListItemBlock>().Select(BlankOf).ToList();
        if (blanks.Count != holes)
        {
            Error(place, "blank", $"题干有 {holes} 个空，答案却有 {blanks.Count} 行，应当一空一行。");
        }

        return blanks;
    }

    /// <summary>A numbered list of steps in the right order.</summary>
    public IReadOnlyList<Option> Steps(Block? block, Place heading)
    {
        var place = block is null ? heading : file.PlaceOf(block);
        if (block is not ListBlock { IsOrdered: true } list)
        {
            Error(place, "steps", "排序题的步骤按正确的顺序写成编号列表：1. 2. 3.，不写 [ ]。");
            return [];
        }

        var steps = list.OfType<ListItemBlock>().Select(i => Entry(i, "步骤", "steps", file.PlaceOf(i))).ToList();
        CheckCount(steps.Count, 3, 7, "排序题", "步", "steps", place);
        CheckDistinct(steps, "步骤", "steps", place);
        return [.. steps.Select(s => new Option(s, IsKey: true))];
    }

    /// <summary>A table of two columns headed 左 and 右; each row is a right pair.</summary>
    public (IReadOnlyList<Option> Left, IReadOnlyList<Wording> Right) Pairs(Block? block, Place heading)
    {
        var place = block is null ? heading : file.PlaceOf(block);
        if (block is not Table table)
        {
            Error(place, "pairs", "匹配题的题干下面写两列的表格：| 左 | 右 |，下一行 |---|---|，再下面每行一对。");
            return ([], []);
        }

        var rows = table.OfType<TableRow>().ToList();
        if (rows.Count == 0 || !rows[0].IsHeader || rows.Exists(r => r.Count != 2) || rows[0].Select(Words).SequenceEqual(["左", "右"]) is false)
        {
            Error(place, "pairs", "匹配题的表格只有两列，第一行固定写 | 左 | 右 |，从第三行起每行一对。");
            return ([], []);
        }

        // Cells without words have no line of their own; the rows of such a table follow line by line.
        var left = rows.Skip(1).Select((r, i) => Entry((TableCell)r[0], "左边", "pairs", PlaceOf(i))).ToList();
        var right = rows.Skip(1).Select((r, i) => Entry((TableCell)r[1], "右边", "pairs", PlaceOf(i))).ToList();
        CheckCount(left.Count, 3, 6, "匹配题", "对", "pairs", place);
        CheckDistinct(left, "左边", "pairs", place);
        CheckDistinct(right, "右边", "pairs", place);
        foreach (var (i, entry) in right.Index().Where(r => IsUnfit(r.Item)))
        {
            Error(PlaceOf(i), "pairs", $"右边“{entry.Spoken}”在手机上要放进一行：只写字，不加粗，最多 {MostCounterpart} 个字；图片放左边。");
        }

        return ([.. left.Select(l => new Option(l, IsKey: true))], right);

        Place PlaceOf(int pair) => place with { Line = place.Line + 2 + pair };
    }

    private static bool IsUnfit(Wording counterpart) => counterpart.Pictures.Count > 0 || counterpart.Runs.Any(r => r.IsStrong) || counterpart.PlainText.Length > MostCounterpart;

    private Blank BlankOf(ListItemBlock item)
    {
        var place = file.PlaceOf(item);
        if (item is not [ParagraphBlock { Inline: { } inline }] || PlainText.Of(inline) is not { } line || !line.StartsWith(AnswerMark, StringComparison.Ordinal))
        {
            Error(place, "blank", "每个空的答案写成一行：- 答案：119，几种写法都对时用 | 隔开。");
            return new Blank([]);
        }

        var answers = line[AnswerMark.Length..].Split('|', StringSplitOptions.TrimEntries);
        foreach (var answer in answers.Where(a => a.Length == 0 || Folding.Of(a).Length == 0))
        {
            Error(place, "blank", "有一种答案是空的，写上或删掉多余的 |。");
        }

        foreach (var answer in answers.Where(a => a.Length > Response.MostText))
        {
            Error(place, "blank", $"答案“{answer}”有 {answer.Length} 个字，最多 {Response.MostText} 个：空里只填关键的几个字。");
        }

        foreach (var doubled in answers.GroupBy(Folding.Of, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1))
        {
            Error(place, "blank", $"答案 {string.Join("、", doubled)} 判分时是一样的（全角半角、大小写、空格、标点不分），留一个。");
        }

        return new Blank(answers);
    }

    private Wording Entry(ContainerBlock block, string what, string code, Place place)
    {
        if (block is not [ParagraphBlock { Inline: { } inline } paragraph] || inline.FirstChild is TaskList)
        {
            Error(place, code, $"{what}有一项是空的，或不止一行；每项写成一行，不写 [ ]。");
            return Wording.Of("");
        }

        var wording = wordingOf(paragraph);
        if (wording.Runs.Count == 0 && wording.Pictures.Count == 0)
        {
            Error(place, code, $"{what}有一项是空的，写上内容或删掉。");
        }

        return wording;
    }

    private void CheckCount(int count, int least, int most, string kind, string unit, string code, Place place)
    {
        if (count < least || count > most)
        {
            Error(place, code, $"{kind}要有 {least} 到 {most} {unit}，现在是 {count} {unit}。");
        }
    }

    private void CheckDistinct(IEnumerable<Wording> entries, string what, string code, Place place)
    {
        foreach (var doubled in entries.GroupBy(e => Folding.Of(e.Spoken), StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1))
        {
            Error(place, code, $"{what}有两项都是“{doubled.First().Spoken}”，分不出对错，改掉一项。");
        }
    }

    private void Error(Place place, string code, string message) => file.Problems.Error(place, code, message);

    private static string Words(Block cell) => PlainText.Of([cell]);

    [GeneratedRegex("_{2,}")]
    private static partial Regex Underscores();
}
