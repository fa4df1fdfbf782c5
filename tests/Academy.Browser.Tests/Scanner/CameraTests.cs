using Academy.Domain.Organizations;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Academy.Browser.Tests.Scanner;

/// <summary>A printed card before a camera: the one video device that this Chromium has shows nothing else.</summary>
[Collection(ChromiumTests.Name)]
public sealed class CameraTests(Chromium chromium, AcademyServer server, ITestOutputHelper output) : IClassFixture<AcademyServer>
{
    [BrowserFact]
    public async Task A_printed_card_before_the_camera_is_read_and_judged()
    {
        var story = await Story.BeginAsync(server.App);
        var holder = await story.HireAsync("张伟");
        var certificate = await story.CertifyAsync(holder);
        var kit = await FieldKit.OfAsync(server.App);
        kit.Lists[certificate.Codes[0].List] = [];
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={await FilmAsync(story, holder, certificate.Id)}"],
        });
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = Screen.Phone, ReducedMotion = ReducedMotion.Reduce, Permissions = ["camera"] });
        var page = await context.NewPageAsync();
        var scanner = await ScannerPage.InstallAsync(page, story, kit);
        if (await page.GetByText("这个浏览器不能在页面里扫码").IsVisibleAsync())
        {
            output.WriteLine("No decoder: this Chromium has no BarcodeDetector, and the program was built without ScannerDecoder=true. The page said so.");
            return;
        }

        output.WriteLine($"Decoded by: {await page.Locator("[data-part=decoder]").TextContentAsync()}");
        await context.SetOfflineAsync(true);
        await page.ClickAsync("[data-part=start]");
        await Assertions.Expect(page.Locator("[data-part=result][data-result=VALID_STATIC]")).ToContainTextAsync("张伟");
        await page.TakePictureAsync("scanner-camera-360");
        Assert.Equal(1, await scanner.WaitingAsync());
    }

    /// <summary>Frames of the holder's card as it hangs before a phone: turned a little, not quite sharp.</summary>
    private async Task<string> FilmAsync(Story story, Person holder, Guid certificate)
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.UserName']", await story.OpenAccountAsync(holder));
        await page.FillAsync("[name='Input.Password']", Story.Password);
        await page.ClickAsync("main form .button--primary");
        await page.GotoAsync($"/certificates/{certificate}");
        await page.SetViewportSizeAsync(1280, 720);
        await page.EvaluateAsync("""
            () => {
              const card = document.querySelector('.certificate-card');
              document.body.replaceChildren(card);
              Object.assign(document.body.style, { display: 'grid', placeContent: 'center', background: '#8a8f8c' });
              Object.assign(card.style, { width: '34rem', transform: 'translateX(-120px) rotate(6deg) scale(1.5)', filter: 'blur(.6px) contrast(.85)' });
            }
            """);
        var frame = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 70, Path = Screen.FileOf("camera-frame.jpeg") });
        var film = Screen.FileOf("camera.mjpeg");
        await using var file = File.Create(film);
        for (var i = 0; i < 10; i++) await file.WriteAsync(frame);
        return film;
    }
}
