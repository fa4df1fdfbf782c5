using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class SpotQuizTests
{
    [Fact]
    public void Two_wrong_of_three_fail_and_one_does_not()
    {
        Assert.False(Answered(true, false, true).HasFailed);
        Assert.True(Answered(false, true, false).HasFailed);
        Assert.False(Answered(false, false).HasFailed);
    }

    [Fact]
    public void Each_answer_is_taken_once_and_in_order()
    {
        var quiz = Begun();
        Assert.False(quiz.Answer(2, true, Scene.Now));
        Assert.True(quiz.Answer(1, true, Scene.Now));
        Assert.False(quiz.Answer(1, false, Scene.Now));
        Assert.Equal("b", quiz.Asked);
        Assert.True(quiz.Answer(2, true, Scene.Now));
        Assert.True(quiz.Answer(3, true, Scene.Now));
        Assert.False(quiz.Answer(4, true, Scene.Now));
        Assert.Null(quiz.Asked);
    }

    [Fact]
    public void What_comes_after_a_minute_is_wrong_each_question_by_its_own_minute()
    {
        var quiz = Begun();
        quiz.Answer(1, true, Scene.Now.AddSeconds(60));
        quiz.Answer(2, true, Scene.Now.AddSeconds(120));
        quiz.Answer(3, true, Scene.Now.AddSeconds(186));

        Assert.Equal([true, true, false], quiz.Answers.Select(a => a.IsRight));
        Assert.True(quiz.Answers[2].IsLate);
    }

    [Fact]
    public void Only_a_failed_quiz_opens_a_training()
    {
        Assert.Throws<InvalidOperationException>(() => Answered(true, true, true).LeadTo(Guid.NewGuid()));
        var (quiz, cycle) = (Answered(false, false, true), Guid.NewGuid());
        quiz.LeadTo(cycle);
        Assert.Equal(cycle, quiz.CycleId);
    }

    [Fact]
    public void A_quiz_has_three_different_questions() =>
        Assert.Throws<ArgumentException>(() => new SpotQuiz(Guid.NewGuid(), Guid.NewGuid(), Scene.Employee, Scene.Position, 1, ["a", "a", "b"], Scene.Manager, Scene.Now));

    private static SpotQuiz Begun() => new(Guid.NewGuid(), Guid.NewGuid(), Scene.Employee, Scene.Position, 1, ["a", "b", "c"], Scene.Manager, Scene.Now);

    private static SpotQuiz Answered(params bool[] right)
    {
        var quiz = Begun();
        for (var i = 0; i < right.Length; i++) quiz.Answer(i + 1, right[i], Scene.Now);
        return quiz;
    }
}
