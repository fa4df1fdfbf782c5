using Academy.Domain.Certificates;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>After a backup was restored: what the Administrator, the manager and the holder see of it.</summary>
[Collection(ChromiumTests.Name)]
public sealed class RestoredTests(Chromium chromium, DemoServer demo) : IClassFixture<DemoServer>
{
    [BrowserFact]
    public async Task What_a_restored_backup_leaves_is_said_to_whoever_can_do_something_about_it()
    {
        var (certificate, holder) = await RestoreAsync();
        await BreakJournalAsync();

        var admin = await chromium.VisitAsync(demo.Server);
        await using var desk = admin.Context;
        await new Walk(demo, admin, script: true).SignInAsync("admin");
        await admin.GotoAsync("/admin");
        foreach (var notice in new[] { "正在恢复备份：签发日志不在", "签发日志写不进去", "有 3 张证只剩下日志" }) await Assertions.Expect(admin.Locator("main")).ToContainTextAsync(notice);
        await admin.LookAsync("admin-restoring");
        await admin.GotoAsync("/admin/restored");
        await Assertions.Expect(admin.Locator("tbody tr")).ToHaveCountAsync(3);
        await admin.LookAsync("admin-restored");

        var manager = await chromium.VisitAsync(demo.Server);
        await using var office = manager.Context;
        await new Walk(demo, manager, script: true).SignInAsync("manager");
        await manager.GotoAsync("/manage/certificates");
        await Assertions.Expect(manager.Locator("td .badge", new() { HasText = "待换发" })).ToHaveCountAsync(1);
        await manager.LookAsync("certificates-restored");
        await manager.GotoAsync($"/manage/certificates/{certificate}");
        await Assertions.Expect(manager.Locator("main")).ToContainTextAsync("卡上的码这里没有，请换发");
        await manager.LookAsync("certificate-restored");

        var phone = await chromium.VisitAsync(demo.Server);
        await using var pocket = phone.Context;
        await new Walk(demo, phone, script: true).SignInAsync(holder);
        await phone.GotoAsync($"/certificates/{certificate}");
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("手机上暂时不能出示");
        await phone.LookAsync("own-certificate-restored");
        await phone.GotoAsync($"/certificates/{certificate}/live");
        await Assertions.Expect(phone.Locator("main")).ToContainTextAsync("请出示手里的卡");
        await phone.LookAsync("live-restored");
    }

    /// <summary>Three codes whose certificates are lost, one whose certificate is here, and somebody who says that the journal is gone.</summary>
    private async Task<(Guid Certificate, string Holder)> RestoreAsync()
    {
        await using var scope = demo.App.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<ReplayCodes>().DeclareMissingAsync(null, CancellationToken.None));
        var (now, held, holder) = (demo.App.Clock.Now, Guid.Empty, "");
        await demo.App.ArrangeAsync(async db =>
        {
            var found = await db.Certificates.Where(c => c.State == CertificateState.Valid && c.Codes.Any(x => x.IsCurrent) && db.Users.Any(u => u.PersonId == c.HolderId && u.UserName != "demo/manager")).OrderByDescending(c => c.ExpiresOn).FirstAsync();
            var code = found.CurrentCode!;
            found.DoAgain(code, CodeStatus.Superseded, CodeEnd.Superseded, "按签发日志恢复", now);
            var restored = Restored(code.List, 700_004, CodeStatus.Valid, found.Id);
            found.Restore(restored, "按签发日志恢复", now);
            db.RestoredCodes.AddRange(restored, Restored("27Q2", 700_001, CodeStatus.Valid, null), Restored("27Q2", 700_002, CodeStatus.Suspended, null), Restored("27Q3", 700_003, CodeStatus.Valid, Guid.NewGuid()));
            (held, holder) = (found.Id, await db.Users.Where(u => u.PersonId == found.HolderId).Select(u => u.UserName!).FirstAsync());
        });
        return (held, holder);

        RestoredCode Restored(string list, int index, CodeStatus status, Guid? certificate) => new(list, index, new byte[32], new DateOnly(2027, list is "27Q2" ? 6 : 9, 28), status, null, now, certificate, now);
    }

    private async Task BreakJournalAsync()
    {
        var journal = CodeJournal.In(demo.App.Database.Folder);
        File.Delete(journal);
        Directory.CreateDirectory(journal);
        await Assert.ThrowsAnyAsync<Exception>(() => demo.App.Services.GetRequiredService<KeepCodeJournal>().RunOnceAsync(CancellationToken.None));
    }
}
