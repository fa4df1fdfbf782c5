using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Web.Operations;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>A holder's card from the photo to the printer, and what the gate sees of it.</summary>
[Collection(ChromiumTests.Name)]
public sealed partial class CardTests(Chromium chromium, AcademyServer server) : IClassFixture<AcademyServer>
{
    private const double PointsOfMillimetre = 72 / 25.4;

    [BrowserFact]
    public async Task From_the_photo_to_the_live_code_to_the_lost_card()
    {
        var story = await Story.BeginAsync(server.App);
        var person = await story.HireAsync("欧阳建国");
        var holder = await chromium.VisitAsync(server);
        await using var phone = holder.Context;
        var manager = await chromium.VisitAsync(server);
        await using var desk = manager.Context;
        await SignInAsync(holder, person, story);
        await SignInAsync(manager, story.Manager, story);

        // Proposed from the phone, cut in the frame, compared at the desk.
        await holder.GotoAsync("/certificates/photo");
        await holder.LookAsync("photo-none");
        await holder.SetInputFilesAsync("#photo", new FilePayload { Name = "IMG_1.jpg", MimeType = "image/jpeg", Buffer = DemoPortrait.Draw(11) });
        await Assertions.Expect(holder.Locator("[data-photo-crop]")).ToBeVisibleAsync();
        await holder.LookAsync("photo-crop");
        await holder.ClickAsync("[data-photo-form] button.button--primary");
        await Assertions.Expect(holder.Locator("main")).ToContainTextAsync("等核对");
        await holder.LookAsync("photo-waiting");
        await manager.GotoAsync("/manage/people/photos");
        await manager.LookAsync("manage-photos");
        await manager.ClickAsync(".photo-grid a");
        await manager.LookAsync("manage-photo");
        await manager.GetByRole(AriaRole.Button, new() { Name = "相符", Exact = true }).ClickAsync();
        await Assertions.Expect(manager.Locator(".notice--success")).ToContainTextAsync("已核对");

        // A certificate with the photo, shown lively, scanned by an inspector.
        var certificate = await story.CertifyAsync(person);
        Assert.NotNull(certificate.CurrentCode!.PhotoId);
        await holder.GotoAsync("/");
        await holder.GetByRole(AriaRole.Link, new() { Name = "出示证件" }).ClickAsync();
        await Assertions.Expect(holder.Locator(".live__code svg")).ToBeVisibleAsync();
        await Assertions.Expect(holder.Locator(".live__photo")).ToHaveJSPropertyAsync("complete", true);
        await holder.LookAsync("live");
        await holder.GotoAsync($"/certificates/{certificate.Id}");
        await holder.LookAsync("card-with-photo");
        var inspector = await chromium.VisitAsync(server);
        await using var gate = inspector.Context;
        await SignInAsync(inspector, await story.GrantAsync("孙检", Role.Inspector), story);
        var live = (await server.App.ActAsync((SignLiveCode sign) => sign.RunAsync(certificate.Id, person.Id, CancellationToken.None)))!.Token;
        await inspector.GotoAsync($"/L/{live}");
        await Assertions.Expect(inspector.Locator("[data-result=COMPARE_PHOTO]")).ToContainTextAsync("秒前生成");
        await Assertions.Expect(inspector.Locator(".watched img")).ToHaveJSPropertyAsync("naturalWidth", 360);
        await inspector.LookAsync("inspect-live");

        // A screenshot of it, five minutes later.
        server.App.Clock.Advance(TimeSpan.FromMinutes(5));
        await inspector.GotoAsync($"/L/{live}");
        await Assertions.Expect(inspector.Locator("[data-result=STALE_LIVE]")).ToContainTextAsync("静态码/截图");
        await inspector.LookAsync("inspect-screenshot");

        // Lost, and reissued.
        await holder.GotoAsync($"/certificates/{certificate.Id}");
        await holder.GetByText("卡丢了，挂失").ClickAsync();
        await holder.GetByRole(AriaRole.Button, new() { Name = "挂失" }).ClickAsync();
        await Assertions.Expect(holder.Locator(".stamped__word")).ToHaveTextAsync("已挂失");
        await holder.LookAsync("card-lost");
        await holder.GotoAsync($"/certificates/{certificate.Id}/live");
        await holder.LookAsync("live-lost");
        var stranger = await chromium.VisitAsync(server);
        await using var finder = stranger.Context;
        await stranger.GotoAsync($"/C/{certificate.CurrentCode!.Token}");
        await Assertions.Expect(stranger.Locator("h1")).ToHaveTextAsync("已挂失");
        await stranger.LookAsync("verify-lost");
        await manager.GotoAsync($"/manage/certificates/{certificate.Id}");
        await manager.LookAsync("manage-certificate-lost");
        await manager.GetByRole(AriaRole.Button, new() { Name = "换发" }).ClickAsync();
        await Assertions.Expect(manager.Locator(".notice--success")).ToContainTextAsync("已换发");
        await manager.LookAsync("manage-certificate-reissued");
        await holder.GotoAsync($"/certificates/{certificate.Id}/live");
        await Assertions.Expect(holder.Locator(".live__code svg")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_live_code_goes_on_by_itself_and_says_when_the_network_is_gone()
    {
        var story = await Story.BeginAsync(server.App);
        var person = await story.HireAsync("欧阳建国");
        var certificate = await story.CertifyAsync(person);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, person, story);
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/certificates/{certificate.Id}/live");
        var first = await page.Locator(".live__code").InnerHTMLAsync();

        server.App.Clock.Advance(TimeSpan.FromSeconds(30));
        await page.Clock.FastForwardAsync(30_000);
        await Assertions.Expect(page.Locator(".live__code")).Not.ToHaveJSPropertyAsync("innerHTML", first);
        await Assertions.Expect(page.Locator("[data-live-offline]")).ToBeHiddenAsync();

        await visit.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync(30_000);
        await Assertions.Expect(page.Locator("[data-live-offline]")).ToContainTextAsync("没有网络");
        await page.TakePictureAsync("live-offline");
    }

    [BrowserFact]
    public async Task What_comes_out_of_the_printer_has_the_size_of_what_it_is()
    {
        var story = await Story.BeginAsync(server.App);
        var certificates = new List<Certificate>();
        foreach (var name in new[] { "㛃𬭎䶮", "阿卜杜热合·买买提", "张伟", "李娜", "王芳", "赵敏敏", "孙立", "周杰", "吴刚", "郑爽", "冯雪" }) certificates.Add(await story.CertifyAsync(await story.HireAsync(name)));
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, story.Manager, story);

        await page.GotoAsync($"/manage/certificates/{certificates[1].Id}/card");
        await AssertPrintedAsync(page, "print-card", 85.6, 54, 1);
        await page.GotoAsync($"/manage/certificates/{certificates[1].Id}/lanyard");
        await page.LookAsync("lanyard");
        await AssertPrintedAsync(page, "print-lanyard", 54, 86, 1);
        await page.GotoAsync($"/manage/certificates/{certificates[1].Id}/lanyard?outdoors=true");
        await AssertPrintedAsync(page, "print-lanyard-outdoors", 54, 86, 1);
        await page.GotoAsync($"/manage/certificates/{certificates[1].Id}/a4");
        await AssertPrintedAsync(page, "print-a4", 210, 297, 1);

        await page.GotoAsync("/manage/certificates?filter=InForce");
        await page.LookAsync("manage-certificates-choose");
        await page.GetByRole(AriaRole.Link, new() { Name = "打印全部有效的" }).ClickAsync();
        await page.LookAsync("print-cards");
        await AssertPrintedAsync(page, "print-cards", 210, 297, 2);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var card in await page.Locator(".certificate-card").AllAsync())
        {
            Assert.True(await card.EvaluateAsync<bool>("card => [...card.querySelectorAll('p, .certificate-card__code')].every(e => e.scrollWidth <= e.clientWidth + 1 && e.getBoundingClientRect().bottom <= card.getBoundingClientRect().bottom + 1)"), await card.InnerTextAsync());
            Assert.InRange(await card.Locator("svg[viewBox], .certificate-card__code svg").Last.EvaluateAsync<double>("svg => svg.getBoundingClientRect().width"), 25 / 25.4 * 96 - 1, 27 / 25.4 * 96);
        }
    }

    /// <summary>Every one of the three has ink, looks unlike the others, and unlike the box for a character that no font has.</summary>
    [BrowserFact]
    public async Task Rare_characters_of_a_name_are_drawn()
    {
        var story = await Story.BeginAsync(server.App);
        var person = await story.HireAsync("㛃𬭎䶮");
        var certificate = await story.CertifyAsync(person);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, person, story);
        await page.GotoAsync($"/certificates/{certificate.Id}");
        await page.TakePictureAsync("card-rare-name");

        // U+0378 is assigned to nothing; the blank shows what no ink is.
        var shapes = new List<string>();
        foreach (var character in new[] { "㛃", "𬭎", "䶮", "\u0378", "\u3000" })
        {
            await page.Locator(".certificate-card__name").EvaluateAsync("(name, text) => { name.textContent = text; }", character);
            shapes.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await page.Locator(".certificate-card__name").ScreenshotAsync())));
        }

        Assert.Equal(5, shapes.Distinct().Count());
    }

    private static async Task AssertPrintedAsync(IPage page, string name, double width, double height, int pages)
    {
        await page.SetViewportSizeAsync(1440, 900);
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { Path = Screen.FileOf($"{name}.pdf"), PreferCSSPageSize = true, PrintBackground = true }));
        var boxes = MediaBox().Matches(pdf).Select(m => (Width: Number(m.Groups[1].Value), Height: Number(m.Groups[2].Value))).ToList();
        Assert.True(boxes.Count == pages, $"{name} has {boxes.Count} pages.");
        Assert.All(boxes, box =>
        {
            Assert.InRange(box.Width, (width * PointsOfMillimetre) - 1, (width * PointsOfMillimetre) + 1);
            Assert.InRange(box.Height, (height * PointsOfMillimetre) - 1, (height * PointsOfMillimetre) + 1);
        });
        await page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task SignInAsync(IPage page, Person person, Story story)
    {
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.UserName']", await story.OpenAccountAsync(person));
        await page.FillAsync("[name='Input.Password']", Story.Password);
        await page.ClickAsync("main form .button--primary");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("sign-in"));
    }

    [GeneratedRegex(@"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")]
    private static partial Regex MediaBox();
}
