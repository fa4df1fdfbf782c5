using System.Text.RegularExpressions;
using Academy.Domain.Courses;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>What gives answers away, repeats itself or leaves a knowledge point without practice.</summary>
internal sealed partial class QuestionCheck(Curriculum curriculum, IReadOnlyDictionary<string, Place> places, ProblemList problems)
{
    // Shares of a bank say something only when there are enough questions to share.
    private const int LeastForShare = 20;
    private const double MostLongestKey = 0.35;
    private const double MostNegative = 0.05;

    public void Check()
    {
        foreach (var item in curriculum.Questions.SelectMany(q => q.Items))
        {
            CheckWording(item, places[item.Id]);
        }

        foreach (var bank in curriculum.Questions.Where(q => q.Bank != QuestionBank.Checkpoint).GroupBy(q => (q.Course, q.Bank)))
        {
            var items = bank.SelectMany(q => q.Items).ToList();
            var place = places[items[0].Id] with { Line = 1 };
            CheckLongestKey(items, place);
            CheckKeyPositions(items, place);
            CheckNegative(items, place);
        }

        foreach (var question in curriculum.Questions.Where(q => q.Bank == QuestionBank.Exam && q.Ability is null))
        {
            problems.Warning(places[question.Id], "scenario-mixed", $"{question.Id} 的小题分属几种能力，任何组卷规则都抽不到它；改成同一种。");
        }

        CheckKnowledgePoints();
        CheckDuplicates();
    }

    private void CheckWording(Item item, Place place)
    {
        var stem = item.Stem.PlainText;
        if (item.Options.Any(o => AllOfAbove().IsMatch(o.Wording.PlainText)))
        {
            problems.Warning(place, "all-of-above", $"{item.Id}：不要用“以上都对”这类选项，它让人不用想就会选。");
        }

        if (item.Kind == QuestionKind.Judge)
        {
            if (!item.Options[0].IsKey && AbsoluteWord().Match(stem) is { Success: true } word)
            {
                problems.Warning(place, "absolute-word", $"{item.Id}：“{word.Value}”一看就知道是错的，换一种说法。");
            }
        }
        else if (NegativeStem().IsMatch(stem) && !item.Stem.Runs.Any(r => r.IsStrong && r.Text.AsSpan().ContainsAny("不错无非")))
        {
            problems.Warning(place, "negative-plain", $"{item.Id}：反着问的题干，把“不”“错误”加粗，或改成正面问。");
        }
    }

    private void CheckLongestKey(List<Item> items, Place place)
    {
        var singles = FourOptions(items);
        var longest = singles.Count(i => i.Options.Single(o => o.IsKey).Wording.PlainText.Length > i.Options.Where(o => !o.IsKey).Max(o => o.Wording.PlainText.Length));
        if (singles.Count >= LeastForShare && longest > singles.Count * MostLongestKey)
        {
            problems.Warning(place, "longest-key", $"四选一的 {singles.Count} 题里有 {longest} 题正确项最长（超过 {MostLongestKey:P0}），会被猜中；缩短正确项或加长错误项。");
        }
    }

    private void CheckKeyPositions(List<Item> items, Place place)
    {
        var singles = FourOptions(items);
        var counts = Enumerable.Range(0, 4).Select(p => singles.Count(i => i.Options[p].IsKey)).ToList();
        if (singles.Count >= LeastForShare && counts.Exists(c => c < singles.Count * 0.10 || c > singles.Count * 0.40))
        {
            problems.Warning(place, "key-position", $"四选一的正确项在第一到第四位各 {string.Join("、", counts)} 题，不均衡，调换一些。");
        }

        var judges = items.Where(i => i.Kind == QuestionKind.Judge).ToList();
        var right = judges.Count(i => i.Options[0].IsKey);
        if (judges.Count >= 8 && (right < judges.Count * 0.3 || right > judges.Count * 0.7))
        {
            problems.Warning(place, "key-position", $"判断题 {judges.Count} 道里 {right} 道正确，应大约一半。");
        }
    }

    // Items without a key are the reader's to report.
    private static List<Item> FourOptions(List<Item> items) =>
        [.. items.Where(i => i.Kind == QuestionKind.Single && i.Options.Count == 4 && i.Options.Count(o => o.IsKey) == 1)];

