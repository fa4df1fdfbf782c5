using System.Text.RegularExpressions;
using Academy.Domain.Courses;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>What gives answers away, repeats itself or leaves a knowledge point without practice.</summary>
internal sealed partial class QuestionCheck(Curriculum curriculum, IReadOnlyDictionary<string, Place> places, ProblemList problems)
{
    // A few questions of one course fall as they may; many may not.
    private static readonly Balance OfCourse = new(20, 0.10, 0.40, 8, 0.30);
    private static readonly Balance OfBank = new(100, 0.20, 0.30, 40, 0.45);

    private const double MostLongestKey = 0.35;
    private const double MostNegative = 0.05;

    public void Check()
    {
        foreach (var item in curriculum.Questions.SelectMany(q => q.Items))
        {
            CheckWording(item, places[item.Id]);
        }

        foreach (var bank in curriculum.Questions.Where(q => q.Bank != QuestionBank.Checkpoint).GroupBy(q => q.Bank))
        {
            foreach (var course in bank.GroupBy(q => q.Course, StringComparer.Ordinal)) CheckQuality(course, "", OfCourse);
            CheckQuality(bank, $"{(bank.Key == QuestionBank.Exam ? "考试" : "练习")}题库合计：", OfBank);
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
        else if (BankQuality.IsNegative(item) && !item.Stem.Runs.Any(r => r.IsStrong && r.Text.AsSpan().ContainsAny("不错无非")))
        {
            problems.Warning(place, "negative-plain", $"{item.Id}：反着问的题干，把“不”“错误”加粗，或改成正面问。");
        }
    }

    private void CheckQuality(IEnumerable<Question> questions, string whose, Balance balance)
    {
        var items = questions.SelectMany(q => q.Items).ToList();
        var (place, quality) = (places[items[0].Id] with { Line = 1 }, BankQuality.Of(items));
        var (singles, judges) = (quality.Singles, quality.Judges);
        if (singles >= balance.LeastSingles)
        {
            if (quality.LongestKeys > singles * MostLongestKey)
            {
                problems.Warning(place, "longest-key", $"{whose}四选一的 {singles} 题里有 {quality.LongestKeys} 题正确项最长（超过 {MostLongestKey:P0}），会被猜中；缩短正确项或加长错误项。");
            }

            if (quality.KeyPositions.Any(c => c < singles * balance.LeastPosition || c > singles * balance.MostPosition))
            {
                problems.Warning(place, "key-position", $"{whose}四选一的正确项在第一到第四位各 {string.Join("、", quality.KeyPositions)} 题，不均衡，调换一些。");
            }
        }

        if (judges >= balance.LeastJudges && (quality.JudgesTrue < judges * balance.LeastTrue || quality.JudgesTrue > judges * (1 - balance.LeastTrue)))
        {
            problems.Warning(place, "key-position", $"{whose}判断题 {judges} 道里 {quality.JudgesTrue} 道正确，应大约一半。");
        }

        if (items.Count >= balance.LeastSingles && quality.NegativeStems > items.Count * MostNegative)
        {
            problems.Warning(place, "negative-stem", $"{whose}{items.Count} 题里有 {quality.NegativeStems} 题反着问（超过 {MostNegative:P0}），改成正面问。");
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

    /// <summary>How even a share must be, and from how many on it says something.</summary>
    private sealed record Balance(int LeastSingles, double LeastPosition, double MostPosition, int LeastJudges, double LeastTrue);
}
