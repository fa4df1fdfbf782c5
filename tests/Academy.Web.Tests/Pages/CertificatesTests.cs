using System.Diagnostics;
using System.Net;
using Academy.Domain.Certificates;
using Academy.Web.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

public abstract class CertificatesTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Certificate _certificate = null!;
    private HttpClient _holder = null!;

    public sealed class OnSqlite(SqliteApp app) : CertificatesTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : CertificatesTests(app), IClassFixture<PostgresApp>;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        var holder = await _story.HireAsync("张伟");
        _certificate = await _story.CertifyAsync(holder);
        _holder = await _story.VisitAsync(holder);
    }

    public Task DisposeAsync()
    {
        _holder?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task The_holder_finds_the_card_with_number_check_code_and_the_way_it_was_passed()
    {
        var list = await _holder.GetPageAsync("/certificates");
        var card = await _holder.GetPageAsync(list.QuerySelector(".item__title")!.GetAttribute("href")!);
        var number = new CertificateNumber(_certificate.Codes[0].List, _certificate.Codes[0].Index);
        var text = card.Body!.TextContent;

        Assert.Contains("有效", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(number.ToString(), text, StringComparison.Ordinal);
        Assert.Contains(app.Services.GetRequiredService<LookupCode>().For(number), text, StringComparison.Ordinal);
        Assert.Contains("张伟", text, StringComparison.Ordinal);
        Assert.Contains("自考", text, StringComparison.Ordinal);
        Assert.Contains("签发", text, StringComparison.Ordinal);
        Assert.Single(card.QuerySelectorAll(".certificate-card__code svg"));
        Assert.DoesNotContain(_certificate.Codes[0].Token, card.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_A4_page_says_自考_and_carries_the_disclaimer()
    {
        var text = (await _holder.GetPageAsync($"/certificates/{_certificate.Id}/a4")).Body!.TextContent;

        Assert.Contains("自考", text, StringComparison.Ordinal);
        Assert.Contains("不替代国家规定的职业资格或特种作业操作证件", text, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Nobody_else_finds_it()
    {
        using var other = await _story.VisitAsync(await _story.HireAsync("李娜"));
        foreach (var path in (string[])["", "/a4", "/qr.svg", "/qr.png"])
        {
            using var answer = await other.GetAsync($"/certificates/{_certificate.Id}{path}");
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound, $"{path} answered {(int)answer.StatusCode}");
        }

        using var stranger = app.Visit();
        using var redirected = await stranger.GetAsync($"/certificates/{_certificate.Id}/qr.png");
        Assert.Equal(HttpStatusCode.Redirect, redirected.StatusCode);
    }

    [DataFact]
    public async Task The_pictures_are_for_the_holders_manager_too_and_for_no_other()
    {
        using var manager = await _story.VisitAsync(_story.Manager);
        var elsewhere = await Story.BeginAsync(app);
        using var other = await elsewhere.VisitAsync(elsewhere.Manager);
        using var svg = await manager.GetAsync($"/certificates/{_certificate.Id}/qr.svg");
        using var refused = await other.GetAsync($"/certificates/{_certificate.Id}/qr.svg");

        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("<svg", await svg.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [DataFact]
    public async Task The_png_is_read_by_an_independent_decoder_and_its_address_verifies()
    {
        var file = Path.Combine(app.Database.Folder, "qr.png");
        await File.WriteAllBytesAsync(file, await _holder.GetByteArrayAsync($"/certificates/{_certificate.Id}/qr.png"));
        var start = new ProcessStartInfo("zbarimg", ["--raw", "-q", file]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var zbar = Process.Start(start)!;
        var text = (await zbar.StandardOutput.ReadToEndAsync()).Trim();
        await zbar.WaitForExitAsync();
        Assert.Equal($"HTTP://LOCALHOST:5080/C/{_certificate.Codes[0].Token}", text);

        using var stranger = app.Visit();
        var page = await stranger.GetPageAsync(new Uri(text).AbsolutePath);
        Assert.Equal("VALID_STATIC", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
    }

    [DataFact]
    public async Task A_person_without_certificates_is_told_how_to_get_one()
    {
        using var visitor = await _story.VisitAsync(await _story.HireAsync("王芳"));

        Assert.Contains("还没有证书", (await visitor.GetPageAsync("/certificates")).Body!.TextContent, StringComparison.Ordinal);
    }
}
