using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

public abstract partial class ManageTests
{
    [DataFact]
    public async Task A_certificate_is_suspended_resumed_and_revoked_each_with_its_reason()
    {
        var id = await CertificateAsync("1009");
        using var bare = await DecideAsync(_manager, id, "Suspend", "");
        Assert.Contains("原因", (await bare.ReadPageAsync()).QuerySelector("#error-Suspend")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(CertificateState.Valid, (await StoredAsync(id)).State);

        using var suspended = await DecideAsync(_manager, id, "Suspend", "连续两次未佩戴对讲机");
        Assert.Equal(CertificateState.Suspended, (await StoredAsync(id)).State);
        using var resumed = await DecideAsync(_manager, id, "Resume", "谈话后改正");
        Assert.Equal(CertificateState.Valid, (await StoredAsync(id)).State);
        using var revoked = await DecideAsync(_manager, id, "Revoke", "擅离消防值守岗位");

        var stored = await StoredAsync(id);
        Assert.Equal(CertificateState.Revoked, stored.State);
        Assert.Equal(["连续两次未佩戴对讲机", "谈话后改正", "擅离消防值守岗位"], stored.Events.OrderBy(e => e.Number).Select(e => e.Reason).Where(r => r is not null));
        var page = await _manager.GetPageAsync($"/manage/certificates/{id}");
        Assert.Contains("擅离消防值守岗位", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[name='Input.Reason']"));
    }

    [DataFact]
    public async Task Deciding_twice_changes_nothing_the_second_time()
    {
        var id = await CertificateAsync("1010");
        var page = await _manager.GetPageAsync($"/manage/certificates/{id}");
        var form = page.FormWith("handler=Suspend");
        using var first = await _manager.SubmitAsync(form, ("Input.Reason", "调查事故期间"));
        using var second = await _manager.SubmitAsync(form, ("Input.Reason", "调查事故期间"));

        Assert.Contains("不再适用", (await _manager.GetPageAsync($"/manage/certificates/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single((await StoredAsync(id)).Events, e => e.Act is CertificateAct.Suspended);
    }

    [DataFact]
    public async Task Nobody_decides_about_their_own_certificate()
    {
        var id = await CertificateAsync("1015");
        using var holder = await AsManagerAsync("1015");
        using var response = await TamperAsync(holder, $"/manage/certificates/{id}?handler=Suspend", ("Input.Reason", "想休息几天再说"));

        Assert.Contains("自己", (await response.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(CertificateState.Valid, (await StoredAsync(id)).State);
    }

    [DataFact]
    public async Task Another_organizations_certificate_is_not_found()
    {
        var id = await CertificateAsync("1011");
        using var other = await OtherManagerAsync();
        using var seen = await other.GetAsync($"/manage/certificates/{id}");
        using var decided = await TamperAsync(other, $"/manage/certificates/{id}?handler=Revoke", ("Input.Reason", "别人家的也想吊销"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, decided.StatusCode));
        Assert.Equal(CertificateState.Valid, (await StoredAsync(id)).State);
    }

    [DataTheory]
    [InlineData("Expiring", "许霜降", "罗春梅")]
    [InlineData("Expired", "罗春梅", "许霜降")]
    [InlineData("Revoked", "马立冬", "许霜降")]
    public async Task The_list_is_filtered(string filter, string with, string without)
    {
        var table = (await _manager.GetPageAsync($"/manage/certificates?filter={filter}")).QuerySelector("tbody")!.TextContent;

        Assert.Contains(with, table, StringComparison.Ordinal);
        Assert.DoesNotContain(without, table, StringComparison.Ordinal);
    }

    private async Task<Guid> CertificateAsync(string number)
    {
        var person = await PersonAsync(number);
        return await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == person).OrderByDescending(c => c.IssuedAt).Select(c => c.Id).FirstAsync());
    }

    private Task<Certificate> StoredAsync(Guid id) => app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == id));

    private static async Task<HttpResponseMessage> DecideAsync(HttpClient visitor, Guid id, string handler, string reason)
    {
        var page = await visitor.GetPageAsync($"/manage/certificates/{id}");
        return await visitor.SubmitAsync(page.FormWith($"handler={handler}"), ("Input.Reason", reason));
    }

    /// <summary>A manager of the other Organization, signed in.</summary>
    private async Task<HttpClient> OtherManagerAsync()
    {
        var (person, number) = (Guid.CreateVersion7(), Guid.NewGuid().ToString("N")[..8]);
        var today = app.Clock.Now.Day();
        await app.ArrangeAsync(db =>
        {
            db.Add(new Person(person, "别家安管"));
            db.Add(new Engagement(Guid.CreateVersion7(), person, OtherOrganization, number, "别家", EngagementKind.Permanent, OtherVenue, OtherDepartment, today));
            db.Add(new RoleGrant(Guid.CreateVersion7(), person, Role.SafetyManager, OtherOrganization, null, today, null, null));
        });
        await Staff.GiveAccountAsync(app, person, $"{OtherCode}.{number}");
        var visitor = app.Visit();
        await visitor.SignInAsync($"{OtherCode}.{number}", Staff.Password);
        return visitor;
    }
}