    private void CheckNegative(List<Item> items, Place place)
    {
        var negative = items.Count(i => i.Kind != QuestionKind.Judge && NegativeStem().IsMatch(i.Stem.PlainText));
        if (items.Count >= LeastForShare && negative > items.Count * MostNegative)
        {
            problems.Warning(place, "negative-stem", $"{items.Count} 题里有 {negative} 题反着问（超过 {MostNegative:P0}），改成正面问。");
        }
    }

    private void CheckKnowledgePoints()
    {
        var asked = curriculum.Questions
            .SelectMany(q => q.Items.Select(i => (q.Bank, Question: q.Id, i.KnowledgePoint)))
            .Distinct()
            .ToLookup(a => a.KnowledgePoint);
        foreach (var lesson in curriculum.Courses.SelectMany(c => c.Lessons))
        {
            foreach (var card in lesson.Cards.Where(c => c.Anchor is not null))
            {
                var point = new KnowledgePoint(lesson.Course, lesson.Name, card.Anchor!);
                if (!places.TryGetValue(Catalogues.Key("card", point.ToString()), out var place))
                {
                    continue;
                }

                var practice = asked[point].Count(a => a.Bank == QuestionBank.Practice);
                if (practice < 2 && asked[point].Any(a => a.Bank == QuestionBank.Exam))
                {
                    problems.Error(place, "practice-few", $"考试会问 {point}，练习题却只有 {practice} 道：补训要用两道，在 practice.md 补上。");
                }
                else if (asked[point].Count() < 3)
                {
                    problems.Warning(place, "point-few", $"知识点 {point} 只有 {asked[point].Count()} 道题，至少三道；只是读读的卡片去掉锚点。");
                }
            }
        }
    }

    private void CheckDuplicates()
    {
        var stems = curriculum.Questions
            .Select(q => (Question: q, Grams: Grams(string.Concat([q.Story?.PlainText ?? "", .. q.Items.Select(i => i.Stem.PlainText)]))))
            .Where(s => s.Grams.Length > 0)
            .OrderBy(s => s.Grams.Length)
            .ToList();
        for (var i = 0; i < stems.Count; i++)
        {
            // Sorted by length: beyond one and a half times no pair can reach 0.8.
            for (var j = i + 1; j < stems.Count && stems[j].Grams.Length * 2 <= stems[i].Grams.Length * 3; j++)
            {
                var (left, right) = (stems[i].Question, stems[j].Question);
                if (Common(stems[i].Grams, stems[j].Grams) * 2 >= (stems[i].Grams.Length + stems[j].Grams.Length) * 0.8
                    && PicturesOf(left).SequenceEqual(PicturesOf(right)))
                {
                    var (first, second) = string.CompareOrdinal(left.Id, right.Id) < 0 ? (left, right) : (right, left);
                    problems.Warning(places[second.Id], "near-duplicate", $"{second.Id} 和 {first.Id}（{places[first.Id].File} 第 {places[first.Id].Line} 行）几乎一样，改掉一道；练习里见过的，考试就不算会。");
                }
            }
        }
    }

    private static IEnumerable<string> PicturesOf(Question question) =>
        question.Items.SelectMany(i => i.Stem.Pictures).Select(p => p.Path);

    // Three characters packed into one number, sorted, for a merge that touches nothing but two arrays.
    private static long[] Grams(string text)
    {
        var letters = text.Where(char.IsLetterOrDigit).ToArray();
        return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 2)).Select(i => ((long)letters[i] << 32) | ((long)letters[i + 1] << 16) | letters[i + 2]).Distinct().Order()];
    }

    private static int Common(long[] left, long[] right)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == right[j])
            {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
            else if (left[i] < right[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }

    [GeneratedRegex("以上(都|均|全|皆)|都(不)?对$|全(部)?(都)?对$")]
    private static partial Regex AllOfAbove();

    [GeneratedRegex("绝对|永远|从来不|完全不|一定会|肯定|必然|总是|任何情况|无论如何|百分之百|100%")]
    private static partial Regex AbsoluteWord();

    [GeneratedRegex("(不正确|不对|不属于|不包括|不应该?|不应当|不可以|不能|不该|不宜|错误|不当|不妥)的(是|做法|说法|行为|一项|一句|有)|哪.{0,8}(不正确|不对|不能|不该|不应|不属于|不包括|是错)")]
    private static partial Regex NegativeStem();
}
