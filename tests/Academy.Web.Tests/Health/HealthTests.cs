using System.Net;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Health;

public abstract class HealthTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : HealthTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : HealthTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Healthy_is_a_process_that_answers_and_ready_one_whose_database_does()
    {
        using var visitor = app.Visit();
        Assert.Equal("ok\n", await visitor.GetStringAsync("/healthz"));
        using var ready = await visitor.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("text/plain", ready.Content.Headers.ContentType?.MediaType);
        Assert.False(ready.Headers.Contains("Set-Cookie"));
    }
}

public sealed class MetricsTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private const string Token = "a-token-for-the-scraper";

    [Theory]
    [InlineData(null, "")]
    [InlineData("another", "")]
    [InlineData(null, "?token=" + Token)]
    public async Task Without_the_token_there_is_no_such_page(string? bearer, string query)
    {
        await using var server = Server(Token);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server.CreateClient(), bearer, query)).StatusCode);
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_no_such_page_for_anybody()
    {
        await using var server = Server("");

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server.CreateClient(), "", "")).StatusCode);
    }

    [Fact]
    public async Task With_the_token_requests_are_counted_by_route_and_status()
    {
        await using var server = Server(Token);
        using var scraper = server.CreateClient();
        for (var i = 0; i < 3; i++) await scraper.GetStringAsync("/healthz");

        using var answer = await GetAsync(scraper, Token, "");

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", lines);
        const string Healthz = "http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/healthz\"";
        Assert.Contains($"http_server_request_duration_seconds_count{{{Healthz}}} 3", lines);
        Assert.Contains($"http_server_request_duration_seconds_bucket{{{Healthz},le=\"+Inf\"}} 3", lines);
        Assert.Contains("http_server_active_requests{http_request_method=\"GET\"} 1", lines);
    }

    [Fact]
    public async Task A_journal_of_codes_that_cannot_be_written_is_counted()
    {
        await using var server = Server(Token);
        using var scraper = server.CreateClient();
        var journal = CodeJournal.In(app.Database.Folder);
        File.Delete(journal);
        Directory.CreateDirectory(journal);
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => server.Services.GetRequiredService<KeepCodeJournal>().RunOnceAsync(default));
        }
        finally
        {
            Directory.Delete(journal);
        }

        using var answer = await GetAsync(scraper, Token, "");
        Assert.Matches("(?m)^academy_journal_failures_total\\S* [1-9]", await answer.Content.ReadAsStringAsync());
    }

    private WebApplicationFactory<Program> Server(string token) => app.WithWebHostBuilder(builder => builder.UseSetting("Academy:MetricsToken", token));

    private static async Task<HttpResponseMessage> GetAsync(HttpClient visitor, string? bearer, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics" + query);
        if (bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        return await visitor.SendAsync(request);
    }
}
