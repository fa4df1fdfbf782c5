using System.Net;
using Academy.Domain;
using Academy.Domain.Training;
using Academy.Web.Data.Seeds;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

public abstract partial class ManageTests
{
    [DataFact]
    public async Task A_session_is_planned_held_and_closed_and_completes_its_lessons()
    {
        var (passed, failed) = (await PersonAsync("1001"), await PersonAsync("1016"));
        var day = Tomorrow();
        var lesson = await UnstudiedLessonAsync(passed, failed);
        var address = await PlanAsync("灭火器实操", day, "09:00", "11:00", lesson);

        var early = await _manager.GetPageAsync(address);
        Assert.Empty(early.QuerySelectorAll("[name=people]"));
        await AtAsync(day, 9);
        var held = await _manager.GetPageAsync(address);
        var me = await PersonAsync("0001");
        Assert.DoesNotContain(held.QuerySelectorAll("[name=people]"), i => i.GetAttribute("value") == me.ToString());
        using var signedIn = await _manager.SubmitAsync(held.FormWith("people"), ("people", $"{passed}"), ("people", $"{failed}"));
        using var tooEarly = await TamperAsync(_manager, $"{address}?handler=Close", ("passed", $"{passed}"));
        Assert.Contains("还没到结束时间", (await _manager.GetPageAsync(address)).Body!.TextContent, StringComparison.Ordinal);

        await AtAsync(day, 11);
        var ended = await _manager.GetPageAsync(address);
        var form = ended.FormWith("passed");
        using var closed = await _manager.SubmitAsync(form, ("passed", $"{passed}"));
        using var twice = await _manager.SubmitAsync(form, ("passed", $"{failed}"));

        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.True(await HasDoneAsync(passed, lesson));
        Assert.False(await HasDoneAsync(failed, lesson));
        var session = await app.ReadAsync(db => db.ClassroomSessions.SingleAsync(s => s.Title == "灭火器实操"));
        Assert.Equal([120, 120], session.Attendances.Select(a => a.Minutes));
    }

    [DataFact]
    public async Task Nobody_sits_in_two_rooms_or_signs_themselves_in()
    {
        var (person, me) = (await PersonAsync("1004"), await PersonAsync("0001"));
        var day = Tomorrow();
        var one = await PlanAsync("第一间", day, "09:00", "12:00");
        var two = await PlanAsync("第二间", day, "09:00", "10:00");
        await AtAsync(day, 9);
        using var first = await _manager.SubmitAsync((await _manager.GetPageAsync(one)).FormWith("people"), ("people", $"{person}"));
        using var second = await _manager.SubmitAsync((await _manager.GetPageAsync(two)).FormWith("people"), ("people", $"{person}"));
        Assert.Contains("另一场培训", (await _manager.GetPageAsync(two)).Body!.TextContent, StringComparison.Ordinal);
        using var self = await TamperAsync(_manager, $"{two}?handler=SignIn", ("people", $"{me}"), ("people", $"{OtherPerson}"));

        var shown = (await _manager.GetPageAsync(two)).QuerySelector(".notice--warning")!.TextContent;
        Assert.Contains("自己", shown, StringComparison.Ordinal);
        Assert.Contains("不在册", shown, StringComparison.Ordinal);
        Assert.Empty((await app.ReadAsync(db => db.ClassroomSessions.SingleAsync(s => s.Title == "第二间"))).Attendances);
    }

