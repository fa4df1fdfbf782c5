using Microsoft.EntityFrameworkCore;

namespace Academy.Browser.Tests;

/// <summary>Every screen, looked at on phone, tablet and desktop: nothing scrolls sideways, axe finds nothing serious, and a picture stays.</summary>
[Collection(ChromiumTests.Name)]
public sealed class TourTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public Task Signed_out() => TourAsync(null, ("sign-in", "/account/sign-in"), ("activate", "/account/activate"), ("privacy", "/account/privacy"), ("verify", "/verify"), ("not-found", "/nowhere"));

    [BrowserFact]
    public Task Employee_who_waits() => TourAsync("demo/1001", ("home-waiting", "/"), ("learn-waiting", "/learn"), ("exams-none", "/exams"), ("certificates-none", "/certificates"), ("account", "/account"), ("devices", "/account/devices"));

    [BrowserFact]
    public Task Employee_who_failed() => TourAsync("demo/1004", ("home-failed", "/"), ("exams-failed", "/exams"));

    [BrowserFact]
    public Task Employee_who_is_suspended() => TourAsync("demo/1008", ("home-suspended", "/"), ("exams-suspended", "/exams"));

    [BrowserFact]
    public Task Employee_who_resits_critical_items() => TourAsync("demo/1007", ("home-critical", "/"), ("exams-critical", "/exams"));

    [BrowserFact]
    public async Task Employee_who_is_certified()
    {
        var certificate = await demo.App.ReadAsync(async db =>
        {
            var person = await db.Engagements.Where(e => e.StaffNumber == "1009").Select(e => e.PersonId).SingleAsync();
            return await db.Certificates.Where(c => c.HolderId == person).Select(c => c.Id).SingleAsync();
        });
        await TourAsync("demo/1009", ("home-valid", "/"), ("certificates", "/certificates"), ("certificate", $"/certificates/{certificate}"));
    }

    [BrowserFact]
    public async Task Safety_manager()
    {
        var (person, certificate, cohort) = await demo.App.ReadAsync(async db => (
            await db.Engagements.Where(e => e.StaffNumber == "1006").Select(e => e.PersonId).SingleAsync(),
            await db.Certificates.OrderBy(c => c.IssuedAt).Select(c => c.Id).FirstAsync(),
            await db.Cohorts.OrderBy(c => c.CreatedAt).Select(c => c.Id).FirstAsync()));
        await TourAsync(
            "manager",
            ("manage", "/manage"), ("people", "/manage/people"), ("person-add", "/manage/people/add"), ("person-file", $"/manage/people/{person}"), ("person-edit", $"/manage/people/{person}/edit"),
            ("cohorts", "/manage/cohorts"), ("cohort", $"/manage/cohorts/{cohort}"), ("cohort-new", "/manage/cohorts/new"),
            ("manage-certificates", "/manage/certificates"), ("manage-certificate", $"/manage/certificates/{certificate}"), ("manage-card", $"/manage/certificates/{certificate}/card"), ("manage-sheet", $"/manage/certificates/{certificate}/a4"),
            ("cohort-people", "/manage/cohorts/new/people?position=901"),
            ("sign-offs", "/manage/sign-offs"), ("sessions", "/manage/sessions"), ("session-plan", "/manage/sessions/plan"));
    }

    [BrowserFact]
    public Task Head() => TourAsync("head", ("head", "/head"));

    [BrowserFact]
    public Task Team_leader() => TourAsync("leader", ("team", "/team"));

    [BrowserFact]
    public async Task Administrator()
    {
        var (organization, venue, department, person) = await demo.App.ReadAsync(async db => (
            await db.Organizations.Select(o => o.Id).FirstAsync(),
            await db.Venues.OrderBy(v => v.Name).Select(v => v.Id).FirstAsync(),
            await db.Departments.OrderBy(d => d.Name).Select(d => d.Id).FirstAsync(),
            await db.Engagements.Where(e => e.StaffNumber == "1006").Select(e => e.PersonId).SingleAsync()));
        await TourAsync(
            "admin",
            ("admin", "/admin"), ("admin-organizations", "/admin/organizations"), ("admin-organization", $"/admin/organizations/{organization}"), ("admin-organization-new", "/admin/organizations/new"), ("admin-appoint", $"/admin/organizations/{organization}/appoint"),
            ("admin-organization-edit", $"/admin/organizations/{organization}/edit"), ("admin-venue-edit", $"/admin/organizations/{organization}/venue/{venue}"), ("admin-department-edit", $"/admin/organizations/{organization}/department/{department}"),
            ("admin-accounts", "/admin/accounts"), ("admin-account-edit", $"/admin/accounts/{person}"),
            ("admin-inspectors", "/admin/inspectors"), ("admin-content", "/admin/content"), ("admin-keys", "/admin/keys"), ("admin-audit", "/admin/audit"));
    }

    [BrowserFact]
    public async Task Inspector()
    {
        var token = await demo.App.ReadAsync(async db => await db.Certificates.OrderBy(c => c.IssuedAt).SelectMany(c => c.Codes).Select(c => c.Token).FirstAsync());
        await TourAsync("inspector", ("inspect", "/inspect"), ("inspect-look", $"/C/{token}"));
    }

    [BrowserFact]
    public async Task Stranger_at_the_gate()
    {
        async Task<string> TokenOfAsync(string staffNumber) => await demo.App.ReadAsync(async db =>
        {
            var person = await db.Engagements.Where(e => e.StaffNumber == staffNumber).Select(e => e.PersonId).SingleAsync();
            return await db.Certificates.Where(c => c.HolderId == person).OrderBy(c => c.IssuedAt).SelectMany(c => c.Codes).Select(c => c.Token).FirstAsync();
        });
        await TourAsync(
            null,
            ("verify-valid", $"/C/{await TokenOfAsync("1009")}"), ("verify-expired", $"/C/{await TokenOfAsync("1012")}"),
            ("verify-revoked", $"/C/{await TokenOfAsync("1013")}"), ("verify-forged", "/C/AAAA"));
    }

    private async Task TourAsync(string? account, params (string Name, string Address)[] stops)
    {
        var page = await chromium.VisitAsync(demo.Server);
        await using var visit = page.Context;
        if (account is not null) await new Walk(demo, page, script: true).SignInAsync(account);
        foreach (var (name, address) in stops)
        {
            await page.GotoAsync(address);
            await page.LookAsync(name);
        }
    }
}
