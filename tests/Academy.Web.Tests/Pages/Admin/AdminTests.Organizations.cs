using System.Net;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Operations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Admin;

public abstract partial class AdminTests
{
    [DataFact]
    public async Task A_new_organization_gets_the_next_number_and_what_was_registered()
    {
        var code = NextCode();
        var greatest = await app.ReadAsync(db => db.Organizations.MaxAsync(o => o.Number));
        using var response = await OpenAsync(_admin, code, ("Input.CreditCode", "91530000ma6dem0018"), ("Input.District", "云岭县"), ("Input.ResponsiblePerson", "陆云山"), ("Input.SafetyOfficer", "周安"));

        var opened = await app.ReadAsync(db => db.Organizations.SingleAsync(o => o.Code == code));
        Assert.Equal($"/admin/organizations/{opened.Id}", response.Headers.Location?.OriginalString);
        Assert.Equal((greatest + 1, "91530000MA6DEM0018", "云岭县", "陆云山", "周安"), (opened.Number, opened.CreditCode, opened.District, opened.ResponsiblePerson, opened.SafetyOfficer));
        Assert.Contains(code, (await _admin.GetPageAsync("/admin/organizations")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Two_opened_at_once_get_two_numbers()
    {
        var codes = Enumerable.Range(0, 4).Select(_ => NextCode()).ToList();
        var by = _story.Manager.Id;
        var ids = await Task.WhenAll(codes.Select(code => app.ActAsync((OpenOrganization open) => open.RunAsync(new NewOrganization(code, new OrganizationFacts(code, code, null, null, null, null)), by, CancellationToken.None))));

        Assert.All(ids, id => Assert.NotNull(id));
        var numbers = await app.ReadAsync(db => db.Organizations.Where(o => codes.Contains(o.Code)).Select(o => o.Number).ToListAsync());
        Assert.Equal(4, numbers.Distinct().Count());
    }

    [DataFact]
    public async Task A_code_that_is_taken_or_malformed_is_refused_beside_the_field_and_what_was_typed_stays()
    {
        var taken = await OpenAsync();
        using var again = await OpenAsync(_admin, taken.Code);
        using var malformed = await OpenAsync(_admin, "云岭");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (again.StatusCode, malformed.StatusCode));
        var page = await again.ReadPageAsync();
        Assert.Contains("别的单位", page.QuerySelector("#code-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{taken.Code} 景区", page.QuerySelector<IHtmlInputElement>("[name='Input.SignName']")!.Value);
        Assert.Contains("3 到 12 位", (await malformed.ReadPageAsync()).QuerySelector("#code-error")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Venues_and_departments_are_added_once_each()
    {
        var organization = await OpenAsync();
        using var venue = await AddAsync(organization, "venue", ("Input.Name", "云岭酒店"), ("Input.Kind", "Hotel"), ("Input.Address", "迎宾路 8 号"), ("Input.IsPublicAssembly", "true"));
        using var department = await AddAsync(organization, "department", ("Input.Name", "客房部"));
        using var twice = await AddAsync(organization, "department", ("Input.Name", "客房部"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (venue.StatusCode, department.StatusCode, twice.StatusCode));
        var stored = await app.ReadAsync(db => db.Venues.SingleAsync(v => v.OrganizationId == organization.Id));
        Assert.Equal(("云岭酒店", VenueKind.Hotel, true, false), (stored.Name, stored.Kind, stored.IsPublicAssembly, stored.IsHighRise));
        var text = (await _admin.GetPageAsync($"/admin/organizations/{organization.Id}")).Body!.TextContent;
        Assert.Contains("每半年培训一次", text, StringComparison.Ordinal);
        Assert.Contains("客房部", text, StringComparison.Ordinal);
    }

    [DataTheory]
    [InlineData("")]
    [InlineData("/venue")]
    [InlineData("/department")]
    [InlineData("/appoint")]
    [InlineData("/edit")]
    public async Task An_organization_that_is_not_there_is_not_found(string page)
    {
        using var response = await _admin.GetAsync($"/admin/organizations/{Guid.NewGuid()}{page}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [DataFact]
    public async Task An_appointed_manager_activates_the_slip_and_manages_until_the_role_is_taken_back()
    {
        var organization = await OpenAsync();
        var slip = await PrintedAsync(await AppointAsync(organization, Role.SafetyManager, ("Input.Name", "周安"), ("Input.UserName", $"m.{organization.Code}")));
        using var manager = await ActivateAsync(slip);
        using var managing = await manager.GetAsync("/manage");
        Assert.Equal(HttpStatusCode.OK, managing.StatusCode);

        var show = await _admin.GetPageAsync($"/admin/organizations/{organization.Id}");
        Assert.Contains("已激活", show.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        using var ended = await _admin.SubmitAsync(show.FormWith("grant"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var refused = await manager.GetAsync("/manage");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (ended.StatusCode, refused.StatusCode));
        Assert.Contains("/account/sign-in", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_colleague_is_appointed_by_staff_number_and_signs_in_as_before()
    {
        var colleague = await _story.HireAsync("石洞明");
        using var visitor = await _story.VisitAsync(colleague);
        var number = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == colleague.Id).Select(e => e.StaffNumber).SingleAsync());
        using var appointed = await AppointAsync(_story.Organization, Role.TeamLeader, ("Input.StaffNumber", number), ("Input.DepartmentId", _story.Department.Id.ToString()));

        Assert.Equal(HttpStatusCode.Redirect, appointed.StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("石洞明", (await visitor.GetPageAsync("/team")).Body!.TextContent, StringComparison.Ordinal);
        using var again = await AppointAsync(_story.Organization, Role.Head, ("Input.StaffNumber", number));
        Assert.Contains("已经有角色", (await again.ReadPageAsync()).QuerySelector("#number-error")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Who_comes_to_see_other_peoples_data_signs_in_with_a_PIN_no_more()
    {
        var colleague = await _story.HireAsync("陈志强");
        var number = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == colleague.Id).Select(e => e.StaffNumber).SingleAsync());
        using var unused = await _story.VisitAsync(colleague);
        var pin = Guid.CreateVersion7();
        await app.ArrangeAsync(async db => db.Add(new Device(pin, await db.Users.Where(u => u.PersonId == colleague.Id).Select(u => u.Id).SingleAsync(), pin.ToString("N"), "a hash", "手机", app.Clock.Now)));

        using var appointed = await AppointAsync(_story.Organization, Role.Head, ("Input.StaffNumber", number));

        Assert.Equal(HttpStatusCode.Redirect, appointed.StatusCode);
        Assert.NotNull((await app.ReadAsync(db => db.Devices.SingleAsync(d => d.Id == pin))).RevokedAt);
    }

    [DataFact]
    public async Task An_appointment_that_cannot_be_is_refused_beside_its_field()
    {
        var organization = await OpenAsync();
        using var first = await AppointAsync(organization, Role.Head, ("Input.Name", "陆云山"), ("Input.UserName", $"h.{organization.Code}"), ("Input.Phone", $"138{organization.Number:D8}"));
        using var sameName = await AppointAsync(organization, Role.Head, ("Input.Name", "陆云海"), ("Input.UserName", $"H.{organization.Code}"));
        using var samePhone = await AppointAsync(organization, Role.Head, ("Input.Name", "陆云海"), ("Input.UserName", $"h2.{organization.Code}"), ("Input.Phone", $"138{organization.Number:D8}"));
        using var nobody = await AppointAsync(organization, Role.Head, ("Input.StaffNumber", "1001"));
        using var empty = await AppointAsync(organization, Role.TeamLeader);
        using var employees = await AppointAsync(organization, Role.Head, ("Input.Name", "陆云海"), ("Input.UserName", $"{organization.Code}-1001"));

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("有人用", (await sameName.ReadPageAsync()).QuerySelector("#user-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("别人名下", (await samePhone.ReadPageAsync()).QuerySelector("#phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有在岗的人", (await nobody.ReadPageAsync()).QuerySelector("#number-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("字母开头", (await employees.ReadPageAsync()).QuerySelector("#user-error")!.TextContent, StringComparison.Ordinal);
        var page = await empty.ReadPageAsync();
        Assert.All(["#department-error", "#name-error", "#user-error"], id => Assert.NotEqual("", page.QuerySelector(id)!.TextContent.Trim()));
        Assert.Equal(1, await app.ReadAsync(db => db.RoleGrants.CountAsync(g => g.OrganizationId == organization.Id)));
    }

    [DataFact]
    public async Task Grants_departments_and_accounts_of_another_organization_are_not_found()
    {
        var (mine, other) = (await OpenAsync(), await OpenAsync());
        using var appointed = await AppointAsync(other, Role.Head, ("Input.Name", "别家"), ("Input.UserName", $"h.{other.Code}"));
        var grant = await app.ReadAsync(db => db.RoleGrants.SingleAsync(g => g.OrganizationId == other.Id));
        var user = await app.ReadAsync(db => db.Users.Where(u => u.PersonId == grant.PersonId).Select(u => u.Id).SingleAsync());

        using var ended = await TamperAsync($"/admin/organizations/{mine.Id}?handler=End", ("grant", grant.Id.ToString()));
        using var slip = await TamperAsync($"/admin/organizations/{mine.Id}?handler=Slip", ("user", user.ToString()));
        using var department = await TamperAsync(
            $"/admin/organizations/{mine.Id}/appoint", ("Input.Role", "TeamLeader"), ("Input.DepartmentId", _story.Department.Id.ToString()), ("Input.Name", "某某"), ("Input.UserName", $"t.{mine.Code}"));
        using var inspector = await TamperAsync("/admin/inspectors?handler=End", ("grant", grant.Id.ToString()));
        using var administrator = await TamperAsync($"/admin/organizations/{mine.Id}/appoint", ("Input.Role", "Administrator"), ("Input.Name", "某某"), ("Input.UserName", $"a.{mine.Code}"));

        Assert.All(new[] { ended, slip, department, inspector }, r => Assert.Equal(HttpStatusCode.NotFound, r.StatusCode));
        Assert.Equal(HttpStatusCode.BadRequest, administrator.StatusCode);
        Assert.Null((await app.ReadAsync(db => db.RoleGrants.SingleAsync(g => g.Id == grant.Id))).EndsOn);
        Assert.False(await app.ReadAsync(db => db.RoleGrants.AnyAsync(g => g.OrganizationId == mine.Id)));
    }

    [DataFact]
    public async Task An_inspector_is_made_activated_and_ended()
    {
        var name = $"i.{NextCode()}";
        var page = await _admin.GetPageAsync("/admin/inspectors");
        var slip = await PrintedAsync(await _admin.SubmitAsync(page.FormWith("Input.Name"), ("Input.Name", "严守则"), ("Input.UserName", name)));
        using var inspector = await ActivateAsync(slip);
        using var inspecting = await inspector.GetAsync("/inspect");
        Assert.Equal(HttpStatusCode.OK, inspecting.StatusCode);

        var row = (await _admin.GetPageAsync("/admin/inspectors")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(name, StringComparison.Ordinal));
        using var ended = await _admin.SubmitAsync(row.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector("[name=grant]") is not null));

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.DoesNotContain(name, (await _admin.GetPageAsync("/admin/inspectors")).Body!.TextContent, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var refused = await inspector.GetAsync("/inspect");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    private async Task<HttpResponseMessage> AddAsync(Organization organization, string what, params (string Field, string Value)[] fields)
    {
        var page = await _admin.GetPageAsync($"/admin/organizations/{organization.Id}/{what}");
        return await _admin.SubmitAsync(page.FormWith("Input.Name"), fields);
    }

    private async Task<HttpResponseMessage> AppointAsync(Organization organization, Role role, params (string Field, string Value)[] fields)
    {
        var page = await _admin.GetPageAsync($"/admin/organizations/{organization.Id}/appoint");
        return await _admin.SubmitAsync(page.FormWith("Input.Role"), [("Input.Role", role.ToString()), .. fields]);
    }

    /// <summary>The code on the sheet that the answer leads to.</summary>
    private async Task<string> PrintedAsync(HttpResponseMessage issued)
    {
        using (issued)
        {
            Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
            return (await _admin.GetPageAsync(issued.Headers.Location!.OriginalString)).QuerySelector(".input--code")!.TextContent.Trim();
        }
    }

    /// <summary>Somebody who has used a slip to set a password, and so is signed in.</summary>
    private async Task<HttpClient> ActivateAsync(string code)
    {
        var visitor = app.Visit();
        var page = await visitor.GetPageAsync($"/account/activate?code={code}&at=Secret");
        using var response = await visitor.SubmitAsync(page.FormWith("Input.Password"), ("Input.Password", NewPassword), ("Input.PasswordAgain", NewPassword), ("Input.Agreed", "true"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return visitor;
    }

    /// <summary>Sends fields that no form of the page holds; the antiforgery token is a real one.</summary>
    private async Task<HttpResponseMessage> TamperAsync(string address, params (string Field, string Value)[] fields)
    {
        var page = await _admin.GetPageAsync("/admin/organizations/new");
        var token = page.FormWith("Input.Code").QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await _admin.PostAsync(address, content);
    }
}