    [DataFact]
    public async Task Eight_hours_a_day_are_the_most()
    {
        var person = await PersonAsync("1005");
        var day = Tomorrow();
        var morning = await PlanAsync("上午", day, "09:00", "13:00");
        var evening = await PlanAsync("晚上", day, "14:00", "18:30");
        await AtAsync(day, 9);
        using var first = await _manager.SubmitAsync((await _manager.GetPageAsync(morning)).FormWith("people"), ("people", $"{person}"));
        await AtAsync(day, 14);
        using var second = await _manager.SubmitAsync((await _manager.GetPageAsync(evening)).FormWith("people"), ("people", $"{person}"));

        Assert.Contains("8 小时", (await _manager.GetPageAsync(evening)).QuerySelector(".notice--warning")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await app.ReadAsync(db => db.ClassroomSessions.SingleAsync(s => s.Title == "晚上"))).Attendances);
    }

    [DataTheory]
    [InlineData(0, "00:10", "00:40", "#from-error", "过去")]
    [InlineData(1, "10:00", "09:00", "#to-error", "晚于")]
    [InlineData(1, "08:00", "16:01", "#to-error", "8 小时")]
    public async Task A_session_that_cannot_be_is_refused_beside_the_field(int days, string from, string to, string field, string word)
    {
        var page = await _manager.GetPageAsync("/manage/sessions/plan");
        using var response = await _manager.SubmitAsync(
            page.FormWith("Input.Title"), ("Input.Title", "不成立的一场"), ("Input.Place", "东门"), ("Input.Trainer", "周安"), ("Input.On", $"{app.Clock.Now.Day().AddDays(days):yyyy-MM-dd}"), ("Input.From", from), ("Input.To", to));

        Assert.Contains(word, (await response.ReadPageAsync()).QuerySelector(field)!.TextContent, StringComparison.Ordinal);
        Assert.False(await app.ReadAsync(db => db.ClassroomSessions.AnyAsync(s => s.Title == "不成立的一场")));
    }

    [DataFact]
    public async Task Another_organizations_session_is_not_found()
    {
        var session = new ClassroomSession(Guid.CreateVersion7(), OtherOrganization, "别家课", "别处", "某人", app.Clock.Now, app.Clock.Now.AddHours(1), [], OtherPerson, app.Clock.Now);
        await app.ArrangeAsync(db => db.Add(session));
        using var seen = await _manager.GetAsync($"/manage/sessions/{session.Id}");
        using var signedIn = await TamperAsync(_manager, $"/manage/sessions/{session.Id}?handler=SignIn", ("people", $"{await PersonAsync("1002")}"));
        using var closed = await TamperAsync(_manager, $"/manage/sessions/{session.Id}?handler=Close", ("passed", $"{OtherPerson}"));

        Assert.All([seen, signedIn, closed], r => Assert.Equal(HttpStatusCode.NotFound, r.StatusCode));
    }

    private DateOnly Tomorrow() => app.Clock.Now.Day().AddDays(1);

    /// <summary>Moves the clock to an hour in Beijing; half a day without use has ended the manager's session.</summary>
    private async Task AtAsync(DateOnly day, int hour)
    {
        app.Clock.Now = day.Start().AddHours(hour);
        using var stillIn = await _manager.GetAsync("/manage");
        if (stillIn.StatusCode is HttpStatusCode.Redirect) await _manager.SignInAsync("manager", DemoCompany.Password);
    }

    private async Task<string> PlanAsync(string title, DateOnly day, string from, string to, params string[] lessons)
    {
        var page = await _manager.GetPageAsync("/manage/sessions/plan");
        using var response = await _manager.SubmitAsync(
            page.FormWith("Input.Title"),
            [("Input.Title", title), ("Input.Place", "东门"), ("Input.Trainer", "周安"), ("Input.On", $"{day:yyyy-MM-dd}"), ("Input.From", from), ("Input.To", to), .. lessons.Select(l => ("Input.Lessons", l))]);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    private Task<bool> HasDoneAsync(Guid person, string lesson) => app.ReadAsync(db => db.StudyProgress.AnyAsync(p => p.PersonId == person && p.Lesson == lesson && p.CompletedAt != null));

    private async Task<string> UnstudiedLessonAsync(params Guid[] people)
    {
        var done = await app.ReadAsync(db => db.StudyProgress.Where(p => people.Contains(p.PersonId) && p.CompletedAt != null).Select(p => p.Lesson).ToListAsync());
        var page = await _manager.GetPageAsync("/manage/sessions/plan");
        return page.QuerySelectorAll("[name='Input.Lessons']").Select(i => i.GetAttribute("value")!).First(l => !done.Contains(l));
    }
}
