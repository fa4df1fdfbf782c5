using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Tests.Exams;

namespace Academy.Domain.Tests.Courses;

public sealed class CurriculumTests
{
    private static readonly Lesson Choose = new(
        "C03", "02-choose", "v1", "选灭火器", 20, ["A2"], [], Confidence.High, Scene.Today, [new(1, "看", null, "", "", null), new(2, "压力表", "gauge", "", "", null)]);

    private static readonly Lesson Use = Choose with { Name = "03-use", Minutes = 25 };

    private static readonly Curriculum Release = new(
        [], [], [],
        [Requirement(TrainingRound.First, isPlanned: false), Requirement(TrainingRound.Renewal, isPlanned: true)],
        [Banks.Plain()],
        [new Course("C03", "C03-fire", "灭火", 1, "", [], [], Confidence.High, Scene.Today, "", [Choose, Use])],
        [Ask("e1", QuestionBank.Exam, "C03"), Ask("e2", QuestionBank.Exam, "C04"), Ask("p1", QuestionBank.Practice, "C03"), Ask("k1", QuestionBank.Checkpoint, "C03")]);

    [Fact]
    public void A_paper_may_ask_only_exam_questions_of_the_courses_taught()
    {
        Assert.Equal(["e1"], Release.ExamBank(["C03"]).Select(q => q.Id));
        Assert.Equal(["e1", "e2"], Release.ExamBank(["C03", "C04"]).Select(q => q.Id));
        Assert.Empty(Release.ExamBank([]));
    }

    [Theory]
    [InlineData(QuestionBank.Checkpoint, "k1")]
    [InlineData(QuestionBank.Practice, "p1")]
    [InlineData(QuestionBank.Exam, "e1 e2")]
    public void The_banks_are_kept_apart(QuestionBank bank, string ids) => Assert.Equal(ids, string.Join(' ', Release.Bank(bank).Select(q => q.Id)));

    [Fact]
    public void A_planned_requirement_is_never_assignable()
    {
        Assert.NotNull(Release.FindRequirement("P12", TrainingRound.First));
        Assert.Null(Release.FindRequirement("P12", TrainingRound.Renewal));
        Assert.Null(Release.FindRequirement("P13", TrainingRound.First));
    }

    [Theory]
    [InlineData("C03/02-choose#gauge", 2)]
    [InlineData("C03/02-choose#other", null)]
    [InlineData("C03/09-none#gauge", null)]
    public void A_knowledge_point_leads_to_the_card_that_teaches_it(string point, int? card) =>
        Assert.Equal(card, Release.FindCard(KnowledgePoint.Parse(point))?.Number);

    [Fact]
    public void What_is_there_is_found_by_its_name_and_nothing_else_is()
    {
        Assert.Same(Use, Release.FindLesson("C03/03-use"));
        Assert.Null(Release.FindLesson("C03/03-USE"));
        Assert.Equal("C03", Release.FindCourse("C03")?.Code);
        Assert.Null(Release.FindCourse("C09"));
        Assert.Equal("k1", Release.FindQuestion("k1")?.Id);
        Assert.Null(Release.FindQuestion("k9"));
        Assert.Equal("T", Release.FindBlueprint("T")?.Id);
        Assert.Null(Release.FindBlueprint("t"));
    }

    [Fact]
    public void A_courses_minutes_are_those_of_its_lessons() => Assert.Equal(45, Release.Courses[0].OnlineMinutes);

    private static Question Ask(string id, QuestionBank bank, string course) => Banks.Ask(id, QuestionKind.Single) with { Bank = bank, Course = course };

    private static PositionRequirement Requirement(TrainingRound round, bool isPlanned) =>
        new("P12", round, $"v-{round}", ["C03"], 1, [], false, "T", ExamMode.Self, 12, "", isPlanned);
}
