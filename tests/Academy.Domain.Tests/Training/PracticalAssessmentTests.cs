using Academy.Domain.Training;

namespace Academy.Domain.Tests.Training;

public sealed class PracticalAssessmentTests
{
    [Fact]
    public void Nobody_assesses_themselves() => Assert.Throws<InvalidOperationException>(() => AssessedBy(Scene.Employee));

    [Fact]
    public void The_assessor_stands_on_the_record()
    {
        var assessment = AssessedBy(Scene.Manager);

        Assert.Equal((Scene.Employee, Scene.Manager, true), (assessment.PersonId, assessment.Assessor, assessment.Passed));
    }

    private static PracticalAssessment AssessedBy(Guid assessor) =>
        new(Guid.NewGuid(), Scene.Employee, Scene.House, Scene.Position, passed: true, "提灭火器，拔销，对准火根。", assessor, Scene.Today, Scene.Now);
}
