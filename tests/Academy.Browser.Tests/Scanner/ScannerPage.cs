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
        return await OpenAsync(page);
    }

    /// <summary>Opens it where somebody is signed in, until it can do without a signal.</summary>
    public static async Task<ScannerPage> OpenAsync(IPage page)
    {
        await page.GotoAsync("/inspect/scan");
        await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("[data-part=installed]")).ToHaveTextAsync("可以离线使用");
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

internal static class VisitSteps
{
    extension(IPage page)
    {
        /// <summary>Begins an inspection and opens the scanner for it.</summary>
        public async Task<Guid> BeginVisitAsync(string venue)
        {
            await page.GotoAsync($"/inspect/units?q={venue}");
            await page.GetByRole(AriaRole.Link, new() { Name = venue }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "开始检查" }).ClickAsync();
            await page.WaitForURLAsync("**/inspect/visits/*");
            var visit = Guid.Parse(page.Url.Split('/')[^1]);
            await page.GotoAsync($"/inspect/scan?visit={visit}");
            await Assertions.Expect(page.Locator("#scanner[data-state=refreshed]")).ToBeAttachedAsync();
            return visit;
        }
    }
}

/// <summary>Photos on the device, and what the result screen makes of them.</summary>
internal static class PhotoSteps
{
    extension(IPage page)
    {
        /// <summary>Takes the photos of one of the demo company's Venues along.</summary>
        public async Task DownloadPackAsync(string venue, bool pictures = false)
        {
            await page.ClickAsync("[data-part=pack-offer] summary");
            await Assertions.Expect(page.Locator("[data-part=pack-venues] li").First).ToBeVisibleAsync();
            if (pictures) await page.LookAsync("scanner-pack-choose");
            await page.FillAsync("#pack-q", venue);
            await page.ClickAsync("[data-part=pack-form] button");
            await Assertions.Expect(page.Locator("[data-part=pack-venues] li")).ToHaveCountAsync(1);
            await page.ClickAsync("[data-part=pack-venues] button");
            await Assertions.Expect(page.Locator("[data-part=pack-place]")).ToHaveTextAsync($"云岭山景区 · {venue}");
            await Assertions.Expect(page.Locator("[data-part=pack-until]")).ToContainTextAsync("张照片");
        }

        public Task SeeVerdictAsync(string tone, string word) =>
            Assertions.Expect(page.Locator($"[data-part=result].verdict--{tone} [data-result-word]")).ToHaveTextAsync(word);

        public async Task SeePhotoAsync()
        {
            await Assertions.Expect(page.Locator("[data-result-face] img")).ToBeVisibleAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('[data-result-face] img').naturalWidth > 0");
        }

        /// <summary>Rows of photos on the device, and of what is known of them.</summary>
        public Task<int> KeptPhotosAsync() => page.EvaluateAsync<int>("""
            () => new Promise(resolve => {
              indexedDB.open('academy-scanner-photos').onsuccess = event => {
                const db = event.target.result;
                const stores = [...db.objectStoreNames];
                if (stores.length === 0) { db.close(); resolve(0); return; }
                const counts = stores.map(store => db.transaction(store).objectStore(store).count());
                counts.at(-1).onsuccess = () => { db.close(); resolve(counts.reduce((sum, count) => sum + count.result, 0)); };
              };
            })
            """);
    }
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
