using Xunit.Sdk;

namespace Academy.Browser.Tests;

[Collection(ChromiumTests.Name)]
public sealed class ScreenTests(Chromium chromium, AcademyServer server) : IClassFixture<AcademyServer>
{
    [BrowserFact]
    public async Task The_root_address_answers()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;

        var response = await visit.APIRequest.GetAsync("/");

        Assert.InRange(response.Status, 200, 499);
    }

    [BrowserFact]
    public async Task The_style_sheet_is_served_compressed_as_to_any_browser()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;

        var response = await page.GotoAsync("/css/base.css");

        Assert.Equal(200, response!.Status);
        Assert.Contains("text/css", response.Headers["content-type"], StringComparison.Ordinal);
        Assert.NotEmpty(await response.BodyAsync());
    }

    [BrowserFact]
    public async Task A_page_as_it_should_be_passes_and_is_pictured()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;

        await page.SetContentAsync("""<!doctype html><html lang="zh-CN"><head><title>消防安全</title><meta name="viewport" content="width=device-width"></head><body><main><h1>消防安全培训</h1></main></body></html>""");
        await page.LookAsync("proof");

        Assert.Equal(Screen.Phone.Width, page.ViewportSize!.Width);
    }

    [BrowserFact]
    public async Task A_page_that_scrolls_sideways_is_caught()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;

        await page.SetContentAsync("""<!doctype html><html lang="zh-CN"><head><title>宽</title></head><body><div style="width:400px">宽</div></body></html>""");

        var caught = await Assert.ThrowsAsync<TrueException>(page.AssertNoSidewaysScrollAsync);
        Assert.Contains("scrolls sideways", caught.Message, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_page_that_a_screen_reader_cannot_read_is_caught()
    {
        var page = await chromium.VisitAsync(server);
        await using var visit = page.Context;

        await page.SetContentAsync("""<!doctype html><html><head><title>图</title></head><body><main><h1>图</h1><img src="data:,"><p style="color:#aaa">看不清</p></main></body></html>""");

        var caught = await Assert.ThrowsAsync<TrueException>(page.AssertAccessibleAsync);
        Assert.Contains("image-alt", caught.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast", caught.Message, StringComparison.Ordinal);
        Assert.Contains("html-has-lang", caught.Message, StringComparison.Ordinal);
    }
}
