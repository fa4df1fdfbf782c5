using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Admin;

public abstract partial class AdminTests
{
    [DataFact]
    public async Task Who_works_for_two_organizations_is_found_and_gets_a_slip()
    {
        var (person, other) = (await _story.HireAsync("双职工"), await Story.BeginAsync(app));
        var number = $"x{person.Id:N}"[..20];
        await app.ArrangeAsync(db => db.AddRange(
            AcademyUser.For(person.Id, $"u{person.Id:N}"[..20], app.Clock.Now),
            new Engagement(Guid.CreateVersion7(), person.Id, other.Organization.Id, number, "别家", EngagementKind.PartTime, other.Venue.Id, other.Department.Id, app.Clock.Now.Day())));
        var empty = await _admin.GetPageAsync("/admin/accounts?q=nobody-is-called-so");
        Assert.Empty(empty.QuerySelectorAll("tbody tr"));
        foreach (var q in new[] { number, $"{other.Organization.Code}/{number}", $"u{person.Id:N}"[..18] })
        {
            var row = Assert.Single((await _admin.GetPageAsync($"/admin/accounts?q={Uri.EscapeDataString(q)}")).QuerySelectorAll("tbody tr"));
            Assert.Contains("双职工", row.TextContent, StringComparison.Ordinal);
            Assert.Contains(other.Organization.SignName, row.TextContent, StringComparison.Ordinal);
        }

        var page = await _admin.GetPageAsync($"/admin/accounts?q={number}");
        var code = await PrintedAsync(await _admin.SubmitAsync(page.FormWith("user")));

        using var phone = app.Visit();
        Assert.Contains("双职工", (await phone.GetPageAsync($"/account/activate?code={code}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task An_administrator_gets_a_slip_and_loses_the_role()
    {
        var administrator = await _story.GrantAsync("管维二", Role.Administrator);
        using var visitor = await _story.VisitAsync(administrator);
        using var before = await visitor.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        var page = await _admin.GetPageAsync("/admin/accounts?q=管维二");
        var form = page.Forms.Single(f => f.QuerySelector<IHtmlInputElement>("[name=person]")?.Value == $"{administrator.Id}");
        using var ended = await _admin.SubmitAsync(form);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var after = await visitor.GetAsync("/admin");

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, after.StatusCode);
        Assert.NotNull(await app.ReadAsync(db => db.RoleGrants.Where(g => g.PersonId == administrator.Id).Select(g => g.EndsOn).SingleAsync()));
        using var again = await TamperAsync("/admin/accounts?handler=End", ("person", $"{administrator.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [DataFact]
    public async Task An_organization_is_corrected_but_for_its_number_and_code()
    {
        var organization = await OpenAsync();
        var page = await _admin.GetPageAsync($"/admin/organizations/{organization.Id}/edit");
        using var refused = await _admin.SubmitAsync(page.FormWith("Input.SignName"), ("Input.SignName", ""), ("Input.District", "云岭县"));
        var answer = await refused.ReadPageAsync();
        Assert.NotEqual("", answer.QuerySelector("#sign-error")!.TextContent.Trim());
        using var saved = await _admin.SubmitAsync(answer.FormWith("Input.SignName"), ("Input.SignName", "云岭山"), ("Input.SafetyOfficer", "周安"));

        var stored = await app.ReadAsync(db => db.Organizations.SingleAsync(o => o.Id == organization.Id));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal((organization.Number, organization.Code, organization.LegalName, "云岭山", "云岭县", "周安"), (stored.Number, stored.Code, stored.LegalName, stored.SignName, stored.District, stored.SafetyOfficer));
    }

    [DataFact]
    public async Task A_department_is_renamed_and_only_its_own_organizations()
    {
        var (organization, other) = (await OpenAsync(), await OpenAsync());
        using var added = await AddAsync(organization, "department", ("Input.Name", "客房部"));
        var department = await app.ReadAsync(db => db.Departments.SingleAsync(d => d.OrganizationId == organization.Id));
        using var foreign = await _admin.GetAsync($"/admin/organizations/{other.Id}/department/{department.Id}");
        using var renamed = await AddAsync(organization, $"department/{department.Id}", ("Input.Name", "客房一部"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Redirect), (foreign.StatusCode, renamed.StatusCode));
        Assert.Equal("客房一部", (await app.ReadAsync(db => db.Departments.SingleAsync(d => d.Id == department.Id))).Name);
    }

    [DataFact]
    public async Task A_venue_that_becomes_a_place_of_public_assembly_suspends_what_is_older_than_half_a_year()
    {
        var person = await _story.HireAsync("杨秋分");
        var certificate = await _story.CertifyAsync(person);
        app.Clock.Advance(TimeSpan.FromDays(200));
        using var admin = await _story.VisitAsync(await _story.GrantAsync("管维三", Role.Administrator));
        async Task<CertificateState> TurnAsync(bool isPublicAssembly)
        {
            var page = await admin.GetPageAsync($"/admin/organizations/{_story.Organization.Id}/venue/{_story.Venue.Id}");
            page.QuerySelector<IHtmlInputElement>("input[type=checkbox][name='Input.IsPublicAssembly']")!.IsChecked = isPublicAssembly;
            using var saved = await admin.SubmitAsync(page.FormWith("Input.Name"), ("Input.Address", "云岭路 9 号"));
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            return await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => c.State).SingleAsync());
        }

        Assert.Equal(CertificateState.Suspended, await TurnAsync(true));
        Assert.Contains("1 张", (await admin.GetPageAsync($"/admin/organizations/{_story.Organization.Id}")).QuerySelector(".notice--success")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(CertificateState.Valid, await TurnAsync(false));
        Assert.Equal("云岭路 9 号", (await app.ReadAsync(db => db.Venues.SingleAsync(v => v.Id == _story.Venue.Id))).Address);
    }
}
