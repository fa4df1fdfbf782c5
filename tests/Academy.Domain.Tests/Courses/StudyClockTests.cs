using Academy.Domain.Courses;
using FsCheck;
using FsCheck.Fluent;

namespace Academy.Domain.Tests.Courses;

public sealed class StudyClockTests
{
    private const string Lesson = "C03/01-a";
    private static readonly TimeSpan Most = StudyClock.LongestBeat;

    [Fact]
    public void A_beat_credits_the_seconds_since_the_last()
    {
        var clock = Started();

        Assert.Equal(30, clock.Beat(Lesson, "n0", "n1", Most, At(30)));
        Assert.Equal(20, clock.Beat(Lesson, "n1", "n2", Most, At(50)));
    }

    [Fact]
    public void A_nonce_is_good_once()
    {
        var clock = Started();
        clock.Beat(Lesson, "n0", "n1", Most, At(30));

        Assert.Null(clock.Beat(Lesson, "n0", "n2", Most, At(60)));
        Assert.Equal(30, clock.Beat(Lesson, "n1", "n2", Most, At(60)));
    }

    [Theory]
    [InlineData(Lesson, "made-up")]
    [InlineData("C03/02-b", "n0")]
    public void A_beat_of_another_lesson_or_with_a_made_up_nonce_counts_nothing_and_moves_nothing(string lesson, string nonce)
    {
        var clock = Started();

        Assert.Null(clock.Beat(lesson, nonce, "n1", Most, At(30)));
        Assert.Equal((Lesson, "n0", (DateTimeOffset?)At(0)), (clock.Lesson, clock.Nonce, clock.LastBeatAt));
    }

    [Fact]
    public void A_clock_that_was_never_started_counts_nothing() =>
        Assert.Null(new StudyClock(Scene.Employee).Beat(Lesson, "n0", "n1", Most, At(30)));

    [Fact]
    public void Two_pages_open_at_once_are_credited_once()
    {
        var clock = Started();
        clock.Start("C03/02-b", "m0", At(10));

        Assert.Null(clock.Beat(Lesson, "n0", "n1", Most, At(30)));
        Assert.Equal(20, clock.Beat("C03/02-b", "m0", "m1", Most, At(30)));
    }

    [Theory]
    [InlineData(45, 45)]
    [InlineData(45.9, 45)]
    [InlineData(3600, 45)]
    public void A_page_that_was_hidden_for_long_is_credited_one_beat_at_most(double gap, int credited)
    {
        var clock = Started();

        Assert.Equal(credited, clock.Beat(Lesson, "n0", "n1", Most, At(gap)));
        Assert.Equal(10, clock.Beat(Lesson, "n1", "n2", Most, At(gap + 10)));
    }

    [Fact]
    public void The_fraction_of_a_second_that_was_not_counted_is_kept_for_the_next_beat()
    {
        var clock = Started();

        Assert.Equal([10, 11, 11], new[] { 10.7, 21.4, 32.1 }.Select((at, i) => clock.Beat(Lesson, $"n{i}", $"n{i + 1}", Most, At(at))!.Value));
    }

    [Fact]
    public void A_clock_turned_back_does_not_let_time_run_again()
    {
        var clock = Started();
        clock.Beat(Lesson, "n0", "n1", Most, At(40));

        Assert.Equal(0, clock.Beat(Lesson, "n1", "n2", Most, At(5)));
        Assert.Equal(2, clock.Beat(Lesson, "n2", "n3", Most, At(42)));

        clock.Start(Lesson, "m0", At(10));
        Assert.Equal(3, clock.Beat(Lesson, "m0", "m1", Most, At(45)));
    }

    [Fact]
    public void Whatever_pages_do_the_credit_never_exceeds_the_time_that_passed()
    {
        // A step: milliseconds to go (now and then back), which lesson, and whether the page opens it, beats, or repeats an old beat.
        var step = from milliseconds in Gen.Choose(-3_000, 60_000)
                   from lesson in Gen.Elements("C03/01-a", "C03/02-b")
                   from act in Gen.Elements("open", "beat", "beat", "beat", "repeat")
                   select (milliseconds, lesson, act);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var clock = Started();
            var (nonces, now, latest, credited) = (new List<string> { "n0" }, At(0), At(0), 0);
            foreach (var (milliseconds, lesson, act) in steps)
            {
                now = now.AddMilliseconds(milliseconds);
                latest = now > latest ? now : latest;
                var next = $"n{nonces.Count}";
                var seconds = act is "repeat" ? clock.Beat(lesson, nonces[0], next, Most, now) : null;
                if (act is "beat") seconds = clock.Beat(lesson, nonces[^1], next, Most, now);
                if (act is "open") clock.Start(lesson, next, now);
                if (act is "open" || seconds is not null) nonces.Add(next);
                credited += seconds ?? 0;
            }

            return TimeSpan.FromSeconds(credited) <= latest - At(0);
        }));
    }

    private static StudyClock Started()
    {
        var clock = new StudyClock(Scene.Employee);
        clock.Start(Lesson, "n0", At(0));
        return clock;
    }

    private static DateTimeOffset At(double seconds) => Scene.Now.AddSeconds(seconds);
}
