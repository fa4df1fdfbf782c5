using Academy.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Academy.Web.Tests;

public sealed class SettingsTests : IDisposable
{
    private const string Secret = "--Academy:Secret=0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "--Academy:PublicUrl=https://v.example.cn";

    private readonly string _folder = Directory.CreateTempSubdirectory("academy-").FullName;

    [Theory]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret)]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=v.example.cn")]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=ftp://v.example.cn")]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=https://v.example.cn/academy")]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=https://v.example.cn/?a=1")]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=https://v.example.cn/#a")]
    [InlineData("Academy:PublicUrl must be scheme, host and port", Secret, "--Academy:PublicUrl=https://me@v.example.cn")]
    [InlineData("Academy:PublicUrl must begin with https:// in Production", Secret, "--Academy:PublicUrl=http://v.example.cn")]
    [InlineData("Academy:Defaults:Grace must be a time such as 02:00:00; it is 'abc'.", PublicUrl, Secret, "--Academy:Defaults:Grace=abc")]
    [InlineData("Academy:Defaults:Grace must be between 00:00:00 and 00:10:00; it is 10.00:00:00.", PublicUrl, Secret, "--Academy:Defaults:Grace=10")]
    [InlineData("Academy:Defaults:Grace must be between", PublicUrl, Secret, "--Academy:Defaults:Grace=-00:00:01")]
    [InlineData("Academy:Defaults:WaitHighRiskSecond must be between", PublicUrl, Secret, "--Academy:Defaults:WaitHighRiskSecond=00:00:00")]
    [InlineData("Academy:Defaults:DeviceSessionDays must be between 1 and 365; it is 0.", PublicUrl, Secret, "--Academy:Defaults:DeviceSessionDays=0")]
    [InlineData("Academy:Defaults:ActivationSlipDays must be between", PublicUrl, Secret, "--Academy:Defaults:ActivationSlipDays=-7")]
    [InlineData("Academy:Defaults:LessonMonths must be a whole number; it is 'twelve'.", PublicUrl, Secret, "--Academy:Defaults:LessonMonths=twelve")]
    [InlineData("Academy:Defaults:LeastStudyShare must be between 0 and 1; it is NaN", PublicUrl, Secret, "--Academy:Defaults:LeastStudyShare=NaN")]
    [InlineData("Academy:PublicURI is no setting; correct its name or remove it.", PublicUrl, Secret, "--Academy:PublicURI=https://v.example.cn")]
    [InlineData("Academy:Defaults:Gracious is no setting", PublicUrl, Secret, "--Academy:Defaults:Gracious=00:00:10")]
    [InlineData("Academy:Data names a folder that cannot be made: '/dev/null/data'", PublicUrl, Secret, "--Academy:Data=/dev/null/data")]
    [InlineData("Academy:Data names a folder that cannot be made: '/dev/null/data'", PublicUrl, Secret, "--Database:Provider=Postgres", "--ConnectionStrings:Academy=Host=/tmp", "--Academy:Data=/dev/null/data")]
    [InlineData("ConnectionStrings:Academy cannot be read", PublicUrl, Secret, "--ConnectionStrings:Academy=nonsense")]
    [InlineData("ConnectionStrings:Academy cannot be read", PublicUrl, Secret, "--Database:Provider=Postgres", "--ConnectionStrings:Academy=Host=/tmp;Nonsense=1")]
    [InlineData("ConnectionStrings:Academy cannot be read", PublicUrl, Secret, "--Database:Provider=Postgres", "--ConnectionStrings:Academy=Host=/tmp;Port=abc")]
    [InlineData("Academy:Secret (or the file in Academy:SecretFile) must hold at least 32 characters", PublicUrl)]
    [InlineData("Academy:Secret (or the file in Academy:SecretFile) must hold at least 32 characters", PublicUrl, "--Academy:Secret=short")]
    [InlineData("Academy:Secret is the demo secret", PublicUrl, "--Academy:Secret=" + AcademySettings.DemoSecret)]
    [InlineData("Academy:SecretFile names a file that is not there: '/nowhere/secret'", PublicUrl, "--Academy:SecretFile=/nowhere/secret")]
    [InlineData("Academy:Defaults:LeastStudyShare must be between 0 and 1; it is 1.5", PublicUrl, Secret, "--Academy:Defaults:LeastStudyShare=1.5")]
    [InlineData("Academy:ExamBank names a folder that is not there: '/nowhere/bank'", PublicUrl, Secret, "--Academy:ExamBank=/nowhere/bank")]
    [InlineData("Academy:FormerHosts holds host[:port] only", PublicUrl, Secret, "--Academy:FormerHosts:0=https://old.example.cn")]
    [InlineData("Database:Provider must be Sqlite or Postgres; it is 'Oracle'", PublicUrl, Secret, "--Database:Provider=Oracle")]
    [InlineData("Database:Provider is Postgres, but ConnectionStrings:Academy is empty", PublicUrl, Secret, "--Database:Provider=Postgres")]
    public void A_wrong_setting_stops_the_start_with_one_line(string expected, params string[] settings)
    {
        var wrong = Assert.Throws<WrongSettingException>(() => Read("Production", settings));

        Assert.StartsWith(expected, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://192.168.1.10:5080")]
    [InlineData("http://localhost:5080;http://192.168.1.10:5080")]
    public void Development_listens_to_nobody_but_this_machine(string urls)
    {
        var wrong = Assert.Throws<WrongSettingException>(() => Read("Development", $"--urls={urls}"));

        Assert.StartsWith("Development listens on loopback only", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Kestrel:Endpoints:Public:Url=http://0.0.0.0:5080")]
    [InlineData("--http_ports=5080")]
    [InlineData("--https_ports=5081")]
    public void Development_listens_to_nobody_by_another_setting_either(string setting) =>
        Assert.StartsWith("Development listens on loopback only", Assert.Throws<WrongSettingException>(() => Read("Development", setting)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5081;http://[::1]:5081")]
    public void Development_needs_no_settings(string urls)
    {
        var settings = Read("Development", $"--urls={urls}");

        Assert.Equal("localhost:5080", settings.PublicHost);
        Assert.Equal(AcademySettings.DemoSecret, settings.Secret);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_not_taken_for_another_server()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "academy.lock"));
        using var taken = new DataFolderLock(new AcademySettings { Data = _folder });

        Assert.Equal($"Academy:Data names a folder that cannot be written to: '{_folder}'; let the server's user write there.", Assert.Throws<WrongSettingException>(taken.Take).Message);
    }

    [Fact]
    public void Every_setting_is_known_by_its_name_in_the_environment_too()
    {
        var settings = Read("Production", PublicUrl, Secret, "--academy:trustedproxies:0=10.0.0.2", "--Academy:FormerHosts:0=old.example.cn", "--Academy:MetricsToken=t", "--Academy:Defaults:Grace=00:00:20");

        Assert.Equal((TimeSpan.FromSeconds(20), "10.0.0.2", true), (settings.Defaults.Grace, settings.TrustedProxies[0], settings.IsPublicOverTls));
    }

    [Fact]
    public void Production_takes_its_secret_from_a_file_and_listens_where_it_is_told()
    {
        var file = Path.Combine(_folder, "secret");
        File.WriteAllText(file, "0123456789abcdef0123456789abcdef\n");

        Assert.Equal("0123456789abcdef0123456789abcdef", Read("Production", PublicUrl, $"--Academy:SecretFile={file}", "--urls=http://0.0.0.0:80").Secret);
    }

    [Theory]
    [InlineData("Host=/tmp", 200, true)]
    [InlineData("Host=/tmp;Max Auto Prepare=0;No Reset On Close=false", 0, false)]
    [InlineData("Host=/tmp;maxautoprepare=50", 50, true)]
    public void PostgreSQL_keeps_statements_planned_and_connections_as_they_are_unless_the_connection_string_says_otherwise(string connection, int planned, bool kept)
    {
        using var services = Builder("Production", PublicUrl, Secret, "--Database:Provider=Postgres", $"--ConnectionStrings:Academy={connection}").Builder.Services.BuildServiceProvider();
        using var scope = services.CreateScope();

        var server = new NpgsqlConnectionStringBuilder(scope.ServiceProvider.GetRequiredService<AcademyDbContext>().Database.GetConnectionString());
        Assert.Equal((planned, kept), (server.MaxAutoPrepare, server.NoResetOnClose));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AcademySettings Read(string environment, params string[] settings) => Builder(environment, settings).Settings;

    private (WebApplicationBuilder Builder, AcademySettings Settings) Builder(string environment, params string[] settings)
    {
        // An empty content root: no appsettings.json but the command line.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = _folder,
            Args = ["--Database:Provider=Sqlite", .. settings],
        });
        var read = builder.AddSettings();
        builder.AddData(read);
        return (builder, read);
    }
}
