using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Exams;

/// <summary>Printed papers: when a session is held, who keys in, who checks, and what nobody signs for themselves.</summary>
public sealed class PaperSessionTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();
    private static readonly DateTimeOffset Began = Scene.Now.AddHours(1);
    private static readonly DateTimeOffset Ended = Scene.Now.AddHours(2);
    private static readonly DateTimeOffset Later = Scene.Now.AddHours(3);

    private static readonly Paper Two = new(1, [Single(1), Single(2)]);
    private static readonly KeyedAnswer[] Both = [new(1, KeyedAs.Answered, "2"), new(2, KeyedAs.Blank, "")];

    [Fact]
    public void A_session_is_held_once_and_the_same_said_again_is_done()
    {
        var session = Session();

        Assert.Equal(PaperOutcome.Done, session.Record(Began, Ended, Scene.Manager, false, Later));
        Assert.Equal((Began, Ended, Scene.Manager, false), (session.BeganAt, session.EndedAt, session.RecordedBy, session.IsWaiting));
        Assert.Equal(PaperOutcome.Done, session.Record(Began, Ended, Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.NotNow, session.Record(Began, Ended.AddMinutes(1), Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.NotNow, session.Cancel(Later));
    }

    [Fact]
    public void It_ends_after_it_began_not_in_the_future_and_not_before_its_papers_were_drawn()
    {
        Assert.Equal(PaperOutcome.EndsBeforeItBegins, Session().Record(Began, Began, Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.Future, Session().Record(Began, Later.AddMinutes(1), Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.BeforeThePapers, Session().Record(Scene.Now.AddMinutes(-1), Ended, Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.Done, Session().Record(Scene.Now.AddSeconds(-59), Ended, Scene.Manager, false, Later));
        Assert.Equal(PaperOutcome.TooLong, Session().Record(Began, Began + PaperSession.Longest + TimeSpan.FromMinutes(1), Scene.Manager, true, Began.AddDays(2)));
    }

    [Fact]
    public void After_a_day_only_an_administrator_enters_it()
    {
        var late = Ended + PaperSession.LateEntry;

        Assert.Equal(PaperOutcome.Done, Session().Record(Began, Ended, Scene.Manager, false, late));
        Assert.Equal(PaperOutcome.NeedsAdministrator, Session().Record(Began, Ended, Scene.Manager, false, late.AddSeconds(1)));
        Assert.Equal(PaperOutcome.Done, Session().Record(Began, Ended, Scene.Manager, true, late.AddSeconds(1)));
    }

    [Fact]
    public void A_cancelled_session_is_not_held()
    {
        var session = Session();

        Assert.Equal(PaperOutcome.Done, session.Cancel(Later));
        Assert.Equal(PaperOutcome.Done, session.Cancel(Later));
        Assert.Equal(PaperOutcome.NotNow, session.Record(Began, Ended, Scene.Manager, false, Later));
    }

    [Fact]
    public void Neither_the_invigilator_nor_who_prepares_it_sits_in_it()
    {
        var session = new PaperSession(Guid.NewGuid(), Scene.House, "食堂", First, Second, Scene.Now);

        Assert.Equal([PaperOutcome.Self, PaperOutcome.Self, PaperOutcome.Done], [session.WhyNot(First), session.WhyNot(Second), session.WhyNot(Scene.Employee)]);
    }

    [Fact]
    public void A_sheet_is_printed_again_while_it_is_out_and_keyed_in_once_it_was_collected()
    {
        var sheet = Out();
        Assert.Equal(PaperOutcome.NotNow, sheet.Key(Both, 0, true, Two, First, Later));
        Assert.Equal(PaperOutcome.Done, sheet.Reprint());

        sheet.Collect();

        Assert.Equal((1, PaperOutcome.NotNow), (sheet.Reprints, sheet.Reprint()));
        sheet.TakeBack();
        Assert.Equal(PaperSheetState.Collected, sheet.State);
    }

    [Fact]
    public void What_nobody_sat_is_taken_back_for_good()
    {
        var sheet = Out();

        sheet.TakeBack();
        sheet.Collect();

        Assert.Equal((PaperSheetState.TakenBack, null), (sheet.State, sheet.AttemptId));
        Assert.Equal(PaperOutcome.NotNow, sheet.Key(Both, 0, false, Two, First, Later));
    }

    [Fact]
    public void One_hand_keys_in_as_often_as_it_likes_and_a_second_is_told()
    {
        var sheet = Collected();

        Assert.Equal(PaperOutcome.Done, sheet.Key([Both[0]], 0, false, Two, First, Later));
        Assert.Equal(PaperOutcome.KeyedByOther, sheet.Key([Both[1]], 1, false, Two, Second, Later));
        Assert.Equal(PaperOutcome.Done, sheet.Key(Both, 1, false, Two, First, Later));
        Assert.Equal(Both, sheet.Answers);
    }

    [Fact]
    public void A_page_that_is_behind_overwrites_nothing_and_the_same_sent_twice_is_done()
    {
        var sheet = Collected();
        sheet.Key([Both[0]], 0, false, Two, First, Later);

        Assert.Equal(PaperOutcome.Done, sheet.Key([Both[0]], 0, false, Two, First, Later));
        Assert.Equal(PaperOutcome.Stale, sheet.Key([Both[1]], 0, false, Two, First, Later));
        Assert.Equal([Both[0]], sheet.Answers);
    }

    [Fact]
    public void It_is_done_when_of_every_item_something_is_said()
    {
        var sheet = Collected();

        Assert.Equal(PaperOutcome.Incomplete, sheet.Key([Both[0]], 0, true, Two, First, Later));
        Assert.Equal((PaperSheetState.Collected, 1), (sheet.State, sheet.Answers.Count));
        Assert.Equal(PaperOutcome.Done, sheet.Key(Both, 1, true, Two, First, Later));
        Assert.Equal((PaperSheetState.Keyed, Later), (sheet.State, sheet.KeyedAt));
        Assert.Equal(PaperOutcome.Done, sheet.Key(Both, 1, true, Two, First, Later));
        Assert.Equal(PaperOutcome.NotNow, sheet.Key(Both, 2, true, Two, Second, Later));
    }

    [Fact]
    public void Who_takes_over_begins_anew()
    {
        var sheet = Collected();
        sheet.Key([Both[0]], 0, false, Two, First, Later);

        Assert.Equal(PaperOutcome.Done, sheet.TakeOver(Second));

        Assert.Equal((Second, 0), (sheet.KeyedBy, sheet.Answers.Count));
        Assert.Equal(PaperOutcome.KeyedByOther, sheet.Key(Both, 2, false, Two, First, Later));
    }

    [Fact]
    public void The_candidate_keys_checks_takes_over_and_sends_back_nothing()
    {
        Assert.Equal(PaperOutcome.Self, Collected().Key(Both, 0, true, Two, Scene.Employee, Later));
        Assert.Equal(PaperOutcome.Self, Collected().TakeOver(Scene.Employee));
        Assert.Equal(PaperOutcome.Self, Keyed().Check(Both, true, Two, Scene.Employee, Later));
        Assert.Equal(PaperOutcome.Self, Keyed().SendBack("改", Scene.Employee));
    }

    [Fact]
    public void A_sheet_is_shown_to_who_may_key_it_in_and_then_to_who_may_check_it()
    {
        var (sheet, begun) = (Collected(), Collected());
        begun.Key([Both[0]], 0, false, Two, First, Later);

        Assert.Equal([false, true, false], [Out().MayKey(First), sheet.MayKey(First), sheet.MayKey(Scene.Employee)]);
        Assert.Equal([true, false], [begun.MayKey(First), begun.MayKey(Second)]);
        Assert.Equal([false, true, false], [Keyed().MayCheck(First), Keyed().MayCheck(Second), Keyed().MayCheck(Scene.Employee)]);
        Assert.Equal([false, false], [Keyed().MayKey(First), sheet.MayCheck(Second)]);
    }

    [Fact]
    public void Another_hand_that_says_the_same_confirms_it_where_there_is_a_scan()
    {
        var sheet = Keyed();

        Assert.Equal(PaperOutcome.SameHand, sheet.Check(Both, true, Two, First, Later));
        Assert.Equal(PaperOutcome.NoScan, sheet.Check(Both, false, Two, Second, Later));
        Assert.Equal(PaperOutcome.Incomplete, sheet.Check([Both[0]], true, Two, Second, Later));
        Assert.Equal(PaperOutcome.Done, sheet.Check(Both, true, Two, Second, Later));
        Assert.Equal((PaperSheetState.Confirmed, Second, Later), (sheet.State, sheet.CheckedBy, sheet.CheckedAt));
        Assert.Equal(PaperOutcome.Done, sheet.Check(Both, true, Two, Second, Later));
        Assert.Equal(PaperOutcome.NotNow, sheet.SendBack("改", Second));
    }

    [Fact]
    public void What_the_two_say_differently_is_told_item_by_item_and_blank_and_unclear_are_no_difference()
    {
        var sheet = Keyed();

        Assert.Equal(PaperOutcome.Differs, sheet.Check([new(1, KeyedAs.Answered, "1"), new(2, KeyedAs.Unclear, "")], true, Two, Second, Later));
        Assert.Equal([Both[0]], sheet.Differences([new(1, KeyedAs.Answered, "1"), new(2, KeyedAs.Unclear, "")]));
        Assert.Equal([Both[1]], sheet.Differences([new(1, KeyedAs.Answered, "2"), new(2, KeyedAs.Answered, "1")]));
        Assert.Equal(PaperSheetState.Keyed, sheet.State);
    }

    [Fact]
    public void Sent_back_it_is_keyed_in_again_by_the_same_hand_with_the_remark()
    {
        var sheet = Keyed();

        Assert.Equal(PaperOutcome.Done, sheet.SendBack("第 1 题是 A", Second));
        Assert.Equal((PaperSheetState.Collected, "第 1 题是 A", 2), (sheet.State, sheet.Remark, sheet.Answers.Count));
        Assert.Equal(PaperOutcome.Done, sheet.Key([new(1, KeyedAs.Answered, "1"), Both[1]], sheet.Revision, true, Two, First, Later));
        Assert.Equal((PaperSheetState.Keyed, null), (sheet.State, sheet.Remark));
    }

    [Fact]
    public void A_code_is_read_however_it_was_typed_and_no_slip_passes_for_another()
    {
        const string Signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
        var code = PaperCode.New();
        Assert.True(PaperCode.TryRead($" {PaperCode.Printed(code).ToLowerInvariant()} ", out var read));
        Assert.Equal(code, read);
        Assert.True(PaperCode.TryRead(string.Concat(code.Select(c => (char)(c - '!' + '！'))), out _));

        for (var place = 0; place < code.Length; place++)
        {
            foreach (var slip in Signs.Where(s => s != code[place])) Assert.False(PaperCode.TryRead(code[..place] + slip + code[(place + 1)..], out _));
            if (place > 0 && code[place] != code[place - 1]) Assert.False(PaperCode.TryRead(code[..(place - 1)] + code[place] + code[place - 1] + code[(place + 1)..], out _));
        }

        Assert.False(PaperCode.TryRead(null, out _));
        Assert.False(PaperCode.TryRead(code[1..], out _));
    }

    [Fact]
    public void A_scan_is_what_its_leading_bytes_say()
    {
        Assert.Equal("application/pdf", PaperScan.TypeOf("%PDF-1.7"u8));
        Assert.Equal("image/jpeg", PaperScan.TypeOf([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal("image/png", PaperScan.TypeOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]));
        Assert.Null(PaperScan.TypeOf("<html>"u8));
        Assert.Null(PaperScan.TypeOf([]));
        Assert.Throws<ArgumentException>(() => new PaperScan(Guid.NewGuid(), Guid.NewGuid(), "<html>"u8.ToArray(), First, Later));
    }

    [Fact]
    public void A_printed_attempt_is_begun_on_no_screen_takes_no_answer_and_only_the_invigilator_hands_it_in()
    {
        var attempt = Scene.Ready();
        attempt.Admit(Scene.Now, DateOnly.MaxValue);
        attempt.Print(Scene.Now);

        Assert.Equal((ExamMode.Paper, false, true), (attempt.Mode, attempt.MayBegin(Later), attempt.IsUnderway));
        attempt.Start(Began);
        Assert.Equal((false, LeaseOutcome.Closed), (attempt.IsOpen, attempt.TakeLease("phone", true, Began, Scene.Grace)));
        Assert.False(attempt.Submit(SubmittedBy.Candidate, Ended));
        Assert.False(attempt.Submit(SubmittedBy.Deadline, Ended));
        Assert.True(attempt.Submit(SubmittedBy.Invigilator, Began.AddMinutes(30)));
        Assert.Equal(Began.AddMinutes(30), attempt.SubmittedAt);
    }

    [Fact]
    public void A_printed_attempt_is_graded_once_its_answers_are_entered()
    {
        var attempt = Scene.Ready();
        Assert.Throws<InvalidOperationException>(() => attempt.Enter(Later));
        attempt.Print(Scene.Now);
        attempt.Start(Began);
        attempt.Submit(SubmittedBy.Invigilator, Ended);

        Assert.False(attempt.MayBeGraded);
        Assert.Throws<InvalidOperationException>(() => attempt.Seal("00"));
        Assert.Throws<InvalidOperationException>(() => attempt.Conclude([Scene.GradeOf(Outcome.Passed)]));
        attempt.Enter(Later);
        Assert.True(attempt.MayBeGraded);
        attempt.Conclude([Scene.GradeOf(Outcome.Passed)]);
        Assert.Equal((AttemptState.Graded, false), (attempt.State, attempt.IsUnderway));
    }

    [Fact]
    public void What_was_begun_is_not_printed() => Assert.Throws<InvalidOperationException>(() => Scene.InProgress().Print(Later));

    private static PaperItem Single(int q) => new(q, $"Q{q}", "v", $"Q{q}", null, QuestionKind.Single, "A1", false, 5, [0, 1, 2]);

    private static PaperSession Session() => new(Guid.NewGuid(), Scene.House, "食堂", Scene.Manager, Scene.Manager, Scene.Now);

    private static PaperSheet Out() => new(Guid.NewGuid(), Session(), Scene.Ready(), PaperCode.New());

    private static PaperSheet Collected()
    {
        var sheet = Out();
        sheet.Collect();
        return sheet;
    }

    private static PaperSheet Keyed()
    {
        var sheet = Collected();
        sheet.Key(Both, 0, true, Two, First, Later);
        return sheet;
    }
}
