using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>How many questions of each sort; answerable parts where difficulty and ability are told.</summary>
public sealed record BankFigures(
    int Questions,
    IReadOnlyDictionary<string, int> Kinds,
    int Critical,
    IReadOnlyDictionary<string, int> Abilities,
    IReadOnlyDictionary<string, int> Difficulties,
    BankQuality Quality);

/// <summary>How much a course holds.</summary>
/// <param name="Characters">Of all cards, checkpoints not counted.</param>
/// <param name="Pictures">Files under <c>img/</c> that lessons show.</param>
public sealed record CourseFigures(string Code, string Title, int Lessons, int Cards, int KnowledgePoints, int Characters, int Pictures, int Minutes, int Checkpoints, BankFigures Practice, BankFigures Exam);

/// <summary>How a blueprint tells those who know from those who do not.</summary>
public sealed record BlueprintFigures(string Id, int Items, int Points, double HalfKnowersPass, double NineTenthsReachMark);

/// <summary>Where the hours of a requirement come from.</summary>
/// <param name="Online">学时 of 45 minutes that its lessons fill.</param>
/// <param name="Classroom">学时 that classroom sessions must add.</param>
public sealed record HoursFigures(string Position, string Round, int Required, double Online, double Classroom);

/// <summary>What a curriculum holds, counted: for its authors, and for whoever has to judge it.</summary>
public sealed record ContentFigures(
    IReadOnlyList<CourseFigures> Courses,
    BankFigures Practice,
    BankFigures Exam,
    IReadOnlyList<BlueprintFigures> Blueprints,
    IReadOnlyList<HoursFigures> Hours)
{
    /// <summary>Counts.</summary>
    public static ContentFigures Of(Curriculum curriculum)
    {
        ArgumentNullException.ThrowIfNull(curriculum);
        return new ContentFigures(
            [.. curriculum.Courses.Select(c => CourseOf(curriculum, c))],
            BankOf(curriculum.Bank(QuestionBank.Practice)),
            BankOf(curriculum.Bank(QuestionBank.Exam)),
            [.. curriculum.Blueprints.Select(BlueprintOf)],
            [.. curriculum.Requirements.Where(r => !r.IsPlanned).Select(r => HoursOf(curriculum, r))]);
    }

    private static CourseFigures CourseOf(Curriculum curriculum, Course course)
    {
        var cards = course.Lessons.SelectMany(l => l.Cards).ToList();
        var questions = curriculum.Questions.Where(q => q.Course == course.Code).ToLookup(q => q.Bank);
        return new CourseFigures(
            course.Code,
            course.Title,
            course.Lessons.Count,
            cards.Count,
            cards.Count(c => c.Anchor is not null),
            cards.Sum(c => PlainText.Length(c.Title) + PlainText.Length(c.PlainText)),
            cards.Sum(c => c.Body.Split("<img ").Length - 1),
            course.OnlineMinutes,
            questions[QuestionBank.Checkpoint].Count(),
            BankOf(questions[QuestionBank.Practice]),
            BankOf(questions[QuestionBank.Exam]));
    }

    private static BankFigures BankOf(IEnumerable<Question> bank)
    {
        var questions = bank.ToList();
        var items = questions.SelectMany(q => q.Items).ToList();
        return new BankFigures(
            questions.Count,
            Count(questions, q => Words.Kinds.First(k => k.Value == q.Kind).Key),
            questions.Count(q => q.IsCritical),
            Count(items, i => i.Ability),
            Count(items, i => $"{i.Difficulty}"),
            BankQuality.Of(items));
    }

    private static SortedDictionary<string, int> Count<T>(IEnumerable<T> all, Func<T, string> by) =>
        new(all.GroupBy(by, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal);

    private static BlueprintFigures BlueprintOf(Blueprint blueprint)
    {
        var (half, nine) = OperatingCharacteristic.Of(blueprint);
        return new BlueprintFigures(blueprint.Id, blueprint.ItemCount, blueprint.TotalPoints, Math.Round(half, 4), Math.Round(nine, 4));
    }

    internal static HoursFigures HoursOf(Curriculum curriculum, PositionRequirement requirement)
    {
        var online = curriculum.LessonsOf(requirement).Sum(l => l.Minutes) / (double)StudyHours.Minutes;
        return new HoursFigures(requirement.Position, Words.Rounds.First(r => r.Value == requirement.Round).Key, requirement.Hours, Math.Round(online, 1), Math.Round(Math.Max(0, requirement.Hours - online), 1));
    }
}
