using Academy.Domain.Exams;

namespace Academy.Domain.Tests.Exams;

public sealed class ExamRoomTests
{
    [Fact]
    public void The_code_changes_every_minute_and_the_one_before_is_still_taken()
    {
        var room = Room();
        var code = room.Code(Scene.Now);

        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(code, room.Code(Scene.Now.AddSeconds(59)));
        Assert.NotEqual(code, room.Code(Scene.Now.AddSeconds(60)));
        Assert.True(room.Accepts(code, Scene.Now.AddSeconds(119)));
        Assert.False(room.Accepts(code, Scene.Now.AddSeconds(120)));
        Assert.False(room.Accepts(room.Code(Scene.Now.AddSeconds(60)), Scene.Now));
        Assert.Equal(Scene.Now.AddSeconds(60), ExamRoom.CodeUntil(Scene.Now.AddSeconds(59)));
    }

    [Fact]
    public void Two_rooms_show_different_codes() => Assert.NotEqual(Codes(Room()), Codes(Room()));

    [Fact]
    public void A_closed_room_and_one_that_is_open_too_long_take_no_code()
    {
        var room = Room();
        Assert.True(room.IsOpen(Scene.Now + ExamRoom.Longest - TimeSpan.FromSeconds(1)));
        var late = Scene.Now + ExamRoom.Longest;
        Assert.False(room.Accepts(room.Code(late), late));

        Assert.Equal(RoomOutcome.NotNow, room.Close(sitting: 1, Scene.Now));
        Assert.Equal(RoomOutcome.Done, room.Close(sitting: 0, Scene.Now));
        Assert.False(room.Accepts(room.Code(Scene.Now), Scene.Now));
    }

    [Fact]
    public void Who_invigilates_never_sits_in_the_room()
    {
        var mine = new ExamRoom(Guid.NewGuid(), Scene.House, "二楼会议室", Scene.Employee, startsTogether: false, Scene.Now);

        Assert.Equal(RoomOutcome.Self, ExamSeat.WhyNot(mine, Supervised, Scene.Now));
        Assert.Equal(RoomOutcome.Done, ExamSeat.WhyNot(Room(), Supervised, Scene.Now));
    }

