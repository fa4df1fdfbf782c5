using Academy.Domain.Exams;
using FsCheck;
using FsCheck.Fluent;

namespace Academy.Domain.Tests.Exams;

public sealed class AnswerTests
{
    [Theory]
    [InlineData(4, "1", SaveOutcome.Saved)]
    [InlineData(4, "2", SaveOutcome.Saved)]
    [InlineData(99, "", SaveOutcome.Saved)]
    [InlineData(3, "1", SaveOutcome.Saved)]
    [InlineData(3, "2", SaveOutcome.Stale)]
    [InlineData(3, "", SaveOutcome.Stale)]
    [InlineData(2, "2", SaveOutcome.Stale)]
    [InlineData(2, "1", SaveOutcome.Stale)]
    public void Beside_revision_three_the_newer_wins_and_only_the_same_is_saved_again(int revision, string response, SaveOutcome outcome) =>
        Assert.Equal(outcome, AnswerRevision.Decide(3, "1", revision, response));

    [Fact]
    public void However_revisions_arrive_and_repeat_the_newest_is_kept()
    {
        // One client writes each revision once; the network delivers them in any order, some twice.
        var deliveries = from responses in Gen.Elements("", "1", "2", "1,3").ListOf().Where(r => r.Count > 0)
                         let written = responses.Select((response, i) => (Revision: i + 1, Response: response)).ToArray()
                         from order in Gen.Shuffle(written.Concat(written).ToArray())
                         select (written, order);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(deliveries.ToArbitrary(), sent =>
        {
            var kept = (Revision: 0, Response: "");
            foreach (var (revision, response) in sent.order)
            {
                if (AnswerRevision.Decide(kept.Revision, kept.Response, revision, response) is SaveOutcome.Saved) kept = (revision, response);
            }

            return kept == sent.written[^1];
        }));
    }

    [Fact]
    public void Two_clients_that_write_the_same_revision_cannot_both_be_told_saved()
    {
        var kept = (Revision: 1, Response: "1");

        Assert.Equal(SaveOutcome.Saved, AnswerRevision.Decide(kept.Revision, kept.Response, 2, "2"));
        kept = (2, "2");
        Assert.Equal(SaveOutcome.Stale, AnswerRevision.Decide(kept.Revision, kept.Response, 2, "3"));
    }
}
