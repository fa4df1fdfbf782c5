using System.Net;
using AngleSharp.Html.Dom;
using Academy.Domain.Training;
using Academy.Web.Data.Seeds;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

public abstract partial class ManageTests
{
    [DataFact]
    public async Task Adding_a_person_assigns_the_training_and_makes_the_account()
    {
        using var response = await AddAsync("新来的", "2001", ("Input.Phone", "138 0013 8000"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var person = await PersonAsync("2001");
        Assert.Equal($"/manage/people/{person}", response.Headers.Location!.OriginalString);
        var cycle = await app.ReadAsync(db => db.Cycles.SingleAsync(c => c.PersonId == person));
        Assert.Equal((DemoCompany.Position, CycleState.Assigned), (cycle.Position, cycle.State));
        Assert.True(await app.ReadAsync(db => db.Users.AnyAsync(u => u.PersonId == person)));
        var kept = await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person));
        Assert.DoesNotContain("13800138000", System.Text.Encoding.UTF8.GetString(kept.Phone!), StringComparison.Ordinal);
        Assert.Contains("岗前培训已派发", (await _manager.GetPageAsync(response.Headers.Location.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_staff_number_is_never_given_twice_and_what_was_typed_stays()
    {
        using var response = await AddAsync("重号的", "1001");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await response.ReadPageAsync();
        Assert.Contains("李小满", page.QuerySelector("#number-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("重号的", ((IHtmlInputElement)page.QuerySelector("[name='Input.Name']")!).Value);
        Assert.False(await app.ReadAsync(db => db.People.AnyAsync(p => p.Name == "重号的")));
    }

    [DataFact]
    public async Task A_person_without_position_or_with_a_wrong_phone_is_refused_beside_the_fields()
    {
        var page = await _manager.GetPageAsync("/manage/people/add");
        using var response = await _manager.SubmitAsync(page.FormWith("Input.Name"), ("Input.Name", "没岗位"), ("Input.StaffNumber", "20 02"), ("Input.Phone", "12345"));

        var answer = await response.ReadPageAsync();
        Assert.All(["#number-error", "#phone-error", "#venue-error", "#department-error", "#positions-error"], id => Assert.NotEqual("", answer.QuerySelector(id)!.TextContent.Trim()));
    }

    [DataFact]
    public async Task Who_comes_back_keeps_the_old_file()
    {
        var before = await PersonAsync("1014");
        using var asked = await AddAsync("高小暑", "2003");
        var page = await asked.ReadPageAsync();
        Assert.Contains("1014", page.QuerySelector("fieldset.choices")!.TextContent, StringComparison.Ordinal);

        using var response = await _manager.SubmitAsync(page.FormWith("Input.Name"), ("Input.Namesake", before.ToString()));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(before, await PersonAsync("2003"));
    }

    [DataFact]
    public async Task A_phone_of_somebody_with_another_name_is_refused()
    {
        using var first = await AddAsync("手机主人", "2004", ("Input.Phone", "13900139000"));
        using var second = await AddAsync("别的人", "2005", ("Input.Phone", "+86 139-0013-9000"));
        using var twice = await AddAsync("手机主人", "2006", ("Input.Phone", "13900139000"));

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("另一个姓名", (await second.ReadPageAsync()).QuerySelector("#phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2004", (await twice.ReadPageAsync()).QuerySelector("#phone-error")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Nobody_is_added_to_another_organizations_venue()
    {
        using var response = await TamperAsync(
            _manager, "/manage/people/add", ("Input.Name", "混进来"), ("Input.StaffNumber", "2007"), ("Input.VenueId", OtherVenue.ToString()), ("Input.DepartmentId", OtherDepartment.ToString()), ("Input.Positions", "901"), ("Input.Kind", "Permanent"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [DataTheory]
    [InlineData("")]
    [InlineData("/licence")]
    [InlineData("/practical")]
    public async Task Another_organizations_person_is_not_found(string page)
    {
        using var foreign = await _manager.GetAsync($"/manage/people/{OtherPerson}{page}");
        using var own = await _manager.GetAsync($"/manage/people/{await PersonAsync("1002")}{page}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (foreign.StatusCode, own.StatusCode));
    }

    [DataFact]
    public async Task Nobody_ends_another_organizations_engagement()
    {
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == OtherPerson).Select(e => e.Id).SingleAsync());
        using var direct = await TamperAsync(_manager, $"/manage/people/{OtherPerson}?handler=Leave", ("engagement", engagement.ToString()));
        using var smuggled = await TamperAsync(_manager, $"/manage/people/{await PersonAsync("1002")}?handler=Leave", ("engagement", engagement.ToString()));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (direct.StatusCode, smuggled.StatusCode));
        Assert.True(await app.ReadAsync(db => db.Engagements.AnyAsync(e => e.Id == engagement && e.EndsOn == null)));
    }

    [DataFact]
    public async Task Leaving_closes_the_training()
    {
        var person = await PersonAsync("1017");
        var page = await _manager.GetPageAsync($"/manage/people/{person}");
        using var response = await _manager.SubmitAsync(page.FormWith("engagement"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.True(await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person).AllAsync(c => c.State == CycleState.Closed)));
        Assert.Contains("最后工作日", (await _manager.GetPageAsync($"/manage/people/{person}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_file_says_who_failed_and_why_in_words()
    {
        var text = (await _manager.GetPageAsync($"/manage/people/{await PersonAsync("1008")}")).Body!.TextContent;

        Assert.Contains("第 3 次考试", text, StringComparison.Ordinal);
        Assert.Contains("合格线 80", text, StringComparison.Ordinal);
        Assert.Contains("没掌握的知识点", text, StringComparison.Ordinal);
        Assert.DoesNotContain("C03/", text, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Slips_are_printed_for_several_at_once_and_survive_a_reload()
    {
        var page = await _manager.GetPageAsync("/manage/people/slips?n=1001&n=1002&n=9001&n=0002");
        Assert.Contains("陆云山", page.QuerySelector(".notice--warning")!.TextContent, StringComparison.Ordinal);
        using var response = await _manager.SubmitAsync(page.FormWith("n"));
        var sheet = await _manager.GetPageAsync(response.Headers.Location!.OriginalString);
        var again = await _manager.GetPageAsync(response.Headers.Location.OriginalString);

        Assert.Equal(["李小满 的激活单", "王春燕 的激活单"], sheet.QuerySelectorAll("article h2").Select(h => h.TextContent));
        Assert.Equal(2, sheet.QuerySelectorAll("article svg").Length - sheet.QuerySelectorAll("article svg.icon").Length);
        var codes = sheet.QuerySelectorAll("article strong").Select(c => c.TextContent).ToList();
        Assert.Equal(codes, again.QuerySelectorAll("article strong").Select(c => c.TextContent));
        using var phone = app.Visit();
        Assert.Contains("李小满", (await phone.GetPageAsync($"/account/activate?code={codes[0]}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Signing_out_takes_the_slips_along()
    {
        using var manager = app.Visit();
        await manager.SignInAsync("manager", DemoCompany.Password);
        using var issued = await manager.SubmitAsync((await manager.GetPageAsync("/manage/people/slips?n=1003")).FormWith("n"));
        Assert.Single((await manager.GetPageAsync("/manage/people/slips")).QuerySelectorAll("article"));

        using (await manager.SubmitAsync((await manager.GetPageAsync("/account")).FormWith("/account/sign-out"))) { }
        await manager.SignInAsync("manager", DemoCompany.Password);

        Assert.Empty((await manager.GetPageAsync("/manage/people/slips")).QuerySelectorAll("article"));
    }

    [DataFact]
    public async Task No_slip_is_issued_for_the_head_or_for_another_organizations_people()
    {
        var before = await app.ReadAsync(db => db.ActivationSlips.CountAsync(s => s.PrintedBy != null));
        using var head = await TamperAsync(_manager, "/manage/people/slips?n=0002", ("n", "0002"));
        using var foreign = await TamperAsync(_manager, "/manage/people/slips?n=9001", ("n", "9001"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (head.StatusCode, foreign.StatusCode));
        Assert.Equal(before, await app.ReadAsync(db => db.ActivationSlips.CountAsync(s => s.PrintedBy != null)));
    }

    [DataFact]
    public async Task A_licence_is_registered_with_the_original_in_hand_and_not_when_it_has_ended()
    {
        var person = await PersonAsync("1003");
        var address = $"/manage/people/{person}/licence";
        var page = await _manager.GetPageAsync(address);
        var form = page.FormWith("Input.Number");
        (string, string)[] fields = [("Input.Kind", "导游证"), ("Input.Number", "D-53-001"), ("Input.Issuer", "云南省文化和旅游厅")];
        using var unseen = await _manager.SubmitAsync(form, [.. fields, ("Input.ExpiresOn", "2026-11-22")]);
        var refused = await unseen.ReadPageAsync();
        Assert.Contains("过期", refused.QuerySelector("#expires-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("原件", refused.QuerySelector("[data-valmsg-for='Input.SeenOriginal']")!.TextContent, StringComparison.Ordinal);

        using var done = await _manager.SubmitAsync(refused.FormWith("Input.Number"), ("Input.ExpiresOn", "2027-11-22"), ("Input.SeenOriginal", "true"));

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var licence = await app.ReadAsync(db => db.Licences.SingleAsync(l => l.PersonId == person));
        Assert.Equal((new DateOnly(2027, 11, 22), await PersonAsync("0001")), (licence.ExpiresOn, licence.CheckedBy!.Value));
    }

    [DataFact]
    public async Task A_practical_is_signed_by_the_manager()
    {
        var person = await PersonAsync("1018");
        var page = await _manager.GetPageAsync($"/manage/people/{person}/practical");
        using var bare = await _manager.SubmitAsync(page.FormWith("Input.Observations"), ("Input.Observations", "还行"));
        var refused = await bare.ReadPageAsync();
        Assert.Contains("具体", refused.QuerySelector("#seen-error")!.TextContent, StringComparison.Ordinal);

        using var done = await _manager.SubmitAsync(refused.FormWith("Input.Observations"), ("Input.Position", "901"), ("Input.Passed", "true"), ("Input.Observations", "独立完成灭火器检查、拔销、喷射，用时 25 秒"));

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.True(await app.ReadAsync(db => db.PracticalAssessments.AnyAsync(p => p.PersonId == person && p.Passed)));
    }

    [DataFact]
    public async Task Nobody_registers_assesses_or_dismisses_themselves()
    {
        var me = await PersonAsync("0001");
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == me).Select(e => e.Id).SingleAsync());
        using var licence = await TamperAsync(
            _manager, $"/manage/people/{me}/licence", ("Input.Kind", "导游证"), ("Input.Number", "1"), ("Input.Issuer", "厅"), ("Input.ExpiresOn", "2027-11-22"), ("Input.SeenOriginal", "true"));
        using var practical = await TamperAsync(_manager, $"/manage/people/{me}/practical", ("Input.Position", "901"), ("Input.Passed", "true"), ("Input.Observations", "自己考自己一切都很好"));
        using var leave = await TamperAsync(_manager, $"/manage/people/{me}?handler=Leave", ("engagement", engagement.ToString()));

        Assert.Contains("自己", (await licence.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("自己", (await practical.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
        Assert.False(await app.ReadAsync(db => db.Licences.AnyAsync(l => l.PersonId == me)));
        Assert.False(await app.ReadAsync(db => db.PracticalAssessments.AnyAsync(p => p.PersonId == me)));
        Assert.True(await app.ReadAsync(db => db.Engagements.AnyAsync(e => e.Id == engagement && e.EndsOn == null)));
    }

    private async Task<HttpResponseMessage> AddAsync(string name, string number, params (string Field, string Value)[] more)
    {
        var page = await _manager.GetPageAsync("/manage/people/add");
        var form = page.FormWith("Input.Name");
        string First(string field) => ((IHtmlSelectElement)form.Elements.Single(e => e.GetAttribute("name") == field)).Options.First(o => o.Value.Length > 0).Value;
        return await _manager.SubmitAsync(
            form, [("Input.Name", name), ("Input.StaffNumber", number), ("Input.VenueId", First("Input.VenueId")), ("Input.DepartmentId", First("Input.DepartmentId")), ("Input.Positions", $"{DemoCompany.Position}"), .. more]);
    }
}
