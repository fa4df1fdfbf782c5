using Academy.Domain.Courses;
using Academy.Domain.Questions;
using Academy.Domain.Tests.Exams;

namespace Academy.Domain.Tests.Courses;

public sealed class StudyProgressTests
{
    private const int LeastSeconds = 120;

    private static readonly Lesson TenMinutes = new(
        "C03", "01-a", "v1", "灭火器", 10, ["A2"], [], Confidence.High, Scene.Today, [Card(1, "gauge", asks: true), Card(2, null, asks: false), Card(3, "pull", asks: true)]);

    [Fact]
    public void Study_time_is_capped_by_the_lessons_minutes()
    {
        var progress = Begun();

        Assert.Equal(590, progress.Credit(590, TenMinutes));
        Assert.Equal(10, progress.Credit(45, TenMinutes));
        Assert.Equal(0, progress.Credit(45, TenMinutes));
        Assert.Equal(600, progress.Seconds);
    }

    [Fact]
    public void Study_time_is_never_taken_away()
    {
        var progress = Begun();
        progress.Credit(60, TenMinutes);

        Assert.Equal(0, progress.Credit(-30, TenMinutes));
        Assert.Equal(0, progress.Credit(45, TenMinutes with { Minutes = 0 }));
        Assert.Equal(60, progress.Seconds);
    }

    [Fact]
    public void Turning_back_keeps_the_furthest_card()
    {
        var progress = Begun();
        progress.Open(2);
        progress.Open(1);

        Assert.Equal(2, progress.FurthestCard);
        Assert.Equal(1, progress.RemainingOf(TenMinutes, 0).Cards);
    }

    [Fact]
    public void A_checkpoint_passed_twice_is_passed_once()
    {
        var progress = Begun();
        progress.PassCheckpoint("gauge");
        progress.PassCheckpoint("gauge");

        Assert.Equal(["gauge"], progress.Checkpoints);
        Assert.Equal(1, progress.RemainingOf(TenMinutes, 0).Checkpoints);
    }

    [Theory]
    [InlineData(3, "gauge,pull", LeastSeconds, 0, 0, 0)]
    [InlineData(2, "gauge,pull", LeastSeconds, 1, 0, 0)]
    [InlineData(3, "gauge", LeastSeconds, 0, 1, 0)]
    [InlineData(3, "pull,other", LeastSeconds, 0, 1, 0)]
    [InlineData(3, "gauge,pull", LeastSeconds - 1, 0, 0, 1)]
    [InlineData(1, "", 0, 2, 2, LeastSeconds)]
    public void A_lesson_is_done_when_cards_checkpoints_and_least_time_are(int card, string checkpoints, int seconds, int cardsLeft, int checkpointsLeft, int secondsLeft)
    {
        var progress = Begun();
        progress.Open(card);
        foreach (var anchor in checkpoints.Split(',', StringSplitOptions.RemoveEmptyEntries)) progress.PassCheckpoint(anchor);
        progress.Credit(seconds, TenMinutes);
        var done = cardsLeft + checkpointsLeft + secondsLeft == 0;

        Assert.Equal(new StudyProgress.Remaining(cardsLeft, checkpointsLeft, secondsLeft), progress.RemainingOf(TenMinutes, LeastSeconds));
        Assert.Equal(done, progress.Complete(TenMinutes, LeastSeconds, Scene.Now));
        Assert.Equal(done ? Scene.Now : null, progress.CompletedAt);
        Assert.Equal(done ? CompletedIn.Online : null, progress.CompletedIn);
    }

    [Fact]
    public void A_session_in_the_classroom_completes_a_lesson_by_itself()
    {
        var progress = Begun();
        progress.CompleteInClassroom(Scene.Now);

        Assert.Equal((Scene.Now, CompletedIn.Classroom), (progress.CompletedAt, progress.CompletedIn));
    }

    [Fact]
    public void A_completion_is_final_wherever_the_lesson_is_completed_again()
    {
        var progress = Begun();
        progress.CompleteInClassroom(Scene.Now);
        progress.CompleteInClassroom(Scene.Now.AddDays(1));

        Assert.True(progress.Complete(TenMinutes, LeastSeconds, Scene.Now.AddDays(2)));
        Assert.Equal((Scene.Now, CompletedIn.Classroom), (progress.CompletedAt, progress.CompletedIn));
    }

    private static StudyProgress Begun() => new(Guid.NewGuid(), Scene.Employee, "C03/01-a", Scene.Now);

    private static Card Card(int number, string? anchor, bool asks) =>
        new(number, "卡片", anchor, "", "", asks ? Banks.Ask($"C03-K{number}", QuestionKind.Judge) : null);
}
