using System.Runtime.CompilerServices;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web.Content;
using Xunit.Abstractions;

namespace Academy.Web.Tests.Content;

/// <summary>The content folder of this repository.</summary>
public sealed class RepositoryContentTests(ITestOutputHelper output)
{
    private static readonly ContentFiles Files = ContentFiles.Read(Folder());

    [Fact]
    public void It_is_fit_for_release()
    {
        var report = ContentChecker.Check(Files, new DateOnly(2026, 11, 30));

        foreach (var problem in report.Problems)
        {
            output.WriteLine(problem.ToString());
        }

        Assert.DoesNotContain(report.Problems, p => p.Severity != Severity.Notice);
        Assert.True(report.IsFitForRelease);
    }

    [Fact]
    public void It_has_the_abilities_and_positions_of_the_fact_base()
    {
        var curriculum = ContentLoader.Load(Files).Curriculum!;

        Assert.Equal(12, curriculum.Abilities.Count);
        Assert.Equal(4, curriculum.Abilities.Count(a => a.IsFireAbility));
        Assert.Equal(Enumerable.Range(1, 30).Concat([901, 902]), curriculum.Positions.Select(p => p.Number));
        Assert.Equal(64, curriculum.Requirements.Count);
        Assert.DoesNotContain(curriculum.Requirements, r => r.IsPlanned);
        Assert.Equal(["P90", "P91"], curriculum.Positions.Where(p => p.IsDemo).Select(p => p.Code));
    }

    [Fact]
    public void It_holds_the_whole_curriculum()
    {
        var figures = ContentFigures.Of(ContentLoader.Load(Files).Curriculum!);

        Assert.Equal(Enumerable.Range(1, 16).Select(n => $"C{n:00}"), figures.Courses.Select(c => c.Code));
        Assert.All(figures.Courses, c => Assert.InRange(c.Lessons, 5, 6));
        Assert.All(figures.Courses, c => Assert.True(c.Practice.Questions + c.Exam.Questions >= 60, c.Code));
        Assert.True(figures.Courses.Sum(c => c.Lessons) >= 88);
        Assert.True(figures.Courses.Sum(c => c.Pictures) >= 60);
        Assert.True(figures.Practice.Questions + figures.Exam.Questions >= 1200);
        Assert.True(figures.Exam.Questions >= 700);
        Assert.True(figures.Exam.Kinds["scenario"] + figures.Practice.Kinds["scenario"] >= 120);
        Assert.True(figures.Exam.Critical >= 60);
    }

    [Fact]
    public void Every_requirement_can_be_examined()
    {
        var curriculum = ContentLoader.Load(Files).Curriculum!;

        Assert.All(curriculum.Requirements, requirement =>
        {
            var (blueprint, bank, seen) = (curriculum.FindBlueprint(requirement.Blueprint)!, curriculum.ExamBank(requirement), new Dictionary<string, int>());
            for (var seed = 0; seed < 20; seed++)
            {
                var paper = PaperDrawing.Draw(blueprint, bank, seed, seen);
                Assert.Equal((100, blueprint.ItemCount, blueprint.CriticalCount), (paper.TotalPoints, paper.Items.Count, paper.Items.Count(i => i.IsCritical)));
                foreach (var id in paper.Items.Select(i => i.QuestionId).Distinct()) seen[id] = seen.GetValueOrDefault(id) + 1;
            }
        });
    }

    [Theory]
    [InlineData(TrainingRound.First)]
    [InlineData(TrainingRound.Renewal)]
    public void The_demo_position_can_be_examined_again_and_again(TrainingRound round)
    {
        var curriculum = ContentLoader.Load(Files).Curriculum!;
        var requirement = curriculum.FindRequirement("P90", round)!;
        var blueprint = curriculum.FindBlueprint(requirement.Blueprint)!;
        var bank = curriculum.ExamBank(requirement.Courses);
        var seen = new Dictionary<string, int>();

        for (var seed = 0; seed < 200; seed++)
        {
            var paper = PaperDrawing.Draw(blueprint, bank, seed, seen);
            Assert.Equal(100, paper.TotalPoints);
            Assert.InRange(paper.Items.Count, 1, 25);
            Assert.All(paper.Items, i => Assert.NotNull(curriculum.FindCard(ItemOf(i).KnowledgePoint)));
            foreach (var id in paper.Items.Select(i => i.QuestionId).Distinct())
            {
                seen[id] = seen.GetValueOrDefault(id) + 1;
            }
        }

        Item ItemOf(PaperItem shown) => curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "content"));
}
