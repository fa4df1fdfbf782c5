using System.Diagnostics;

namespace Academy.Web.Tests;

/// <summary>The program as a process of its own.</summary>
public sealed class ProgramTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_wrong_setting_ends_it_with_one_line_and_code_2()
    {
        var (code, error) = await RunAsync("--Academy:PublicUrl=nonsense");

        Assert.Equal(2, code);
        Assert.Equal("Academy:PublicUrl must be scheme, host and port, for example https://v.example.cn; it is 'nonsense'.\n", error);
    }

    [Fact]
    public async Task A_second_server_on_a_folder_in_use_ends_with_one_line_and_code_2()
    {
        // The first one, in this process.
        _ = app.Services;

        var (code, error) = await RunAsync("--Academy:PublicUrl=http://localhost:5080", $"--Academy:Data={app.Database.Folder}", "--Academy:Secret=0123456789abcdef0123456789abcdef");

        Assert.Equal(2, code);
        Assert.Equal($"Another server uses {app.Database.Folder}; stop it first, or set Academy:Data to a folder of its own.\n", error);
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_not_there_ends_it_with_one_line_and_code_2()
    {
        var (code, error) = await RunAsync("--Academy:PublicUrl=http://localhost:5080", "--Academy:Secret=0123456789abcdef0123456789abcdef", "--Database:Provider=Postgres", "--ConnectionStrings:Academy=Host=/nowhere;Username=nobody");

        Assert.Equal(2, code);
        Assert.StartsWith("PostgreSQL cannot be reached with ConnectionStrings:Academy: ", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] settings)
    {
        var folder = Path.GetDirectoryName(typeof(AcademySettings).Assembly.Location)!;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "academy.dll"), "--environment=Testing", "--urls=http://127.0.0.1:0", "--Database:Provider=Sqlite", .. settings])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await output;
            await process.WaitForExitAsync();
            return (process.ExitCode, error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
