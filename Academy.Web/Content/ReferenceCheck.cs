using System.Text.RegularExpressions;
using Academy.Domain.Courses;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>What one file says of another: abilities, laws, cards; and whether sources are good enough to teach and to examine.</summary>
internal sealed partial class ReferenceCheck(Curriculum curriculum, IReadOnlyDictionary<string, Place> places, ProblemList problems)
{
    private const int ReviewMonths = 12;

    private readonly HashSet<string> _abilities = [.. curriculum.Abilities.Select(a => a.Code)];
    private readonly Dictionary<string, Instrument> _laws = curriculum.Instruments.ToDictionary(i => i.Id, StringComparer.Ordinal);

    // The longest name first: GB 4351 must not answer for GB 4351.1.
    private readonly Regex _citation = new(curriculum.Instruments.Count == 0 ? "(?!)" : $@"({string.Join('|', curriculum.Instruments.Select(i => i.Short).OrderByDescending(s => s.Length).Select(Regex.Escape))})》?\s*((?:[、和及]?\s*第\s*[\d.]+\s*条(?:第[\d一二三四五六七八九十]+[款项])?)+)");

    public void Check(DateOnly today)
    {
        foreach (var course in curriculum.Courses)
        {
            var place = places[Catalogues.Key("course", course.Code)];
            CheckHead(place, course.Abilities, course.LawReferences, course.Confidence, course.ReviewedOn, today);
            foreach (var lesson in course.Lessons)
            {
                CheckHead(places[Catalogues.Key("lesson", lesson.Id)], lesson.Abilities, lesson.LawReferences, lesson.Confidence, lesson.ReviewedOn, today);
                foreach (var (card, number) in lesson.Cards.Select((card, i) => (card, i + 1)))
                {
                    CheckCitations(card.PlainText, $"第 {number} 张卡片", places[Catalogues.Key("lesson", lesson.Id)]);
                }
            }
        }

        foreach (var position in curriculum.Positions)
        {
            foreach (var duty in position.Duties) CheckCitations(duty, position.Code, places[Catalogues.Key("position", position.Code)]);
        }

        foreach (var requirement in curriculum.Requirements)
        {
            CheckCitations(requirement.Basis, requirement.Position, places[Catalogues.Key("requirement", Catalogues.RequirementKey(requirement))]);
        }

        foreach (var question in curriculum.Questions)
        {
            foreach (var item in question.Items)
            {
                CheckItem(item, question.Bank, places[item.Id]);
            }
        }
    }

    private void CheckHead(Place place, IEnumerable<string> abilities, IEnumerable<string> laws, Confidence confidence, DateOnly reviewedOn, DateOnly today)
    {
        foreach (var ability in abilities.Where(a => !_abilities.Contains(a)))
        {
            problems.Error(place, "ability-unknown", $"没有能力 {ability}，见 {Catalogues.AbilitiesFile}。");
        }

        foreach (var law in laws.Where(l => !_laws.ContainsKey(l)))
        {
            problems.Error(place, "law-unknown", $"law_refs 里的 {law} 不在 {Catalogues.LawsFile}，改正或补登。");
        }

        if (confidence == Confidence.Low)
        {
            problems.Error(place, "source-low", "置信度“低”的内容不能教，先核对出处。");
        }

        if (reviewedOn.AddMonths(ReviewMonths) < today)
        {
            problems.Warning(place, "review-due", $"上次复核是 {reviewedOn:yyyy-MM-dd}，已过 {ReviewMonths} 个月：重读一遍，核对依据，再改 reviewed_on。");
        }
    }

    private void CheckItem(Item item, QuestionBank bank, Place place)
    {
        if (!_abilities.Contains(item.Ability))
        {
            problems.Error(place, "ability-unknown", $"{item.Id}：没有能力 {item.Ability}，见 {Catalogues.AbilitiesFile}。");
        }

        if (curriculum.FindLesson(item.KnowledgePoint.LessonId) is null)
        {
            problems.Error(place, "lesson-unknown", $"{item.Id}：没有小节 {item.KnowledgePoint.Lesson}，改正 lesson=。");
        }
        else if (curriculum.FindCard(item.KnowledgePoint) is null)
        {
            problems.Error(place, "anchor-unknown", $"{item.Id}：小节 {item.KnowledgePoint.Lesson} 里没有锚点 {item.KnowledgePoint.Anchor}，改正 lesson= 或在卡片标题后加锚点。");
        }

        if (item.Source.Confidence == Confidence.Low)
        {
            problems.Error(place, "source-low", $"{item.Id}：依据是“低”，不能出题，换依据或删题。");
        }
        else if (bank == QuestionBank.Exam && item.Source.Confidence != Confidence.High)
        {
            problems.Error(place, "source-exam", $"{item.Id}：考试题的依据必须是“高”，核实后再改，或移到 practice.md。");
        }

        CheckSources(item, place);
    }

    private void CheckSources(Item item, Place place)
    {
        foreach (var source in item.Source.Text.Split('；'))
        {
            // The longest name wins: GB 4351 must not answer for GB 4351.1.
            var law = curriculum.Instruments.Where(i => source.Trim().StartsWith(i.Short, StringComparison.Ordinal)).MaxBy(i => i.Short.Length);
            if (law is null)
            {
                problems.Error(place, "source-unknown", $"{item.Id}：依据“{source.Trim()}”不以 {Catalogues.LawsFile} 里的 short 名开头，改正或补登。");
            }
            else if (item.Source.Confidence > law.Confidence)
            {
                problems.Error(place, "source-unsure", $"{item.Id}：{law.Short} 在 {Catalogues.LawsFile} 里是“中”，题目不能写“高”。");
            }
        }

        CheckCitations(item.Source.Text, item.Id, place);
    }

    // What is cited by number was read in the words of the law; a number from memory is how courses go wrong.
    private void CheckCitations(string text, string where, Place place)
    {
        foreach (Match citation in _citation.Matches(text))
        {
            var law = curriculum.Instruments.First(i => i.Short == citation.Groups[1].Value);
            foreach (var article in Article().Matches(citation.Groups[2].Value).Select(m => m.Groups[1].Value).Where(a => !law.Articles.Contains(a)))
            {
                problems.Error(place, "article-unknown", $"{where}：{law.Short} 第{article}条不在 {Catalogues.LawsFile} 的 articles 里；核对原文后补登，或只写名称。");
            }
        }
    }

    [GeneratedRegex(@"第\s*([\d.]+)\s*条")]
    private static partial Regex Article();
}
