using Academy.Domain.Organizations;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>At the gate: an inspector's phone, a stranger's phone, the holder's card.</summary>
[Collection(ChromiumTests.Name)]
public sealed class InspectTests(Chromium chromium, AcademyServer server) : IClassFixture<AcademyServer>
{
    [BrowserFact]
    public async Task An_inspector_opens_our_codes_and_is_told_of_foreign_ones()
    {
        var story = await Story.BeginAsync(server.App);
        var certificate = await story.CertifyAsync(await story.HireAsync("张伟"));
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, await story.GrantAsync("孙检", Role.Inspector), story);

        await page.GotoAsync("/inspect");
        await page.LookAsync("inspect");
        await PasteAsync(page, "https://v.example-fake.cn/C/QRDKEAJGARAQ");
        await Assertions.Expect(page.Locator("[data-result=NOT_OURS]")).ToContainTextAsync("v.example-fake.cn");
        await page.LookAsync("inspect-foreign");

        await page.GotoAsync("/inspect");
        await PasteAsync(page, $"HTTP://LOCALHOST:5080/C/{certificate.Codes[0].Token}");
        await Assertions.Expect(page.Locator("[data-result=CHECK_IDENTITY]")).ToContainTextAsync("张伟");
        await page.LookAsync("inspect-result");
        await page.ClickAsync("button[value=Same]");
        await Assertions.Expect(page.Locator(".notice--success")).ToContainTextAsync("人证相符");
        await page.LookAsync("inspect-judged");
        await page.GotoAsync("/inspect");
        await page.LookAsync("inspect-list");
    }

    [BrowserFact]
    public async Task A_result_is_gone_after_two_minutes_and_says_how_to_get_it_again()
    {
        var story = await Story.BeginAsync(server.App);
        var certificate = await story.CertifyAsync(await story.HireAsync("张伟"));
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, await story.GrantAsync("孙检", Role.Inspector), story);
        await page.Clock.InstallAsync();

        await page.GotoAsync($"/C/{certificate.Codes[0].Token}");
        await page.LookAsync("inspect-phrase");
        await page.Clock.FastForwardAsync(90_000);
        await Assertions.Expect(page.Locator("[data-result]")).ToBeVisibleAsync();
        await page.Clock.FastForwardAsync(31_000);
        await Assertions.Expect(page.Locator("[data-result]")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("结果已隐藏")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("button[value=Same]")).ToBeHiddenAsync();
        await page.LookAsync("inspect-hidden");
    }

    [BrowserFact]
    public async Task Cards_and_public_results_can_be_looked_at()
    {
        var story = await Story.BeginAsync(server.App);
        var holder = await story.HireAsync("张伟");
        var certificate = await story.CertifyAsync(holder);
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;
        await SignInAsync(page, holder, story);
        await page.GotoAsync("/certificates");
        await page.LookAsync("certificates");
        await page.GotoAsync($"/certificates/{certificate.Id}");
        await page.LookAsync("certificate-card");
        await page.GotoAsync($"/certificates/{certificate.Id}/a4");
        await page.LookAsync("certificate-a4");

        var stranger = await chromium.VisitAsync(server);
        await using var passerBy = stranger.Context;
        await stranger.GotoAsync($"/C/{certificate.Codes[0].Token}");
        await stranger.LookAsync("verify-valid");
        await stranger.FillAsync("#name", "李鬼");
        await stranger.ClickAsync("main form button");
        await Assertions.Expect(stranger.Locator(".notice--error")).ToContainTextAsync("姓名不一致");
        await stranger.LookAsync("verify-name");
        await stranger.ClickAsync("summary");
        await stranger.LookAsync("verify-report");
        await stranger.GotoAsync("/C/HELLO");
        await stranger.LookAsync("verify-malformed");
        await stranger.GotoAsync("/verify");
        await stranger.LookAsync("verify-form");
        Assert.Empty(await passerBy.CookiesAsync());
    }

    private static async Task PasteAsync(IPage page, string text)
    {
        await page.ClickAsync("summary:has-text('粘贴扫到的文字')");
        await page.FillAsync("#text", text);
        await page.ClickAsync("#scan-text button");
    }

    private static async Task SignInAsync(IPage page, Person person, Story story)
    {
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.UserName']", await story.OpenAccountAsync(person));
        await page.FillAsync("[name='Input.Password']", Story.Password);
        await page.ClickAsync("main form .button--primary");
    }
}
