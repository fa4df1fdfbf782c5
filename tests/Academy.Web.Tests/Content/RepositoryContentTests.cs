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

        Assert.DoesNotContain(report.Problems, p => p.Severity == Severity.Error);
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
        Assert.Equal(["P90", "P91"], curriculum.Positions.Where(p => p.IsDemo).Select(p => p.Code));
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

    [Theory]
    [InlineData("A", 0.03)]
    [InlineData("B", 0.01)]
    [InlineData("C", 0.03)]
    [InlineData("R", 0.03)]
    [InlineData("RB", 0.01)]
    [InlineData("RC", 0.03)]
    [InlineData("D", 0.10)]
    [InlineData("DR", 0.10)]
    public void Even_planned_blueprints_tell_who_knows_from_who_does_not(string id, double mostHalfKnowers)
    {
        var characteristic = OperatingCharacteristic.Of(ContentLoader.Load(Files).Curriculum!.FindBlueprint(id)!);

        Assert.InRange(characteristic.HalfKnowers, 0, mostHalfKnowers);
        Assert.InRange(characteristic.NineTenthsKnowers, OperatingCharacteristic.LeastNineTenths, 1);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "content"));
}