    [Fact]
    public void Only_an_open_supervised_exam_of_the_same_organization_takes_a_place()
    {
        var closed = Room();
        closed.Close(sitting: 0, Scene.Now);
        var done = Scene.Assignment(ExamMode.Supervised);
        done.Close(Scene.Now);

        Assert.Equal(RoomOutcome.Closed, ExamSeat.WhyNot(closed, Supervised, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, ExamSeat.WhyNot(Room(), Scene.Assignment(), Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, ExamSeat.WhyNot(Room(), done, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, ExamSeat.WhyNot(new ExamRoom(Guid.NewGuid(), Guid.NewGuid(), "别家", Scene.Manager, false, Scene.Now), Supervised, Scene.Now));
    }

    [Fact]
    public void Somebody_else_looks_at_the_person_before_the_paper_may_be_opened()
    {
        var (room, seat) = Seated(startsTogether: false);
        Assert.Equal(Admission.Waiting, seat.AdmissionTo(room, Scene.Now));

        Assert.Equal(RoomOutcome.Self, seat.CheckIn(Scene.Employee, Scene.Now));
        Assert.Equal(Admission.Waiting, seat.AdmissionTo(room, Scene.Now));

        Assert.Equal(RoomOutcome.Done, seat.CheckIn(Scene.Manager, Scene.Now));
        Assert.Equal(Admission.Admitted, seat.AdmissionTo(room, Scene.Now));
        Assert.Equal((Scene.Now, Scene.Manager), (seat.CheckedInAt, seat.CheckedInBy));
    }

    [Fact]
    public void In_a_room_that_starts_together_who_is_checked_in_waits_for_the_word()
    {
        var (room, seat) = Seated(startsTogether: true);
        seat.CheckIn(Scene.Manager, Scene.Now);
        Assert.Equal(Admission.Held, seat.AdmissionTo(room, Scene.Now));

        Assert.Equal(RoomOutcome.Done, room.Start(Scene.Now));
        Assert.Equal(Admission.Admitted, seat.AdmissionTo(room, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, Room().Start(Scene.Now));
    }

    [Fact]
    public void During_an_alarm_nobody_begins()
    {
        var (room, seat) = Seated(startsTogether: false);
        seat.CheckIn(Scene.Manager, Scene.Now);

        room.Pause(Scene.Now);
        Assert.Equal(Admission.Held, seat.AdmissionTo(room, Scene.Now));

        Assert.Equal(RoomOutcome.Done, room.Resume());
        Assert.Equal(Admission.Admitted, seat.AdmissionTo(room, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, room.Resume());
    }

    [Fact]
    public void A_place_is_good_for_one_sitting()
    {
        var (room, seat) = Seated(startsTogether: false);
        seat.CheckIn(Scene.Manager, Scene.Now);
        seat.Begin(Guid.NewGuid());

        Assert.Equal(Admission.None, seat.AdmissionTo(room, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, seat.CheckIn(Scene.Manager, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, seat.End(Scene.Now));
    }

    [Fact]
    public void Who_was_sent_away_is_in_no_room()
    {
        var (room, seat) = Seated(startsTogether: false);
        seat.CheckIn(Scene.Manager, Scene.Now);

        Assert.Equal(RoomOutcome.Done, seat.End(Scene.Now));
        Assert.Equal(Admission.None, seat.AdmissionTo(room, Scene.Now));
        Assert.Equal(RoomOutcome.NotNow, seat.CheckIn(Scene.Manager, Scene.Now));
    }

    [Fact]
    public void Extra_time_and_reading_aloud_are_granted_by_somebody_else_before_the_start()
    {
        var (_, seat) = Seated(startsTogether: false);
        Assert.Equal(RoomOutcome.Self, seat.Grant(15, readAloud: true, Scene.Employee));
        Assert.Equal(RoomOutcome.Done, seat.Grant(15, readAloud: true, Scene.Manager));
        seat.Begin(Guid.NewGuid());

        Assert.Equal(RoomOutcome.NotNow, seat.Grant(30, readAloud: false, Scene.Manager));
        Assert.Equal((15, true), (seat.ExtraMinutes, seat.ReadAloud));
        Assert.Throws<ArgumentOutOfRangeException>(() => seat.Grant(ExamSeat.MostExtraMinutes + 1, false, Scene.Manager));
    }

    [Fact]
    public void Only_who_is_checked_in_is_called_to_the_station()
    {
        var (_, seat) = Seated(startsTogether: false);
        Assert.Equal(RoomOutcome.NotNow, seat.Call(Scene.Manager, Scene.Now));

        seat.CheckIn(Scene.Manager, Scene.Now);
        Assert.Equal(RoomOutcome.Self, seat.Call(Scene.Employee, Scene.Now));
        Assert.Equal(RoomOutcome.Done, seat.Call(Scene.Manager, Scene.Now));
        Assert.Equal(RoomOutcome.Done, seat.Recall());
        Assert.Null(seat.CalledAt);
        Assert.Equal(RoomOutcome.NotNow, seat.Recall());
    }

    private static ExamAssignment Supervised => Scene.Assignment(ExamMode.Supervised);

    private static ExamRoom Room(bool startsTogether = false) => new(Guid.NewGuid(), Scene.House, "二楼会议室", Scene.Manager, startsTogether, Scene.Now);

    private static string Codes(ExamRoom room) => string.Join(' ', Enumerable.Range(0, 5).Select(n => room.Code(Scene.Now.AddMinutes(n))));

    private static (ExamRoom Room, ExamSeat Seat) Seated(bool startsTogether)
    {
        var room = Room(startsTogether);
        return (room, new ExamSeat(Guid.NewGuid(), room, Supervised, Scene.Now));
    }
}
