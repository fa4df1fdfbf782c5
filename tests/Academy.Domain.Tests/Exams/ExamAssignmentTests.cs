using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class ExamAssignmentTests
{
    [Fact]
    public void It_is_closed_once()
    {
        var assignment = new ExamAssignment(Guid.NewGuid(), Scene.Employee, Scene.House, "B12", "F12", 1, ExamMode.Self, [Guid.NewGuid()], Scene.Now);
        Assert.Null(assignment.ClosedAt);

        assignment.Close(Scene.Now.AddDays(1));
        assignment.Close(Scene.Now.AddDays(2));

        Assert.Equal(Scene.Now.AddDays(1), assignment.ClosedAt);
    }
}
