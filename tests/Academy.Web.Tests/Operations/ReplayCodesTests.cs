using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>A backup is restored: what was issued, suspended and revoked since, the database does not know.</summary>
public abstract class ReplayCodesTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;

    public sealed class OnSqlite(SqliteApp app) : ReplayCodesTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ReplayCodesTests(app), IClassFixture<PostgresApp>;

    private string Journal => CodeJournal.In(app.Database.Folder);

    private byte[] Key => CodeJournal.KeyOf(app.Services.GetRequiredService<AcademySecret>());

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        // What another test raised is of another day, and what it lost is gone.
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.ArrangeAsync(db => db.RestoredCodes.ExecuteDeleteAsync());
        _story = await Story.BeginAsync(app);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task With_the_journal_every_code_answers_as_before_the_disaster()
    {
        var (kept, suspended, revoked, resumed) = (await CertifyAsync("张一"), await CertifyAsync("张二"), await CertifyAsync("张三"), await CertifyAsync("张四"));
        await ChangeAsync(resumed, CertificateAct.Suspended);
        await RoundAsync();
        await app.Database.BackUpAsync();

        app.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(suspended, CertificateAct.Suspended);
        await ChangeAsync(revoked, CertificateAct.Revoked);
        await ChangeAsync(resumed, CertificateAct.Resumed);
        var (issued, struck, held) = (await CertifyAsync("李一"), await CertifyAsync("李二"), await CertifyAsync("李三"));
        await ChangeAsync(struck, CertificateAct.Revoked);
        await ChangeAsync(held, CertificateAct.Suspended);
        var old = kept.CurrentCode!;
        Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.RunAsync(kept.Id, _story.Organization.Id, ReissueReason.KeyChanged, old.Index, null, _story.Manager.Id, default)));
        var next = (await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == kept.Id))).CurrentCode!;
        (CertificateCode Code, string Result, CodeStatus Status)[] expected =
        [
            (old, "SUPERSEDED", CodeStatus.Superseded), (next, "VALID_STATIC", CodeStatus.Valid), (suspended.Codes[0], "SUSPENDED", CodeStatus.Suspended), (revoked.Codes[0], "REVOKED", CodeStatus.Revoked),
            (resumed.Codes[0], "VALID_STATIC", CodeStatus.Valid), (issued.Codes[0], "VALID_STATIC", CodeStatus.Valid), (struck.Codes[0], "REVOKED", CodeStatus.Revoked), (held.Codes[0], "SUSPENDED", CodeStatus.Suspended),
        ];
        await RoundAsync();
        await AnswersAsync(expected);

        // Twice: what came back is in the journal again.
        for (var disaster = 0; disaster < 2; disaster++)
        {
            await app.Database.RestoreAsync();
            Assert.Equal("VALID_STATIC", (await LookAsync(revoked.Codes[0])).Result);
            var replayed = (await StartAsync())!;
            Assert.Equal((4, 4), (replayed.Codes, replayed.Changes));
            await AnswersAsync(expected);
            await RoundAsync();
            Assert.Null(await StartAsync());
        }

        // It says what is printed on the card, and the journal holds nobody's name.
        var look = await LookAsync(issued.Codes[0]);
        Assert.Equal(("李*", "景区服务员（示范）", _story.Organization.SignName), (look.Name, look.Position, look.Organization));
        Assert.DoesNotContain(await File.ReadAllTextAsync(Journal), c => c > 127);
        Assert.Equal(0, await AlarmsAsync());
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));

        // A signature over what was never issued is still a sign of theft.
        Assert.Equal(VerificationResult.ForgedKeyAlarm, (await app.ActAsync((VerifyCertificate verify) => verify.ByPayloadAsync(old.List, (old.Index + 1) % StatusIndex.Capacity, new string('a', 64), default))).Result);
        Assert.Equal(VerificationResult.ForgedKeyAlarm, (await app.ActAsync((VerifyCertificate verify) => verify.ByPayloadAsync(issued.Codes[0].List, issued.Codes[0].Index, new string('a', 64), default))).Result);
    }

    [DataFact]
    public async Task A_restored_code_is_found_by_its_number_compared_on_site_and_revoked_by_an_administrator()
    {
        await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var code = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();

        var number = new CertificateNumber(code.List, code.Index);
        var check = app.Services.GetRequiredService<LookupCode>().For(number);
        Assert.Equal((VerificationResult.StatusUnknown, null), ResultOf(await app.ActAsync((VerifyCertificate verify) => verify.ByNumberAsync(number.ToString(), check, default))));
        using var inspector = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));
        var page = await inspector.GetPageAsync($"/C/{code.Token}");
        Assert.Contains("李一", page.Body!.TextContent, StringComparison.Ordinal);
        using (var compared = await inspector.SubmitAsync(page.FormWith("match"))) Assert.Equal(HttpStatusCode.Redirect, compared.StatusCode);
        Assert.Equal(IdentityMatch.Different, await app.ReadAsync(db => db.Scans.Where(s => s.Shown == number.ToString()).Select(s => s.Match).SingleAsync()));

        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.Contains("有 1 张证只剩下日志", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        var list = await administrator.GetPageAsync("/admin/restored");
        Assert.Contains(number.ToString(), list.Body!.TextContent, StringComparison.Ordinal);
        // By what stands on the card, as beyond a few hundred they are not listed.
        var typed = list.QuerySelectorAll("main form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Last();
        using (var done = await administrator.SubmitAsync(typed, ("number", number.ToString()))) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal("REVOKED", (await LookAsync(code)).Result);
        Assert.Equal((VerificationResult.Revoked, null), ResultOf(await app.ActAsync((VerifyCertificate verify) => verify.ByNumberAsync(number.ToString(), check, default))));
        Assert.Contains("没有只剩日志的证", (await administrator.GetPageAsync("/admin/restored")).Body!.TextContent, StringComparison.Ordinal);

        static (VerificationResult, VerifiedCertificate?) ResultOf(Verified? verified) => (verified!.Result, verified.Certificate);
    }

    [DataFact]
    public async Task What_is_decided_about_a_certificate_reaches_the_code_that_only_the_journal_knows()
    {
        Certificate[] known = [await CertifyAsync("张一"), await CertifyAsync("张二"), await CertifyAsync("张三"), await CertifyAsync("张四"), await CertifyAsync("张五")];
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        List<CertificateCode> cards = [];
        foreach (var certificate in known) cards.Add(await ReissueAsync(certificate, ReissueReason.Renamed));
        await RoundAsync();
        await app.Database.RestoreAsync();
        Assert.Equal(5, (await StartAsync())!.Codes);
        await AnswersAsync([.. cards.Select(c => (c, "VALID_STATIC", CodeStatus.Valid)), (known[0].Codes[0], "SUPERSEDED", CodeStatus.Superseded)]);

        // It is in its Organization's register: what is decided there reaches it, and no Administrator has to.
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.DoesNotContain("只剩下日志", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有只剩日志的证", (await administrator.GetPageAsync("/admin/restored")).Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await app.ActAsync((ReplayCodes replay) => replay.RevokeAsync(new CertificateNumber(cards[0].List, cards[0].Index), _story.Manager.Id, default)));
        using var manager = await _story.VisitAsync(_story.Manager);
        Assert.Equal(5, (await manager.GetPageAsync("/manage/certificates")).QuerySelectorAll("td .badge").Count(b => b.TextContent == "待换发"));
        var page = await manager.GetPageAsync($"/manage/certificates/{known[4].Id}");
        Assert.Contains("卡上的码这里没有，请换发", page.Body!.TextContent, StringComparison.Ordinal);
        // The holder reads it out from the card; and why it gets a new one is the first thing to choose.
        Assert.Contains(new CertificateNumber(cards[4].List, cards[4].Index).ToString(), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("恢复备份", page.QuerySelector("#why option")!.TextContent);
        using var holder = await _story.VisitAsync(await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == known[4].HolderId)));
        Assert.Contains("手机上暂时不能出示", (await holder.GetPageAsync($"/certificates/{known[4].Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请出示手里的卡", (await holder.GetPageAsync($"/certificates/{known[4].Id}/live")).Body!.TextContent, StringComparison.Ordinal);

        await ChangeAsync(known[0], CertificateAct.Suspended);
        await ChangeAsync(known[1], CertificateAct.Revoked);
        await ChangeAsync(known[2], CertificateAct.Suspended);
        Assert.Equal("SUSPENDED", (await LookAsync(cards[2])).Result);
        await ChangeAsync(known[2], CertificateAct.Resumed);
        using (var lost = await manager.SubmitAsync(page.FormWith("Lost"))) Assert.Equal(HttpStatusCode.Redirect, lost.StatusCode);
        var next = await ReissueAsync(known[3], ReissueReason.KeyChanged);
        (CertificateCode, string, CodeStatus)[] expected =
        [
            (cards[0], "SUSPENDED", CodeStatus.Suspended), (cards[1], "REVOKED", CodeStatus.Revoked), (cards[2], "VALID_STATIC", CodeStatus.Valid),
            (cards[3], "SUPERSEDED", CodeStatus.Superseded), (next, "VALID_STATIC", CodeStatus.Valid), (cards[4], "SUPERSEDED", CodeStatus.Superseded),
        ];
        await AnswersAsync(expected);
        Assert.Equal((false, true), ((await LookAsync(cards[3])).Lost, (await LookAsync(cards[4])).Lost));

        // A second disaster finds all of it in the journal, and decides again about certificates that are there.
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();
        await AnswersAsync(expected);
        Assert.Equal((false, true), ((await LookAsync(cards[3])).Lost, (await LookAsync(cards[4])).Lost));
        await ChangeAsync(known[0], CertificateAct.Resumed);
        Assert.Equal(["VALID_STATIC", "SUPERSEDED"], [(await LookAsync(cards[0])).Result, (await LookAsync(cards[3])).Result]);
        await ChangeAsync(known[3], CertificateAct.Revoked);
        Assert.Equal(["REVOKED", "REVOKED"], [(await LookAsync(cards[3])).Result, (await LookAsync(next)).Result]);
        Assert.Equal(0, await AlarmsAsync());
    }

    [DataFact]
    public async Task What_was_decided_after_a_reissue_is_the_certificates_again_and_may_be_lifted()
    {
        var (held, resumed) = (await CertifyAsync("张一"), await CertifyAsync("张二"));
        await ChangeAsync(resumed, CertificateAct.Suspended);
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var card = await ReissueAsync(held, ReissueReason.Renamed);
        await ChangeAsync(held, CertificateAct.Suspended);
        await ChangeAsync(resumed, CertificateAct.Resumed);
        var other = await ReissueAsync(resumed, ReissueReason.Renamed);
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();

        await AnswersAsync([(card, "SUSPENDED", CodeStatus.Suspended), (other, "VALID_STATIC", CodeStatus.Valid)]);
        await ChangeAsync(held, CertificateAct.Resumed);
        await AnswersAsync([(card, "VALID_STATIC", CodeStatus.Valid), (other, "VALID_STATIC", CodeStatus.Valid)]);
    }

    [DataFact]
    public async Task A_restored_code_is_judged_by_its_holder_and_counts_for_its_certificate_on_site()
    {
        var certificate = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var card = await ReissueAsync(certificate, ReissueReason.Renamed);
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();

        using var inspector = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));
        var page = await inspector.GetPageAsync($"/C/{card.Token}");
        Assert.Contains("张一", page.Body!.TextContent, StringComparison.Ordinal);
        var shown = new CertificateNumber(card.List, card.Index).ToString();
        Assert.Equal(certificate.Id, await app.ReadAsync(db => db.Scans.Where(s => s.Shown == shown).Select(s => s.CertificateId).SingleAsync()));

        var yesterday = app.Clock.Now.Day().AddDays(-1);
        await app.ArrangeAsync(async db => (await db.Engagements.SingleAsync(e => e.PersonId == certificate.HolderId)).Leave(yesterday));
        Assert.Equal(("SUSPENDED", VerificationResult.Suspended), ((await LookAsync(card)).Result, await SyncedAsync(card)));
    }

    [DataFact]
    public async Task A_lost_card_says_so_after_the_disaster_too()
    {
        var (known, reissued) = (await CertifyAsync("张一"), await CertifyAsync("张二"));
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var unknown = await CertifyAsync("李一");
        CertificateCode[] lost = [known.Codes[0], await ReissueAsync(reissued, ReissueReason.Renamed), unknown.Codes[0]];
        foreach (var certificate in new[] { known, reissued, unknown }) Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(certificate.Id, _story.Organization.Id, null, _story.Manager.Id, default)));
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();

        Assert.Equal((true, true, true), ((await LookAsync(lost[0])).Lost, (await LookAsync(lost[1])).Lost, (await LookAsync(lost[2])).Lost));
        // Replaced for another reason it is not lost.
        Assert.Equal(("SUPERSEDED", false), ((await LookAsync(reissued.Codes[0])).Result, (await LookAsync(reissued.Codes[0])).Lost));
        var happened = await app.ReadAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == known.Id)).Events[^1].Act);
        Assert.Equal(CertificateAct.ReportedLost, happened);
    }

    [DataFact]
    public async Task Suspended_and_then_lost_it_comes_back_as_both()
    {
        var (known, reissued) = (await CertifyAsync("张一"), await CertifyAsync("张二"));
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var unknown = await ReissueAsync(reissued, ReissueReason.Renamed);
        foreach (var certificate in new[] { known, reissued })
        {
            await ChangeAsync(certificate, CertificateAct.Suspended);
            Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(certificate.Id, _story.Organization.Id, null, _story.Manager.Id, default)));
        }

        await RoundAsync();
        await app.Database.RestoreAsync();
        Assert.Equal(1, (await StartAsync())!.Codes);

        foreach (var (certificate, code) in new[] { (known, known.Codes[0]), (reissued, unknown) })
        {
            Assert.Equal("SUSPENDED", (await LookAsync(code)).Result);
            var here = await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == certificate.Id));
            Assert.Equal((CertificateState.Suspended, CardState.Lost), (here.State, here.Card));
        }
    }

    [DataFact]
    public async Task A_certificate_that_a_newer_one_replaced_is_replaced_after_the_disaster_too()
    {
        var renewed = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == renewed.Id)).Supersede(app.Clock.Now));
        await RoundAsync();
        await app.Database.RestoreAsync();
        await StartAsync();

        var here = await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == renewed.Id));
        Assert.Equal((CertificateState.Superseded, CodeStatus.Superseded), (here.State, here.Codes[0].Status));
        // With it nobody may work: the newer one is lost.
        Assert.Equal("SUSPENDED", (await LookAsync(renewed.Codes[0])).Result);
    }

    [DataFact]
    public async Task Who_reports_a_card_lost_while_the_journal_is_replayed_means_the_code_that_it_brings()
    {
        var certificate = await CertifyAsync("张一");
        var version = await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => EF.Property<int>(c, AcademyDbContext.RowVersion)).SingleAsync());

        Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.ReportLostAsync(certificate.Id, _story.Organization.Id, null, _story.Manager.Id, default)));
        await ReissueAsync(certificate, ReissueReason.NewPhoto);

        // Each counts up, so that of the two that save at once the slower one looks again.
        Assert.Equal(version + 2, await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => EF.Property<int>(c, AcademyDbContext.RowVersion)).SingleAsync()));
    }

    [DataFact]
    public async Task A_code_whose_certificate_was_lost_finds_it_in_a_newer_backup()
    {
        var certificate = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        // In an older backup there was no certificate for it; it says all the same whose it is.
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.ArrangeAsync(db => db.RestoredCodes.Add(new RestoredCode(certificate.Codes[0].List, 700_001, new byte[32], certificate.ExpiresOn, CodeStatus.Valid, null, app.Clock.Now, certificate.Id, app.Clock.Now)));
        await RoundAsync();
        await app.Database.RestoreAsync();
        Assert.Equal(1, (await StartAsync())!.Codes);

        await ChangeAsync(certificate, CertificateAct.Suspended);
        Assert.Equal(CodeStatus.Suspended, await app.ReadAsync(db => db.RestoredCodes.Where(c => c.Index == 700_001).Select(c => c.Status).SingleAsync()));
    }

    [DataFact]
    public async Task A_database_that_was_set_back_together_with_its_journal_is_restoring_once_somebody_says_so()
    {
        var revoked = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        var (early, late) = (Path.Combine(app.Database.Folder, $"early-{Guid.NewGuid():n}"), Path.Combine(app.Database.Folder, $"late-{Guid.NewGuid():n}"));
        File.Copy(Journal, early);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(revoked, CertificateAct.Revoked);
        var lost = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        File.Move(Journal, late);
        File.Copy(early, Journal);
        await app.Database.RestoreAsync();
        Assert.Null(await StartAsync());
        var meanwhile = (await CertifyAsync("王一")).Codes[0];
        await RoundAsync();
        // Neither shows it, and a right signature is taken for a thief's.
        Assert.Equal("FORGED_KEY_ALARM", (await LookAsync(lost)).Result);

        Assert.True(await app.ActAsync((ReplayCodes replay) => replay.DeclareMissingAsync(null, default)));
        Assert.False(await app.ActAsync((ReplayCodes replay) => replay.DeclareMissingAsync(null, default)));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "codes.declared-missing" && e.At == app.Clock.Now)));
        Assert.Equal("STATUS_UNKNOWN", (await LookAsync(lost)).Result);
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.Contains("正在恢复备份：签发日志不在", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        // Neither a start nor a copy that says nothing new ends it.
        Assert.Null(await StartAsync());
        await app.ActAsync((ReplayCodes replay) => replay.RunAsync(early, default));
        await app.ActAsync((ReplayCodes replay) => replay.RunAsync(Journal, default));
        Assert.True(await app.ReadAsync(db => db.IsRestoringAsync(default)));

        var replayed = (await app.ActAsync((ReplayCodes replay) => replay.RunAsync(late, default)))!;
        Assert.Equal((1, 1), (replayed.Codes, replayed.Changes));
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        Assert.Equal(["VALID_STATIC", "REVOKED", "VALID_STATIC"], [(await LookAsync(lost)).Result, (await LookAsync(revoked.Codes[0])).Result, (await LookAsync(meanwhile)).Result]);

        // Where there is no copy, somebody says that too.
        Assert.True(await app.ActAsync((ReplayCodes replay) => replay.DeclareMissingAsync(null, default)));
        Assert.True(await app.ActAsync((ReplayCodes replay) => replay.GiveUpAsync(null, default)));
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
    }

    [DataFact]
    public async Task A_journal_of_the_first_format_is_replayed_and_begun_anew()
    {
        var revoked = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(revoked, CertificateAct.Revoked);
        var lost = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        var journal = CodeJournal.Open(Journal, Key)!;
        CodeJournalTests.WriteOld(Journal, Key, journal.Origin, journal.After(0).ToList()!);
        await app.Database.RestoreAsync();
        var replayed = (await StartAsync())!;
        Assert.Equal((1, 1), (replayed.Codes, replayed.Changes));
        Assert.Equal(["REVOKED", "VALID_STATIC"], [(await LookAsync(revoked.Codes[0])).Result, (await LookAsync(lost)).Result]);
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        await RoundAsync();
        Assert.Equal((false, await app.ReadAsync(db => db.ReachedAsync(default))), (CodeJournal.Open(Journal, Key)!.IsOld, CodeJournal.Open(Journal, Key)!.Last));

        // One that has nothing new is begun anew all the same, and until then a round leaves it alone.
        journal = CodeJournal.Open(Journal, Key)!;
        CodeJournalTests.WriteOld(Journal, Key, journal.Origin, journal.After(0).ToList()!);
        await CertifyAsync("王一");
        await RoundAsync();
        Assert.True(CodeJournal.Open(Journal, Key)!.IsOld);
        Assert.Null(await StartAsync());
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        await RoundAsync();
        Assert.Equal((false, await app.ReadAsync(db => db.ReachedAsync(default))), (CodeJournal.Open(Journal, Key)!.IsOld, CodeJournal.Open(Journal, Key)!.Last));
    }

    [DataFact]
    public async Task A_backup_from_before_journals_takes_the_copys_word_for_whose_it_is()
    {
        var revoked = await CertifyAsync("张一");
        await RoundAsync();
        // As it was then: codes, and nothing that says what became of them.
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(revoked, CertificateAct.Revoked);
        var lost = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        var copy = Path.Combine(app.Database.Folder, $"copy-{Guid.NewGuid():n}");
        File.Move(Journal, copy);
        await app.Database.RestoreAsync();
        await ForgetJournalsAsync();

        Assert.Null(await app.ActAsync((ReplayCodes replay) => replay.PrepareAsync(isSetBack: true, copy, default)));
        var replayed = (await app.ActAsync((ReplayCodes replay) => replay.RunAsync(copy, default)))!;
        Assert.Equal(1, replayed.Changes);
        Assert.Equal(["REVOKED", "VALID_STATIC"], [(await LookAsync(revoked.Codes[0])).Result, (await LookAsync(lost)).Result]);
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        await RoundAsync();
        Assert.Null(await StartAsync());
        Assert.Equal(CodeJournal.Open(copy, Key)!.Origin, CodeJournal.Open(Journal, Key)!.Origin);
    }

    [DataFact]
    public async Task Codes_from_before_there_were_journals_become_its_records_all_or_none()
    {
        const int Many = 2300;
        var code = (await CertifyAsync("张一")).Codes[0];
        var renewed = await CertifyAsync("张二");
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == renewed.Id)).Supersede(app.Clock.Now));
        await RoundAsync();
        await ForgetJournalsAsync();
        File.Delete(Journal);
        await app.ArrangeAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "CertificateCodes" ("CertificateId", "List", "Index", "Payload", "Token", "KeyId", "Host", "IssuedAt", "IsCurrent", "End", "EndedAt", "Status", "StatusSince")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many})
            SELECT "CertificateId", '39Q4', i, "Payload", 'many', "KeyId", "Host", "IssuedAt", FALSE, 'Lost', "IssuedAt", 3, "StatusSince" FROM "CertificateCodes", n WHERE "List" = {code.List} AND "Index" = {code.Index}
            """));
        try
        {
            // The node dies over the last of them.
            await FaultAsync(
                $"""CREATE TRIGGER fault BEFORE INSERT ON "CodeChanges" WHEN NEW."Index" = {Many} BEGIN SELECT RAISE(ABORT, 'fault'); END""",
                $"""ALTER TABLE "CodeChanges" ADD CONSTRAINT fault CHECK ("Index" <> {Many})""");
            await Assert.ThrowsAnyAsync<Exception>(StartAsync);
            Assert.Equal((0, 0), (await app.ReadAsync(db => db.Lives.CountAsync()), await app.ReadAsync(db => db.CodeChanges.CountAsync())));
            await MendAsync();

            await StartAsync();
            await RoundAsync();
            await StartAsync();
            await RoundAsync();
            var (codes, records) = (await app.ReadAsync(db => db.Certificates.SelectMany(c => c.Codes).CountAsync()), CodeJournal.Open(Journal, Key)!.After(0).ToList());
            Assert.True(codes > Many);
            Assert.Equal((codes, codes), (records.Count, records.DistinctBy(r => r!.Code).Count()));
            Assert.Equal(Many, records.Count(r => r!.End is CodeEnd.Lost && r.CertificateId is not null && r.Code.List == "39Q4"));
            Assert.Equal(CodeEnd.WithCertificate, records.Single(r => r!.CertificateId == renewed.Id)!.End);
        }
        finally
        {
            await MendAsync();
            await app.ArrangeAsync(db => db.Database.ExecuteSqlAsync($"""DELETE FROM "CertificateCodes" WHERE "Token" = 'many'"""));
        }

        Task MendAsync() => FaultAsync("DROP TRIGGER IF EXISTS fault", """ALTER TABLE "CodeChanges" DROP CONSTRAINT IF EXISTS fault""");

        Task FaultAsync(string sqlite, string postgres) => app.ArrangeAsync(db => db.Database.ExecuteSqlRawAsync(app is SqliteApp ? sqlite : postgres));
    }

    [DataFact]
    public async Task A_journal_that_cannot_be_written_is_on_the_administrators_first_page_until_it_can()
    {
        await RoundAsync();
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.DoesNotContain("签发日志写不进去", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        var aside = Path.Combine(app.Database.Folder, "aside");
        File.Move(Journal, aside);
        Directory.CreateDirectory(Journal);
        var certificate = await CertifyAsync("张一");
        var since = app.Clock.Now;
        await Assert.ThrowsAnyAsync<Exception>(RoundAsync);
        await ChangeAsync(certificate, CertificateAct.Suspended);
        await Assert.ThrowsAnyAsync<Exception>(RoundAsync);

        var page = (await administrator.GetPageAsync("/admin")).Body!.TextContent;
        Assert.Contains("签发日志写不进去", page, StringComparison.Ordinal);
        Assert.Contains($"{Academy.Web.Components.Texts.Moment(since)} 起，这台服务器写不了签发日志，有 2 条", page, StringComparison.Ordinal);

        Directory.Delete(Journal);
        File.Move(aside, Journal);
        await RoundAsync();
        Assert.DoesNotContain("签发日志写不进去", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(await app.ReadAsync(db => db.ReachedAsync(default)), CodeJournal.Open(Journal, Key)!.Last);
    }

    [DataFact]
    public async Task Without_the_journal_a_right_signature_is_unknown_and_no_alarm_until_somebody_ends_that()
    {
        var known = await CertifyAsync("张一");
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var lost = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        File.Delete(Journal);
        await app.Database.RestoreAsync();
        Assert.Null(await StartAsync());
        // Another start changes nothing.
        await RoundAsync();
        Assert.Null(await StartAsync());

        var look = await LookAsync(lost);
        Assert.Equal(("STATUS_UNKNOWN", HttpStatusCode.OK, "李*"), (look.Result, look.Status, look.Name));
        Assert.Equal("VALID_STATIC", (await LookAsync(known.Codes[0])).Result);
        Assert.Equal(VerificationResult.StatusUnknown, await SyncedAsync(lost));
        Assert.Equal(0, await AlarmsAsync());

        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        var page = await administrator.GetPageAsync("/admin");
        Assert.Contains("正在恢复备份：签发日志不在", page.Body!.TextContent, StringComparison.Ordinal);
        using (var ended = await administrator.SubmitAsync(page.FormWith("NoJournal"), ("sure", "true"))) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.DoesNotContain("正在恢复备份", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal(("FORGED_KEY_ALARM", HttpStatusCode.NotFound), ((await LookAsync(lost)).Result, (await LookAsync(lost)).Status));
        Assert.Equal(VerificationResult.ForgedKeyAlarm, await SyncedAsync(lost));
        // By what was scanned and by what was synchronized.
        Assert.Equal(2, await AlarmsAsync());
    }

    [DataFact]
    public async Task A_copy_of_the_journal_ends_it_and_what_was_issued_meanwhile_stays()
    {
        var revoked = await CertifyAsync("张一");
        await RoundAsync();
        var (early, late) = (Path.Combine(app.Database.Folder, $"early-{Guid.NewGuid():n}"), Path.Combine(app.Database.Folder, $"late-{Guid.NewGuid():n}"));
        File.Copy(Journal, early);
        await ChangeAsync(await CertifyAsync("张二"), CertificateAct.Suspended);
        await RoundAsync();
        await app.Database.BackUpAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(revoked, CertificateAct.Revoked);
        var lost = (await CertifyAsync("李一")).Codes[0];
        await RoundAsync();
        File.Move(Journal, late);
        await app.Database.RestoreAsync();
        await StartAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        var meanwhile = (await CertifyAsync("王一")).Codes[0];
        await RoundAsync();

        // One that is older than the backup says nothing of what came after it.
        Assert.NotNull(await app.ActAsync((ReplayCodes replay) => replay.RunAsync(early, default)));
        Assert.True(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        Assert.Equal("STATUS_UNKNOWN", (await LookAsync(lost)).Result);

        var replayed = (await app.ActAsync((ReplayCodes replay) => replay.RunAsync(late, default)))!;
        Assert.Equal((1, 1), (replayed.Codes, replayed.Changes));
        Assert.False(await app.ReadAsync(db => db.IsRestoringAsync(default)));
        Assert.Equal(["VALID_STATIC", "REVOKED", "VALID_STATIC"], [(await LookAsync(lost)).Result, (await LookAsync(revoked.Codes[0])).Result, (await LookAsync(meanwhile)).Result]);
        await RoundAsync();
        Assert.Null(await StartAsync());
        Assert.Equal(0, await AlarmsAsync());
    }

    [DataFact]
    public async Task What_was_committed_when_the_node_died_is_appended_by_the_next_round_once()
    {
        await RoundAsync();
        var before = CodeJournal.Open(Journal, Key)!.Last;
        var certificate = await CertifyAsync("张一");
        await ChangeAsync(certificate, CertificateAct.Suspended);
        Assert.Equal(before, CodeJournal.Open(Journal, Key)!.Last);

        Assert.Null(await StartAsync());
        await RoundAsync();
        await RoundAsync();
        var records = CodeJournal.Open(Journal, Key)!.After(before).ToList();
        var code = certificate.Codes[0];
        Assert.Equal([CodeStatus.Valid, CodeStatus.Suspended], records.Select(r => r!.Status));
        Assert.All(records, r => Assert.Equal((new CertificateNumber(code.List, code.Index), Convert.ToHexStringLower(SHA256.HashData(code.Payload)), certificate.ExpiresOn), (r!.Code, r.PayloadHash, r.LastDay)));

        // A node with an empty folder begins its own, whole.
        var all = CodeJournal.Open(Journal, Key)!.After(0).ToList();
        var other = Path.Combine(app.Database.Folder, "other");
        Directory.CreateDirectory(other);
        File.Move(Journal, CodeJournal.In(other));
        await RoundAsync();
        Assert.Equal(all, CodeJournal.Open(Journal, Key)!.After(0));
    }

    [DataFact]
    public async Task Another_databases_journal_is_set_aside_and_not_replayed()
    {
        await CertifyAsync("张一");
        await RoundAsync();
        CodeJournal.Begin(Journal, Key, Guid.NewGuid()).Append([new CodeRecord(1, new CertificateNumber("27Q3", 700_000), new string('a', 64), new DateOnly(2027, 9, 30), CodeStatus.Valid, null, app.Clock.Now, null)]);
        Assert.Null(await app.ActAsync((ReplayCodes replay) => replay.RunAsync(Journal, default)));
        Assert.Null(await StartAsync());
        await RoundAsync();

        Assert.Equal(0, await app.ReadAsync(db => db.RestoredCodes.CountAsync()));
        Assert.NotEmpty(Directory.GetFiles(app.Database.Folder, "codes.journal.before-*"));
        // The one server of a SQLite database has lost its own; of several nodes one may be new.
        Assert.Equal(app is SqliteApp, await app.ReadAsync(db => db.IsRestoringAsync(default)));
        await app.ActAsync((ReplayCodes replay) => replay.GiveUpAsync(null, default));
    }

    private async Task AnswersAsync((CertificateCode Code, string Result, CodeStatus Status)[] expected)
    {
        foreach (var (code, result, _) in expected)
        {
            Assert.Equal(result, (await LookAsync(code)).Result);
            Assert.Equal(result, (await SyncedAsync(code)).WireCode());
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<PublishStatusLists>().RunOnceAsync(default);
        using var visitor = app.Visit();
        var bytes = await visitor.GetByteArrayAsync($"/s/{expected[0].Code.List}");
        var list = StatusList.Read(bytes, await app.Services.GetRequiredService<IKeyStore>().ReadAsync(default))!.Value.List;
        Assert.Equal(expected.Select(e => e.Status), expected.Select(e => list[e.Code.Index]!.Value));
    }

    /// <summary>A scan that an inspector made without a signal.</summary>
    private async Task<VerificationResult> SyncedAsync(CertificateCode code)
    {
        var inspector = await _story.GrantAsync("周检", Role.Inspector);
        var sent = new SentScan(
            Guid.CreateVersion7(), app.Clock.Now, null, new ClaimedCode(code.List, code.Index, Convert.ToHexStringLower(SHA256.HashData(code.Payload))),
            VerificationResult.ValidStatic, new CertificateNumber(code.List, code.Index).ToString(), null, false, false, false, 60, false);
        return (await app.ActAsync((ReceiveScan receive) => receive.RunAsync(sent, "phone", new InspectorEye(inspector.Id, null), null, default)))!.Result;
    }

    private async Task<Look> LookAsync(CertificateCode code)
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/C/{code.Token}") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };
        using var response = await visitor.SendAsync(request);
        using var look = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return new Look(response.StatusCode, Text("result")!, Text("name"), Text("position"), Text("organization"), look.RootElement.GetProperty("lost").GetBoolean());

        string? Text(string field) => look.RootElement.GetProperty(field).GetString();
    }

    private sealed record Look(HttpStatusCode Status, string Result, string? Name, string? Position, string? Organization, bool Lost);

    private async Task<Certificate> CertifyAsync(string name) => await _story.CertifyAsync(await _story.HireAsync(name));

    /// <returns>The new code.</returns>
    private async Task<CertificateCode> ReissueAsync(Certificate certificate, ReissueReason why)
    {
        var replaced = (await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == certificate.Id))).CurrentCode?.Index;
        Assert.True(await app.ActAsync((ReissueCertificate reissue) => reissue.RunAsync(certificate.Id, _story.Organization.Id, why, replaced, null, _story.Manager.Id, default)));
        return (await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == certificate.Id))).CurrentCode!;
    }

    private Task ForgetJournalsAsync() => app.ArrangeAsync(async db =>
    {
        await db.Lives.ExecuteDeleteAsync();
        await db.CodeChanges.ExecuteDeleteAsync();
    });

    private async Task ChangeAsync(Certificate certificate, CertificateAct act)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await app.ActAsync((ChangeCertificate change) => change.RunAsync(certificate.Id, _story.Organization.Id, act, "测试原因", _story.Manager.Id, default)));
    }

    /// <summary>What a node does before its first request.</summary>
    private Task<Replayed?> StartAsync() => app.ActAsync((ReplayCodes replay) => replay.PrepareAsync(isSetBack: false, default));

    private Task RoundAsync() => app.Services.GetRequiredService<KeepCodeJournal>().RunOnceAsync(default);

    private async Task<int> AlarmsAsync()
    {
        var since = app.Clock.Now.AddHours(-12);
        return await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == RaiseKeyAlarm.Action && e.At > since));
    }
}
