using System.Net;
using Academy.Domain.Organizations;
using Academy.Web.Tests.Identity;

namespace Academy.Web.Tests.Manage;

/// <summary>A manager who is there before the first content release.</summary>
public abstract class NoContentTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : NoContentTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : NoContentTests(app), IClassFixture<PostgresApp>;

    [DataTheory]
    [InlineData("")]
    [InlineData("/people")]
    [InlineData("/people/add")]
    [InlineData("/cohorts/new")]
    [InlineData("/sessions/plan")]
    [InlineData("/sign-offs")]
    public async Task Is_told_who_can_help(string page)
    {
        using var manager = app.Visit();
        await manager.SignInAsync((await (await Staff.OfAsync(app)).HireAsync("0001", Role.SafetyManager)).UserName!, Staff.Password);

        using var response = await manager.GetAsync($"/manage{page}");

        Assert.Equal((HttpStatusCode.Redirect, "/manage/no-content"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Contains("请联系系统管理员", (await manager.GetPageAsync("/manage/no-content")).Body!.TextContent, StringComparison.Ordinal);
    }
}
