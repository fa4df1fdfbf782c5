using System.Net;
using System.Net.Http.Json;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Web.Data.Queries;
using Academy.Web.Data.Seeds;
using Academy.Web.Operations;
using Academy.Web.Tests.Identity;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>监考: who enters, who may begin, what the invigilator sees and decides, and what nobody may do.</summary>
public abstract class RoomTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : RoomTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : RoomTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Without_a_look_at_the_person_nobody_begins_and_after_it_they_do()
    {
        var (manager, room, candidate) = await RoomAsync();

        using (var before = await candidate.PostStartAsync()) Assert.Equal(HttpStatusCode.Conflict, before.StatusCode);
        await EnterAsync(candidate, room);
        using (var waiting = await candidate.PostStartAsync()) Assert.Equal(HttpStatusCode.Conflict, waiting.StatusCode);
        await ActAsync(manager, room, "CheckIn", await SeatIdAsync(candidate));

        var sitting = await candidate.StartAsync();
        var seat = await SeatAsync(candidate);
        Assert.Equal((sitting.Id, candidate.Story.Manager.Id), (seat.AttemptId, seat.CheckedInBy));
        Assert.Equal(ExamMode.Supervised, sitting.Attempt.Mode);
        Assert.Equal(
            ["room.opened", "seat.checked-in", "seat.taken"],
            await app.ReadAsync(db => db.AuditEntries.Where(a => a.Subject == room || a.Subject == seat.Id).Select(a => a.Action).OrderBy(a => a).ToListAsync()));
    }

    [DataFact]
    public async Task Only_the_code_on_the_wall_and_the_one_before_let_in()
    {
        var (_, room, candidate) = await RoomAsync();
        var old = await CodeAsync(room);
        app.Clock.Advance(ExamRoom.CodeLasts * 2);

        using (var wrong = await PostCodeAsync(candidate, old))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("考场码不对", (await wrong.ReadPageAsync()).QuerySelector("#code-error")!.TextContent, StringComparison.Ordinal);
        }

        var before = await CodeAsync(room);
        app.Clock.Advance(ExamRoom.CodeLasts);
        using var right = await PostCodeAsync(candidate, before);
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Contains("等监考人来核对本人", (await candidate.Visitor.GetPageAsync(candidate.Notice)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Codes_cannot_be_tried_through()
    {
        var (_, room, candidate) = await RoomAsync();
        for (var n = 0; n < 10; n++) (await PostCodeAsync(candidate, "no")).Dispose();

        using var right = await PostCodeAsync(candidate, await CodeAsync(room));

        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
        Assert.Contains("错的次数太多", (await right.ReadPageAsync()).QuerySelector("#code-error")!.TextContent, StringComparison.Ordinal);
        Assert.False(await app.ReadAsync(db => db.ExamSeats.AnyAsync(s => s.PersonId == candidate.Person.Id)));
    }

    [DataFact]
    public async Task The_code_of_another_organizations_room_lets_nobody_in()
    {
        var (_, _, candidate) = await RoomAsync();
        var staff = await Staff.OfAsync(app);
        var theirs = await staff.HireAsync("1", Role.SafetyManager);
        var room = new ExamRoom(Guid.CreateVersion7(), staff.OrganizationId, "别家", theirs.PersonId, false, app.Clock.Now);
        await app.ArrangeAsync(db => db.Add(room));

        using var response = await PostCodeAsync(candidate, room.Code(app.Clock.Now));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [DataFact]
    public async Task Another_organizations_manager_finds_neither_room_nor_seat()
    {
        var (manager, room, candidate) = await RoomAsync();
        await EnterAsync(candidate, room);
        var seat = await SeatIdAsync(candidate);
        var staff = await Staff.OfAsync(app);
        var other = await staff.HireAsync("1", Role.SafetyManager);
        var stranger = app.Visit();
        await stranger.SignInAsync(other.UserName!, Staff.Password);
        var form = FormOf(await manager.GetPageAsync($"/manage/exams/{room}"), "CheckIn", seat);
        var token = ((IHtmlInputElement)(await stranger.GetPageAsync("/manage/exams")).QuerySelector("main input[name=__RequestVerificationToken]")!).Value;

        foreach (var address in new[] { $"/manage/exams/{room}", $"/manage/exams/{room}?handler=Board", $"/manage/exams/{room}/code", $"/manage/exams/{room}/seats/{seat}" })
        {
            using var looked = await stranger.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, looked.StatusCode));
        }

        using var tried = await stranger.SubmitAsync(form, ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
        Assert.Null((await SeatAsync(candidate)).CheckedInAt);
    }

    [DataFact]
    public async Task Who_opened_the_room_does_not_sit_in_it_and_nobody_checks_themselves_in()
    {
        var (_, room, candidate) = await RoomAsync();
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), candidate.Person.Id, Role.SafetyManager, candidate.Story.Organization.Id, null, app.Clock.Now.Day(), null, null)));
        using var myself = await candidate.OnAnotherDeviceAsync();
        var mine = await OpenAsync(myself);

        using (var refused = await PostCodeAsync(candidate, await CodeAsync(mine))) Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await EnterAsync(candidate, room);
        var page = await myself.GetPageAsync($"/manage/exams/{room}");
        Assert.Null(page.QuerySelector($"#check-in-{await SeatIdAsync(candidate)}"));
        var at = new RoomRef(room, candidate.Story.Organization.Id, candidate.Person.Id);
        var seat = await SeatIdAsync(candidate);
        Assert.Equal(RoomOutcome.Self, await app.ActAsync((InvigilateExam i) => i.CheckInAsync(at, seat, CancellationToken.None)));
        Assert.Equal(RoomOutcome.Self, await app.ActAsync((InvigilateExam i) => i.StartAllAsync(at, CancellationToken.None)));
        Assert.Equal(RoomOutcome.Self, await app.ActAsync((InvigilateExam i) => i.PauseAsync(at, CancellationToken.None)));
        Assert.Null((await SeatAsync(candidate)).CheckedInAt);
    }

    [DataFact]
    public async Task Who_was_sent_away_cannot_begin()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        var seat = await SeatIdAsync(candidate);

        await SubmitSeatAsync(manager, room, seat, "SendAway");

        using var response = await candidate.PostStartAsync();
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [DataFact]
    public async Task A_room_that_starts_together_holds_everybody_until_the_word()
    {
        var (manager, room, candidate) = await RoomAsync(startsTogether: true);
        await AdmitAsync(manager, room, candidate);
        using (var held = await candidate.PostStartAsync())
        {
            Assert.Equal(HttpStatusCode.Conflict, held.StatusCode);
            Assert.Contains("请等监考人宣布开始", (await held.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        await ActAsync(manager, room, "Start");

        using var begun = await candidate.PostStartAsync();
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
    }

    [DataFact]
    public async Task Whoever_waits_is_told_when_something_has_changed_and_only_then()
    {
        var (manager, room, candidate) = await RoomAsync();
        await EnterAsync(candidate, room);
        var poll = (await candidate.Visitor.GetPageAsync(candidate.Notice)).QuerySelector("[data-poll]")!.GetAttribute("data-poll")!;

        using (var same = await candidate.Visitor.GetAsync(poll)) Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await ActAsync(manager, room, "CheckIn", await SeatIdAsync(candidate));
        using var changed = await candidate.Visitor.GetAsync(poll);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
    }

    [DataFact]
    public async Task Extra_time_and_reading_aloud_granted_before_the_start_are_there_after_it()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        await SubmitSeatAsync(manager, room, await SeatIdAsync(candidate), "Grant", ("Grant.ExtraMinutes", "15"), ("Grant.ReadAloud", "true"));

        Assert.Contains("45 分钟", (await candidate.Visitor.GetPageAsync(candidate.Notice)).QuerySelector(".steps-list")!.TextContent, StringComparison.Ordinal);
        var sitting = await candidate.StartAsync();

        Assert.Equal(app.Clock.Now.AddMinutes(45), sitting.Attempt.Deadline);
        Assert.NotNull(sitting.Page.QuerySelector("template#read-aloud"));
    }

    [DataFact]
    public async Task The_page_of_a_supervised_exam_says_whose_it_is_all_over_and_one_sat_alone_does_not()
    {
        var sitting = (await SittingAsync()).Sitting;
        var number = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == sitting.Attempt.PersonId).Select(e => e.StaffNumber).SingleAsync());

        Assert.Contains($"李小红 {number}", sitting.Page.QuerySelector("svg.watermark[aria-hidden=true]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(sitting.Page.QuerySelector("template#read-aloud"));
        Assert.Null((await ExamsCandidate.SittingAsync(app)).Page.QuerySelector("svg.watermark"));
    }

    [DataFact]
    public async Task Another_device_writes_only_after_the_invigilators_release()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        await sitting.TakeLeaseAsync("client-one");

        using (var refused = await sitting.PostLeaseAsync("client-two", takeOver: true)) Assert.Equal("lease", await refused.ProblemAsync(HttpStatusCode.Conflict));
        await ActAsync(manager, room, "Release", await SeatIdAsync(candidate));

        await sitting.TakeLeaseAsync("client-two", takeOver: true);
        using var written = await sitting.PutAsync((1, 1, ["1"]));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        using var again = await sitting.PostLeaseAsync("client-one", takeOver: true);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [DataFact]
    public async Task An_extension_counts_for_the_next_save_of_an_open_page()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        await sitting.TakeLeaseAsync();
        var deadline = sitting.Attempt.Deadline!.Value;

        await SubmitSeatAsync(manager, room, await SeatIdAsync(candidate), "Extend", ("Input.Minutes", "10"), ("Input.Reason", "停电十分钟"));

        app.Clock.Now = deadline.AddMinutes(9);
        using var saved = await sitting.PutAsync((1, 1, ["1"]));
        Assert.Equal(deadline.AddMinutes(10), (await saved.JsonAsync(HttpStatusCode.OK)).GetProperty("deadline").GetDateTimeOffset());
        var fact = await app.ReadAsync(db => db.ExamExtensions.SingleAsync(e => e.AttemptId == sitting.Id));
        Assert.Equal((10, candidate.Story.Manager.Id, "停电十分钟"), (fact.Minutes, fact.By, fact.Reason));
    }

    [DataFact]
    public async Task An_extension_tapped_twice_extends_once_and_one_for_all_too()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        var deadline = sitting.Attempt.Deadline!.Value;
        (string, string)[] fields = [("Input.Minutes", "10"), ("Input.Reason", "停电十分钟")];
        var one = FormOf(await manager.GetPageAsync($"/manage/exams/{room}/seats/{await SeatIdAsync(candidate)}"), "Extend");
        var all = FormOf(await manager.GetPageAsync($"/manage/exams/{room}"), "Extend");

        foreach (var form in new[] { one, all })
        {
            foreach (var tapped in await Task.WhenAll(manager.SubmitAsync(form, fields), manager.SubmitAsync(form, fields))) Assert.Equal(HttpStatusCode.Redirect, tapped.StatusCode);
            (await manager.SubmitAsync(form, fields)).Dispose();
            Assert.Contains("10 分钟", (await manager.GetPageAsync($"/manage/exams/{room}")).QuerySelector(".notice--success")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(deadline.AddMinutes(20), (await sitting.ReadAsync()).Deadline);
        Assert.Equal(2, await app.ReadAsync(db => db.ExamExtensions.CountAsync(e => e.AttemptId == sitting.Id)));
        Assert.Equal(2, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "exam.extended" && (a.Subject == sitting.Id || a.Subject == room))));
    }

    [DataFact]
    public async Task An_extension_without_a_reason_is_shown_again_and_extends_nothing()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();

        using var one = await PostSeatAsync(manager, room, await SeatIdAsync(candidate), "Extend", ("Input.Minutes", "10"));
        using var all = await manager.SubmitAsync(FormOf(await manager.GetPageAsync($"/manage/exams/{room}"), "Extend"), ("Input.Minutes", "10"), ("Input.Reason", "停电"));

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [one.StatusCode, all.StatusCode]);
        Assert.Equal(sitting.Attempt.Deadline, (await sitting.ReadAsync()).Deadline);
    }

    [DataFact]
    public async Task An_alarm_hides_the_questions_stops_the_clock_and_the_deadline_moves_by_its_length()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        await sitting.TakeLeaseAsync();
        var deadline = sitting.Attempt.Deadline!.Value;
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        await ActAsync(manager, room, "Pause");
        using (var onItsWay = await sitting.PutAsync((1, 1, ["1"]))) Assert.Equal(HttpStatusCode.OK, onItsWay.StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(1));
        using (var late = await sitting.PutAsync((2, 1, ["1"]))) Assert.Equal("paused", await late.ProblemAsync(HttpStatusCode.Conflict));
        using (var page = await candidate.Visitor.GetAsync(sitting.Url)) Assert.Equal($"{sitting.Url}/paused", page.Headers.Location!.OriginalString);
        var paused = await candidate.Visitor.GetPageAsync($"{sitting.Url}/paused");
        Assert.Contains("听从指挥，立即离开", paused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(paused.QuerySelectorAll("fieldset"));

        // The sweep leaves it alone, though the deadline it was made with is past.
        await app.Services.GetRequiredService<CloseOverdueAttempts>().RunOnceAsync(CancellationToken.None);
        Assert.True((await sitting.ReadAsync()).IsOpen);

        await ActAsync(manager, room, "Resume");
        Assert.Equal(deadline.AddHours(1), (await sitting.ReadAsync()).Deadline);
        using var goesOn = await sitting.PutAsync((2, 1, ["1"]));
        Assert.Equal(HttpStatusCode.OK, goesOn.StatusCode);
        Assert.Equal((1, "1"), await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task A_start_that_meets_an_alarm_is_refused_or_paused_with_the_others()
    {
        for (var n = 0; n < 5; n++)
        {
            var (manager, room, candidate) = await RoomAsync();
            await AdmitAsync(manager, room, candidate);
            var at = new RoomRef(room, candidate.Story.Organization.Id, candidate.Story.Manager.Id);

            await Task.WhenAll(
                app.ActAsync((StartAttempt start) => start.RunAsync(candidate.Assignment.Id, candidate.Person.Id, CancellationToken.None)),
                app.ActAsync((InvigilateExam invigilate) => invigilate.PauseAsync(at, CancellationToken.None)));

            Assert.False(await app.ReadAsync(db => db.Attempts.AnyAsync(a => a.PersonId == candidate.Person.Id && a.State == AttemptState.InProgress && a.PausedAt == null)));
        }
    }

    [DataFact]
    public async Task During_an_alarm_a_form_without_script_keeps_what_was_ticked()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        await ActAsync(manager, room, "Pause");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        using var posted = await candidate.Visitor.SubmitAsync((IHtmlFormElement)sitting.Page.QuerySelector("#exam")!, ("q1", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        var page = await posted.ReadPageAsync();
        Assert.Contains("考试已暂停", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(((IHtmlInputElement)page.QuerySelector("input[name=q1][value='1']")!).IsChecked);
    }

    [DataFact]
    public async Task The_open_page_learns_of_pause_extension_and_handing_in_by_a_light_question()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        var (first, tag) = await StateAsync(sitting, null);
        Assert.Equal((true, false), (first!.Value.GetProperty("open").GetBoolean(), first.Value.GetProperty("paused").GetBoolean()));
        Assert.Null((await StateAsync(sitting, tag)).Body);

        await ActAsync(manager, room, "Pause");
        var (paused, pausedTag) = await StateAsync(sitting, tag);
        Assert.True(paused!.Value.GetProperty("paused").GetBoolean());
        await ActAsync(manager, room, "Resume");
        await SubmitSeatAsync(manager, room, await SeatIdAsync(candidate), "HandIn");

        var (closed, _) = await StateAsync(sitting, pausedTag);
        Assert.False(closed!.Value.GetProperty("open").GetBoolean());
        var attempt = await sitting.ReadAsync();
        Assert.Equal((AttemptState.Graded, SubmittedBy.Invigilator), (attempt.State, attempt.SubmittedBy));
    }

    [DataFact]
    public async Task The_board_counts_what_is_saved_and_how_often_the_page_was_left_and_says_304_in_between()
    {
        var (manager, room, candidate, sitting) = await SittingAsync();
        await sitting.TakeLeaseAsync();
        var (before, tag) = await BoardAsync(manager, room, null);
        Assert.Contains($"0 / {sitting.Attempt.Paper.Items.Count} 题", before, StringComparison.Ordinal);
        Assert.Null((await BoardAsync(manager, room, tag)).Text);

        (await sitting.PutAsync((1, 1, ["1"]), (2, 1, ["1"]))).Dispose();
        for (var n = 0; n < 3; n++) (await sitting.SendAsync(HttpMethod.Post, "/away", JsonContent.Create(new { }))).Dispose();

        var (after, _) = await BoardAsync(manager, room, tag);
        Assert.Contains($"2 / {sitting.Attempt.Paper.Items.Count} 题", after, StringComparison.Ordinal);
        Assert.Contains("3 次", after, StringComparison.Ordinal);
        Assert.Equal(3, (await SeatAsync(candidate)).Away);
    }

    [DataFact]
    public async Task A_room_is_closed_only_when_nobody_writes_and_then_lets_nobody_in()
    {
        var (manager, room, _, sitting) = await SittingAsync();
        await ActAsync(manager, room, "Close");
        Assert.Null(await app.ReadAsync(db => db.ExamRooms.Where(r => r.Id == room).Select(r => r.ClosedAt).SingleAsync()));

        await sitting.HandInAsync();
        await ActAsync(manager, room, "Close");

        Assert.NotNull(await app.ReadAsync(db => db.ExamRooms.Where(r => r.Id == room).Select(r => r.ClosedAt).SingleAsync()));
        using var code = await manager.GetAsync($"/manage/exams/{room}/code");
        Assert.Equal(HttpStatusCode.NotFound, code.StatusCode);
    }

    [DataFact]
    public async Task Who_waited_in_a_room_that_ran_out_of_its_hours_is_expected_again_and_the_room_can_be_closed()
    {
        var (manager, room, candidate) = await RoomAsync();
        await EnterAsync(candidate, room);
        Assert.DoesNotContain(await ExpectedAsync(), e => e.PersonId == candidate.Person.Id);

        app.Clock.Advance(ExamRoom.Longest);

        Assert.Contains(await ExpectedAsync(), e => e.PersonId == candidate.Person.Id);
        manager = await ManagerAsync(candidate.Story);
        await ActAsync(manager, room, "Close");
        Assert.NotNull((await SeatAsync(candidate)).EndedAt);
        Assert.DoesNotContain((await manager.GetPageAsync($"/manage/exams/{room}")).Forms, f => f.GetAttribute("action")?.EndsWith("handler=Close", StringComparison.Ordinal) is true);

        Task<IReadOnlyList<ExpectedLine>> ExpectedAsync() => app.ReadAsync(db => db.ExpectedAsync(candidate.Story.Organization.Id, app.Clock.Now, CancellationToken.None));
    }

    [DataFact]
    public async Task Who_was_never_called_is_not_called_back()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        var (at, seat) = (new RoomRef(room, candidate.Story.Organization.Id, candidate.Story.Manager.Id), await SeatIdAsync(candidate));

        Assert.Equal(RoomOutcome.NotNow, await app.ActAsync((InvigilateExam i) => i.RecallAsync(at, seat, CancellationToken.None)));
        Assert.False(await app.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Subject == seat && a.Action == "seat.recalled")));
    }

    [DataFact]
    public async Task The_manager_adds_who_has_no_telephone()
    {
        var (manager, room, candidate) = await RoomAsync();
        var form = (await manager.GetPageAsync($"/manage/exams/{room}")).Forms.Single(f => f.QuerySelector($"input[name=assignment][value='{candidate.Assignment.Id}']") is not null);

        (await manager.SubmitAsync(form)).Dispose();

        Assert.Equal((room, (DateTimeOffset?)null), ((await SeatAsync(candidate)).RoomId, (await SeatAsync(candidate)).CheckedInAt));
    }

    [DataFact]
    public async Task At_the_station_the_name_that_was_called_sits_and_sees_nothing_but_the_exam()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        using var tablet = await StationAsync(candidate.Story, room);
        using (var noManager = await tablet.GetAsync("/manage/exams")) Assert.NotEqual(HttpStatusCode.OK, noManager.StatusCode);
        Assert.Null((await tablet.GetPageAsync("/station")).QuerySelector("input[name=seat]"));

        await ActAsync(manager, room, "Call", await SeatIdAsync(candidate));
        using var begun = await tablet.SubmitAsync((await tablet.GetPageAsync("/station")).FormWith("seat"));
        var address = begun.Headers.Location!.OriginalString;
        var attempt = Guid.Parse(address.Split('/')[^1]);

        Assert.Contains(candidate.Person.Name, (await tablet.GetPageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        foreach (var elsewhere in new[] { "/learn", "/", "/exams", "/certificates", "/account" })
        {
            using var refused = await tablet.GetAsync(elsewhere);
            Assert.Equal((elsewhere, HttpStatusCode.Forbidden), (elsewhere, refused.StatusCode));
        }

        (await tablet.SubmitAsync((IHtmlFormElement)(await tablet.GetPageAsync(address)).QuerySelector("#exam")!)).Dispose();
        var confirm = await tablet.GetPageAsync($"{address}/submit");
        Assert.Null(confirm.QuerySelector(".main-nav"));
        using var handedIn = await tablet.SubmitAsync(confirm.Forms.Single(f => f.QuerySelector("main button, .button--primary") is not null));
        Assert.StartsWith("/station", handedIn.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(["\"storage\""], handedIn.Headers.GetValues("Clear-Site-Data"));
        Assert.Contains(handedIn.Headers.GetValues("Set-Cookie"), c => c.StartsWith("exam-client=;", StringComparison.Ordinal) && c.Contains("path=/exams", StringComparison.Ordinal));
        using var after = await tablet.GetAsync(address);
        Assert.Equal((HttpStatusCode.Redirect, "/station"), (after.StatusCode, after.Headers.Location!.OriginalString));
        Assert.Contains("请等下一位", (await tablet.GetPageAsync("/station")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AttemptState.Graded, await app.ReadAsync(db => db.Attempts.Where(a => a.Id == attempt).Select(a => a.State).SingleAsync()));
    }

    [DataFact]
    public async Task When_the_invigilator_takes_the_call_back_the_stations_session_is_over_at_once()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        using var tablet = await StationAsync(candidate.Story, room);
        await ActAsync(manager, room, "Call", await SeatIdAsync(candidate));
        using var begun = await tablet.SubmitAsync((await tablet.GetPageAsync("/station")).FormWith("seat"));

        await ActAsync(manager, room, "Recall", await SeatIdAsync(candidate));

        using var after = await tablet.GetAsync(begun.Headers.Location);
        Assert.Equal((HttpStatusCode.Redirect, "/station"), (after.StatusCode, after.Headers.Location!.OriginalString));
        Assert.True(await app.ReadAsync(db => db.Attempts.AnyAsync(a => a.PersonId == candidate.Person.Id && a.State == AttemptState.InProgress)));
    }

    [DataFact]
    public async Task A_station_begins_nothing_for_who_was_not_called()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);

        Assert.Null(await app.ActAsync(async (SitAtStation sit) => await sit.BeginAsync(room, await SeatIdAsync(candidate), CancellationToken.None)));

        using var stranger = app.Visit();
        using var station = await stranger.GetAsync("/station");
        Assert.Equal(HttpStatusCode.Redirect, station.StatusCode);
    }

    private async Task<(HttpClient Manager, Guid Room, ExamsCandidate Candidate)> RoomAsync(bool startsTogether = false)
    {
        var candidate = await ExamsCandidate.TrainedAsync(app, position: DemoCompany.SupervisedPosition);
        var manager = await ManagerAsync(candidate.Story);
        return (manager, await OpenAsync(manager, startsTogether), candidate);
    }

    private async Task<(HttpClient Manager, Guid Room, ExamsCandidate Candidate, ExamsSitting Sitting)> SittingAsync()
    {
        var (manager, room, candidate) = await RoomAsync();
        await AdmitAsync(manager, room, candidate);
        return (manager, room, candidate, await candidate.StartAsync());
    }

    private async Task<HttpClient> ManagerAsync(Story story)
    {
        var name = await app.ReadAsync(db => db.Users.Where(u => u.PersonId == story.Manager.Id).Select(u => u.UserName).SingleOrDefaultAsync()) ?? await story.OpenAccountAsync(story.Manager);
        var manager = app.Visit();
        await manager.SignInAsync(name, Story.Password);
        return manager;
    }

    private static async Task<Guid> OpenAsync(HttpClient manager, bool startsTogether = false)
    {
        var form = (await manager.GetPageAsync("/manage/exams")).FormWith("Input.Name");
        using var opened = await manager.SubmitAsync(form, startsTogether ? [("Input.Name", "二楼会议室"), ("Input.StartsTogether", "true")] : [("Input.Name", "二楼会议室")]);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        return Guid.Parse(opened.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private async Task<HttpClient> StationAsync(Story story, Guid room)
    {
        var tablet = await ManagerAsync(story);
        using var station = await tablet.SubmitAsync(FormOf(await tablet.GetPageAsync($"/manage/exams/{room}"), "Station"));
        Assert.Equal("/station", station.Headers.Location!.OriginalString);
        return tablet;
    }

    private Task<string> CodeAsync(Guid room) => app.ReadAsync(async db => (await db.ExamRooms.AsNoTracking().SingleAsync(r => r.Id == room)).Code(app.Clock.Now));

    private static async Task<HttpResponseMessage> PostCodeAsync(ExamsCandidate candidate, string code) =>
        await candidate.Visitor.SubmitAsync((await candidate.Visitor.GetPageAsync(candidate.Notice)).FormWith("code"), ("code", code));

    private async Task EnterAsync(ExamsCandidate candidate, Guid room)
    {
        using var entered = await PostCodeAsync(candidate, await CodeAsync(room));
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
    }

    private async Task AdmitAsync(HttpClient manager, Guid room, ExamsCandidate candidate)
    {
        await EnterAsync(candidate, room);
        await ActAsync(manager, room, "CheckIn", await SeatIdAsync(candidate));
    }

    /// <summary>Presses a button of the room's page, the one of this seat where there is one for each.</summary>
    private static async Task ActAsync(HttpClient manager, Guid room, string handler, Guid? seat = null)
    {
        using var done = await manager.SubmitAsync(FormOf(await manager.GetPageAsync($"/manage/exams/{room}"), handler, seat));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    private static async Task SubmitSeatAsync(HttpClient manager, Guid room, Guid seat, string handler, params (string, string)[] fields)
    {
        using var done = await PostSeatAsync(manager, room, seat, handler, fields);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostSeatAsync(HttpClient manager, Guid room, Guid seat, string handler, params (string, string)[] fields) =>
        await manager.SubmitAsync(FormOf(await manager.GetPageAsync($"/manage/exams/{room}/seats/{seat}"), handler), fields);

    private static IHtmlFormElement FormOf(IHtmlDocument page, string handler, Guid? seat = null) =>
        page.Forms.Single(f => f.GetAttribute("action")?.EndsWith($"handler={handler}", StringComparison.Ordinal) is true && (seat is null || f.QuerySelector($"input[name=seat][value='{seat}']") is not null));

    private Task<ExamSeat> SeatAsync(ExamsCandidate candidate) => app.ReadAsync(db => db.ExamSeats.AsNoTracking().SingleAsync(s => s.PersonId == candidate.Person.Id));

    private async Task<Guid> SeatIdAsync(ExamsCandidate candidate) => (await SeatAsync(candidate)).Id;

    private static async Task<(System.Text.Json.JsonElement? Body, string Tag)> StateAsync(ExamsSitting sitting, string? tag)
    {
        using var response = await AskAsync(sitting.Visitor, $"{sitting.Url}/state", tag);
        return (response.StatusCode is HttpStatusCode.NotModified ? null : await response.JsonAsync(HttpStatusCode.OK), response.Headers.ETag!.ToString());
    }

    private static async Task<(string? Text, string Tag)> BoardAsync(HttpClient manager, Guid room, string? tag)
    {
        using var response = await AskAsync(manager, $"/manage/exams/{room}?handler=Board", tag);
        return (response.StatusCode is HttpStatusCode.NotModified ? null : await response.Content.ReadAsStringAsync(), response.Headers.ETag!.ToString());
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient visitor, string address, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null) request.Headers.IfNoneMatch.ParseAdd(tag);
        return await visitor.SendAsync(request);
    }
}
