using Academy.Domain.Organizations;
using Microsoft.Playwright;

namespace Academy.Browser.Tests.Scanner;

/// <summary>The installed scanner in an inspector's hand.</summary>
internal sealed class ScannerPage(IPage page)
{
    /// <summary>A detector with the interface of BarcodeDetector that sees what the test holds before it, where the program's own cannot start, and a camera that shows a grey wall.</summary>
    public const string FakeCamera = """
        delete globalThis.Worker;
        globalThis.BarcodeDetector = class {
          static async getSupportedFormats() { return ["qr_code"]; }
          async detect() { return globalThis.held ? [{ rawValue: globalThis.held }] : []; }
        };
        const wall = document.createElement("canvas");
        const paint = wall.getContext("2d");
        setInterval(() => { paint.fillStyle = paint.fillStyle === "#808080" ? "#848484" : "#808080"; paint.fillRect(0, 0, wall.width, wall.height); }, 50);
        navigator.mediaDevices.getUserMedia = async () => wall.captureStream(20);
        """;

    public IPage Page => page;

    /// <summary>Signs in and opens it with a signal, until it can do without.</summary>
    public static async Task<ScannerPage> InstallAsync(IPage page, string userName, string password, DateTimeOffset? now)
    {
        if (now is { } fixedTime) await page.Clock.SetFixedTimeAsync(fixedTime.UtcDateTime);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.UserName']", userName);
        await page.FillAsync("[name='Input.Password']", password);
        await page.ClickAsync("main form .button--primary");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
        await page.GotoAsync("/inspect/scan");
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(page.Locator("[data-part=installed]")).ToHaveTextAsync("可以离线使用", new() { Timeout = 20_000 });
        return new ScannerPage(page);
    }

    public static async Task<ScannerPage> InstallAsync(IPage page, Story story, FieldKit? kit)
    {
        if (kit is not null) await kit.ServeAsync(page.Context);
        var inspector = await story.GrantAsync("孙检", Role.Inspector);
        return await InstallAsync(page, await story.OpenAccountAsync(inspector), Story.Password, story.App.Clock.Now);
    }

    /// <summary>Holds a code before the camera and waits for the result.</summary>
    public async Task ScanAsync(string text, string result)
    {
        await page.EvaluateAsync("held => { globalThis.held = held; }", text);
        await page.ClickAsync("[data-part=start]:visible, [data-part=next]:visible");
        await Assertions.Expect(page.Locator($"[data-part=result][data-result={result}]")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => { globalThis.held = null; }");
    }

    public Task HomeAsync() => page.ClickAsync("[data-part=home-link]");

    public Task<int> WaitingAsync() => page.EvaluateAsync<int>("""
        () => new Promise(resolve => {
          indexedDB.open('academy-scanner').onsuccess = event => {
            const count = event.target.result.transaction('queue').objectStore('queue').count();
            count.onsuccess = () => { event.target.result.close(); resolve(count.result); };
          };
        })
        """);
}

internal static class Asking
{
    /// <summary>Waits until an asynchronous question is answered by true. WaitForFunction does not await: to it every promise is true.</summary>
    public static Task UntilAsync(this IPage page, string question) => page.EvaluateAsync($$"""
        () => new Promise((resolve, reject) => {
          const begun = performance.now();
          const look = async () => {
            if (await ({{question}})()) resolve();
            else if (performance.now() - begun > 60_000) reject(new Error('It did not come true within a minute.'));
            else setTimeout(look, 50);
          };
          look().catch(reject);
        })
        """);
}
