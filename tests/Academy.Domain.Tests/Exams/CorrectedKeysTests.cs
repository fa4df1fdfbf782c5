using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

public sealed class CorrectedKeysTests
{
    private static readonly CorrectedKeys None = new([]);

    /// <summary>v1 → v2 → v3 of Q, and R → R2 between them.</summary>
    private static readonly CorrectedKeys Keys = new([Key(1, "Q", "v1", "v2", key: 1), Key(2, "R", "v1", "v2", key: 1), Key(3, "Q", "v2", "v3", key: 2)]);

    [Fact]
    public void A_later_correction_works_on_top_of_the_earlier()
    {
        Assert.Equal("v3", Keys.VersionOf("Q", "v1"));
        Assert.Equal("v3", Keys.VersionOf("Q", "v2"));
        Assert.Equal("v2", Keys.UpTo(2).VersionOf("Q", "v1"));
        Assert.Equal("v1", Keys.UpTo(0).VersionOf("Q", "v1"));
        Assert.Equal("v0", Keys.VersionOf("Q", "v0"));
        Assert.Equal("v1", Keys.VersionOf("S", "v1"));
        Assert.Equal((3, 2, 0), (Keys.Number, Keys.UpTo(2).Number, None.Number));
    }

    [Fact]
    public void Who_was_right_the_first_time_is_right_again()
    {
        var back = Keys.UpTo(1).With(Key(2, "Q", "v2", "v1", key: 0));

        Assert.Equal(("v1", "v1"), (back.VersionOf("Q", "v1"), back.VersionOf("Q", "v2")));
        Assert.False(back.Avoids(Ask("Q", "v1", key: 0)));
        Assert.True(back.Avoids(Ask("Q", "v2", key: 1)));
    }

    [Fact]
    public void All_versions_that_are_marked_by_a_key_are_known()
    {
        Assert.Equal(["v1", "v2", "v3"], Keys.DrawnAs("Q", "v3"));
        Assert.Equal(["v1", "v2"], Keys.UpTo(1).DrawnAs("Q", "v2"));
        Assert.Equal(["v1"], None.DrawnAs("Q", "v1"));
        Assert.Empty(Keys.DrawnAs("Q", "v2"));
    }

    [Fact]
    public void A_paper_is_concerned_while_it_is_marked_by_the_key_that_goes()
    {
        var (paper, next) = (new Paper(1, [Shown("Q", "v1"), Shown("S", "v1")]), Confirmed(4, "Q", "v3", "v4"));

        Assert.True(Keys.Concerns(next, paper));
        Assert.False(Keys.UpTo(2).Concerns(next, paper));
        Assert.False(Keys.Concerns(Confirmed(4, "R", "v3", "v4"), paper));
        Assert.True(Keys.Avoids(paper));
        Assert.False(None.Avoids(paper));
    }

    [Fact]
    public void Each_is_marked_by_the_key_as_of_a_correction()
    {
        var (shown, drawn) = (Shown("Q", "v1"), Ask("Q", "v1", key: 0).Items[0]);

        Assert.Equal([true, false, false, false], Right(None));
        Assert.Equal([false, true, false, false], Right(Keys.UpTo(2)));
        Assert.Equal([false, false, true, false], Right(Keys));

        IEnumerable<bool> Right(CorrectedKeys keys) => Enumerable.Range(1, 4).Select(place =>
        {
            var (item, key) = keys.Find(shown, drawn);
            Assert.True(Response.TryRead(shown, [$"{place}"], out var response, out _));
            return Marking.Mark(item, key, response, MultiplePolicy.AllOrNothing).IsRight;
        });
    }

    [Fact]
    public void The_newest_correction_that_led_to_a_version_is_found()
    {
        Assert.Equal("v3", Keys.Find("Q", "v3")!.To.Version);
        Assert.Null(Keys.Find("Q", "v1"));
    }

    internal static KeyCorrection Proposed(string question, string from, string to) => new(Guid.NewGuid(), question, from, 1, to, 2, "答案引用了废止的标准", Scene.Manager, Scene.Now);

    internal static KeyCorrection Confirmed(int number, string question, string from, string to)
    {
        var correction = Proposed(question, from, to);
        correction.Confirm(Guid.NewGuid(), [], number, Scene.Now);
        return correction;
    }

    private static CorrectedKey Key(int number, string question, string from, string to, int key) => new(Confirmed(number, question, from, to), Ask(question, to, key));

    private static Question Ask(string id, string version, int key)
    {
        var question = Banks.Ask(id, QuestionKind.Single);
        return question with { Version = version, Items = [question.Items[0] with { Options = [.. Enumerable.Range(0, 4).Select(o => new Option(Wording.Of($"{o}"), o == key))] }] };
    }

    private static PaperItem Shown(string id, string version) => new(1, id, version, id, null, QuestionKind.Single, "A2", false, 4, [0, 1, 2, 3]);
}
