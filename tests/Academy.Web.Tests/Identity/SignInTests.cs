using System.Net;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Academy.Web.Tests.Identity;

public abstract class SignInTests
{
    private readonly AcademyApp _app;

    protected SignInTests(AcademyApp app)
    {
        _app = app;

        // All tests come from one address; an hour later nobody remembers the failures of the one before.
        app.Clock.Advance(TimeSpan.FromHours(1));
        Hashing.LongestWait = TimeSpan.FromMinutes(1);
    }

    private SecretHashing Hashing => _app.Services.GetRequiredService<SecretHashing>();

    private const string Page = "/account/sign-in";

    public sealed class OnSqlite(SqliteApp app) : SignInTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : SignInTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Staff_number_phone_and_user_name_lead_to_the_same_person()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("1024");
        var personalData = _app.Services.GetRequiredService<PersonalData>();
        await _app.ArrangeAsync(async db => (await db.People.SingleAsync(p => p.Id == user.PersonId)).KeepPhone(personalData.EncryptPhone("13800001024"), personalData.HashPhone("13800001024")));

        foreach (var name in new[] { $"{staff.Code}/1024", $" {staff.Code.ToUpperInvariant()}／１０２４ ", "138 0000-1024", "+86 13800001024", user.UserName! })
        {
            using var visitor = _app.Visit();
            await visitor.SignInAsync(name, Staff.Password);

            var own = await visitor.GetPageAsync("/account");
            Assert.Equal("王小明", own.QuerySelector("h1")!.TextContent);
        }
    }

    [DataFact]
    public async Task Goes_on_to_the_page_that_was_asked_for_but_never_to_another_site()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var visitor = _app.Visit();
        using var asked = await visitor.GetAsync("/account/devices");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("/account/devices", await LandAsync(asked.Headers.Location!.PathAndQuery));
        Assert.Equal("/", await LandAsync(Page + "?returnUrl=https%3A%2F%2Fevil.example%2F"));

        async Task<string> LandAsync(string address)
        {
            using var fresh = _app.Visit();
            var page = await fresh.GetPageAsync(address);
            using var response = await fresh.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", user.UserName!), ("Input.Password", Staff.Password));
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            return response.Headers.Location!.OriginalString;
        }
    }

    [DataFact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer_to_the_last_try()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var known = await TryAsync(user.UserName!, "not the password");
            var unknown = await TryAsync("nobody" + user.UserName, "not the password");

            Assert.Equal(attempt <= 5 ? HttpStatusCode.BadRequest : HttpStatusCode.TooManyRequests, known.Status);
            Assert.Equal(known, unknown);
        }
    }

    [DataFact]
    public async Task Nor_does_the_end_of_the_lock_or_the_next_one_tell_who_exists()
    {
        var staff = await Staff.OfAsync(_app);
        var (known, closed) = (await staff.HireAsync("1"), await staff.HireAsync("2"));
        await _app.ArrangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == closed.Id)).LockoutEnd = _app.Clock.Now.AddYears(100));
        for (var attempt = 1; attempt <= 18; attempt++)
        {
            // The source's own limit is not what is asked here.
            _app.Clock.Advance(TimeSpan.FromMinutes(4));
            var (mine, nobodys, shut) = (await AskAsync(known.UserName!), await AskAsync("nobody" + known.UserName), await AskAsync(closed.UserName!));

            Assert.Equal(mine, nobodys);
            Assert.Equal(mine, shut);
        }

        async Task<(HttpStatusCode, string?)> AskAsync(string name)
        {
            using var visitor = _app.Visit();
            using var response = await visitor.SubmitAsync((await visitor.GetPageAsync(Page)).FormWith("Input.UserName"), ("Input.UserName", name), ("Input.Password", "not the password"));
            return (response.StatusCode, response.Headers.RetryAfter?.ToString());
        }
    }

    [DataFact]
    public async Task Every_spelling_of_a_name_that_nobody_has_counts_as_one()
    {
        foreach (var spelling in (string[])["138 0000-9999", "13800009999", "+86 13800009999", "１３８００００９９９９", "0086 138 0000 9999"]) Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(spelling, "not the password")).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync("13800009999", "not the password")).Status);
    }

    [DataFact]
    public async Task A_source_gets_no_further_with_many_tries_at_once_and_a_school_comes_in_together()
    {
        var staff = await Staff.OfAsync(_app);
        var pupils = new List<string>();
        for (var i = 1; i <= 24; i++) pupils.Add((await staff.HireAsync($"{i}")).UserName!);

        var school = await Task.WhenAll(pupils.Select(async name => (await TryAsync(name, Staff.Password)).Status));
        Assert.All(school, s => Assert.Equal(HttpStatusCode.Redirect, s));

        var guesses = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i => (await TryAsync($"nobody{i}", "not the password")).Status));
        Assert.Equal(20, guesses.Count(s => s is HttpStatusCode.BadRequest));
        Assert.Equal(10, guesses.Count(s => s is HttpStatusCode.TooManyRequests));
    }

    [DataFact]
    public async Task Who_would_wait_too_long_for_a_turn_is_asked_to_come_again_and_keeps_what_was_typed_but_the_password()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var visitor = _app.Visit();
        var form = (await visitor.GetPageAsync(Page)).FormWith("Input.UserName");
        var crowd = new List<IDisposable>();
        for (var i = 0; i < SecretHashing.AtOnce; i++) crowd.Add((await Hashing.EnterAsync(CancellationToken.None))!);
        Hashing.LongestWait = TimeSpan.Zero;

        using var busy = await visitor.SubmitAsync(form, ("Input.UserName", user.UserName!), ("Input.Password", Staff.Password));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.NotNull(busy.Headers.RetryAfter?.Delta);
        var page = await busy.ReadPageAsync();
        Assert.Contains("同时登录的人太多", page.QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((user.UserName, ""), (((IHtmlInputElement)page.QuerySelector("[name='Input.UserName']")!).Value, ((IHtmlInputElement)page.QuerySelector("[name='Input.Password']")!).Value));
        Assert.Equal(0, await _app.ReadAsync(db => db.Users.Where(u => u.Id == user.Id).Select(u => u.AccessFailedCount).SingleAsync()));

        foreach (var turn in crowd) turn.Dispose();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SubmitAsync(page.FormWith("Input.UserName"), ("Input.Password", Staff.Password))).StatusCode);
    }

    [DataFact]
    public async Task What_is_no_text_is_refused_and_no_error()
    {
        using var visitor = _app.Visit();
        var form = (await visitor.GetPageAsync(Page)).FormWith("Input.UserName");
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var name in (string[])["a\uFFFE", "a\0b", "org/\0", "13800001024\0"])
        {
            using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.UserName"] = name, ["Input.Password"] = "not the password", ["__RequestVerificationToken"] = token });
            using var response = await visitor.PostAsync(Page, fields);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        foreach (var address in (string[])["/account/activate?code=%EF%BF%BE", "/account/activate?code=%00", "/account/sign-in?returnUrl=%00"])
        {
            using var response = await visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [DataFact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        for (var attempt = 1; attempt <= 5; attempt++) await TryAsync(user.UserName!, "not the password");

        var (status, words) = await TryAsync(user.UserName!, Staff.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains(_app.Clock.Now.AddMinutes(15).ToOffset(Domain.BeijingTime.Offset).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), words, StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(user.UserName!, Staff.Password)).Status);
    }

    [DataFact]
    public async Task Guesses_sent_at_once_count_one_by_one()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var visitor = _app.Visit();
        var page = await visitor.GetPageAsync(Page);
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var guesses = await Task.WhenAll(Enumerable.Range(0, 9).Select(async i =>
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.UserName"] = user.UserName!, ["Input.Password"] = $"guess number {i}", ["__RequestVerificationToken"] = token });
            using var response = await visitor.PostAsync(Page, form);
            return response.StatusCode;
        }));

        Assert.Equal(5, guesses.Count(s => s is HttpStatusCode.BadRequest));
        Assert.Equal(4, guesses.Count(s => s is HttpStatusCode.TooManyRequests));
    }

    [DataFact]
    public async Task A_source_that_fails_too_often_waits_while_known_devices_behind_it_go_on()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("1");
        using var known = _app.Visit();
        await known.SignInAsync(user.UserName!, Staff.Password);
        using (await known.SubmitAsync((await known.GetPageAsync("/account")).FormWith("/account/sign-out"))) { }

        for (var i = 0; i < 20; i++) await TryAsync($"nobody{i}", "not the password");

        var newcomer = await staff.HireAsync("2");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(newcomer.UserName!, Staff.Password)).Status);
        await known.SignInAsync(user.UserName!, Staff.Password);

        _app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(newcomer.UserName!, Staff.Password)).Status);
    }

    [DataFact]
    public async Task Nobody_is_locked_out_of_a_known_device_by_guesses_made_elsewhere()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var known = _app.Visit();
        await known.SignInAsync(user.UserName!, Staff.Password);
        using (await known.SubmitAsync((await known.GetPageAsync("/account")).FormWith("/account/sign-out"))) { }
        for (var attempt = 1; attempt <= 6; attempt++) await TryAsync(user.UserName!, "not the password");

        await known.SignInAsync(user.UserName!, Staff.Password);
    }

    [DataFact]
    public async Task Who_has_left_cannot_sign_in_and_is_signed_out_within_a_minute()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1", Role.SafetyManager);
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);
        await visitor.GetPageAsync("/account");

        await Staff.LeaveAsync(_app, user);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        using var response = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(user.UserName!, Staff.Password)).Status);
    }

    [DataFact]
    public async Task A_role_taken_back_is_gone_within_a_minute_and_the_session_stays()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1", Role.Inspector, Role.TeamLeader);
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);
        Assert.True(await InspectsAsync(visitor));

        await TakeBackAsync(user);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await InspectsAsync(visitor));
    }

    [DataFact]
    public async Task A_session_in_use_is_read_ahead_and_its_requests_wait_for_no_database()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1", Role.Inspector);
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);
        for (var request = 0; request < 2; request++) await visitor.GetPageAsync("/account");

        _app.Clock.Advance(TimeSpan.FromSeconds(25));
        await ReadAheadAsync();
        await TakeBackAsync(user);
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await InspectsAsync(visitor), "Its request read the session though it was read half a minute ago.");

        await ReadAheadAsync();
        Assert.False(await InspectsAsync(visitor), "What was read ahead does not count.");
    }

    [DataFact]
    public async Task A_session_out_of_use_is_not_read_ahead()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1", Role.Inspector);
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);
        await visitor.GetPageAsync("/account");

        _app.Clock.Advance(TimeSpan.FromSeconds(25));
        await ReadAheadAsync();
        await TakeBackAsync(user);
        _app.Clock.Advance(TimeSpan.FromSeconds(25));

        Assert.False(await InspectsAsync(visitor));
    }

    [DataFact]
    public async Task Of_sessions_that_are_read_together_each_gets_its_own_and_who_may_not_stay_none()
    {
        var staff = await Staff.OfAsync(_app);
        AcademyUser[] users = [await staff.HireAsync("1", Role.Inspector), await staff.HireAsync("2", Role.SafetyManager), await staff.HireAsync("3"), await staff.HireAsync("4"), await staff.HireAsync("5"), await staff.HireAsync("6")];
        var visitors = users.Select(_ => _app.Visit()).ToArray();
        foreach (var (visitor, user) in visitors.Zip(users)) await visitor.SignInAsync(user.UserName!, Staff.Password);
        for (var request = 0; request < 2; request++) foreach (var visitor in visitors) await visitor.GetPageAsync("/account");
        await Staff.LeaveAsync(_app, users[1]);
        await _app.ArrangeAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == users[3].Id)).LockoutEnd = _app.Clock.Now.AddYears(100);
            (await db.Users.SingleAsync(u => u.Id == users[4].Id)).SecurityStamp = "another";
            (await db.Devices.SingleAsync(d => d.UserId == users[5].Id)).Revoke(_app.Clock.Now);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(25));

        await ReadAheadAsync();

        Assert.True(await InspectsAsync(visitors[0]));
        Assert.False(await InspectsAsync(visitors[2]));
        foreach (var gone in new[] { visitors[1], visitors[3], visitors[4], visitors[5] })
        {
            using var response = await gone.GetAsync("/account");
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }

        foreach (var visitor in visitors) visitor.Dispose();
    }

    private Task ReadAheadAsync() => _app.Services.GetServices<IHostedService>().OfType<RenewSessions>().Single().RunOnceAsync(CancellationToken.None);

    private Task TakeBackAsync(AcademyUser inspector) =>
        _app.ArrangeAsync(async db => (await db.RoleGrants.SingleAsync(g => g.PersonId == inspector.PersonId && g.Role == Role.Inspector)).End(Academy.Domain.BeijingTime.Day(_app.Clock.Now).AddDays(-1)));

    private static async Task<bool> InspectsAsync(HttpClient visitor) => (await visitor.GetPageAsync("/account")).QuerySelector("nav")!.TextContent.Contains("检查", StringComparison.Ordinal);

    [DataFact]
    public async Task A_changed_security_stamp_ends_sessions_and_a_short_lock_does_not()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);

        await _app.ArrangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = _app.Clock.Now.AddMinutes(15));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await visitor.GetPageAsync("/account");

        await _app.ArrangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == user.Id)).SecurityStamp = "another");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var response = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [DataFact]
    public async Task A_closed_account_is_told_so_only_with_its_password()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        await _app.ArrangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = _app.Clock.Now.AddYears(100));

        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(user.UserName!, "not the password")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(user.UserName!, Staff.Password)).Status);
    }

    [DataFact]
    public async Task A_removed_device_is_signed_out_within_a_minute()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var lost = _app.Visit();
        await lost.SignInAsync(user.UserName!, Staff.Password);
        using var here = _app.Visit();
        await here.SignInAsync(user.UserName!, Staff.Password);

        var page = await here.GetPageAsync("/account/devices");
        var other = page.QuerySelectorAll("li.item").Single(i => !i.TextContent.Contains("这台设备", StringComparison.Ordinal));
        using (await here.SubmitAsync(other.QuerySelector<IHtmlFormElement>("form")!)) { }
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        using var response = await lost.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        await here.GetPageAsync("/account");
    }

    [DataFact]
    public async Task Another_persons_device_is_not_found()
    {
        var staff = await Staff.OfAsync(_app);
        using var mine = _app.Visit();
        await mine.SignInAsync((await staff.HireAsync("1")).UserName!, Staff.Password);
        var other = await staff.HireAsync("2");
        using var theirs = _app.Visit();
        await theirs.SignInAsync(other.UserName!, Staff.Password);
        var device = await _app.ReadAsync(db => db.Devices.SingleAsync(d => d.UserId == other.Id));

        var form = (await mine.GetPageAsync("/account/devices")).QuerySelector<IHtmlFormElement>("li.item form")!;
        form.Action = $"/account/devices?id={device.Id}&handler=Revoke";
        using var response = await mine.SubmitAsync(form);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null((await _app.ReadAsync(db => db.Devices.SingleAsync(d => d.Id == device.Id))).RevokedAt);
    }

    [DataFact]
    public async Task Large_type_stays_with_the_person()
    {
        var user = await (await Staff.OfAsync(_app)).HireAsync("1");
        using var visitor = _app.Visit();
        await visitor.SignInAsync(user.UserName!, Staff.Password);
        var page = await visitor.GetPageAsync("/account");
        Assert.False(page.DocumentElement.HasAttribute("data-large"));

        using (var response = await visitor.SubmitAsync(page.FormWith("/account/large-type"))) Assert.Equal("/account", response.Headers.Location!.OriginalString);
        Assert.True((await visitor.GetPageAsync("/account")).DocumentElement.HasAttribute("data-large"));

        using var elsewhere = _app.Visit();
        await elsewhere.SignInAsync(user.UserName!, Staff.Password);
        Assert.True((await elsewhere.GetPageAsync("/account")).DocumentElement.HasAttribute("data-large"));
    }

    /// <summary>One try of a visitor nobody knows.</summary>
    private async Task<(HttpStatusCode Status, string Words)> TryAsync(string userName, string password)
    {
        using var visitor = _app.Visit();
        var page = await visitor.GetPageAsync(Page);
        using var response = await visitor.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", userName), ("Input.Password", password));
        var answer = await response.ReadPageAsync();
        return (response.StatusCode, answer.QuerySelector(".validation-summary")?.TextContent.Trim() ?? "");
    }
}
