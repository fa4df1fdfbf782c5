using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>Each act of a certificate's life, and what the old card says after it.</summary>
public abstract class LifecycleTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Person _person = null!;
    private Certificate _certificate = null!;

    public sealed class OnSqlite(SqliteApp app) : LifecycleTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : LifecycleTests(app), IClassFixture<PostgresApp>;

    public enum Act
    {
        Suspend,
        SuspendAndResume,
        Revoke,
        Rename,
        ReportLost,
        ReportLostAndReissue,
        ReissueAsLost,
        ChangeKey,
        Renew,
        Leave,
        LeaveAndReturn,
        LeaveForGood,
        CertifiedElsewhereWhileStillHere,
        Transfer,
    }

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _person = await _story.HireAsync("欧阳建国");
        _certificate = await _story.CertifyAsync(_person);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataTheory]
    [InlineData(Act.Suspend, "SUSPENDED", null)]
    [InlineData(Act.SuspendAndResume, "VALID_STATIC", null)]
    [InlineData(Act.Revoke, "REVOKED", null)]
    [InlineData(Act.Rename, "SUPERSEDED", "VALID_STATIC")]
    [InlineData(Act.ReportLost, "LOST", null)]
    [InlineData(Act.ReportLostAndReissue, "LOST", "VALID_STATIC")]
    [InlineData(Act.ReissueAsLost, "LOST", "VALID_STATIC")]
    [InlineData(Act.ChangeKey, "SUPERSEDED", "VALID_STATIC")]
    [InlineData(Act.Renew, "SUPERSEDED", "VALID_STATIC")]
    [InlineData(Act.Leave, "SUSPENDED", null)]
    [InlineData(Act.LeaveAndReturn, "VALID_STATIC", null)]
    [InlineData(Act.LeaveForGood, "REVOKED", null)]
    [InlineData(Act.CertifiedElsewhereWhileStillHere, "VALID_STATIC", "VALID_STATIC")]
    [InlineData(Act.Transfer, "REVOKED", "VALID_STATIC")]
    public async Task The_old_card_says_what_became_of_it(Act act, string old, string? next)
    {
        var token = _certificate.CurrentCode!.Token;
        var before = app.Clock.Now;
        try
        {
            Assert.Equal("VALID_STATIC", await ScanAsync(token));
            await DoAsync(act);

            Assert.Equal(old, await ScanAsync(token));
            var newest = await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == _person.Id).OrderByDescending(c => c.IssuedAt).FirstAsync());
            Assert.Equal(next, newest.CurrentCode is { } code && code.Token != token ? await ScanAsync(code.Token) : null);
            Assert.Equal(act is Act.CertifiedElsewhereWhileStillHere, !await app.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Subject == _certificate.Id && a.Action != "certificate.issued")));
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task A_person_who_was_renamed_gets_a_card_with_the_new_name_and_the_old_card_keeps_its_own()
    {
        var old = _certificate.CurrentCode!.Token;
        using var manager = await _story.VisitAsync(_story.Manager);
        var edit = await manager.GetPageAsync($"/manage/people/{_person.Id}/edit");
        using (await manager.SubmitAsync(edit.FormWith("Input.Name"), ("Input.Name", "欧阳建業"))) { }
        using (await manager.SubmitAsync((await manager.GetPageAsync($"/manage/people/{_person.Id}")).FormWith("handler=Reissue"))) { }

        var certificate = await StoredAsync();
        Assert.Equal(("欧阳建業", ReissueReason.Renamed), (certificate.HolderName, certificate.Events.Single(e => e.Act is CertificateAct.Reissued).Reissue!.Value));
        using var inspector = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));
        Assert.Contains("欧阳建業", (await inspector.GetPageAsync($"/C/{certificate.CurrentCode!.Token}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("欧阳建国", (await inspector.GetPageAsync($"/C/{old}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_holder_reports_a_lost_card_and_the_manager_reissues_it_once_however_often_they_press()
    {
        using var holder = await _story.VisitAsync(_person);
        using (await holder.SubmitAsync((await holder.GetPageAsync($"/certificates/{_certificate.Id}")).FormWith("handler=Lost"))) { }
        var card = await holder.GetPageAsync($"/certificates/{_certificate.Id}");
        Assert.Contains("已挂失", card.QuerySelector(".stamped__word")!.TextContent, StringComparison.Ordinal);
        using (var picture = await holder.GetAsync($"/certificates/{_certificate.Id}/qr.png")) Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);

        using var manager = await _story.VisitAsync(_story.Manager);
        var form = (await manager.GetPageAsync($"/manage/certificates/{_certificate.Id}")).FormWith("handler=Reissue");
        using (await manager.SubmitAsync(form, ("why", "Lost"))) { }
        using (await manager.SubmitAsync(form, ("why", "Lost"))) { }

        var certificate = await StoredAsync();
        Assert.Equal((2, CertificateState.Valid), (certificate.Codes.Count, certificate.State));
        Assert.Equal(
            [(CertificateAct.Issued, null), (CertificateAct.ReportedLost, _person.Id), (CertificateAct.Reissued, (Guid?)_story.Manager.Id)],
            certificate.Events.OrderBy(e => e.Number).Select(e => (e.Act, e.By)));
        Assert.Equal(
            ["certificate.issued", "certificate.lost", "certificate.reissued"],
            await app.ReadAsync(db => db.AuditEntries.Where(a => a.Subject == _certificate.Id).Select(a => a.Action).Order().ToListAsync()));
    }

    [DataFact]
    public async Task Nobody_else_reports_or_reissues_it()
    {
        using var other = await _story.VisitAsync(await _story.HireAsync("李娜"));
        Assert.False(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(_certificate.Id, null, null, Guid.NewGuid(), CancellationToken.None)));
        var elsewhere = await Story.BeginAsync(app);
        Assert.False(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(_certificate.Id, elsewhere.Organization.Id, null, elsewhere.Manager.Id, CancellationToken.None)));
        Assert.False(await ReissueAsync(ReissueReason.Lost, elsewhere.Organization.Id, elsewhere.Manager.Id));
        Assert.False(await ReissueAsync(ReissueReason.Lost, _story.Organization.Id, _person.Id));
        using var answer = await other.GetAsync($"/certificates/{_certificate.Id}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single((await StoredAsync()).Codes);
    }

    [DataFact]
    public async Task The_managers_page_says_what_each_act_does_before_it_is_done()
    {
        using var manager = await _story.VisitAsync(_story.Manager);
        var text = (await manager.GetPageAsync($"/manage/certificates/{_certificate.Id}")).Body!.TextContent;

        Assert.All(["暂停期间不可上岗", "要再上岗，得重新培训、考试", "旧卡扫码显示已换发", "旧卡和旧二维码马上作废"], said => Assert.Contains(said, text, StringComparison.Ordinal));
    }

    private async Task DoAsync(Act act)
    {
        switch (act)
        {
            case Act.Suspend:
                await DecideAsync(CertificateAct.Suspended);
                break;
            case Act.SuspendAndResume:
                await DecideAsync(CertificateAct.Suspended);
                await DecideAsync(CertificateAct.Resumed);
                break;
            case Act.Revoke:
                await DecideAsync(CertificateAct.Revoked);
                break;
            case Act.Rename:
                await app.ArrangeAsync(async db => (await db.People.SingleAsync(p => p.Id == _person.Id)).Rename("欧阳建業"));
                Assert.Equal(1, await app.ActAsync((ReissueCertificate reissue) => reissue.BringUpToDateAsync(_person.Id, _story.Organization.Id, _story.Manager.Id, CancellationToken.None)));
                break;
            case Act.ReportLost:
                await ReportLostAsync();
                break;
            case Act.ReportLostAndReissue:
                await ReportLostAsync();
                Assert.True(await ReissueAsync(ReissueReason.Lost, _story.Organization.Id, _story.Manager.Id, replaces: null));
                break;
            case Act.ReissueAsLost:
                Assert.True(await ReissueAsync(ReissueReason.Lost, _story.Organization.Id, _story.Manager.Id));
                break;
            case Act.ChangeKey:
                Assert.True(await ReissueAsync(ReissueReason.KeyChanged, _story.Organization.Id, _story.Manager.Id));
                break;
            case Act.Renew:
                await RenewAsync();
                break;
            case Act.Leave:
                await LeaveAsync(forGood: false);
                break;
            case Act.LeaveAndReturn:
                await LeaveAsync(forGood: false);
                app.Clock.Advance(TimeSpan.FromDays(20));
                await ReturnAsync();
                break;
            case Act.LeaveForGood:
                await LeaveAsync(forGood: true);
                break;
            case Act.CertifiedElsewhereWhileStillHere:
                await CertifyElsewhereAsync();
                break;
            case Act.Transfer:
                await LeaveAsync(forGood: false);
                Assert.Equal("SUSPENDED", await ScanAsync(_certificate.CurrentCode!.Token));
                await CertifyElsewhereAsync();
                break;
        }
    }

    private async Task DecideAsync(CertificateAct act) =>
        Assert.True(await app.ActAsync((ChangeCertificate change) => change.RunAsync(_certificate.Id, _story.Organization.Id, act, "调查事故期间", _story.Manager.Id, CancellationToken.None)));

    private async Task ReportLostAsync() =>
        Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(_certificate.Id, null, "丢在山上", _person.Id, CancellationToken.None)));

    private Task<bool> ReissueAsync(ReissueReason why, Guid organization, Guid by) => ReissueAsync(why, organization, by, _certificate.CurrentCode!.Index);

    private Task<bool> ReissueAsync(ReissueReason why, Guid organization, Guid by, int? replaces) =>
        app.ActAsync((ReissueCertificate reissue) => reissue.RunAsync(_certificate.Id, organization, why, replaces, null, by, CancellationToken.None));

    private async Task LeaveAsync(bool forGood)
    {
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == _person.Id && e.EndsOn == null).Select(e => e.Id).SingleAsync());
        Assert.True(await app.ActAsync((EndEngagement end) => end.RunAsync(engagement, _story.Organization.Id, forGood, _story.Manager.Id, CancellationToken.None)));
    }

    private async Task ReturnAsync()
    {
        var newcomer = new Newcomer(_person.Name, Guid.NewGuid().ToString("N")[..8], null, EngagementKind.Permanent, _story.Venue.Id, _story.Department.Id, [Story.Position], null, _person.Id);
        Assert.IsType<EngageOutcome.Engaged>(await app.ActAsync((EngagePerson engage) => engage.RunAsync(_story.Organization.Id, newcomer, _story.Manager.Id, CancellationToken.None)));
    }

    private async Task RenewAsync()
    {
        app.Clock.Now = _certificate.ExpiresOn.AddDays(-20).Start().AddHours(9);
        await app.ActAsync((OpenCohort open) => open.RunAsync(_story.Organization.Id, "复训", Story.Position, app.Clock.Now.Day().AddDays(30), [_person.Id], _story.Manager.Id, CancellationToken.None));
        // What a renewal asks is done since it was assigned.
        app.Clock.Advance(TimeSpan.FromHours(ClassroomSession.MostHoursADay + 1));
        var (now, lessons) = (app.Clock.Now, await app.ActAsync(async (Releases releases) => (await releases.InForceAsync(CancellationToken.None)).Curriculum.Courses.SelectMany(c => c.Lessons).Select(l => l.Id).ToList()));
        var session = new ClassroomSession(Guid.CreateVersion7(), _story.Organization.Id, "复训", "会议室", "外聘讲师", now.AddHours(-ClassroomSession.MostHoursADay), now, lessons, _story.Manager.Id, now.AddDays(-1));
        session.SignIn(_person.Id, session.StartsAt);
        await app.ArrangeAsync(db => db.Add(session));
        await app.ActAsync((RecordTraining record) => record.CloseSessionAsync(session.Id, _story.Organization.Id, new HashSet<Guid> { _person.Id }, _story.Manager.Id, CancellationToken.None));
        await _story.SitAsync(await app.ReadAsync(db => db.ExamAssignments.SingleAsync(a => a.PersonId == _person.Id && a.ClosedAt == null)));
    }

    private async Task CertifyElsewhereAsync()
    {
        app.Clock.Advance(TimeSpan.FromDays(1));
        var elsewhere = await Story.BeginAsync(app);
        await app.ArrangeAsync(db => db.Add(new Engagement(
            Guid.CreateVersion7(), _person.Id, elsewhere.Organization.Id, Guid.NewGuid().ToString("N")[..8], elsewhere.Organization.SignName, EngagementKind.Permanent, elsewhere.Venue.Id, elsewhere.Department.Id, app.Clock.Now.Day())));
        await elsewhere.SitAsync(await elsewhere.TrainAsync(_person));
    }

    private Task<Certificate> StoredAsync() => app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == _certificate.Id));

    /// <summary>What stands on the page: 已挂失 has a word of its own there.</summary>
    private async Task<string?> ScanAsync(string token)
    {
        using var visitor = app.Visit();
        return (await visitor.GetPageAsync($"/C/{token}")).QuerySelector("[data-result]")!.GetAttribute("data-result");
    }
}
