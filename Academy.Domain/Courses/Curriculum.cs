using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;

namespace Academy.Domain.Courses;

/// <summary>能力.</summary>
/// <param name="Code">A1–A4, T1–T7, L.</param>
/// <param name="IsFireAbility">One of the 四个能力.</param>
public sealed record Ability(string Code, string Name, string ShortName, bool IsFireAbility);

/// <summary>A law, rule or standard that lessons and questions may cite.</summary>
/// <param name="Id">For example <c>fire-law</c>.</param>
/// <param name="Short">How a source line names it, for example 消防法.</param>
/// <param name="Number">文号 or standard number, where it has one.</param>
/// <param name="Articles">The articles (条) whose words were checked, for example <c>44</c> or <c>5.2.1</c>; no other may be cited by number.</param>
public sealed record Instrument(
    string Id,
    string Short,
    string Title,
    string? Number,
    string Issuer,
    DateOnly? InForceSince,
    IReadOnlyList<string> Articles,
    Confidence Confidence,
    DateOnly CheckedOn);

/// <summary>A position of the shared catalogue.</summary>
/// <param name="Number">Never re-used; it stands in the certificate code.</param>
/// <param name="Code">For example <c>P12</c>.</param>
/// <param name="Duties">岗位安全职责, one line each.</param>
/// <param name="IsDemo">Only the demo company may use it.</param>
public sealed record CataloguePosition(
    int Number,
    string Code,
    string Name,
    string Group,
    bool IsHighRisk,
    bool IsManager,
    IReadOnlyList<string> Licences,
    IReadOnlyList<string> Duties,
    bool IsDemo);

/// <summary>Everything one content release holds. Immutable; a training cycle keeps the one it began with.</summary>
public sealed record Curriculum(
    IReadOnlyList<Ability> Abilities,
    IReadOnlyList<Instrument> Instruments,
    IReadOnlyList<CataloguePosition> Positions,
    IReadOnlyList<PositionRequirement> Requirements,
    IReadOnlyList<Blueprint> Blueprints,
    IReadOnlyList<Course> Courses,
    IReadOnlyList<Question> Questions)
{
    private readonly Dictionary<string, Question> _questions = Questions.ToDictionary(q => q.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Lesson> _lessons = Courses.SelectMany(c => c.Lessons).ToDictionary(l => l.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Course> _courses = Courses.ToDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The question of that id, of any bank (checkpoints included), or null.</summary>
    public Question? FindQuestion(string id) => _questions.GetValueOrDefault(id);

    /// <summary>The lesson of that id (<c>C03/02-choose</c>), or null.</summary>
    public Lesson? FindLesson(string id) => _lessons.GetValueOrDefault(id);

    /// <summary>The course of that code, or null.</summary>
    public Course? FindCourse(string code) => _courses.GetValueOrDefault(code);

    /// <summary>The card that teaches a knowledge point, or null.</summary>
    public Card? FindCard(KnowledgePoint point) =>
        FindLesson(point.LessonId)?.Cards.FirstOrDefault(c => c.Anchor == point.Anchor);

    /// <summary>The blueprint of that id, or null.</summary>
    public Blueprint? FindBlueprint(string id) => Blueprints.FirstOrDefault(b => b.Id == id);

    /// <summary>What a position demands in that round, or null where nothing assignable is defined.</summary>
    public PositionRequirement? FindRequirement(string position, TrainingRound round) =>
        Requirements.FirstOrDefault(r => r.Position == position && r.Round == round && !r.IsPlanned);

    /// <summary>The exam questions of these courses: what a paper may ask of somebody who was taught no other.</summary>
    public IReadOnlyList<Question> ExamBank(IReadOnlyCollection<string> courses) =>
        [.. Bank(QuestionBank.Exam).Where(q => courses.Contains(q.Course))];

    /// <summary>The exam questions that a requirement's lessons teach.</summary>
    public IReadOnlyList<Question> ExamBank(PositionRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        var bank = ExamBank(requirement.Courses);
        return requirement.Lessons.Count == 0 ? bank : [.. bank.Where(q => q.Items.All(i => requirement.Lessons.Contains(i.KnowledgePoint.LessonId)))];
    }

    /// <summary>The lessons that a requirement names, in reading order.</summary>
    public IReadOnlyList<Lesson> LessonsOf(PositionRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        return [.. requirement.Courses.SelectMany(c => FindCourse(c)!.Lessons).Where(l => requirement.Lessons.Count == 0 || requirement.Lessons.Contains(l.Id))];
    }

    /// <summary>The questions of one bank.</summary>
    public IEnumerable<Question> Bank(QuestionBank bank) => Questions.Where(q => q.Bank == bank);
}
