using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class AnswerJournalTests
{
    private static readonly ExamAttempt Attempt = Scene.Submitted();

    private static readonly AnswerRevision[] Rows = [Row(1, 1, "2"), Row(1, 2, "1,3"), Row(2, 1, ""), Row(10, 1, "4")];

    private static readonly string Head = AnswerJournal.Head(Attempt, Rows);

    public static TheoryData<string, AnswerRevision[]> Changes => new()
    {
        { "another response", [Row(1, 1, "3"), .. Rows[1..]] },
        { "another client", [Row(1, 1, "2", client: "other"), .. Rows[1..]] },
        { "another instant", [Row(1, 1, "2", seconds: 1), .. Rows[1..]] },
        { "another question", [.. Rows[..3], Row(11, 1, "4")] },
        { "another revision", [.. Rows[..3], Row(10, 2, "4")] },
        { "one less", Rows[..3] },
        { "one more", [.. Rows, Row(10, 2, "4")] },
        { "letters moved from the client to the response", [Row(1, 1, "t2", client: "clien"), .. Rows[1..]] },
        { "none", [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_is_changed_changes_the_head(string what, AnswerRevision[] rows)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(Head, AnswerJournal.Head(Attempt, rows));
    }

    [Fact]
    public void The_same_answers_of_another_attempt_have_another_head() => Assert.NotEqual(Head, AnswerJournal.Head(Scene.Submitted(), Rows));

    [Fact]
    public void The_order_in_which_rows_are_read_does_not_matter() => Assert.Equal(Head, AnswerJournal.Head(Attempt, Rows.Reverse()));

    [Fact]
    public void Replayed_it_gives_the_newest_response_to_each_question() =>
        Assert.Equal([(1, "1,3"), (2, ""), (10, "4")], AnswerJournal.Replay(Rows).OrderBy(r => r.Key).Select(r => (r.Key, r.Value)));

    [Fact]
    public void The_receipt_is_the_beginning_of_the_head_in_fours()
    {
        var attempt = Scene.Submitted();
        Assert.Null(attempt.Receipt);

        attempt.Seal("0123456789abcdef" + new string('0', 48));

        Assert.Equal("0123-4567-89AB-CDEF", attempt.Receipt);
    }

    [Fact]
    public void A_journal_is_sealed_once()
    {
        var attempt = Scene.Submitted();
        attempt.Seal(Head);
        attempt.Seal(new string('0', 64));

        Assert.Equal(Head, attempt.JournalHead);
    }

    [Fact]
    public void An_open_attempts_journal_is_not_sealed() => Assert.Throws<InvalidOperationException>(() => Scene.InProgress().Seal(Head));

    private static AnswerRevision Row(int q, int revision, string response, string client = "client", int seconds = 0) =>
        new(Attempt.Id, q, revision, response, client, Scene.Now.AddSeconds(q + revision + seconds));
}
