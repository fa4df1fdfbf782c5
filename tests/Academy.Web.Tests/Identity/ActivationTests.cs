using System.Net;
using Academy.Domain.Organizations;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Academy.Web.Tests.Identity;

public abstract class ActivationTests
{
    private readonly AcademyApp _app;

    protected ActivationTests(AcademyApp app)
    {
        _app = app;

        // All tests come from one address; an hour later nobody remembers the failures of the one before.
        app.Clock.Advance(TimeSpan.FromHours(1));
    }

    private const string Pin = "274913";

    public sealed class OnSqlite(SqliteApp app) : ActivationTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ActivationTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task A_slip_leads_by_name_and_notice_to_a_PIN_that_signs_in_on_this_device_only()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var slip = await staff.PrintSlipAsync(user);
        using var phone = _app.Visit();

        var step = await phone.GetPageAsync(new Uri(slip.Address).PathAndQuery);
        Assert.Equal("你是 王小明 吗？", step.QuerySelector("h1")!.TextContent);
        step = await phone.GetPageAsync(step.QuerySelector("a.button--primary")!.GetAttribute("href")!);
        Assert.Equal("个人信息怎么用", step.QuerySelector("h1")!.TextContent);
        step = await phone.GetPageAsync(step.QuerySelector("a.button--primary")!.GetAttribute("href")!);
        using (var activated = await phone.SubmitAsync(step.FormWith("Input.Pin"), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true")))
        {
            Assert.Equal(HttpStatusCode.Redirect, activated.StatusCode);
        }

        await SignOutAsync(phone);
        var again = await phone.GetPageAsync("/account/sign-in");
        Assert.Contains("王小明", again.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        using (var signedIn = await phone.SubmitAsync(again.FormWith("Input.Password"), ("Input.Password", Pin))) Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        await phone.GetPageAsync("/account");

        using var stranger = _app.Visit();
        var page = await stranger.GetPageAsync("/account/sign-in");
        using var refused = await stranger.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", $"{staff.Code}/7"), ("Input.Password", Pin));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [DataFact]
    public async Task A_slip_works_once_even_for_two_at_the_same_time()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var slip = await staff.PrintSlipAsync(user);
        using var first = _app.Visit();
        using var second = _app.Visit();
        var forms = new[] { await LastStepAsync(first, slip.Code), await LastStepAsync(second, slip.Code) };

        var answers = await Task.WhenAll(
            first.SubmitAsync(forms[0], ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true")),
            second.SubmitAsync(forms[1], ("Input.Kind", "Pin"), ("Input.Pin", "830162"), ("Input.PinAgain", "830162"), ("Input.Agreed", "true")));

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Redirect);
        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Gone);
        Assert.Equal(1, await _app.ReadAsync(db => db.Devices.CountAsync(d => d.UserId == user.Id && d.RevokedAt == null)));
        foreach (var answer in answers) answer.Dispose();

        using var late = await first.GetAsync("/account/activate?code=" + slip.Code);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [DataFact]
    public async Task A_newer_slip_makes_the_older_worthless_and_both_end_after_seven_days()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var older = await staff.PrintSlipAsync(user);
        var newer = await staff.PrintSlipAsync(user);
        using var visitor = _app.Visit();

        using (var response = await visitor.GetAsync("/account/activate?code=" + older.Code)) Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await visitor.GetPageAsync("/account/activate?code=" + newer.Code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'));

        _app.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        using var expired = await visitor.GetAsync("/account/activate?code=" + newer.Code);
        Assert.Equal(HttpStatusCode.Gone, expired.StatusCode);
        Assert.Contains("过期", (await expired.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Weak_PINs_are_refused_with_the_reason_and_the_slip_stays_good()
    {
        var staff = await Staff.OfAsync(_app);
        var slip = await staff.PrintSlipAsync(await staff.HireAsync("7"));
        using var visitor = _app.Visit();

        using var response = await visitor.SubmitAsync(await LastStepAsync(visitor, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", "123456"), ("Input.PinAgain", "123456"), ("Input.Agreed", "true"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("连着的数字", (await response.ReadPageAsync()).QuerySelector("#pin-error")!.TextContent, StringComparison.Ordinal);
        await visitor.GetPageAsync("/account/activate?code=" + slip.Code);
    }

    [DataFact]
    public async Task Who_sees_other_peoples_data_gets_no_PIN_and_a_longer_password()
    {
        var staff = await Staff.OfAsync(_app);
        var slip = await staff.PrintSlipAsync(await staff.HireAsync("7", Role.SafetyManager));
        using var visitor = _app.Visit();
        var form = await LastStepAsync(visitor, slip.Code);
        Assert.DoesNotContain(form.Elements, e => e.GetAttribute("name") == "Input.Pin");

        using (var forged = await visitor.SubmitAsync(form, ("Input.Kind", "Pin"), ("Input.Agreed", "true"))) Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using (var brief = await visitor.SubmitAsync(await LastStepAsync(visitor, slip.Code), ("Input.Password", "ninechars"), ("Input.PasswordAgain", "ninechars"), ("Input.Agreed", "true"))) Assert.Equal(HttpStatusCode.BadRequest, brief.StatusCode);
        using var good = await visitor.SubmitAsync(await LastStepAsync(visitor, slip.Code), ("Input.Password", "ten chars!"), ("Input.PasswordAgain", "ten chars!"), ("Input.Agreed", "true"));
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
    }

    [DataFact]
    public async Task Activation_ends_the_old_password_the_old_sessions_and_the_lock()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        using var thief = _app.Visit();
        await thief.SignInAsync(user.UserName!, Staff.Password);
        await _app.ArrangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = _app.Clock.Now.AddMinutes(15));
        var slip = await staff.PrintSlipAsync(user);
        using var owner = _app.Visit();
        using (await owner.SubmitAsync(await LastStepAsync(owner, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"))) { }

        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        await owner.GetPageAsync("/account");
        using var response = await thief.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var row = await _app.ReadAsync(db => db.Users.SingleAsync(u => u.Id == user.Id));
        Assert.Null(row.PasswordHash);
        Assert.Null(row.LockoutEnd);
    }

    [DataFact]
    public async Task Five_wrong_PINs_lock_the_device_ten_forget_it()
    {
        var staff = await Staff.OfAsync(_app);
        var slip = await staff.PrintSlipAsync(await staff.HireAsync("7"));
        using var phone = _app.Visit();
        using (await phone.SubmitAsync(await LastStepAsync(phone, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"))) { }
        await SignOutAsync(phone);
        var form = (await phone.GetPageAsync("/account/sign-in")).FormWith("Input.Password");

        for (var attempt = 1; attempt <= 5; attempt++) Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("927314"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(Pin));
        _app.Clock.Advance(TimeSpan.FromMinutes(15));
        for (var attempt = 6; attempt <= 10; attempt++) Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("927314"));
        _app.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(Pin));
        Assert.Single((await phone.GetPageAsync("/account/sign-in")).QuerySelectorAll("[name='Input.UserName']"));

        async Task<HttpStatusCode> TryAsync(string pin)
        {
            using var response = await phone.SubmitAsync(form, ("Input.Password", pin));
            return response.StatusCode;
        }
    }

    [DataFact]
    public async Task Who_is_not_employed_is_told_so_and_keeps_the_slip()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var slip = await staff.PrintSlipAsync(user);
        using var visitor = _app.Visit();
        var form = await LastStepAsync(visitor, slip.Code);
        await Staff.LeaveAsync(_app, user);

        using var response = await visitor.SubmitAsync(form, ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("用工已结束", (await response.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await _app.ReadAsync(db => db.ActivationSlips.Where(s => s.UserId == user.Id).Select(s => s.UsedAt).SingleAsync()));
    }

    [DataFact]
    public async Task The_trail_names_the_person_and_the_organization()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var slip = await staff.PrintSlipAsync(user);
        using var phone = _app.Visit();
        using (await phone.SubmitAsync(await LastStepAsync(phone, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"))) { }
        using (await phone.SubmitAsync((await phone.GetPageAsync("/account/devices")).Forms.Single(f => f.Action.Contains("handler=Revoke", StringComparison.Ordinal)))) { }

        Assert.Equal(
            ["account.activated", "device.revoked", "slip.issued"],
            await _app.ReadAsync(db => db.AuditEntries.Where(a => a.Subject == user.PersonId && a.OrganizationId == staff.OrganizationId).Select(a => a.Action).OrderBy(a => a).ToListAsync()));
    }

    [DataFact]
    public async Task Who_becomes_staff_is_signed_out_of_the_PIN_and_asked_for_a_password()
    {
        var staff = await Staff.OfAsync(_app);
        var user = await staff.HireAsync("7");
        var slip = await staff.PrintSlipAsync(user);
        using var phone = _app.Visit();
        using (await phone.SubmitAsync(await LastStepAsync(phone, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"))) { }
        await phone.GetPageAsync("/account");

        await _app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), user.PersonId, Role.Inspector, null, null, Academy.Domain.BeijingTime.Day(_app.Clock.Now), null, null)));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        using (var response = await phone.GetAsync("/account")) Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await phone.GetPageAsync("/account/sign-in");
        Assert.Single(page.QuerySelectorAll("[name='Input.UserName']"));
        using var refused = await phone.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", user.UserName!), ("Input.Password", Pin));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [DataFact]
    public async Task Thirty_slips_fit_a_small_cookie_and_are_shown_to_their_issuer_only()
    {
        // A manager's pages wait for the first release.
        await Story.BeginAsync(_app);
        var staff = await Staff.OfAsync(_app);
        var (one, two) = (await staff.HireAsync("m1", Role.SafetyManager), await staff.HireAsync("m2", Role.SafetyManager));
        for (var i = 1; i <= 30; i++) await staff.HireAsync($"{i}");
        using var browser = _app.Visit();
        await browser.SignInAsync(one.UserName!, Staff.Password);

        var page = await browser.GetPageAsync("/manage/people/slips?" + string.Join('&', Enumerable.Range(1, 30).Select(i => $"n={i}")));
        using var response = await browser.SubmitAsync(page.FormWith("n"));

        Assert.InRange(response.Headers.GetValues("Set-Cookie").Sum(c => c.Split(';')[0].Length), 1, 2048);
        Assert.Equal(30, (await browser.GetPageAsync("/manage/people/slips")).QuerySelectorAll("article").Length);

        // The same browser, the cookie still in it, and somebody else's session.
        await _app.ArrangeAsync(db => db.ActivationSlips.Where(s => s.PrintedBy == one.PersonId).ExecuteUpdateAsync(row => row.SetProperty(s => s.PrintedBy, two.PersonId)));
        Assert.Empty((await browser.GetPageAsync("/manage/people/slips")).QuerySelectorAll("article"));
    }

    [DataFact]
    public async Task A_device_in_use_is_never_forgotten()
    {
        var staff = await Staff.OfAsync(_app);
        var slip = await staff.PrintSlipAsync(await staff.HireAsync("7"));
        using var phone = _app.Visit();
        using (await phone.SubmitAsync(await LastStepAsync(phone, slip.Code), ("Input.Kind", "Pin"), ("Input.Pin", Pin), ("Input.PinAgain", Pin), ("Input.Agreed", "true"))) { }
        await SignOutAsync(phone);
        _app.Clock.Advance(TimeSpan.FromDays(80));

        using var signedIn = await phone.SubmitAsync((await phone.GetPageAsync("/account/sign-in")).FormWith("Input.Password"), ("Input.Password", Pin));

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), c => c.StartsWith("academy-device=", StringComparison.Ordinal));
        // For as long again, by the clock of the phone.
        Assert.InRange(SetCookieHeaderValue.Parse(cookie).Expires!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(89.9), TimeSpan.FromDays(90));
    }

    private static async Task<IHtmlFormElement> LastStepAsync(HttpClient visitor, string code) =>
        (await visitor.GetPageAsync($"/account/activate?code={code}&at=Secret")).FormWith("Input.Agreed");

    private static async Task SignOutAsync(HttpClient visitor)
    {
        using var response = await visitor.SubmitAsync((await visitor.GetPageAsync("/account")).FormWith("/account/sign-out"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }
}
